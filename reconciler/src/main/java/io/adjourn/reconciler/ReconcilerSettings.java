package io.adjourn.reconciler;

import io.adjourn.config.BadConfigurationException;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The application's settings, {@code reconciler.*}. As an environment variable a key is spelt in capitals with underscores. Any
 * {@code kafka.*} setting goes to Kafka's clients as it is.
 *
 * @param registryUrl base URL of the schema registry's Confluent-compatible API
 * @param beforeDeadline how long before an open meeting would close its vendor is asked about it; at most half of the time that it
 *     waited
 * @param lookBack how old a completion record may be that is asked about. So much of the topic is read at each start
 * @param attempts how often one meeting is asked about at most
 * @param firstPause how long after the first attempt the second one may come; each further pause is three times as long
 * @param longestPause the longest pause between two attempts
 * @param unconfirmed whether records with the outcome UNCONFIRMED are asked about, too: one request for each meeting of a source that
 *     expects nothing
 * @param failed whether each record with the outcome FAILED is asked about, too: one request for each, to see whether the bot tried again
 *     with success. Without it, only those are that say of an artifact that it may be there
 * @param keepLinks how long after a meeting's closing its links are renewed before they end, such as `P7D`: one request for each time
 *     that a link holds; null: never
 * @param links the API for fresh links
 */
@ConfigurationProperties("reconciler")
public record ReconcilerSettings(
        Sources sources,
        String registryUrl,
        Duration beforeDeadline,
        Duration lookBack,
        int attempts,
        Duration firstPause,
        Duration longestPause,
        boolean unconfirmed,
        boolean failed,
        @Nullable Duration keepLinks,
        Listing listing,
        Budget budget,
        Request request,
        Egress egress,
        Links links) {

    private static final Duration SHORTEST_LOOK_BACK = Duration.ofHours(1);

    public ReconcilerSettings {
        mustBePositive("before-deadline", beforeDeadline);
        mustBePositive("first-pause", firstPause);
        mustBePositive("longest-pause", longestPause);
        mustBeAtLeastOne("attempts", attempts);
        if (lookBack.compareTo(SHORTEST_LOOK_BACK) < 0) {
            throw new BadConfigurationException("reconciler.look-back", lookBack, "is too short: must be at least 1h");
        }
        if (keepLinks != null) {
            mustBePositive("keep-links", keepLinks);
            if (keepLinks.compareTo(lookBack) > 0) {
                throw new BadConfigurationException(
                        "reconciler.keep-links",
                        keepLinks,
                        "is longer than reconciler.look-back (" + lookBack + "): raise that, or lower it");
            }
        }
    }

    /**
     * The sources file.
     *
     * @param file its path; can also be set by {@code ADJOURN_SOURCES}. Only API keys are read from it, never the secrets of webhooks
     * @param reloadInterval how often it and the files of API keys are read again
     */
    @ConfigurationProperties("sources")
    public record Sources(Path file, Duration reloadInterval) {
        public Sources {
            mustBePositive("sources.reload-interval", reloadInterval);
        }
    }

    /**
     * Lists of the bots there are, to find those that no webhook told of.
     *
     * @param interval how often each source's bots are listed, and what its vendor sent
     * @param first how far the first list of a source reaches back
     * @param grace how long after it was listed a bot that is over may still be told of by webhooks before its vendor is asked about it
     * @param runningGrace the same of a bot that is not over
     */
    @ConfigurationProperties("listing")
    public record Listing(Duration interval, Duration first, Duration grace, Duration runningGrace) {
        public Listing {
            mustBePositive("listing.interval", interval);
            mustBePositive("listing.first", first);
            mustBePositive("listing.grace", grace);
            mustBePositive("listing.running-grace", runningGrace);
        }
    }

    /**
     * How many requests are sent at most.
     *
     * @param perMinute per source in a minute of the clock
     * @param perDay per source in a day, UTC
     * @param vendorPerMinute for all sources of one vendor in a minute of the clock
     * @param vendorPerDay for all sources of one vendor in a day, UTC
     */
    @ConfigurationProperties("budget")
    public record Budget(int perMinute, int perDay, int vendorPerMinute, int vendorPerDay) {
        public Budget {
            mustBeAtLeastOne("budget.per-minute", perMinute);
            mustBeAtLeastOne("budget.per-day", perDay);
            mustBeAtLeastOne("budget.vendor-per-minute", vendorPerMinute);
            mustBeAtLeastOne("budget.vendor-per-day", vendorPerDay);
        }
    }

    /**
     * A request to a vendor.
     *
     * @param timeout how long one may take, up to the last byte of its answer
     * @param concurrency how many are under way at once. Each may need 16 MiB
     */
    @ConfigurationProperties("request")
    public record Request(Duration timeout, int concurrency) {
        public Request {
            mustBePositive("request.timeout", timeout);
            mustBeAtLeastOne("request.concurrency", concurrency);
        }
    }

    /**
     * Where requests may go.
     *
     * @param privateHosts hosts in a source's `api-base-url`, with commas between them, whose addresses may be private and that may be
     *     asked without TLS; null: none
     */
    @ConfigurationProperties("egress")
    public record Egress(@Nullable String privateHosts) {

        /** The hosts that are named. */
        Set<String> named() {
            return privateHosts == null
                    ? Set.of()
                    : Stream.of(privateHosts.split(","))
                            .map(String::strip)
                            .filter(host -> !host.isEmpty())
                            .collect(Collectors.toSet());
        }
    }

    /**
     * The API for fresh links.
     *
     * @param enabled whether there is one
     * @param tokenFile file with the tokens that open it, one a line, at least 24 characters each
     */
    @ConfigurationProperties("links")
    public record Links(boolean enabled, @Nullable Path tokenFile) {
        public Links {
            if (enabled && tokenFile == null) {
                throw new BadConfigurationException(
                        "reconciler.links.token-file is missing: whoever asks for a link must"
                                + " show a token; set it to a file with one, such as `openssl rand -hex 24` prints");
            }
        }
    }

    private static void mustBePositive(String key, Duration duration) {
        if (!duration.isPositive()) {
            throw new BadConfigurationException("reconciler." + key, duration, "must be positive, e.g. 10m");
        }
    }

    private static void mustBeAtLeastOne(String key, int number) {
        if (number < 1) {
            throw new BadConfigurationException("reconciler." + key, number, "must be at least 1");
        }
    }
}
