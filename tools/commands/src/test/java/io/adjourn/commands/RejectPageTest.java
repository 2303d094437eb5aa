package io.adjourn.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.rejected.TestRejects;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.meetings.v1.RejectedHeader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectPageTest {

    @Test
    void shouldShowAllThereIs() {
        assertThat(page(
                        "{\"é\":\n 1}".getBytes(UTF_8),
                        TestRejects.header("x-sent", "1"),
                        new RejectedHeader("x-empty", null)))
                .containsExactly(
                        "reject       3-17 in meetings.rejected.v1",
                        "time         2026-02-27T07:11:51.863Z",
                        "reason       BAD_VALUE",
                        "detail       what is wrong",
                        "step         normalize",
                        "source       acme",
                        "vendor       meetstream",
                        "key          acme/b-1",
                        "raw          meetings.raw.v1, partition 1, offset 99",
                        "rejected by  Adjourn 0.1.0",
                        "headers",
                        "  adjourn-source: acme",
                        "  adjourn-vendor: meetstream",
                        "  adjourn-delivery-id: d-1",
                        "  adjourn-received-at: 2026-02-27T07:11:51.800000Z",
                        "  traceparent: 00-1-2-01",
                        "  x-sent: 1",
                        "  x-empty",
                        "body, 10 bytes",
                        "{\"é\":\n 1}");
    }

    @Test
    void shouldSayOfWhichRejectItIsAReplay() {
        assertThat(page(new byte[0], TestRejects.header("adjourn-replay-of", "meetings.rejected.v1/3/12")))
                .contains("replay of    3-12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001B[2J", "a\u0000b", "a\u009Bb"})
    void shouldShowInHexWhatCouldPlayWithTheTerminal(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        assertThat(page(bytes, new RejectedHeader("x-odd", ByteBuffer.wrap(bytes))))
                .contains("body, " + bytes.length + " bytes, not text: use --raw to print it")
                .noneMatch(line -> line.contains(text));
    }

    @Test
    void shouldShowTheBeginningInHexWhenItIsNotText() {
        byte[] body = new byte[2000];
        body[0] = (byte) 0xff;
        assertThat(page(body))
                .contains("ff 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00")
                .filteredOn(line -> line.endsWith(" 00 00"))
                .hasSize(32);
    }

    @Test
    void shouldHideLinkQueriesUnlessAskedNotTo() {
        var entry = TestRejects.entry(
                3,
                17,
                "acme/b-1",
                TestRejects.delivery(RejectReason.BAD_VALUE, "https://cdn.example/a?sig=1".getBytes(UTF_8)));
        assertThat(new RejectPage(entry, LinkMask::mask).lines()).last().isEqualTo("https://cdn.example/a?***");
        assertThat(new RejectPage(entry, UnaryOperator.identity()).lines())
                .last()
                .isEqualTo("https://cdn.example/a?sig=1");
    }

    private static List<String> page(byte[] body, RejectedHeader... headers) {
        var delivery = TestRejects.delivery(RejectReason.BAD_VALUE, body, headers);
        return new RejectPage(TestRejects.entry(3, 17, "acme/b-1", delivery), LinkMask::mask).lines();
    }
}
