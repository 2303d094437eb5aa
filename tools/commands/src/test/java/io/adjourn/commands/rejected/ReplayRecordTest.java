package io.adjourn.commands.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topics;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.meetings.v1.RejectedDelivery;
import io.adjourn.meetings.v1.RejectedHeader;
import io.adjourn.vendors.Vendors;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class ReplayRecordTest {
    private static final byte[] BODY = "{\"event\": \"bot.joining\",  \"bot_id\": \"b-1\"}".getBytes(UTF_8);

    @Test
    void shouldGoBackAsItCameWithAHeaderThatNamesTheReject() {
        var delivery = TestRejects.delivery(RejectReason.INTERNAL_ERROR, BODY, new RejectedHeader("x-empty", null));
        ProducerRecord<String, byte[]> record = replayed("acme/b-1", delivery);
        assertThat(record.topic()).isEqualTo("meetings.raw.v1");
        assertThat(record.key()).isEqualTo("acme/b-1");
        assertThat(record.value()).isEqualTo(BODY);
        assertThat(headers(record))
                .containsExactly(
                        "adjourn-source: acme",
                        "adjourn-vendor: meetstream",
                        "adjourn-delivery-id: d-1",
                        "adjourn-received-at: 2026-02-27T07:11:51.800000Z",
                        "traceparent: 00-1-2-01",
                        "x-empty: null",
                        "adjourn-replay-of: meetings.rejected.v1/3/17");
    }

    @Test
    void shouldNameTheLatestRejectWhenItIsReplayedAgain() {
        var delivery = TestRejects.delivery(
                RejectReason.BAD_VALUE,
                BODY,
                TestRejects.header(RawHeaders.REPLAY_OF, new RejectId(3, 12).header("meetings.rejected.v1")));
        assertThat(headers(replayed("acme/b-1", delivery)))
                .filteredOn(header -> header.startsWith(RawHeaders.REPLAY_OF))
                .containsExactly("adjourn-replay-of: meetings.rejected.v1/3/17");
    }

    @Test
    void shouldTakeTheKeyThatIsReadNowWhenItIsAnother() {
        var delivery = TestRejects.delivery(RejectReason.KEY_MISMATCH, BODY);
        assertThat(replayed("acme/delivery/0123", delivery).key()).isEqualTo("acme/b-1");
    }

    @Test
    void shouldKeepItsKeyWhenTheVendorIsNotKnown() {
        var delivery = RejectedDelivery.newBuilder(TestRejects.delivery(RejectReason.UNKNOWN_VENDOR, BODY));
        assertThat(replayed("acme/x", delivery.setVendor("nobody").build()).key())
                .isEqualTo("acme/x");
        assertThat(replayed("acme/x", delivery.setVendor(null).build()).key()).isEqualTo("acme/x");
    }

    private static ProducerRecord<String, byte[]> replayed(String key, RejectedDelivery delivery) {
        return ReplayRecord.of(TestRejects.entry(3, 17, key, delivery), Vendors.KNOWN, Topics.RAW);
    }

    private static List<String> headers(ProducerRecord<String, byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .map(header ->
                        header.key() + ": " + (header.value() == null ? null : new String(header.value(), UTF_8)))
                .toList();
    }
}
