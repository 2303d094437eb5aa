package io.adjourn.config;

import io.adjourn.contracts.Causes;
import java.io.IOException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Why Kafka did not answer what is asked before an application starts to work. */
public final class KafkaFailure {
    private KafkaFailure() {}

    /**
     * What is to be thrown where Kafka cannot be reached, for then it is to be asked again.
     *
     * @param why what Kafka's client said
     * @throws BadConfigurationException where Kafka refused: asking again would not help
     */
    public static IOException awayUnlessRefused(Throwable why) {
        if (why instanceof AuthenticationException || why instanceof AuthorizationException) {
            throw new BadConfigurationException(
                    "Kafka authentication failed: " + Causes.text(why)
                            + ": check the kafka.* settings for SASL and TLS, and the user's permissions",
                    why);
        }
        return new IOException("Kafka cannot be reached: " + Causes.text(why), why);
    }
}
