package io.adjourn.commands;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.CannotStartException;
import io.adjourn.config.InstallationSettings;
import io.adjourn.config.KafkaOptions;
import io.adjourn.config.KnownSettings;
import io.adjourn.contracts.Causes;
import io.adjourn.contracts.CertificateDates;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.SchemaRegistry;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which Kafka and which registry a command talks to, and how they let it in: as the applications are told, or by a file. */
public final class ClusterAccess {
    private static final int PATIENCE_SECONDS = 10;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private static final String SERVERS = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
    private static final String OWN_SERVERS = "ADJOURN_KAFKA_BOOTSTRAP_SERVERS";
    private static final String LOCAL_SERVERS = "localhost:9092";
    private static final String OWN_REGISTRY = "ADJOURN_REGISTRY_URL";
    private static final String LOCAL_REGISTRY = "http://localhost:8081/apis/ccompat/v7";

    private static final String TOKENS_FROM = "ADJOURN_KAFKA_OAUTH_ALLOWED_URLS";
    private static final String KAFKA_VARIABLE = "KAFKA_";
    private static final String REGISTRY = "registry";
    private static final String URL = "url";
    private static final KnownSettings IN_ENVIRONMENT = new KnownSettings(REGISTRY, SchemaRegistry.SETTINGS);
    private static final KnownSettings IN_FILE = new KnownSettings(
            REGISTRY,
            Stream.concat(Stream.of(URL), SchemaRegistry.SETTINGS.stream()).toList());

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka (default: bootstrap.servers of the file, else KAFKA_BOOTSTRAP_SERVERS, else "
                    + OWN_SERVERS + ", else " + LOCAL_SERVERS + ").")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "Base of the schema registry's Confluent API (default: registry.url of the file, else "
                    + OWN_REGISTRY + ", else " + LOCAL_REGISTRY + ").")
    private @Nullable String registry;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Properties file for the Kafka client, as for Kafka's own tools, and for the registry"
                    + " client with the prefix registry., such as registry.basic.auth.user.info; also"
                    + " adjourn.topics.prefix and the like. Takes precedence over the environment.")
    private @Nullable Path commandConfig;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    /** What it talks to, once Kafka answers: rather than waiting for it silently. */
    public Cluster answering() {
        return answering(Duration.ZERO);
    }

    /**
     * What it talks to, once Kafka answers.
     *
     * @param wait how long Kafka may be away
     * @throws CannotStartException if it is away for longer
     * @throws ParameterException if the settings cannot be, or Kafka refuses access
     */
    Cluster answering(Duration wait) {
        Cluster cluster = cluster();
        warnOfCertificates(cluster);
        try (Admin kafka = admin(cluster)) {
            long end = System.nanoTime() + wait.toNanos();
            while (!answers(kafka, cluster)) {
                if (System.nanoTime() > end) {
                    throw new CannotStartException("no Kafka broker answers at " + cluster.bootstrapServers()
                            + ": start ./adjourn up, or specify yours with --bootstrap-servers; a broker with SASL"
                            + " or TLS answers only with the settings for it, by --command-config or KAFKA_...");
                }
                pause();
            }
        }
        return cluster;
    }

    /** Waits before the next try. */
    static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }

    /** What it talks to; asks nothing yet. */
    Cluster cluster() {
        try {
            Map<String, String> file = commandConfig == null ? Map.of() : read(commandConfig);
            String tokensFrom = System.getenv(TOKENS_FROM);
            if (tokensFrom != null) {
                KafkaOptions.allowTokensFrom(tokensFrom);
            }
            Cluster cluster = cluster(bootstrapServers, registry, file, System.getenv());
            // That there can be one is to be known before anything is done.
            var _ = cluster.registry().client();
            return cluster;
        } catch (IllegalArgumentException | BadConfigurationException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * What the options, the file and the environment say together.
     *
     * @throws IllegalArgumentException if one of them cannot be; the message is one line for people
     */
    static Cluster cluster(
            @Nullable String bootstrapServers,
            @Nullable String registry,
            Map<String, String> file,
            Map<String, String> environment) {
        var kafka = new HashMap<String, String>();
        var registrySettings = new HashMap<String, String>();
        kafka.put(SERVERS, environment.getOrDefault(OWN_SERVERS, LOCAL_SERVERS));
        environment.forEach((name, value) -> {
            refuse(IN_ENVIRONMENT, name);
            if (name.startsWith(KAFKA_VARIABLE)) {
                kafka.put(dotted(name.substring(KAFKA_VARIABLE.length())), value);
            }
        });
        for (String name : SchemaRegistry.SETTINGS) {
            String value = environment.get(
                    (REGISTRY + "_" + name).toUpperCase(Locale.ROOT).replace('.', '_'));
            if (value != null) {
                registrySettings.put(name, value);
            }
        }
        file.forEach((name, value) -> {
            refuse(IN_FILE, name);
            if (name.startsWith(REGISTRY + ".")) {
                registrySettings.put(name.substring(REGISTRY.length() + 1), value);
            } else if (!InstallationSettings.isOurs(name)) {
                kafka.put(name, value);
            }
        });
        String url = registrySettings.remove(URL);
        if (bootstrapServers != null) {
            kafka.put(SERVERS, bootstrapServers);
        }
        String byDefault = url == null ? environment.getOrDefault(OWN_REGISTRY, LOCAL_REGISTRY) : url;
        return new Cluster(
                KafkaOptions.withFiles(kafka),
                new SchemaRegistry(registry == null ? byDefault : registry, registrySettings),
                InstallationSettings.read(file, environment));
    }

    private void warnOfCertificates(Cluster cluster) {
        Stream.of(cluster.kafka(), cluster.registry().settings())
                .flatMap(settings -> CertificateDates.warnings(settings, Instant.now()).stream())
                .forEach(warning -> command.commandLine().getErr().println("WARNING: " + warning));
    }

    private static void refuse(KnownSettings known, String name) {
        known.complaint(name).ifPresent(complaint -> {
            throw new IllegalArgumentException(complaint);
        });
    }

    private static String dotted(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static Map<String, String> read(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + " (" + e + "): specify a properties file", e);
        }
        var all = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        return all;
    }

    private Admin admin(Cluster cluster) {
        try {
            return cluster.admin();
        } catch (KafkaException e) {
            throw wrong("cannot create a Kafka client with these settings: " + Causes.text(e), e);
        }
    }

    private boolean answers(Admin kafka, Cluster cluster) {
        try {
            // A request that is not over in time holds up the client when it is closed.
            var inTime = new DescribeClusterOptions().timeoutMs(PATIENCE_SECONDS * 1_000);
            kafka.describeCluster(inTime).nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthenticationException refused) {
                throw wrong(
                        "Kafka at " + cluster.bootstrapServers() + " rejects the connection: authentication"
                                + " failed: " + Causes.text(refused),
                        e);
            }
            return false;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }

    private ParameterException wrong(String line, Exception cause) {
        return new ParameterException(command.commandLine(), line, cause);
    }
}
