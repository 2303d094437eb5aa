package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    static List<Installation> installations() {
        return Installation.all();
    }

    static List<Installation> typical() {
        return List.of(Installation.MINIMAL, Installation.MANAGED_KAFKA, Installation.STRIMZI, Installation.BOTH);
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldPassStrictLint(Installation installation) throws IOException {
        LintResult result = Chart.lint(installation, directory);
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @Test
    void shouldPassStrictLintWithItsDefaultsAlone() {
        LintResult result =
                new com.marcnuri.helm.Helm(Chart.DIRECTORY).lint().strict().call();
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldRenderTheSameTwice(Installation installation) {
        assertThat(Chart.text(installation, Map.of())).isEqualTo(Chart.text(installation, Map.of()));
    }

    @ParameterizedTest
    @MethodSource("typical")
    void shouldRenderTypicalInstallationsAsReviewed(Installation installation) throws IOException {
        Golden.check("golden/" + installation + ".yaml", Chart.text(installation, Map.of()));
    }

    @Test
    void shouldNeedUnderTwentyLinesToInstall() throws IOException {
        assertThat(Files.readAllLines(Installation.MINIMAL.values())).hasSizeLessThan(20);
    }

    @Test
    void shouldCarryTheReleaseOfTheApplications() throws IOException {
        var pom = VERSION.matcher(Files.readString(Path.of("../pom.xml")));
        assertThat(pom.find()).isTrue();
        assertThat(Chart.YAML
                        .readTree(Chart.file("Chart.yaml"))
                        .path("appVersion")
                        .asText())
                .isEqualTo(pom.group(1).replace("-SNAPSHOT", ""));
    }
}
