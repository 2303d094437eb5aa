package io.adjourn.sinks.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** The settings of the webhook sink. A connector has one endpoint, so that none is held up by another. */
final class WebhookConfig extends AbstractConfig {
    private static final String URL = "url";
    private static final String SECRETS = "secrets";
    private static final String TIMEOUT = "timeout.ms";
    private static final String IN_FLIGHT = "max.in.flight";
    private static final String PENDING = "max.pending";
    private static final String PAUSES = "retry.pauses";

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    URL,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    WebhookConfig::mustBeUrl,
                    Importance.HIGH,
                    "Where messages are sent: http or https. Redirects are not followed.")
            .define(
                    SECRETS,
                    ConfigDef.Type.PASSWORD,
                    ConfigDef.NO_DEFAULT_VALUE,
                    Importance.HIGH,
                    "Secrets in base64, with or without whsec_ before them, separated by commas or lines. Each signs each message,"
                            + " so that receivers can change from one to the next.")
            .define(
                    TIMEOUT,
                    ConfigDef.Type.INT,
                    15_000,
                    Range.atLeast(1),
                    Importance.MEDIUM,
                    "How long an answer may take. What comes later is taken for a failure, and sent again.")
            .define(
                    IN_FLIGHT,
                    ConfigDef.Type.INT,
                    64,
                    Range.between(1, 1024),
                    Importance.MEDIUM,
                    "How many messages are under way at a time, each of another meeting.")
            .define(
                    PENDING,
                    ConfigDef.Type.INT,
                    1000,
                    Range.atLeast(1),
                    Importance.MEDIUM,
                    "How many messages a task keeps in memory, those that wait for another attempt among them. At that"
                            + " number it reads no further.")
            .define(
                    PAUSES,
                    ConfigDef.Type.LIST,
                    "PT5S,PT1M,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H",
                    (name, value) -> RetryIntervals.of(name, strings(value)),
                    Importance.MEDIUM,
                    "How long to wait after each failure of a message, as durations of ISO 8601. After the last it becomes a dead"
                            + " letter; with the default that is after three days.");

    WebhookConfig(Map<String, ?> settings) {
        super(DEFINITION, settings, false);
        // Wrong ones are to be found before the first message.
        var unused = signature();
    }

    URI url() {
        return URI.create(getString(URL));
    }

    Signature signature() {
        List<String> secrets = Arrays.stream(getPassword(SECRETS).value().split("[,\\s]+"))
                .filter(secret -> !secret.isEmpty())
                .toList();
        return Signature.by(SECRETS, secrets);
    }

    Duration timeout() {
        return Duration.ofMillis(getInt(TIMEOUT));
    }

    int inFlight() {
        return getInt(IN_FLIGHT);
    }

    int pending() {
        return getInt(PENDING);
    }

    RetryIntervals pauses() {
        return RetryIntervals.of(PAUSES, getList(PAUSES));
    }

    private static List<String> strings(Object value) {
        return ((List<?>) value).stream().map(String::valueOf).toList();
    }

    /** Without the address in the message: it may hold a token. */
    private static void mustBeUrl(String name, Object value) {
        try {
            var url = new URI(String.valueOf(value));
            if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
                return;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new ConfigException(name + " is no http or https address");
    }
}
