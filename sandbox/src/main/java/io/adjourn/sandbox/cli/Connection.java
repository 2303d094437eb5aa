package io.adjourn.sandbox.cli;

import io.adjourn.sandbox.CannotStartException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Option;

/** Which Kafka and which registry a command talks to. */
final class Connection {
    private static final int PATIENCE_SECONDS = 10;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:ADJOURN_KAFKA_BOOTSTRAP_SERVERS:-localhost:9092}",
            description = "Kafka (default: ADJOURN_KAFKA_BOOTSTRAP_SERVERS, else localhost:9092).")
    private String bootstrapServers = "";

    @Option(
            names = "--registry",
            paramLabel = "URL",
            defaultValue = "${env:ADJOURN_REGISTRY_URL:-http://localhost:8081/apis/ccompat/v7}",
            description = "Base of the schema registry's Confluent API"
                    + " (default: ADJOURN_REGISTRY_URL, else http://localhost:8081/apis/ccompat/v7).")
    private String registry = "";

    String bootstrapServers() {
        return bootstrapServers;
    }

    String registry() {
        return registry;
    }

    /** Makes sure that Kafka is there, rather than waiting for it silently. */
    void mustAnswer() {
        try (Admin kafka = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            kafka.describeCluster().nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new CannotStartException(
                    "no Kafka answers at " + bootstrapServers
                            + ": start ./adjourn up, or name yours with --bootstrap-servers",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
