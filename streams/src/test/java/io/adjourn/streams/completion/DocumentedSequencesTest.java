package io.adjourn.streams.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.Outcome;
import io.adjourn.streams.Samples;
import io.adjourn.testing.Tries;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What vendors typically send, as they send it, in every order: one last word. */
class DocumentedSequencesTest {
    private static final Instant RECEIVED = Instant.parse("2026-09-01T10:00:00Z");
    private static final Duration BETWEEN = Duration.ofSeconds(40);
    private static final String SOURCE = "acme";
    /** 720 orders. */
    private static final int MOST_IN_EVERY_ORDER = 6;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    COMPLETE     | vexa | meeting-status-change-requested meeting-status-change-joining \
                    meeting-status-change-awaiting-admission meeting-status-change-active meeting-status-change-stopping \
                    meeting-status-change-completed recording-completed
                    COMPLETE     | vexa | envelope-status-change-0.10 envelope-meeting-started envelope-meeting-completed \
                    envelope-recording-completed envelope-recording-ready-unverified envelope-transcription-ready-unverified
                    COMPLETE     | vexa | meeting-completed-untyped recording-completed-compact
                    NOT_CAPTURED | vexa | meeting-status-change-completed-awaiting-admission-timeout
                    FAILED       | vexa | meeting-status-change-failed
                    COMPLETE     | meetstream | bot-joining-retry-1 bot-joining-retry-2 bot-inmeeting bot-stopped-stopped \
                    audio-processed transcription-processed video-processed
                    DELETED      | meetstream | bot-inmeeting bot-stopped-stopped audio-processed transcription-processed data-deletion
                    TIMED_OUT    | meetstream | old-no-event-joining old-no-event-inmeeting old-no-event-audio old-no-event-transcript
                    COMPLETE     | meetstream | new-bot-scheduled new-bot-recording new-bot-leaving new-bot-stopped-as-stopped \
                    new-audio-processed new-transcription-processed new-bot-done
                    PARTIAL      | meetstream | new-bot-joining new-bot-recording new-bot-stopped-as-stopped new-bot-uploading \
                    new-audio-processed new-transcription-failed new-bot-done
                    FAILED       | meetstream | new-bot-joining new-bot-in-waiting-room new-bot-inmeeting \
                    new-bot-recording-permission-denied new-bot-stopped-as-denied new-bot-done
                    COMPLETE     | attendee | join-requested put-in-waiting-room joined-meeting recording-permission-granted \
                    leave-requested-user-requested left-meeting post-processing-completed-upstream
                    COMPLETE     | attendee | recording-permission-granted began-joining-breakout-room joined-breakout-room \
                    began-leaving-breakout-room recording-paused meeting-ended post-processing-completed-upstream
                    NOT_CAPTURED | attendee | join-requested joined-meeting recording-permission-denied left-meeting post-processing-completed-upstream
                    DELETED      | attendee | recording-permission-granted meeting-ended post-processing-completed-upstream \
                    async-transcription-in-progress async-transcription-complete data-deleted
                    FAILED       | attendee | could-not-join-meeting-waiting-room-timeout-exceeded
                    COMPLETE     | meetingbaas-v2 | bot-status-change-queued bot-status-change-joining-call \
                    bot-status-change-in-call-recording bot-status-change-call-ended bot-status-change-completed \
                    bot-completed callback-completed
                    FAILED       | meetingbaas-v2 | bot-status-change-joining-call bot-status-change-in-waiting-room \
                    bot-status-change-waiting-room-timeout bot-status-change-failed bot-failed
                    DELETED      | meetingbaas-v2 | bot-status-change-in-call-recording bot-status-change-bot-removed \
                    bot-status-change-call-ended bot-completed bot-completed-data-deleted
                    COMPLETE     | meetingbaas-v1 | bot-status-change-joining-call bot-status-change-in-waiting-room \
                    bot-status-change-in-call-recording bot-status-change-recording-paused bot-status-change-call-ended \
                    complete transcription-complete
                    FAILED       | meetingbaas-v1 | bot-status-change-joining-call bot-status-change-in-waiting-room \
                    bot-status-change-bot-rejected failed-access-denied
                    COMPLETE     | meetingbaas-v1 | dotted-meeting-started dotted-meeting-completed dotted-transcription-available
                    """)
    void shouldSayTheSameInTheEndInWhateverOrderItIsTold(Outcome outcome, String vendorId, String files) {
        Vendor vendor = Vendors.KNOWN.byId(vendorId).orElseThrow();
        List<Body> bodies = Stream.of(files.split(" "))
                .map(file -> Samples.of(vendorId, file))
                .toList();
        assertThat(bodies)
                .extracting(body -> vendor.subjectOf(body).key(SOURCE, body))
                .containsOnly(key(vendor, bodies.getFirst()));
        // Each delivery, received first, second and so on.
        List<List<List<Fact>>> deliveries = bodies.stream()
                .map(body -> IntStream.range(0, bodies.size())
                        .mapToObj(place -> facts(vendor, body, received(place)))
                        .toList())
                .toList();
        String expected = lastWord(
                vendor,
                deliveries,
                List.copyOf(IntStream.range(0, bodies.size()).boxed().toList()));
        assertThat(expected).contains("\"outcome\": \"" + outcome + "\"");
        permutations(bodies.size())
                .forEach(order -> assertThat(lastWord(vendor, deliveries, order))
                        .as(() -> "in the order " + order)
                        .isEqualTo(expected));
    }

    /** Two attempts, with every kind of sign that there were two. */
    @Test
    void shouldSayTheSameOfARetriedSessionInWhateverOrderItIsTold() {
        Fact[] facts =
                Notation.facts("JOINING@1 LEAVING@4:WAITING_ROOM_TIMEOUT FAILED>REQUESTED@5 JOINING@6 RECORDING@7"
                        + " PROCESSING@36 ENDED@37 VIDEO=READY@38");
        Vendor vendor = Vendors.KNOWN.byId("meetingbaas-v2").orElseThrow();
        List<List<List<Fact>>> deliveries = Stream.of(facts)
                .map(fact -> IntStream.range(0, facts.length)
                        .mapToObj(place -> List.of(new Fact(
                                fact.id(),
                                fact.event(),
                                fact.dialect(),
                                received(place).toEpochMilli())))
                        .toList())
                .toList();
        String expected = lastWord(
                vendor, deliveries, IntStream.range(0, facts.length).boxed().toList());

        assertThat(expected).contains("\"outcome\": \"COMPLETE\"", "\"end_reason\": \"UNKNOWN\"");
        permutations(facts.length)
                .forEach(order -> assertThat(lastWord(vendor, deliveries, order))
                        .as(() -> "in the order " + order)
                        .isEqualTo(expected));
    }

    private static String lastWord(Vendor vendor, List<List<List<Fact>>> deliveries, List<Integer> order) {
        var meeting = new PlayedMeeting(vendor.completionRules());
        for (int place = 0; place < order.size(); place++) {
            meeting.take(
                    received(place).toEpochMilli(),
                    deliveries.get(order.get(place)).get(place));
        }
        meeting.passes(RECEIVED.plus(Duration.ofDays(20)).toEpochMilli());
        return Content.byTheVendorAlone(meeting.revisions().getLast().completion());
    }

    private static Instant received(int place) {
        return RECEIVED.plus(BETWEEN.multipliedBy(place));
    }

    private static List<Fact> facts(Vendor vendor, Body body, Instant receivedAt) {
        Normalization read = vendor.normalize(new Delivery(body, Headers.NONE, receivedAt));
        assertThat(read).isInstanceOf(Normalization.Events.class);
        var events = (Normalization.Events) read;
        return events.events().stream()
                .filter(MeetingFold::takes)
                .map(event -> fact(key(vendor, body), event, events.dialect(), receivedAt))
                .toList();
    }

    private static Fact fact(String key, Event event, String dialect, Instant receivedAt) {
        return new Fact(EventId.of(key, event).prefix(), event, dialect, receivedAt.toEpochMilli());
    }

    private static String key(Vendor vendor, Body body) {
        assertThat(vendor.subjectOf(body)).isInstanceOf(Subject.Meeting.class);
        return vendor.subjectOf(body).key(SOURCE, body);
    }

    /** The orders to try: all, or a share of them where they are thousands. */
    private static Stream<List<Integer>> permutations(int size) {
        List<List<Integer>> all = allPermutations(size).toList();
        int step = size > MOST_IN_EVERY_ORDER ? Tries.step() : 1;
        return IntStream.iterate(0, i -> i < all.size(), i -> i + step).mapToObj(all::get);
    }

    private static Stream<List<Integer>> allPermutations(int size) {
        Stream<List<Integer>> all = Stream.of(List.of());
        for (int next = 0; next < size; next++) {
            int added = next;
            all = all.flatMap(order -> IntStream.rangeClosed(0, order.size()).mapToObj(place -> {
                var longer = new ArrayList<>(order);
                longer.add(place, added);
                return longer;
            }));
        }
        return all;
    }
}
