package io.adjourn.gateway.sources;

import io.adjourn.contracts.Topics;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's settings, {@code gateway.*}. As an environment variable a key is spelt in capitals with underscores. The page
 * docs/settings.md is made of what is said here.
 *
 * @param trustedHops how many proxies in front of the gateway write down in {@code X-Forwarded-For} whom they speak for. With
 *     none, and by anybody else, that header is not believed
 */
@ConfigurationProperties("gateway")
public record GatewaySettings(
        Sources sources,
        Publish publish,
        Watermark watermark,
        Connections connections,
        Headers headers,
        Body body,
        Spool spool,
        InFlight inFlight,
        FailedAttempts failedAttempts,
        int trustedHops,
        Tls tls,
        Shutdown shutdown) {

    public GatewaySettings {
        if (trustedHops < 0) {
            throw new InvalidSettingException(
                    "gateway.trusted-hops",
                    trustedHops,
                    "must be the number of proxies in front of the gateway, or" + " 0 for none");
        }
    }

    /**
     * The sources file.
     *
     * @param file the file; {@code ADJOURN_SOURCES} names it, too
     * @param reloadInterval how often it and its secret files are read again. Sources that are added apply at once, any other
     *     change when two readings in a row have found it
     */
    @ConfigurationProperties("sources")
    public record Sources(Path file, Duration reloadInterval) {
        public Sources {
            mustBePositive("gateway.sources.reload-interval", reloadInterval, "10s");
        }
    }

    /**
     * Publishing a delivery.
     *
     * @param timeout how long Kafka may take to acknowledge a delivery before its sender is told to come again
     */
    @ConfigurationProperties("publish")
    public record Publish(Duration timeout) {
        private static final Duration SHORTEST = Duration.ofMillis(100);

        public Publish {
            if (timeout.compareTo(SHORTEST) < 0) {
                throw new InvalidSettingException(
                        "gateway.publish.timeout", timeout, "is too short: must be at least 100ms");
            }
        }
    }

    /**
     * Telling streams up to when all deliveries have arrived.
     *
     * @param interval how often every partition of the raw topic is told. A deadline fires up to that much later than it is due; a
     *     gateway must speak far more often than {@code STREAMS_GATEWAY_SILENCE} says
     */
    @ConfigurationProperties("watermark")
    public record Watermark(Duration interval) {
        private static final Duration SHORTEST = Duration.ofMillis(100);

        public Watermark {
            if (interval.compareTo(SHORTEST) < 0) {
                throw new InvalidSettingException(
                        "gateway.watermark.interval", interval, "is too short: must be at least 100ms");
            }
        }
    }

    /**
     * Connections to the port for webhooks.
     *
     * @param max how many there may be at once. When seven eighths are taken, a new one takes the place of the one whose
     *     loss costs least: one that waits for a request, or else whose request has made no progress for longest. Fewer where
     *     the process may not open so many files
     * @param maxPerAddress how many of them one client's address (of IPv6, its /64 network) may have; beyond it, a new one takes
     *     the place of another of the same address. Not applied behind trusted proxies, whose addresses all clients share
     * @param idleTimeout how long one may wait for its next request, and a sender be silent in the middle of one
     */
    @ConfigurationProperties("connections")
    public record Connections(int max, int maxPerAddress, Duration idleTimeout) {
        public Connections {
            if (max < 1) {
                throw new InvalidSettingException("gateway.connections.max", max, "must be positive, e.g. 4096");
            }
            if (maxPerAddress < 1) {
                throw new InvalidSettingException(
                        "gateway.connections.max-per-address", maxPerAddress, "must be positive, e.g. 1024");
            }
            if (idleTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new InvalidSettingException(
                        "gateway.connections.idle-timeout", idleTimeout, "is too short: must be at least 1s");
            }
        }
    }

    /**
     * Reading a request's head.
     *
     * @param timeout how long a new connection may take to the last header of its first request, and a request to its own
     * @param maxBytes how large the headers of a request may be, all together
     */
    @ConfigurationProperties("headers")
    public record Headers(Duration timeout, int maxBytes) {
        public Headers {
            mustBePositive("gateway.headers.timeout", timeout, "10s");
            if (maxBytes < 1024) {
                throw new InvalidSettingException(
                        "gateway.headers.max-bytes", maxBytes, "is less than vendors send: use e.g. 8192");
            }
        }
    }

    /**
     * Reading a request's body.
     *
     * @param timeout how long a sender may take to send its body, and how long the rest of a refused one is read
     * @param minRate how many bytes a second a body must arrive with, on average since its request began; slower ones are ended
     * @param grace for how long after its request began a body may be slower than that
     */
    @ConfigurationProperties("body")
    public record Body(Duration timeout, ByteSize minRate, Duration grace) {
        public Body {
            mustBePositive("gateway.body.timeout", timeout, "60s");
            mustBePositive("gateway.body.grace", grace, "5s");
            if (minRate.bytes() < 1) {
                throw new InvalidSettingException(
                        "gateway.body.min-rate", minRate.bytes(), "must be positive, e.g. 1KiB");
            }
        }
    }

    /**
     * Requests that cannot prove who they are from.
     *
     * @param perMinute how many of them a client's address (of IPv6, its /64 network) may send in a minute before they are
     *     answered 429 instead of 401. What is cheap to verify is still verified; what is costly waits its turn
     */
    @ConfigurationProperties("failed-attempts")
    public record FailedAttempts(int perMinute) {
        public FailedAttempts {
            if (perMinute < 1) {
                throw new InvalidSettingException(
                        "gateway.failed-attempts.per-minute", perMinute, "must be positive, e.g. 60");
            }
        }
    }

    /**
     * Keeping deliveries on this disk while Kafka does not take them.
     *
     * @param enabled without it, a delivery that Kafka does not take is answered 503
     * @param directory of this gateway alone; must survive a restart of the machine
     * @param maxBytes how much may be kept; beyond it, 503
     */
    @ConfigurationProperties("spool")
    public record Spool(boolean enabled, Path directory, ByteSize maxBytes) {
        /** Room for two of the largest records. */
        private static final long SMALLEST = 2L * Topics.RAW.maxMessageBytes();

        public Spool {
            if (maxBytes.bytes() < SMALLEST) {
                throw new InvalidSettingException(
                        "gateway.spool.max-bytes",
                        maxBytes.bytes(),
                        "is too small: must be at least " + SMALLEST + ", or disable the spool with"
                                + " gateway.spool.enabled");
            }
        }
    }

    /**
     * What is being worked on at once.
     *
     * @param maxBytes how many bytes all bodies together may take in memory; beyond it, 503. Half of it is for deliveries that
     *     are verified
     * @param maxRequests how many requests there may be; beyond it, 503. One client's address may have a quarter of them
     */
    @ConfigurationProperties("in-flight")
    public record InFlight(ByteSize maxBytes, int maxRequests) {
        /** The largest body that there is, in bytes, with what reading it takes beside. */
        public static final long LARGEST_BODY = Topics.RAW.maxMessageBytes();

        /** Half of it has room for one of the largest bodies and for small ones beside it. */
        private static final long SMALLEST = 40L * 1024 * 1024;

        private static final int FEWEST = 16;

        public InFlight {
            if (maxBytes.bytes() < SMALLEST) {
                throw new InvalidSettingException(
                        "gateway.in-flight.max-bytes", maxBytes.bytes(), "is too small: must be at least " + SMALLEST);
            }
            if (maxRequests < FEWEST) {
                throw new InvalidSettingException(
                        "gateway.in-flight.max-requests",
                        maxRequests,
                        "is too small: must be at least " + FEWEST + ", e.g. 4096");
            }
        }
    }

    /**
     * TLS on the port for webhooks. With it, that port speaks HTTP/2 as well; without it, neither.
     *
     * @param certificate a PEM file with the certificate and those that lead from it to its authority's
     * @param privateKey a PEM file with the certificate's private key
     * @param reloadInterval how often the two are read again; new connections get what is new
     */
    @ConfigurationProperties("tls")
    public record Tls(@Nullable Path certificate, @Nullable Path privateKey, Duration reloadInterval) {
        public Tls {
            if (certificate == null && privateKey != null) {
                throw new InvalidSettingException("gateway.tls.certificate", "nothing", missing("private key"));
            }
            if (certificate != null && privateKey == null) {
                throw new InvalidSettingException("gateway.tls.private-key", "nothing", missing("certificate"));
            }
            mustBePositive("gateway.tls.reload-interval", reloadInterval, "10s");
        }

        private static String missing(String other) {
            return "must be set together with the " + other + ": set both, or neither for plain HTTP";
        }
    }

    /**
     * Stopping.
     *
     * @param grace how long requests that are being answered may take once the gateway is told to stop
     */
    @ConfigurationProperties("shutdown")
    public record Shutdown(Duration grace) {
        public Shutdown {
            mustBePositive("gateway.shutdown.grace", grace, "10s");
        }
    }

    private static void mustBePositive(String key, Duration duration, String example) {
        if (!duration.isPositive()) {
            throw new InvalidSettingException(key, duration, "must be positive: say " + example + ", for example");
        }
    }
}
