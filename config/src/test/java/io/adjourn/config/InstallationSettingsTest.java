package io.adjourn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.contracts.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallationSettingsTest {

    @Test
    void shouldBeTheOnlyInstallationUnlessItIsToldOtherwise() {
        assertThat(InstallationSettings.read(Map.of())).isEqualTo(Installation.DEFAULT);
    }

    @Test
    void shouldReadAllThatMakesAnInstallationDifferFromOthers() {
        Installation installation = InstallationSettings.read(Map.of(
                "ADJOURN_INSTALLATION", "shop/adjourn",
                "ADJOURN_TOPICS_PREFIX", "acme",
                "ADJOURN_TOPICS_GENERATION", "2",
                "ADJOURN_TOPICS_NAMES_REJECTED", "acme-dead-letters",
                "ADJOURN_BODY_MAX_BYTES", "7MiB"));

        assertThat(installation.name()).isEqualTo("shop/adjourn");
        assertThat(installation.applicationId()).isEqualTo("acme.adjourn-streams.g2");
        assertThat(installation.topics().raw().name()).isEqualTo("acme.meetings.raw.v1.g2");
        assertThat(installation.topics().rejected().name()).isEqualTo("acme-dead-letters");
        assertThat(installation.topics().largestRecord()).isLessThan(8 * 1024 * 1024);
    }

    @Test
    void shouldCallAnInstallationByItsApplicationAndKeepAnIdThatIsSet() {
        Installation installation =
                InstallationSettings.read(Map.of("ADJOURN_TOPICS_PREFIX", "acme", "STREAMS_APPLICATION_ID", "mine"));

        assertThat(installation.applicationId()).isEqualTo("mine");
        assertThat(installation.name()).isEqualTo("mine");
    }

    @ParameterizedTest
    @CsvSource({
        "ADJOURN_TOPICS_PREFIX,acme.,adjourn.topics.prefix: acme. begins or ends with a dot",
        "ADJOURN_TOPICS_GENERATION,two,adjourn.topics.generation: two is not a number",
        "ADJOURN_TOPICS_GENERATION,0,adjourn.topics.generation: 0 is not a generation",
        "ADJOURN_BODY_MAX_BYTES,many,adjourn.body.max-bytes: many is not a size",
        "ADJOURN_BODY_MAX_BYTES,1GiB,adjourn.body.max-bytes: 1073741824 is not between",
        "ADJOURN_INSTALLATION,a b,adjourn.installation: a b is not a valid name",
        "ADJOURN_TOPICS_PREFX,acme,ADJOURN_TOPICS_PREFX is unknown; did you mean ADJOURN_TOPICS_PREFIX?"
    })
    void shouldSayInOneLineWhatCannotBe(String variable, String value, String line) {
        assertThatThrownBy(() -> InstallationSettings.read(Map.of(variable, value)))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageStartingWith(line)
                .hasMessageNotContaining("\n");
    }

    @Test
    void shouldReadTheConfigurationOfTopicsAndRefuseWhatIsNoTopic(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("topics.yaml");
        Files.writeString(file, "raw:\n  retention.ms: 2592000000\ncompletions:\n  segment.ms:\n");

        assertThat(TopicConfigFile.read(file))
                .isEqualTo(
                        Map.of("raw", Map.of("retention.ms", "2592000000"), "completions", Map.of("segment.ms", "")));

        Files.writeString(file, "lifecyle:\n  retention.ms: 1\n");
        assertThatThrownBy(() -> TopicConfigFile.read(file)).hasMessageContaining("did you mean lifecycle?");
    }

    @Test
    void shouldTakeACredentialFromAFileAndLeaveKafkasOwnFilesAlone(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("jaas"), "a-test-module required;\n");

        assertThat(KafkaOptions.withFiles(
                        Map.of("sasl.jaas.config.file", file.toString(), "sasl.oauthbearer.assertion.file", "/kept")))
                .isEqualTo(Map.of(
                        "sasl.jaas.config", "a-test-module required;", "sasl.oauthbearer.assertion.file", "/kept"));
        assertThatThrownBy(() -> KafkaOptions.withFiles(Map.of("sasl.jaas.config.file", "/nowhere/jaas")))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessage("kafka.sasl.jaas.config.file: the file /nowhere/jaas does not exist: check its path, or"
                        + " mount it");
        assertThatThrownBy(() -> KafkaOptions.withFiles(
                        Map.of("sasl.jaas.config.file", file.toString(), "sasl.jaas.config", "x")))
                .hasMessageContaining("remove one of them");
    }
}
