package io.adjourn.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Vendors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sources file that a release took means the same to every later one; what it leaves open has the vendors' defaults, and changes with them. */
class SourcesHistoryTest {
    private static final Path FILES = Path.of("src/test/resources/sources");
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "A", "test-secret-of-acme",
            "B", "test-secret-of-acme-before",
            "TOKEN", "test-token-0123456789",
            "SVIX", "whsec_dGVzdC1zZWNyZXQtb2YtYWNtZQ==",
            "KEY", "dGVzdC1zZWNyZXQtb2YtYWNtZQ==");

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void shouldMeanWhatItMeantToTheReleaseThatTookIt(String release) throws Exception {
        Sources sources = SourcesFile.read(FILES.resolve(release + ".yaml"), Vendors.KNOWN, ENVIRONMENT);

        assertThat(sources.all().stream().map(SourcesHistoryTest::text).sorted().collect(joining()))
                .isEqualTo(Files.readString(FILES.resolve(release + ".txt")));
    }

    private static String text(Source source) {
        CompletionRules rules = source.rules();
        return "%s: %s, %s, %d secrets, expects %s, settle %s, silence %s and %s, limit %s, %s%n"
                .formatted(
                        source.name(),
                        source.vendor().id(),
                        source.verification(),
                        source.secrets().values().size(),
                        new TreeSet<>(rules.expects()),
                        rules.settle(),
                        rules.silence(),
                        rules.scheduledSilence(),
                        source.rateLimit(),
                        source.onKafkaUnavailable());
    }
}
