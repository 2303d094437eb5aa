package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Topics;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A meeting that MeetStream tells in ten deliveries, half of which repeat an earlier one. Its record is right only if what came
 * before is known at each of them: the first and the last say nothing of each other.
 */
record MeetingInPieces(String source, String bot) {
    static final int PIECES = 10;
    private static final int LIFECYCLE = 3;
    private static final int ARTIFACTS = 2;
    private static final String CLOUD_EVENT_ID = "ce_id";

    String key() {
        return source + "/" + bot;
    }

    /** The body of one of the ten deliveries. */
    byte[] piece(int number) {
        return switch (number) {
            case 0, 1 -> lifecycle("bot.joining", "Joining", "00");
            case 2, 3 -> lifecycle("bot.inmeeting", "InMeeting", "01");
            case 4, 5 -> lifecycle("bot.stopped", "Stopped", "40");
            case 6, 8 -> processed("audio", "audio_status");
            case 7 -> lifecycle("bot.inmeeting", "InMeeting", "01");
            case 9 -> processed("transcription", "transcript_status");
            default -> throw new IllegalArgumentException("there is no piece " + number);
        };
    }

    void deliver(int number, RawWriter raw) {
        raw.writeSoon(source, "meetstream", key(), piece(number));
    }

    /** What comes after its record: one more product, which makes a second revision. */
    void deliverLateVideo(RawWriter raw) {
        raw.writeSoon(source, "meetstream", key(), processed("video", "video_status"));
    }

    /** What comes last: that its data was deleted, which makes one more revision. */
    void deliverDeletion(RawWriter raw) {
        raw.writeSoon(source, "meetstream", key(), """
                {"bot_id": "%s", "event": "data_deletion", "status": "success", "message": "Bot data deleted successfully", \
                "deleted_objects": 5, "timestamp": "2026-02-28T10:00:00Z", "status_code": 200}""".formatted(bot).getBytes(UTF_8));
    }

    private byte[] lifecycle(String event, String status, String minute) {
        return """
                {"event": "%s", "bot_id": "%s", "bot_status": "%s", "message": "about it", "status_code": 200, \
                "timestamp": "2026-02-27T10:%s:00Z"}""".formatted(event, bot, status, minute).getBytes(UTF_8);
    }

    private byte[] processed(String product, String field) {
        return """
                {"bot_id": "%s", "event": "%s.processed", "%s": "Success", "message": "processed", "status_code": 200}""".formatted(bot, product, field).getBytes(UTF_8);
    }

    /** What must have become of all ten: one record, which knows of each of them. */
    void assertWhole(List<MeetingCompletion> revisions) {
        assertThat(revisions).as(key()).singleElement().satisfies(record -> {
            assertThat(record.getRevision()).isEqualTo(1);
            assertThat(record.getOutcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(record.getClosedBy()).isEqualTo(ClosedBy.ALL_ARRIVED);
            assertThat(record.getEventCount()).isEqualTo(LIFECYCLE + ARTIFACTS);
            assertThat(record.getDuplicateCount()).isEqualTo(PIECES - LIFECYCLE - ARTIFACTS);
            assertThat(record.getJoinedAt()).isNotNull();
            assertThat(record.getEndedAt()).isNotNull();
        });
    }

    /** Every event of those meetings stands in its topic, once. */
    static void assertToldOnce(String bootstrapServers, List<MeetingInPieces> meetings) {
        assertToldOnce(bootstrapServers, meetings, List.of());
    }

    /** The same, where some of them had a late video and a deletion. */
    static void assertToldOnce(
            String bootstrapServers, List<MeetingInPieces> meetings, List<MeetingInPieces> withLate) {
        assertThat(eventIds(bootstrapServers, Topics.LIFECYCLE.name()))
                .doesNotHaveDuplicates()
                .hasSize(LIFECYCLE * meetings.size() + withLate.size());
        assertThat(eventIds(bootstrapServers, Topics.ARTIFACTS.name()))
                .doesNotHaveDuplicates()
                .hasSize(ARTIFACTS * meetings.size() + withLate.size());
    }

    private static List<String> eventIds(String bootstrapServers, String topic) {
        return new TopicReader(bootstrapServers, topic)
                .all().stream().flatMap(MeetingInPieces::eventId).toList();
    }

    private static Stream<String> eventId(ConsumerRecord<String, byte[]> record) {
        Header id = record.headers().lastHeader(CLOUD_EVENT_ID);
        return Stream.of(new String(id.value(), UTF_8));
    }
}
