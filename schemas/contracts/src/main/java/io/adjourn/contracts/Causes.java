package io.adjourn.contracts;

import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is at the bottom of the errors of Kafka's and the registry's clients: their outermost line, such as "Failed to create new
 * NetworkClient", says nothing that a person can act on.
 */
public final class Causes {
    /** Far more than any chain has; one may be a circle. */
    private static final int DEEPEST = 50;

    private Causes() {}

    /** The innermost cause. */
    public static Throwable root(Throwable error) {
        return chain(error).reduce((_, deeper) -> deeper).orElse(error);
    }

    /** In one line, what is wrong at the bottom and, where that is known, what to do. Never empty. */
    public static String text(Throwable error) {
        return explained(error).orElseGet(() -> message(root(error)));
    }

    /** In one line, what to do about it; empty where only its own words are known. */
    public static Optional<String> explained(Throwable error) {
        return chain(error).flatMap(cause -> explanation(cause).stream()).reduce((_, deeper) -> deeper);
    }

    private static Optional<String> explanation(Throwable cause) {
        String message = message(cause);
        return Optional.ofNullable(
                switch (cause) {
                    case NoClassDefFoundError _ -> missing(message.replace('/', '.'));
                    case ClassNotFoundException _ -> missing(message);
                    case UnknownHostException _ ->
                        "the host name " + message + " cannot be resolved: check it, and the DNS of this machine";
                    case NoSuchFileException _ ->
                        "the file " + message + " does not exist: check its path, or mount it";
                    case FileNotFoundException _ -> "a file cannot be opened: " + message;
                    case AccessDeniedException _ ->
                        "the file " + message + " cannot be read: check its permissions and owner";
                    case ConnectException _ -> null;
                    default -> ofMessage(message);
                });
    }

    private static String missing(String type) {
        return "the class " + type.strip() + " is missing: put the jar that has it on the class path, in the"
                + " images into /opt/adjourn/extensions";
    }

    private static @Nullable String ofMessage(String message) {
        if (message.contains("PKIX path") || message.contains("unable to find valid certification path")) {
            return "the server's certificate is not trusted (" + message
                    + "): set ssl.truststore.type and ssl.truststore.location, or ssl.truststore.certificates, to its"
                    + " certificate authority";
        }
        if (message.contains("No subject alternative") || message.contains("doesn't match any of the subject")) {
            return "the server's certificate is for other names (" + message + "): connect by a name that it has";
        }
        if (message.contains("NotAfter:")) {
            return "a certificate has expired (" + message + "): renew it";
        }
        if (message.contains("org.apache.kafka.sasl.oauthbearer.allowed.urls")
                || message.contains("is not in the allowed list")) {
            return message + ": add the address to ADJOURN_KAFKA_OAUTH_ALLOWED_URLS";
        }
        return null;
    }

    private static String message(Throwable cause) {
        String message = cause.getMessage();
        String text = message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(text);
    }

    private static Stream<Throwable> chain(Throwable error) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST);
    }
}
