package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.commands.Logs;
import io.adjourn.contracts.Topics;
import io.adjourn.localstack.LocalKafka;
import io.adjourn.localstack.LocalRegistry;
import io.adjourn.localstack.Port;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broker and registry, each alone. */
class LocalPartsIT {

    @BeforeAll
    static void beQuiet() {
        Logs.off();
    }

    @Test
    void shouldServeItsTopicsAgainWhenRestartedAndCreateNoneByItself(@TempDir Path data) throws Exception {
        Port port = Port.free();
        try (var kafka = LocalKafka.start(port, data)) {
            try (var admin = Admin.create(
                    Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) kafka.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic("kept", Optional.of(1), Optional.empty())))
                        .all()
                        .get();
            }
            send(kafka, "kept");
            assertThatThrownBy(() -> send(kafka, "nobody-made-it")).hasCauseInstanceOf(TimeoutException.class);
        }
        try (var kafka = LocalKafka.start(port, data)) {
            assertThat(new TopicReader(kafka.bootstrapServers(), "kept").all())
                    .singleElement()
                    .satisfies(record ->
                            assertThat(new String(record.value(), UTF_8)).isEqualTo("a value"));
        }
    }

    @Test
    void shouldKeepSchemasAndTheirIdsWhenRestarted(@TempDir Path data) throws Exception {
        Port port = Port.free();
        String subject = Topics.LIFECYCLE.subject();
        var schema = new AvroSchema(
                SchemaBuilder.record("Something").fields().requiredLong("id").endRecord());
        int id;
        try (var registry = LocalRegistry.start(port, data, data.resolve("log")).awaitReady()) {
            id = new CachedSchemaRegistryClient(registry.url(), 10).register(subject, schema);
        }
        try (var registry = LocalRegistry.start(port, data, data.resolve("log")).awaitReady()) {
            assertThat(new CachedSchemaRegistryClient(registry.url(), 10).getId(subject, schema))
                    .isEqualTo(id);
        }
    }

    private static void send(LocalKafka kafka, String topic) throws ExecutionException, InterruptedException {
        var settings = Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                3000);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "a key", "a value")).get();
        }
    }
}
