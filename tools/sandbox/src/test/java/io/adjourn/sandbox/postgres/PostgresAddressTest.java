package io.adjourn.sandbox.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.config.BadConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {

    @Test
    void shouldReadWhatPsqlReads() {
        assertThat(PostgresAddress.of(
                        "postgresql://me:p%40ss+@db.example.com:6432/analytics?sslmode=require", Map.of()))
                .isEqualTo(new PostgresAddress(
                        "jdbc:postgresql://db.example.com:6432/analytics?sslmode=require", "me", "p@ss+"));
        assertThat(PostgresAddress.of("postgres://me@localhost/analytics", Map.of("PGPASSWORD", "test-secret")))
                .isEqualTo(new PostgresAddress("jdbc:postgresql://localhost:5432/analytics", "me", "test-secret"))
                .hasToString("me at jdbc:postgresql://localhost:5432/analytics");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost/analytics",
                "postgresql://localhost/analytics",
                "postgresql://me:test-secret@localhost",
                "postgresql://me:test secret@localhost/analytics",
                "mysql://me:test-secret@localhost/analytics"
            })
    void shouldSayWhatItWantsWithoutSayingAPassword(String text) {
        assertThatThrownBy(() -> PostgresAddress.of(text, Map.of()))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining("use postgresql://user@localhost:5432/analytics")
                .message()
                .doesNotContain("secret");
    }
}
