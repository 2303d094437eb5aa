package io.adjourn.commands.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectIdTest {

    @Test
    void shouldBeReadAsItIsWritten() {
        var id = new RejectId(3, 17);
        assertThat(id).hasToString("3-17");
        assertThat(RejectId.of("3-17")).contains(id);
        assertThat(id.header("meetings.rejected.v1")).isEqualTo("meetings.rejected.v1/3/17");
        assertThat(RejectId.ofHeader(id.header("meetings.rejected.v1"), "meetings.rejected.v1"))
                .contains(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "3-", "-17", "3--17", "3-17 ", "a-b", "99999999999-1", "meetings.raw.v1/3/17"})
    void shouldBeNoneWhenItIsWrittenOtherwise(String text) {
        assertThat(RejectId.of(text)).isEmpty();
        assertThat(RejectId.ofHeader(text, "meetings.rejected.v1")).isEmpty();
    }
}
