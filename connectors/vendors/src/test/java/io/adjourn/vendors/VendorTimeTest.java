package io.adjourn.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.adjourn.vendors.Event.EventTime;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VendorTimeTest {
    private static final Instant RECEIVED_AT = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-02-27T07:11:51.863543+00:00,    2026-02-27T07:11:51.863543Z",
        "2024-01-15T14:30:00Z,                2024-01-15T14:30:00Z",
        "2026-08-09T08:02:11.004Z,            2026-08-09T08:02:11.004Z",
        "2026-08-09T08:02:11.123456789Z,      2026-08-09T08:02:11.123456789Z",
        "2026-08-09T08:02:11.5,               2026-08-09T08:02:11.500Z",
        "2026-08-09T08:02:11,                 2026-08-09T08:02:11Z",
        "2026-08-09T08:02,                    2026-08-09T08:02:00Z",
        "2026-08-09t08:02:11z,                2026-08-09T08:02:11Z",
        "2026-08-09T08:02:11+05:30,           2026-08-09T02:32:11Z",
        "2026-08-09T08:02:11.25-0800,         2026-08-09T16:02:11.250Z",
        "2026-08-09T08:02:11+02,              2026-08-09T06:02:11Z",
        "2026-08-09T08:02:11-00:00,           2026-08-09T08:02:11Z",
        "1700000000,                          2023-11-14T22:13:20Z",
        "1700000000123,                       2023-11-14T22:13:20.123Z",
        "9999-12-31T23:59:59Z,                9999-12-31T23:59:59Z",
    })
    void shouldReadEveryRendering(String text, Instant instant) {
        assertThat(VendorTime.of(text)).isEqualTo(new VendorTime(text, instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "2026-02-30T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-08-09T24:00:00Z",
                "2026-08-09T23:59:60Z",
                "2026-08-09T08:02:11.1234567890Z",
                "2026-08-09T08:02:11Z ",
                "2026-08-09 08:02:11Z",
                "2026-8-9T08:02:11Z",
                "2026-08-09",
                "2026-08-09T08:02:11+99:00",
                "2026-08-09T08:02:11+05x30",
                "2026-08-09T08:02:11+08530",
                "2026-08-09T08:02:11+05:90",
                "２０２６-08-09T08:02:11Z",
                "-1700000000",
                "1.7E+9",
                "9999999999999999999999999999999999999999",
                // Readable, and the marks of clocks that were not set.
                "0",
                "1970-01-01T00:00:00Z",
                "0001-01-01T00:00:00",
                "1999-12-31T23:59:59.999Z",
                "-999999999-01-01T00:00:00Z",
            })
    void shouldReadNothingIntoWhatIsNoTime(String text) {
        assertThat(VendorTime.of(text)).isEqualTo(new VendorTime(text, null));
    }

    @Test
    void shouldReadJsonOfAnyType() {
        JsonNodeFactory json = JsonNodeFactory.instance;

        assertThat(VendorTime.of(MissingNode.getInstance())).isNull();
        assertThat(VendorTime.of(json.nullNode())).isNull();
        assertThat(VendorTime.of(json.textNode("2024-01-15T14:30:00Z")))
                .isEqualTo(VendorTime.of("2024-01-15T14:30:00Z"));
        assertThat(VendorTime.of(json.numberNode(1700000000L))).isEqualTo(VendorTime.of("1700000000"));
        assertThat(VendorTime.of(DecimalNode.valueOf(new BigDecimal("1e999999999"))))
                .isEqualTo(new VendorTime("1E+999999999", null));
        assertThat(VendorTime.of(json.objectNode().put("at", 1))).isEqualTo(new VendorTime("{\"at\":1}", null));
    }

    @Test
    void shouldTakeTheTimeOfTheEventBeforeThatOfSendingBeforeThatOfReceipt() {
        VendorTime own = VendorTime.of("2026-03-01T11:59:00Z");
        VendorTime sent = VendorTime.of("2026-03-01T11:59:30Z");

        assertThat(VendorTime.eventTime(own, sent, RECEIVED_AT))
                .isEqualTo(new EventTime(Instant.parse("2026-03-01T11:59:00Z"), false, null));
        assertThat(VendorTime.eventTime(null, sent, RECEIVED_AT))
                .isEqualTo(new EventTime(Instant.parse("2026-03-01T11:59:30Z"), true, null));
        assertThat(VendorTime.eventTime(null, null, RECEIVED_AT)).isEqualTo(new EventTime(RECEIVED_AT, true, null));
    }

    @Test
    void shouldKeepTheWordsOfATimeThatCannotBeUsed() {
        VendorTime sent = VendorTime.of("2026-03-01T11:59:30Z");

        assertThat(VendorTime.eventTime(VendorTime.of("soon"), sent, RECEIVED_AT))
                .isEqualTo(new EventTime(Instant.parse("2026-03-01T11:59:30Z"), true, "soon"));
        assertThat(VendorTime.eventTime(VendorTime.of("0"), null, RECEIVED_AT))
                .isEqualTo(new EventTime(RECEIVED_AT, true, "0"));
        assertThat(VendorTime.eventTime(null, VendorTime.of("soon"), RECEIVED_AT))
                .isEqualTo(new EventTime(RECEIVED_AT, true, "soon"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T12:00:00Z,           false",
        "2026-03-02T12:00:00.000000001Z, true",
        "9999-12-31T23:59:59Z,           true",
        "2001-01-01T00:00:00Z,           false",
    })
    void shouldNotBelieveATimeMoreThanADayAfterReceipt(String text, boolean inferred) {
        EventTime time = VendorTime.eventTime(VendorTime.of(text), null, RECEIVED_AT);

        assertThat(time.inferred()).isEqualTo(inferred);
        assertThat(time.unusable()).isEqualTo(inferred ? text : null);
    }
}
