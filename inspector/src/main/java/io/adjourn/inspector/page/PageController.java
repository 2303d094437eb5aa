package io.adjourn.inspector.page;

import io.adjourn.inspector.access.Csrf;
import io.adjourn.inspector.access.NotPrivilegedException;
import io.adjourn.inspector.access.Viewer;
import io.adjourn.inspector.page.Frame.Section;
import io.adjourn.inspector.page.PagePath.OfDelivery;
import io.adjourn.inspector.page.PagePath.OfMeeting;
import io.adjourn.inspector.page.PagePath.OfRevisions;
import io.adjourn.inspector.page.SearchForm.BadFieldException;
import io.adjourn.inspector.view.BadCursorException;
import io.adjourn.inspector.view.DeliveryView;
import io.adjourn.inspector.view.Meeting;
import io.adjourn.inspector.view.Meetings;
import io.adjourn.inspector.view.Page;
import io.adjourn.inspector.view.Query;
import io.adjourn.inspector.view.RawDelivery;
import io.adjourn.inspector.view.Sight;
import io.adjourn.inspector.view.Standing;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves the pages. What is masked is shown by POST alone, with a token of the page that asks for it. */
@Controller
@Hidden // from the API's document
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.VIRTUAL)
final class PageController {
    private static final int PAGE = 50;
    /** A page may be asked again whether it is still so, by who got it. */
    private static final String ASK_AGAIN = "private, no-cache";
    /** What was unmasked is kept nowhere. */
    private static final String NOWHERE = "no-store";

    private static final String FOR_GOOD = "public, max-age=31536000, immutable";
    private static final String FORM_IS_OLD =
            "The form that you sent is not one of this page, or too old. Go back, load the page again, and ask again.";

    private final Meetings meetings;
    private final Csrf csrf;
    private final Assets assets;
    private final ErrorPages errors;

    PageController(Meetings meetings, Csrf csrf, Assets assets, ErrorPages errors) {
        this.meetings = meetings;
        this.csrf = csrf;
        this.assets = assets;
        this.errors = errors;
    }

    @Get("/")
    HttpResponse<?> search(HttpRequest<?> request, Viewer viewer) {
        HttpParameters parameters = request.getParameters();
        String cursor = parameters.get("cursor");
        try {
            SearchForm form = SearchForm.of(firstOf(parameters));
            Query query = form.query();
            Page page = meetings.search(query, cursor, PAGE, Sight.MASKED);
            boolean one = !form.hasFilters()
                    && !form.isEmpty()
                    && cursor == null
                    && page.next() == null
                    && page.meetings().size() == 1;
            if (one) {
                return HttpResponse.seeOther(
                        URI.create(Paths.meeting(page.meetings().getFirst().key())));
            }
            Standing standing = meetings.standing();
            String title = form.isEmpty() ? "Meetings" : "Search";
            Frame frame = frame(title, Section.MEETINGS, form.field("q"), viewer, null, standing);
            return page(Html.of(SearchPage.of(frame, form, page, standing, now())), ASK_AGAIN);
        } catch (BadFieldException | BadCursorException e) {
            return errors.answer(
                    HttpStatus.BAD_REQUEST, "That cannot be looked for", String.valueOf(e.getMessage()), viewer);
        }
    }

    @Get("/meetings/{+rest}")
    HttpResponse<?> place(HttpRequest<?> request, String rest, Viewer viewer) {
        return switch (PagePath.of(request.getUri().getRawPath()).orElse(null)) {
            case OfMeeting(String key) -> meeting(key, viewer, Sight.MASKED);
            case OfRevisions(String key) -> revisions(key, request.getParameters(), viewer);
            case OfDelivery(String key, String id) -> delivery(key, id, viewer, Sight.MASKED);
            case null -> unknown(viewer);
        };
    }

    @Post("/meetings/{+rest}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> unmask(
            HttpRequest<?> request, String rest, @Nullable @Body(Csrf.FIELD) String token, Viewer viewer) {
        if (token == null || !csrf.isOf(token, viewer)) {
            return errors.answer(HttpStatus.FORBIDDEN, "Not unmasked", FORM_IS_OLD, viewer);
        }
        Optional<PagePath> place = PagePath.of(request.getUri().getRawPath());
        try {
            return switch (place.orElse(null)) {
                case OfMeeting(String key) -> meeting(key, viewer, viewer.sight(true, "meeting " + key));
                case OfDelivery(String key, String id) ->
                    delivery(key, id, viewer, viewer.sight(true, "delivery " + id + " of meeting " + key));
                case OfRevisions _ -> unknown(viewer);
                case null -> unknown(viewer);
            };
        } catch (NotPrivilegedException e) {
            return errors.answer(HttpStatus.FORBIDDEN, "Not unmasked", String.valueOf(e.getMessage()), viewer);
        }
    }

    @Get("/rejects")
    HttpResponse<?> rejects(Viewer viewer) {
        Frame frame = frame("Rejects", Section.REJECTS, "", viewer, null, meetings.standing());
        return page(Html.of(RejectsPage.of(frame, meetings.rejects(), now())), ASK_AGAIN);
    }

    @Get("/sources")
    HttpResponse<?> sources(Viewer viewer) {
        Frame frame = frame("Sources", Section.SOURCES, "", viewer, null, meetings.standing());
        return page(Html.of(SourcesPage.of(frame, meetings.sources(), now())), ASK_AGAIN);
    }

    @Get("/assets/{name}")
    @Produces(MediaType.ALL)
    HttpResponse<?> asset(String name) {
        return assets.find(name)
                .<HttpResponse<?>>map(asset -> HttpResponse.ok(asset.content())
                        .contentType(asset.type())
                        .header(HttpHeaders.CACHE_CONTROL, FOR_GOOD))
                .orElseGet(() -> unknown(null));
    }

    private HttpResponse<?> meeting(String key, Viewer viewer, Sight sight) {
        Meeting meeting = meetings.find(key, sight).orElse(null);
        if (meeting == null) {
            return unknown(key, viewer);
        }
        boolean whole = sight == Sight.WHOLE;
        // What was unmasked is not loaded again by itself: that would be another unmasking.
        String updates = whole ? null : Paths.updates(key);
        Frame frame = frame(meeting.summary().session(), Section.MEETINGS, "", viewer, updates, meetings.standing());
        MeetingPage model = MeetingPage.of(frame, meeting, viewer, whole, csrf.token(viewer), now());
        return page(Html.of(model), whole ? NOWHERE : ASK_AGAIN);
    }

    private HttpResponse<?> revisions(String key, HttpParameters parameters, Viewer viewer) {
        Meeting meeting = meetings.find(key, Sight.MASKED).orElse(null);
        if (meeting == null) {
            return unknown(key, viewer);
        }
        Frame frame = frame(
                "Revisions of " + meeting.summary().session(), Section.MEETINGS, "", viewer, null, meetings.standing());
        return ComparePage.of(frame, meeting, parameters.get("before"), parameters.get("after"))
                .<HttpResponse<?>>map(model -> page(Html.of(model), ASK_AGAIN))
                .orElseGet(() -> errors.answer(
                        HttpStatus.NOT_FOUND,
                        "No such revision",
                        "The index has no such revision of this meeting: it keeps those that were made since it began. The"
                                + " meeting's page lists them.",
                        viewer));
    }

    private HttpResponse<?> delivery(String key, String deliveryId, Viewer viewer, Sight sight) {
        Meeting meeting = meetings.find(key, Sight.MASKED).orElse(null);
        if (meeting == null) {
            return unknown(key, viewer);
        }
        DeliveryView delivery = meeting.deliveries().stream()
                .filter(one -> one.deliveryId().equals(deliveryId))
                .findFirst()
                .orElse(null);
        if (delivery == null) {
            return errors.answer(
                    HttpStatus.NOT_FOUND,
                    "No such delivery",
                    "This meeting has no delivery of that id in the index. The meeting's page lists those that it has.",
                    viewer);
        }
        RawDelivery raw = meetings.raw(key, deliveryId, sight);
        Frame frame = frame(
                "Delivery of " + meeting.summary().session(), Section.MEETINGS, "", viewer, null, meetings.standing());
        DeliveryPage model = DeliveryPage.of(frame, meeting, delivery, raw, viewer, csrf.token(viewer));
        return page(Html.of(model), sight == Sight.WHOLE ? NOWHERE : ASK_AGAIN);
    }

    private MutableHttpResponse<String> unknown(@Nullable Viewer viewer) {
        return errors.answer(HttpStatus.NOT_FOUND, "Nothing is here", ErrorPages.WHERE, viewer);
    }

    private MutableHttpResponse<String> unknown(String key, Viewer viewer) {
        return errors.answer(
                HttpStatus.NOT_FOUND,
                "No such meeting",
                "The index has no meeting with the key " + key
                        + ". It may be older than what the index keeps, of another installation, or misspelled; one that was"
                        + " just sent takes a second.",
                viewer);
    }

    private Frame frame(
            String title, Section section, String query, Viewer viewer, @Nullable String updates, Standing standing) {
        return new Frame(title, section, query, viewer, updates, assets, notices(viewer, standing));
    }

    private static List<String> notices(Viewer viewer, Standing standing) {
        var notices = new ArrayList<String>();
        if (viewer.anonymous()) {
            notices.add(
                    "Nobody is asked who they are: whoever reaches this address sees these pages. INSPECTOR_ACCESS_MODE changes that.");
        }
        if (standing.problem() != null) {
            notices.add("Indexing has stopped: " + standing.problem());
        } else if (!standing.caughtUp()) {
            notices.add("The index is still reading: about " + TimeText.count(standing.behind())
                    + " records to go. What is new may be missing here.");
        }
        return notices;
    }

    private static Map<String, String> firstOf(HttpParameters parameters) {
        var first = new HashMap<String, String>();
        parameters.forEach((name, values) -> {
            if (!values.isEmpty()) {
                first.put(name, values.getFirst());
            }
        });
        return first;
    }

    private static MutableHttpResponse<String> page(String html, String caching) {
        return HttpResponse.ok(html).contentType(ErrorPages.HTML).header(HttpHeaders.CACHE_CONTROL, caching);
    }

    private static Instant now() {
        return Instant.now();
    }
}
