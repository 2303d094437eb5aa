package io.adjourn.gateway.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.adjourn.abuse.GatewayProcess;
import io.adjourn.abuse.Honest;
import io.adjourn.abuse.HonestLoad;
import io.adjourn.abuse.HonestLoad.Protocol;
import io.adjourn.abuse.Senders;
import io.adjourn.abuse.WebhookPost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sources file of a running gateway, in the hands of a bad disk and of a writer who is not done yet. */
@Timeout(300)
class SourcesFileIT {
    private static final String LARGE_ONLY = Attacked.SOURCES
            .lines()
            .filter(line -> !line.contains("acme"))
            .reduce("", (text, line) -> text + line + "\n");
    private static final int HALVES = 4;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private GatewayProcess gateway;

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldGoOnAndSayThatItCannotReadTheFileAndReadItOnceItCan() throws Exception {
        start("100ms");
        Path hung = directory.resolve("hung");
        assertThat(new ProcessBuilder("mkfifo", hung.toString()).start().waitFor())
                .isZero();
        replaceBy(hung);

        gateway.await(
                "it says that it cannot read the file",
                () -> gateway.metric("adjourn_gateway_sources_reload_failed").orElse(0) == 1);
        assertThat(answerOf(Attacked.small(600))).isEqualTo(Honest.TAKEN);

        replaceBy(Files.writeString(directory.resolve("good"), LARGE_ONLY));

        gateway.await("the removed source is unknown", () -> answerOf(Attacked.small(600)) == 404);
        assertThat(answerOf(Attacked.large(Attacked.json(600)))).isEqualTo(Honest.TAKEN);
        gateway.await(
                "the file is read again",
                () -> gateway.metric("adjourn_gateway_sources_reload_failed").orElse(1) == 0);
    }

    /**
     * Each half is there for a third of the time between two readings, and the whole is read before the next half: two readings in a
     * row never meet one.
     */
    @Test
    void shouldRemoveNoSourceThatIsMissingInOneReadingOnly() throws Exception {
        start("3s");
        Honest honest;
        long longest = 0;
        try (var senders = HonestLoad.start(gateway.port(), Protocol.PLAIN, List.of(Attacked.small(600)), 20)) {
            for (int i = 0; i < HALVES; i++) {
                long start = System.nanoTime();
                replaceBy(Files.writeString(directory.resolve("half"), LARGE_ONLY));
                awaitSent(senders, Duration.ofSeconds(1));
                replaceBy(Files.writeString(directory.resolve("whole"), Attacked.SOURCES));
                long whole = System.nanoTime();
                longest = Math.max(longest, whole - start);
                gateway.await("the whole file is read", () -> hasBeenReadSince(whole));
            }
            honest = senders.finish();
        }

        assumeThat(Duration.ofNanos(longest))
                .as("how long half of the file was there: this test was late itself")
                .isLessThan(Duration.ofMillis(2_500));
        assertThat(honest.statuses()).as("%s", honest).containsOnlyKeys(Honest.TAKEN);

        replaceBy(Files.writeString(directory.resolve("half"), LARGE_ONLY));
        gateway.await("a source that stays away is removed", () -> answerOf(Attacked.small(600)) == 404);
    }

    private void start(String reloadInterval) throws IOException {
        gateway = Attacked.start(
                directory,
                Attacked.SOURCES,
                List.of("-Xmx256m"),
                Map.of("GATEWAY_SOURCES_RELOAD_INTERVAL", reloadInterval));
    }

    /** Whether a reading has ended since then, and some time later, so that it did not begin before. */
    private boolean hasBeenReadSince(long nanoTime) {
        double age =
                gateway.metric("adjourn_gateway_sources_last_read_age_seconds").orElse(Double.MAX_VALUE);
        return age + 0.5 < (System.nanoTime() - nanoTime) / 1e9;
    }

    /** Deliveries are the clock: twenty are due each second. */
    private void awaitSent(HonestLoad senders, Duration time) {
        long enough = senders.due() + time.toMillis() / 50;
        gateway.await("deliveries are sent", () -> senders.due() >= enough);
    }

    private void replaceBy(Path other) throws IOException {
        Files.move(other, gateway.sourcesFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private int answerOf(WebhookPost post) {
        return Senders.send(gateway.port(), List.of(post)).getFirst();
    }
}
