package io.adjourn.sandbox.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.localstack.LocalPostgres;
import io.adjourn.sandbox.CommandLineRun;
import io.adjourn.testing.InFullBuild;
import org.junit.jupiter.api.Test;

/** The demo as a newcomer runs it who has a database. */
@InFullBuild
class DemoPostgresIT {

    @Test
    void shouldLandTheDemosRecordsAndAnswerThreeQuestions() {
        CommandLineRun demo;
        try (var postgres = LocalPostgres.start()) {
            String jdbc = postgres.url("postgres");
            String user = "postgres:" + LocalPostgres.PASSWORD + "@";
            demo = CommandLineRun.of("demo", "--postgres", jdbc.replace("jdbc:postgresql://", "postgresql://" + user));
        }
        assertThat(demo.exit()).as(demo.out() + demo.err()).isZero();
        assertThat(demo.out())
                .containsPattern("(?s)Meetings without transcript .*meetstream +PARTIAL")
                .containsPattern("(?s)Not captured, by reason .*JOIN_DENIED +FAILED")
                .containsPattern("(?s)Time to completion, by vendor .*vexa +[0-9]+ ")
                .doesNotContain(LocalPostgres.PASSWORD);
    }
}
