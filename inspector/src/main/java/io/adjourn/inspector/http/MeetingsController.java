package io.adjourn.inspector.http;

import io.adjourn.inspector.access.Viewer;
import io.adjourn.inspector.view.Meeting;
import io.adjourn.inspector.view.Meetings;
import io.adjourn.inspector.view.Page;
import io.adjourn.inspector.view.Query;
import io.adjourn.inspector.view.RawDelivery;
import io.adjourn.inspector.view.Sight;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Meetings: found, and looked at. */
@Controller("/api/meetings")
@ExecuteOn(TaskExecutors.BLOCKING)
@CanRefuse
class MeetingsController {
    private static final Set<String> SEARCHED_BY = Set.of(
            "any",
            "key",
            "session",
            "nativeId",
            "url",
            "attribute",
            "source",
            "vendor",
            "outcome",
            "endReason",
            "from",
            "to",
            "open",
            "missing",
            "cursor",
            "limit");

    /** No id, link or value of a customer that can be found is longer. */
    private static final int LONGEST = 4_096;

    private final Meetings meetings;
    private final Waiters waiters;

    MeetingsController(Meetings meetings, Waiters waiters) {
        this.meetings = meetings;
        this.waiters = waiters;
    }

    /**
     * Meetings to which all that is given applies, newest first.
     *
     * @param any a key, a session id, a platform's meeting id, a link to join, or a value of the customer's metadata
     * @param key source/session
     * @param session the vendor's id of the bot
     * @param nativeId the platform's id of the meeting
     * @param url the link to join; its scheme and query may be left out
     * @param attribute a value of the customer's metadata, or name=value
     * @param from first seen at that time or later
     * @param to first seen before that time
     * @param open whether it waits for something
     * @param missing an artifact that was expected and is not there
     * @param cursor the field next of the page before, for the same search
     * @param limit how many at most, 1 to 200
     */
    @Get
    @CanBeUnavailable
    Page search(
            HttpRequest<?> request,
            @Nullable @QueryValue String any,
            @Nullable @QueryValue String key,
            @Nullable @QueryValue String session,
            @Nullable @QueryValue String nativeId,
            @Nullable @QueryValue String url,
            @Nullable @QueryValue String attribute,
            @Nullable @QueryValue String source,
            @Nullable @QueryValue String vendor,
            @Nullable @QueryValue Outcome outcome,
            @Nullable @QueryValue EndReason endReason,
            @Nullable @QueryValue Instant from,
            @Nullable @QueryValue Instant to,
            @Nullable @QueryValue Boolean open,
            @Nullable @QueryValue ArtifactKind missing,
            @Nullable @QueryValue String cursor,
            @QueryValue(defaultValue = "50") int limit) {
        checkParameters(request);
        mustBeTrueOrFalse(request, "open");
        if (limit < 1 || limit > Meetings.LARGEST_PAGE) {
            throw new BadParameterException("the parameter limit must be 1 to " + Meetings.LARGEST_PAGE);
        }
        var query = new Query(
                any, key, session, nativeId, url, attribute, source, vendor, outcome, endReason, from, to, open,
                missing);
        return meetings.search(query, cursor, limit, Sight.MASKED);
    }

    private static void checkParameters(HttpRequest<?> request) {
        for (String name : request.getParameters().names()) {
            if (!SEARCHED_BY.contains(name)) {
                throw new BadParameterException("a parameter is unknown; known are "
                        + String.join(", ", SEARCHED_BY.stream().sorted().toList()));
            }
            if (request.getParameters().getAll(name).stream().anyMatch(value -> value.length() > LONGEST)) {
                throw new BadParameterException("the parameter " + name + " is longer than " + LONGEST + " characters");
            }
        }
    }

    /** What else is written there would be read as false. */
    private static void mustBeTrueOrFalse(HttpRequest<?> request, String name) {
        if (request.getParameters().getAll(name).stream()
                .anyMatch(value -> !value.equals("true") && !value.equals("false"))) {
            throw new BadParameterException("the parameter " + name + " must be true or false");
        }
    }

    /** The same as source and session apart, for keys that were encoded as one segment. */
    @Get("/{key}")
    @CanBeUnknown
    @ApiResponse(responseCode = "308", description = "The path of that meeting.")
    HttpResponse<?> byKey(@PathVariable String key) {
        int slash = key.indexOf('/');
        if (slash <= 0 || slash == key.length() - 1 || key.indexOf('/', slash + 1) >= 0) {
            throw NoAnswerException.noSuchMeeting();
        }
        return HttpResponse.permanentRedirect(URI.create(
                "/api/meetings/" + encoded(key.substring(0, slash)) + "/" + encoded(key.substring(slash + 1))));
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Everything of a meeting.
     *
     * @param unmask whether to show what is personal, too: only who may, and each time it is logged
     */
    @Get("/{source}/{session}")
    @CanBeUnknown
    @CanBeUnavailable
    HttpResponse<Meeting> meeting(
            HttpRequest<?> request,
            @Parameter(hidden = true) Viewer viewer,
            @PathVariable String source,
            @PathVariable String session,
            @QueryValue(defaultValue = "false") boolean unmask) {
        mustBeTrueOrFalse(request, "unmask");
        String key = source + "/" + session;
        String version = meetings.version(key).orElseThrow(NoAnswerException::noSuchMeeting);
        Sight sight = viewer.sight(unmask, "meeting " + key);
        String tag = "W/\"" + version + (sight == Sight.WHOLE ? "-whole" : "") + "\"";
        if (isKnown(request, tag)) {
            return tagged(HttpResponse.notModified(), tag);
        }
        Meeting found = meetings.find(key, sight).orElseThrow(NoAnswerException::noSuchMeeting);
        return tagged(HttpResponse.ok(found), tag);
    }

    private static boolean isKnown(HttpRequest<?> request, String tag) {
        String known = request.getHeaders().get(HttpHeaders.IF_NONE_MATCH);
        return known != null
                && Arrays.stream(known.split(",", -1)).map(String::strip).anyMatch(tag::equals);
    }

    /** It may be kept by the browser that has it, and is asked about each time. */
    private static <T> MutableHttpResponse<T> tagged(MutableHttpResponse<T> answer, String tag) {
        return answer.header(HttpHeaders.ETAG, tag).header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }

    /** A meeting's deliveries, and what became of each. */
    @Get("/{source}/{session}/deliveries")
    @CanBeUnknown
    @CanBeUnavailable
    Deliveries deliveries(@PathVariable String source, @PathVariable String session) {
        return part(source, session, meeting -> new Deliveries(meeting.deliveries(), meeting.moreDeliveries()));
    }

    /** A meeting's revisions: what changed, and which delivery did it. */
    @Get("/{source}/{session}/revisions")
    @CanBeUnknown
    @CanBeUnavailable
    Revisions revisions(@PathVariable String source, @PathVariable String session) {
        return part(source, session, meeting -> new Revisions(meeting.revisions(), meeting.unseenRevisions()));
    }

    /** A meeting's rejects. */
    @Get("/{source}/{session}/rejects")
    @CanBeUnknown
    @CanBeUnavailable
    Rejects rejects(@PathVariable String source, @PathVariable String session) {
        return part(source, session, meeting -> new Rejects(meeting.rejects()));
    }

    private <T> T part(String source, String session, Function<Meeting, T> part) {
        return part.apply(
                meetings.find(source + "/" + session, Sight.MASKED).orElseThrow(NoAnswerException::noSuchMeeting));
    }

    /**
     * A delivery's body and headers, from Kafka.
     *
     * @param unmask whether to show what is personal, too: only who may, and each time it is logged
     */
    @Get("/{source}/{session}/deliveries/{deliveryId}/raw")
    @CanBeUnknown
    @CanBeUnavailable
    RawDelivery.Found raw(
            HttpRequest<?> request,
            @Parameter(hidden = true) Viewer viewer,
            @PathVariable String source,
            @PathVariable String session,
            @PathVariable String deliveryId,
            @QueryValue(defaultValue = "false") boolean unmask) {
        mustBeTrueOrFalse(request, "unmask");
        String key = source + "/" + session;
        Sight sight = viewer.sight(unmask, "delivery " + deliveryId + " of " + key);
        return switch (meetings.raw(key, deliveryId, sight)) {
            case RawDelivery.Found found -> found;
            case RawDelivery.Gone(String why) -> throw new NoAnswerException(HttpStatus.NOT_FOUND, why);
            case RawDelivery.Unavailable(String why) ->
                throw new NoAnswerException(HttpStatus.SERVICE_UNAVAILABLE, why);
        };
    }

    /**
     * Waits until a meeting is closed and has a record: 200 with it. 202 with the meeting as it is once the time is up, 404 where
     * nothing was heard of it by then.
     *
     * @param timeout how long to wait, in seconds, 1 to 120
     */
    @Get("/{source}/{session}/wait")
    @CanBeUnknown
    @CanBeUnavailable
    @ApiResponse(responseCode = "200", description = "It is closed.", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "202", description = "It is still open.", useReturnTypeSchema = true)
    HttpResponse<Meeting> waitFor(
            @PathVariable String source, @PathVariable String session, @QueryValue(defaultValue = "60") int timeout)
            throws InterruptedException {
        if (timeout < 1 || timeout > Waiters.LONGEST.toSeconds()) {
            throw new BadParameterException(
                    "the parameter timeout must be 1 to " + Waiters.LONGEST.toSeconds() + " seconds");
        }
        return switch (waiters.await(source + "/" + session, Duration.ofSeconds(timeout))) {
            case Waiters.Closed(Meeting meeting) -> HttpResponse.ok(meeting);
            case Waiters.StillOpen(Meeting meeting) ->
                HttpResponse.<Meeting>accepted().body(meeting);
            case Waiters.Unknown() -> throw NoAnswerException.noSuchMeeting();
            case Waiters.TooMany() ->
                throw new NoAnswerException(
                        HttpStatus.SERVICE_UNAVAILABLE, "too many requests wait already: try again later");
        };
    }
}
