package io.adjourn.gateway.sources;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.ByteSize;
import io.adjourn.contracts.BodyLimit;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's settings, {@code gateway.*}. As an environment variable a key is spelt in capitals with underscores. The page
 * docs/settings.md is made of what is said here.
 *
 * @param trustedHops how many proxies in front of the gateway add the client's address to {@code X-Forwarded-For}. With 0,
 *     and in requests that did not come through these proxies, the header is ignored
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
            throw new BadConfigurationException(
                    "gateway.trusted-hops",
                    trustedHops,
                    "must be the number of proxies in front of the gateway, or 0 for none");
        }
    }

    /**
     * The sources file.
     *
     * @param file its path; can also be set by {@code ADJOURN_SOURCES}
     * @param reloadInterval how often it and its secret files are read again. Added sources apply immediately; any other
     *     change applies when two reads in a row have found it
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
     * @param timeout how long Kafka may take to acknowledge a delivery before it is spooled, or answered 503
     */
    @ConfigurationProperties("publish")
    public record Publish(Duration timeout) {
        private static final Duration SHORTEST = Duration.ofMillis(100);

        public Publish {
            if (timeout.compareTo(SHORTEST) < 0) {
                throw new BadConfigurationException(
                        "gateway.publish.timeout", timeout, "is too short: must be at least 100ms");
            }
        }
    }

    /**
     * Watermarks, which tell streams up to which time all deliveries have arrived.
     *
     * @param interval how often a watermark is written to every partition of the raw topic. Deadlines fire up to one interval late;
     *     the interval must be far shorter than {@code STREAMS_GATEWAY_SILENCE}
     */
    @ConfigurationProperties("watermark")
    public record Watermark(Duration interval) {
        private static final Duration SHORTEST = Duration.ofMillis(100);

        public Watermark {
            if (interval.compareTo(SHORTEST) < 0) {
                throw new BadConfigurationException(
                        "gateway.watermark.interval", interval, "is too short: must be at least 100ms");
            }
        }
    }

    /**
     * Connections to the webhook port.
     *
     * @param max maximum number of open connections. When seven eighths are in use, a new one replaces the one whose
     *     loss costs least: one that waits for a request, or else the one whose request has made no progress for longest.
     *     Reduced if the process may not open that many files
     * @param maxPerAddress maximum per client address (of IPv6, per /64 network); above it, a new connection replaces
     *     another one of the same address. Not applied behind trusted proxies, whose addresses all clients share
     * @param idleTimeout how long a connection may wait for its next request, and how long a sender may pause within a request
     */
    @ConfigurationProperties("connections")
    public record Connections(int max, int maxPerAddress, Duration idleTimeout) {
        public Connections {
            if (max < 1) {
                throw new BadConfigurationException("gateway.connections.max", max, "must be positive, e.g. 4096");
            }
            if (maxPerAddress < 1) {
                throw new BadConfigurationException(
                        "gateway.connections.max-per-address", maxPerAddress, "must be positive, e.g. 1024");
            }
            if (idleTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new BadConfigurationException(
                        "gateway.connections.idle-timeout", idleTimeout, "is too short: must be at least 1s");
            }
        }
    }

    /**
     * Reading a request's head.
     *
     * @param timeout time limit for a new connection up to the last header of its first request, and for each request up to its last header
     * @param maxBytes maximum total size of a request's headers
     */
    @ConfigurationProperties("headers")
    public record Headers(Duration timeout, int maxBytes) {
        public Headers {
            mustBePositive("gateway.headers.timeout", timeout, "10s");
            if (maxBytes < 1024) {
                throw new BadConfigurationException(
                        "gateway.headers.max-bytes", maxBytes, "is less than vendors send: use e.g. 8192");
            }
        }
    }

    /**
     * Reading a request's body.
     *
     * @param timeout how long a sender may take to send its body, and how long the rest of a refused body is read
     * @param minRate minimum bytes per second of a body, on average since its request began; slower requests are aborted
     * @param grace how long after the beginning of its request a body may be slower than that
     */
    @ConfigurationProperties("body")
    public record Body(Duration timeout, ByteSize minRate, Duration grace) {
        public Body {
            mustBePositive("gateway.body.timeout", timeout, "60s");
            mustBePositive("gateway.body.grace", grace, "5s");
            if (minRate.bytes() < 1) {
                throw new BadConfigurationException(
                        "gateway.body.min-rate", minRate.bytes(), "must be positive, e.g. 1KiB");
            }
        }
    }

    /**
     * Requests that fail verification.
     *
     * @param perMinute how many of them a client address (of IPv6, a /64 network) may send per minute before they are
     *     answered 429 instead of 401. Requests that are cheap to verify are still verified; costly ones are queued
     */
    @ConfigurationProperties("failed-attempts")
    public record FailedAttempts(int perMinute) {
        public FailedAttempts {
            if (perMinute < 1) {
                throw new BadConfigurationException(
                        "gateway.failed-attempts.per-minute", perMinute, "must be positive, e.g. 60");
            }
        }
    }

    /**
     * The spool, which stores deliveries on this disk while Kafka is unavailable.
     *
     * @param enabled without it, a delivery that Kafka does not acknowledge is answered 503
     * @param directory used by this gateway only; must survive a restart of the machine
     * @param maxBytes maximum size of the spool; above it, deliveries are answered 503
     */
    @ConfigurationProperties("spool")
    public record Spool(boolean enabled, Path directory, ByteSize maxBytes) {
        /** Room for two of the largest records. */
        private static final long SMALLEST = 2L * BodyLimit.LARGEST.rawBytes();

        public Spool {
            if (maxBytes.bytes() < SMALLEST) {
                throw new BadConfigurationException(
                        "gateway.spool.max-bytes",
                        maxBytes.bytes(),
                        "is too small: must be at least " + SMALLEST + ", or disable the spool with"
                                + " gateway.spool.enabled");
            }
        }
    }

    /**
     * Requests in flight.
     *
     * @param maxBytes maximum memory of all bodies together; above it, deliveries are answered 503. Half of it is reserved
     *     for verified deliveries
     * @param maxRequests maximum number of requests; above it, they are answered 503. One client address may use a quarter of them
     */
    @ConfigurationProperties("in-flight")
    public record InFlight(ByteSize maxBytes, int maxRequests) {
        /** The largest body that there is, in bytes, with what reading it takes beside. */
        public static final long LARGEST_BODY = BodyLimit.LARGEST.rawBytes();

        /** Half of it has room for one of the largest bodies and for small ones beside it. */
        private static final long SMALLEST = 40L * 1024 * 1024;

        private static final int FEWEST = 16;

        public InFlight {
            if (maxBytes.bytes() < SMALLEST) {
                throw new BadConfigurationException(
                        "gateway.in-flight.max-bytes", maxBytes.bytes(), "is too small: must be at least " + SMALLEST);
            }
            if (maxRequests < FEWEST) {
                throw new BadConfigurationException(
                        "gateway.in-flight.max-requests",
                        maxRequests,
                        "is too small: must be at least " + FEWEST + ", e.g. 4096");
            }
        }
    }

    /**
     * TLS on the webhook port. With it, that port speaks HTTP/2 as well; without it, neither.
     *
     * @param certificate PEM file with the certificate and its chain of intermediate certificates
     * @param privateKey PEM file with the certificate's private key
     * @param reloadInterval how often both files are read again; new connections use the new certificate
     */
    @ConfigurationProperties("tls")
    public record Tls(@Nullable Path certificate, @Nullable Path privateKey, Duration reloadInterval) {
        public Tls {
            if (certificate == null && privateKey != null) {
                throw new BadConfigurationException("gateway.tls.certificate", "nothing", missing("private key"));
            }
            if (certificate != null && privateKey == null) {
                throw new BadConfigurationException("gateway.tls.private-key", "nothing", missing("certificate"));
            }
            mustBePositive("gateway.tls.reload-interval", reloadInterval, "10s");
        }

        private static String missing(String other) {
            return "must be set together with the " + other + ": set both, or neither for plain HTTP";
        }
    }

    /**
     * Shutdown.
     *
     * @param grace how long requests in flight may take after the gateway was told to stop
     */
    @ConfigurationProperties("shutdown")
    public record Shutdown(Duration grace) {
        public Shutdown {
            mustBePositive("gateway.shutdown.grace", grace, "10s");
        }
    }

    private static void mustBePositive(String key, Duration duration, String example) {
        if (!duration.isPositive()) {
            throw new BadConfigurationException(key, duration, "must be positive, e.g. " + example);
        }
    }
}
