package io.adjourn.commands.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.RejectReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectFilterTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,         -,          -,     -,        -,                        -,                        true
            BAD_VALUE, meetstream, acme,  acme/b-1, 2026-02-27T07:11:51.863Z, 2026-02-27T07:11:51.864Z, true
            NOT_JSON,  -,          -,     -,        -,                        -,                        false
            -,         vexa,       -,     -,        -,                        -,                        false
            -,         -,          other, -,        -,                        -,                        false
            -,         -,          -,     acme/b-2, -,                        -,                        false
            -,         -,          -,     -,        2026-02-27T07:11:51.864Z, -,                        false
            -,         -,          -,     -,        -,                        2026-02-27T07:11:51.863Z, false
            """)
    void shouldAcceptWhatAgreesWithAllThatIsAsked(
            @Nullable RejectReason reason,
            @Nullable String vendor,
            @Nullable String source,
            @Nullable String key,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean accepted) {
        var filter = new RejectFilter(reason, vendor, source, key, from, to);
        assertThat(filter.accepts(TestRejects.reject(3, 17))).isEqualTo(accepted);
    }
}
