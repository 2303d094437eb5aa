package io.adjourn.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.testing.Await;
import io.adjourn.testing.LogRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom the reconciler asks, and with which key, while its files change. */
@Timeout(60)
class AskedSourcesTest {
    private static final String KEY = "a-test-key";
    private static final String NEXT = "another-test-key";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AutoClose
    private final LogRecorder log = new LogRecorder();

    @SuppressWarnings("NullAway.Init") // set before each
    private AskedSources sources;

    @BeforeEach
    void write() throws Exception {
        writeKey(KEY);
        writeSources("""
                  acme: { vendor: attendee, verification: none, api-key-files: [key] }
                  silent: { vendor: attendee, verification: none }
                """);
        sources = new AskedSources(SettingsOf.sources(folder.resolve("sources.yaml")));
    }

    @Test
    void shouldAskOnlyForSourcesThatHaveAKey() {
        assertThat(sources.current()).containsOnlyKeys("acme");
        assertThat(AskedSources.parties(sources.current())).hasSize(1);
    }

    @Test
    void shouldUseANewKeyOnceItIsReadTwice() throws IOException {
        writeKey(NEXT);

        await(() -> keyOf("acme").equals(NEXT));

        assertThat(log.lines()).anyMatch(line -> line.contains("Sources reloaded: asked=[acme]"));
    }

    @Test
    void shouldKeepTheLastValidSourcesAndSayWhy() throws IOException {
        writeSources("  acme: { vendor: nobody }\n");

        await(() -> sources.fault() != null);

        assertThat(keyOf("acme")).isEqualTo(KEY);
        writeSources("  acme: { vendor: attendee, verification: none, api-key-files: [key] }\n");
        await(() -> sources.fault() == null);
    }

    @Test
    void shouldSayThatNobodyIsAsked() throws Exception {
        writeSources("  silent: { vendor: attendee, verification: none }\n");

        var nobody = new AskedSources(SettingsOf.sources(folder.resolve("sources.yaml")));

        assertThat(nobody.current()).isEmpty();
        assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN") && line.contains("nobody is asked"));
    }

    @Test
    void shouldNameNoKeyWhereverItIsPrinted() throws IOException {
        writeKey(NEXT);
        await(() -> keyOf("acme").equals(NEXT));

        assertThat(sources.current().toString()).doesNotContain(KEY, NEXT);
        assertThat(log.lines()).noneMatch(line -> line.contains("test-key"));
    }

    /** Looks again and again, as the schedule does, until something holds. */
    private void await(BooleanSupplier condition) {
        Await.until("what the test waits for", () -> {
            sources.reload();
            return condition.getAsBoolean();
        });
    }

    private String keyOf(String source) {
        return Objects.requireNonNull(sources.current().get(source), source)
                .api()
                .keys()
                .values()
                .getFirst();
    }

    private void writeKey(String key) throws IOException {
        replace("key", key + "\n");
    }

    private void writeSources(String yaml) throws IOException {
        replace("sources.yaml", "sources:\n" + yaml);
    }

    private void replace(String name, String content) throws IOException {
        Path next = Files.writeString(folder.resolve("next"), content);
        Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
