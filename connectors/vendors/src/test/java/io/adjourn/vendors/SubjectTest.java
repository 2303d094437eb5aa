package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.vendors.Subject.Account;
import io.adjourn.vendors.Subject.Meeting;
import io.adjourn.vendors.Subject.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {
    private static final Body BODY = new Body("{}".getBytes(UTF_8));

    @Test
    void shouldKeyByWhatTheDeliveryIsAbout() {
        assertThat(new Meeting("16").key("acme-vexa", BODY)).isEqualTo("acme-vexa/16");
        assertThat(Subject.calendar("c-1").key("acme", BODY)).isEqualTo("acme/calendar/c-1");
        assertThat(new Account().key("acme", BODY)).isEqualTo("acme/account");
        assertThat(new Unknown().key("acme", BODY)).isEqualTo("acme/delivery/44136fa355b3678a1146ad16f7e8649e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "5b0ff6e7-3cea-4c9f-a6b4-851c5f11cf4f", "bot_é", "𝄞"})
    void shouldTakePrintableIds(String id) {
        assertThat(Subject.meeting(id)).isEqualTo(new Meeting(id));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", " ", "a b", "a/b", "a\u0000", "a\n", "a\u200B", "\uD800", "a\u2028", "\uFFFF", "\uE000"})
    void shouldTakeNothingElseForAnId(String id) {
        assertThat(Subject.meeting(id)).isEqualTo(new Unknown());
    }

    @Test
    void shouldTakeIdsOfUpTo256Characters() {
        assertThat(Subject.meeting("x".repeat(256))).isInstanceOf(Meeting.class);
        assertThat(Subject.meeting("x".repeat(257))).isEqualTo(new Unknown());
    }
}
