package io.adjourn.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CausesTest {

    static Stream<Arguments> causes() {
        return Stream.of(
                Arguments.of(
                        new NoClassDefFoundError("org/jose4j/keys/resolvers/VerificationKeyResolver"),
                        "the class org.jose4j.keys.resolvers.VerificationKeyResolver is missing: put the jar that has it"
                                + " into the directory ADJOURN_EXTENSIONS"),
                Arguments.of(
                        new LoginException("No LoginModule found for software.amazon.msk.auth.iam.IAMLoginModule"),
                        "No LoginModule found for software.amazon.msk.auth.iam.IAMLoginModule"),
                Arguments.of(
                        new UnknownHostException("kafka.example"),
                        "the host name kafka.example cannot be resolved: check it, and the DNS of this machine"),
                Arguments.of(
                        new NoSuchFileException("/etc/trust.pem"),
                        "the file /etc/trust.pem does not exist: check its path, or mount it"),
                Arguments.of(
                        new SSLHandshakeException("PKIX path building failed"),
                        "the server's certificate is not trusted (PKIX path building failed): set ssl.truststore.type"
                                + " and ssl.truststore.location, or ssl.truststore.certificates, to its certificate"
                                + " authority"),
                Arguments.of(
                        new ConfigException("The value of the system property"
                                + " org.apache.kafka.sasl.oauthbearer.allowed.urls does not have it"),
                        "The value of the system property org.apache.kafka.sasl.oauthbearer.allowed.urls does not have"
                                + " it: add the address to ADJOURN_KAFKA_OAUTH_ALLOWED_URLS"),
                Arguments.of(new IllegalStateException(), "IllegalStateException"));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void shouldSayWhatIsAtTheBottomHoweverDeepItIs(Throwable cause, String text) {
        var wrapped = new KafkaException(
                "Failed to construct kafka producer", new KafkaException("Failed to create new NetworkClient", cause));

        assertThat(Causes.text(wrapped)).isEqualTo(text);
    }
}
