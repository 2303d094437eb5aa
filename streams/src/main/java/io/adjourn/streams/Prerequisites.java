package io.adjourn.streams;

import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.contracts.WireFormat.MissingSchemaException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * What must be there before the stream can start: every topic in Kafka, every schema in the registry. What cannot be reached
 * may come; what answers and lacks something must be changed.
 */
final class Prerequisites {
    private final Map<String, Object> admin;
    private final WireFormat wireFormat;
    private final String registryUrl;

    /**
     * Looks nowhere yet.
     *
     * @param admin settings of a client that asks Kafka
     * @param registryUrl where the wire format's registry is, for messages
     */
    Prerequisites(Map<String, Object> admin, WireFormat wireFormat, String registryUrl) {
        this.admin = Map.copyOf(admin);
        this.wireFormat = wireFormat;
        this.registryUrl = registryUrl;
    }

    /**
     * Looks once.
     *
     * @throws IOException if Kafka or the registry cannot be reached: look again
     * @throws BadConfigurationException if a topic or a schema is missing
     */
    void check() throws IOException, InterruptedException {
        checkTopics();
        checkSchemas();
    }

    private void checkSchemas() throws IOException {
        try {
            wireFormat.resolve();
        } catch (MissingSchemaException e) {
            throw new BadConfigurationException(e.getMessage() + " (the registry is " + registryUrl + ")", e);
        } catch (IOException e) {
            throw new IOException("the schema registry at " + registryUrl + " cannot be asked: " + e.getMessage(), e);
        }
    }

    private void checkTopics() throws IOException, InterruptedException {
        var missing = new TreeSet<String>();
        List<String> names = Topics.ALL.stream().map(Topic::name).toList();
        try (Admin kafka = Admin.create(admin)) {
            missing.addAll(names);
            missing.removeAll(kafka.listTopics().names().get());
        } catch (ExecutionException | KafkaException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new IOException("Kafka cannot be asked: " + why.getMessage(), e);
        }
        if (!missing.isEmpty()) {
            throw new BadConfigurationException(
                    "Kafka lacks " + String.join(", ", missing) + ": run `./adjourn contracts apply` against it first");
        }
    }
}
