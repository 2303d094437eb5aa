package io.adjourn.inspector.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.adjourn.inspector.access.Role;
import io.adjourn.inspector.access.Viewer;
import io.adjourn.inspector.page.Frame.Section;
import io.adjourn.inspector.view.DeliveryView;
import io.adjourn.inspector.view.Meeting;
import io.adjourn.inspector.view.Query;
import io.adjourn.inspector.view.Sight;
import io.adjourn.inspector.view.Standing;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands on the pages, without a server and without a browser. */
class PagesTest {
    private static final Instant NOW = Told.minute(60);
    private static final Viewer VIEWER = new Viewer("grace", Role.VIEWER);
    private static final Viewer PRIVILEGED = new Viewer("ada", Role.PRIVILEGED);

    private final ToldMeetings meetings = new ToldMeetings();

    @Test
    void shouldShowTheTwelveThingsOfAMeeting() {
        Document page = meeting(ToldMeetings.COMPLETE, VIEWER, Sight.MASKED);

        assertThat(page.select("#q")).as("search").hasSize(1);
        assertThat(page.select("#headline").text()).contains("complete Complete, after 44 minutes", "Revision 2");
        assertThat(page.select("#timeline svg rect")).as("picture").isNotEmpty();
        assertThat(page.select("#timeline tbody tr").eachText())
                .as("table: our word, the vendor's, and guesses marked")
                .anyMatch(row -> row.contains("waiting room") && row.contains("WaitingRoom"))
                .anyMatch(row -> row.contains("recording") && row.contains("inferred"));
        assertThat(page.select("#deliveries tbody tr").eachText())
                .hasSize(13)
                .anyMatch(row -> row.contains("spooled first") && row.contains("1 min later"))
                .anyMatch(row -> row.contains("hmac"))
                .anyMatch(row -> row.contains("rejected") && row.contains("BAD_VALUE"))
                .anyMatch(row -> row.contains("2 copies followed"))
                .anyMatch(row -> row.contains("duplicate of the one of 2026-11-20 13:44:00 UTC"));
        assertThat(page.select("#deliveries > p").text()).isEqualTo("13 deliveries, of which 3 copies.");
        assertThat(page.select("#deliveries details code").eachText()).contains("meetings.lifecycle.v1/2/100");
        assertThat(page.select("#artifacts tbody tr").eachText())
                .anyMatch(row -> row.contains("audio")
                        && row.contains("ready")
                        && row.contains("12.3 MB")
                        && row.contains("44 min"))
                .anyMatch(row -> row.contains("transcript") && row.contains("ended 10 min ago"));
        assertThat(page.select("#artifacts time[data-clock]"))
                .as("clocks to the links' ends")
                .hasSize(2);
        assertThat(page.select("#revisions tbody tr").eachText())
                .anyMatch(row -> row.contains("outcome: PARTIAL → COMPLETE") && row.contains("transcript.ready"));
        assertThat(page.select("#rejects code").eachText())
                .anyMatch(
                        command -> command.startsWith("./adjourn rejected replay --meeting " + ToldMeetings.COMPLETE));
        assertThat(page.select("#facts pre").text()).contains("opportunity-4711");
    }

    @Test
    void shouldSayWhatItWaitsForAndUntilWhen() {
        Document page = meeting(ToldMeetings.WAITING, VIEWER, Sight.MASKED);

        assertThat(page.select("#headline").text())
                .contains("Waiting until", "for the transcript; closes as PARTIAL then");
        assertThat(page.select("#waiting dd").eachText()).contains("artifacts", "audio and transcript", "transcript");
        assertThat(page.select("#waiting time[data-clock]")).isNotEmpty();
        assertThat(page.select("svg line.due"))
                .as("the end of the wait in the picture")
                .hasSize(1);
        assertThat(page.select("#revisions").text()).contains("None yet: the meeting is open.");
    }

    @Test
    void shouldKeepAttemptsApart() {
        Document page = meeting(ToldMeetings.TWICE, VIEWER, Sight.MASKED);

        assertThat(page.select("#timeline tr.attempt").eachText())
                .containsExactly(
                        "Attempt 1, failed, never in the meeting: the host refused to let the bot in",
                        "Attempt 2, ended: the meeting was over");
        assertThat(page.select("svg text").eachText()).contains("Attempt 1", "Attempt 2", "Deliveries");
        assertThat(page.select("#facts").text()).contains("the record keeps ENDED, but FAILED was said, too");
    }

    @Test
    void shouldShowNothingPersonalUnlessUnmasked() {
        assertThat(meeting(ToldMeetings.COMPLETE, VIEWER, Sight.MASKED).html())
                .doesNotContain(ToldMeetings.PERSON)
                .doesNotContain(ToldMeetings.SECRET_QUERY);
        assertThat(delivery(VIEWER, Sight.MASKED).html())
                .doesNotContain(ToldMeetings.PERSON)
                .doesNotContain(ToldMeetings.SECRET_QUERY);
    }

    @Test
    void shouldOfferToUnmaskOnlyToThoseWhoMay() {
        assertThat(meeting(ToldMeetings.COMPLETE, VIEWER, Sight.MASKED).select("form[method=post]"))
                .isEmpty();
        assertThat(delivery(VIEWER, Sight.MASKED).select("form[method=post]")).isEmpty();
        assertThat(meeting(ToldMeetings.COMPLETE, PRIVILEGED, Sight.MASKED)
                        .select("form[method=post] input[name=csrf]")
                        .eachAttr("value"))
                .containsExactly("token");
        assertThat(delivery(PRIVILEGED, Sight.MASKED).select("form[method=post] input[name=csrf]"))
                .hasSize(1);
    }

    @Test
    void shouldShowABodyAsCurlAndAsARequestToVerify() {
        Document page = delivery(PRIVILEGED, Sight.WHOLE);

        assertThat(page.select("#text").text()).isEqualTo(ToldMeetings.BODY);
        assertThat(page.select("#curl").text()).startsWith("curl -X POST").contains(ToldMeetings.BODY);
        assertThat(page.select("#request").text()).startsWith("POST /webhooks/acme-meetstream");
        assertThat(page.text()).contains("it was logged that you asked for this");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void shouldTakeWhatAVendorWroteAsText(String name, Document page) {
        assertThat(page.select("script")).as("our one script").hasSize(1);
        assertThat(page.select("img, b, i, iframe, object, embed, base")).isEmpty();
        for (Element element : page.getAllElements()) {
            assertThat(element.attributes().asList()).allSatisfy(attribute -> {
                assertThat(attribute.getKey()).doesNotStartWith("on").isNotEqualTo("style");
                if (Set.of("href", "src", "action").contains(attribute.getKey())) {
                    assertThat(attribute.getValue()).matches("(/|#).*").doesNotStartWith("//");
                }
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void shouldNameEachElementOnceAndLinkOnlyToWhatIsThere(String name, Document page) {
        var ids = new HashSet<String>();
        page.select("[id]")
                .forEach(element -> assertThat(ids.add(element.id()))
                        .as("the id %s stands once", element.id())
                        .isTrue());
        assertThat(page.select("a[href^=#]"))
                .allSatisfy(link -> assertThat(ids).contains(link.attr("href").substring(1)));
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.title()).endsWith(" · Adjourn").hasSizeGreaterThan(12);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void shouldGiveEachTimeInUtcForWhoHasNoScript(String name, Document page) {
        assertThat(page.select("time")).allSatisfy(time -> {
            assertThat(Instant.parse(time.attr("datetime"))).isNotNull();
            assertThat(time.attr("title")).endsWith(" UTC");
        });
        assertThat(page.select("time[data-local]"))
                .allSatisfy(time -> assertThat(time.text()).endsWith(" UTC"));
    }

    static Stream<Arguments> pages() {
        return new PagesTest().named().entrySet().stream().map(page -> arguments(page.getKey(), page.getValue()));
    }

    private Map<String, Document> named() {
        var strange = meetings.find(ToldMeetings.STRANGE, Sight.MASKED).orElseThrow();
        return new TreeMap<>(Map.of(
                "complete", meeting(ToldMeetings.COMPLETE, VIEWER, Sight.MASKED),
                "unmasked", meeting(ToldMeetings.COMPLETE, PRIVILEGED, Sight.WHOLE),
                "waiting", meeting(ToldMeetings.WAITING, VIEWER, Sight.MASKED),
                "attempts", meeting(ToldMeetings.TWICE, VIEWER, Sight.MASKED),
                "strange", meeting(ToldMeetings.STRANGE, VIEWER, Sight.MASKED),
                "strange, compared", compare(strange, null, null),
                "search", search("<script>alert(1)</script>"),
                "delivery", delivery(PRIVILEGED, Sight.WHOLE),
                "rejects", html(Html.of(RejectsPage.of(frame(Section.REJECTS, VIEWER), meetings.rejects(), NOW))),
                "sources", html(Html.of(SourcesPage.of(frame(Section.SOURCES, VIEWER), meetings.sources(), NOW)))));
    }

    @Test
    void shouldCompareRevisionsFieldByField() {
        Meeting meeting = meetings.find(ToldMeetings.COMPLETE, Sight.MASKED).orElseThrow();

        Document page = compare(meeting, "1", "2");

        assertThat(page.select("#changes tbody tr").eachText())
                .containsExactly(
                        "outcome PARTIAL COMPLETE changed",
                        "revision 1 2 changed",
                        "artifacts.TRANSCRIPT.status MISSING READY changed",
                        "missing TRANSCRIPT none changed");
        assertThat(page.select("#same tbody tr").eachText())
                .anyMatch(row -> row.startsWith("artifacts.AUDIO.status READY READY same"));
        assertThat(page.text()).contains("because something came after it had closed; this delivery did it");
        assertThat(ComparePage.of(frame(Section.MEETINGS, VIEWER), meeting, "1", "77"))
                .isEmpty();
    }

    @Test
    void shouldSayWhatToDoWhereNothingIs() {
        meetings.empty(true);
        Frame frame = frame(Section.MEETINGS, VIEWER);

        assertThat(search("").text()).contains("No meeting was heard of yet. Send a delivery to the gateway");
        assertThat(search("nobody").text()).contains("No meeting fits. Texts are compared whole");
        assertThat(html(Html.of(RejectsPage.of(frame, meetings.rejects(), NOW))).text())
                .contains("No delivery was rejected");
        assertThat(html(Html.of(SourcesPage.of(frame, meetings.sources(), NOW))).text())
                .contains("No source was heard of yet. See that vendors send to /webhooks/{source}");
    }

    @Test
    void shouldSayThatTheIndexIsBeingBuilt() {
        meetings.empty(true);
        meetings.stands(
                new Standing(false, 12_000, 0, 0, 0, null, null, List.of("The raw topic had lost its beginning.")));

        assertThat(search("").text())
                .contains(
                        "The index is being built", "12,000 records to read", "The raw topic had lost its beginning.");
    }

    @Test
    void shouldSayWhyABodyIsNotThere() {
        assertThat(delivery(ToldMeetings.DELETED, 0, VIEWER, Sight.MASKED)
                        .select("#body")
                        .text())
                .isEqualTo("Body The data of this meeting was deleted, and its deliveries with it.");
        assertThat(meeting(ToldMeetings.DELETED, VIEWER, Sight.MASKED)
                        .select("#artifacts")
                        .text())
                .contains("Deleted, with all links.");
    }

    private Document search(String text) {
        var form = SearchForm.of(Map.of("q", text));
        Query query = form.query();
        return html(Html.of(SearchPage.of(
                new Frame("Search", Section.MEETINGS, text, VIEWER, null, new Assets(), List.of()),
                form,
                meetings.search(query, null, 50, Sight.MASKED),
                meetings.standing(),
                NOW)));
    }

    private Document meeting(String key, Viewer viewer, Sight sight) {
        Meeting meeting = meetings.find(key, sight).orElseThrow();
        return html(Html.of(
                MeetingPage.of(frame(Section.MEETINGS, viewer), meeting, viewer, sight == Sight.WHOLE, "token", NOW)));
    }

    private Document compare(Meeting meeting, @Nullable String before, @Nullable String after) {
        return html(Html.of(ComparePage.of(frame(Section.MEETINGS, VIEWER), meeting, before, after)
                .orElseThrow()));
    }

    private Document delivery(Viewer viewer, Sight sight) {
        return delivery(ToldMeetings.COMPLETE, 1, viewer, sight);
    }

    private Document delivery(String key, int number, Viewer viewer, Sight sight) {
        Meeting meeting = meetings.find(key, Sight.MASKED).orElseThrow();
        DeliveryView delivery = meeting.deliveries().get(number);
        return html(Html.of(DeliveryPage.of(
                frame(Section.MEETINGS, viewer),
                meeting,
                delivery,
                meetings.raw(key, delivery.deliveryId(), sight),
                viewer,
                "token")));
    }

    private static Frame frame(Section section, Viewer viewer) {
        return new Frame("A title", section, "", viewer, null, new Assets(), List.of());
    }

    private static Document html(String text) {
        return Jsoup.parse(text);
    }
}
