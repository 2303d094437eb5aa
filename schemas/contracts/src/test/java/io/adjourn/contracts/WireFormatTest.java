package io.adjourn.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.adjourn.contracts.WireFormat.MissingSchemaException;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.LifecycleKind;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.meetings.v1.RawCoordinates;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class WireFormatTest {
    private static final Instant AT = Instant.parse("2026-02-27T07:11:51.863543Z");

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();

    @Test
    void shouldReadBackWhatItWrote() throws Exception {
        registerAll();
        WireFormat format = new WireFormat(registry, InstalledTopics.DEFAULT);
        format.resolve();

        byte[] bytes = format.write(Topics.LIFECYCLE, ended());

        assertThat(WireFormat.reader(registry).deserialize(Topics.LIFECYCLE.name(), bytes))
                .isEqualTo(ended());
    }

    @Test
    void shouldWriteAZeroByteTheIdAndPlainAvro() throws Exception {
        registerAll();

        ByteBuffer bytes =
                ByteBuffer.wrap(new WireFormat(registry, InstalledTopics.DEFAULT).write(Topics.LIFECYCLE, ended()));

        assertThat(bytes.get()).isZero();
        assertThat(bytes.getInt())
                .isEqualTo(registry.getId(
                        Topics.LIFECYCLE.subject(), new AvroSchema(SchemaFiles.current("MeetingLifecycle"))));
        MeetingLifecycle read = new SpecificDatumReader<>(MeetingLifecycle.class)
                .read(
                        null,
                        DecoderFactory.get().binaryDecoder(bytes.array(), bytes.position(), bytes.remaining(), null));
        assertThat(read).isEqualTo(ended());
    }

    @Test
    void shouldWriteTheBytesThatConfluentsSerializerWrites() throws Exception {
        registerAll();
        var confluents = new KafkaAvroSerializer(
                registry,
                Map.of(
                        "schema.registry.url",
                        "the-client-has-it",
                        "auto.register.schemas",
                        false,
                        // What is registered has nothing of the generator of the classes.
                        "avro.remove.java.properties",
                        true));

        assertThat(new WireFormat(registry, InstalledTopics.DEFAULT).write(Topics.LIFECYCLE, ended()))
                .isEqualTo(confluents.serialize(Topics.LIFECYCLE.name(), ended()));
    }

    @Test
    void shouldRefuseAndRegisterNothingWhenASchemaIsMissing() throws Exception {
        try (Registry empty = new Registry(404, "{\"error_code\": 40401, \"message\": \"Subject not found.\"}")) {
            WireFormat format = new WireFormat(empty.client(), InstalledTopics.DEFAULT);

            assertThatThrownBy(format::resolve)
                    .isInstanceOf(MissingSchemaException.class)
                    .hasMessageContaining("meetings.lifecycle.v1-value");
            assertThatThrownBy(() -> format.write(Topics.LIFECYCLE, ended())).isInstanceOf(KafkaException.class);

            assertThat(empty.requests)
                    .isNotEmpty()
                    .allMatch(request -> request.startsWith("POST /subjects/meetings.lifecycle.v1-value?"));
        }
    }

    @Test
    void shouldAskToTryAgainWhenTheRegistryHasTroubleOfItsOwn() throws Exception {
        try (Registry broken = new Registry(503, "{\"error_code\": 50302, \"message\": \"no leader\"}")) {
            assertThatThrownBy(() -> new WireFormat(broken.client(), InstalledTopics.DEFAULT).resolve())
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("503", "no leader");
        }
    }

    @Test
    void shouldAskToTryAgainWhenTheRegistryIsAway() throws Exception {
        SchemaRegistryClient away;
        try (Registry closed = new Registry(200, "")) {
            away = closed.client();
        }

        assertThatThrownBy(() -> new WireFormat(away, InstalledTopics.DEFAULT).resolve())
                .isInstanceOf(IOException.class);
    }

    @Test
    void shouldWriteWithoutTheRegistryOnceResolved() throws Exception {
        WireFormat format;
        try (Registry there = new Registry(200, "{\"id\": 7}")) {
            format = new WireFormat(there.client(), InstalledTopics.DEFAULT);
            format.resolve();
            assertThat(there.requests).hasSize(7).allMatch(request -> request.startsWith("POST /subjects/"));
        }

        assertThatCode(() -> format.write(Topics.LIFECYCLE, ended())).doesNotThrowAnyException();
    }

    private void registerAll() {
        new SchemaProvisioning(registry, InstalledTopics.DEFAULT, false).apply();
    }

    private static MeetingLifecycle ended() {
        return MeetingLifecycle.newBuilder()
                .setEventId("00ff")
                .setMeetingId("acme-meetstream/bot-1")
                .setSource("acme-meetstream")
                .setVendor("meetstream")
                .setDialect("m1")
                .setSessionId("bot-1")
                .setOccurredAt(AT)
                .setOccurredAtInferred(false)
                .setReceivedAt(AT.plusSeconds(1))
                .setVendorType("bot.stopped")
                .setRaw(new RawCoordinates("meetings.raw.v1", 3, 42L, "delivery-1"))
                .setKind(LifecycleKind.STATE_CHANGE)
                .setState(BotState.ENDED)
                .setEndReason(EndReason.NORMAL_EXIT)
                .setTerminal(true)
                .setMessage("Ende gut, alles gut: ☂")
                .build();
    }

    /** A registry that answers everything alike. */
    private static final class Registry implements AutoCloseable {
        final List<String> requests = Collections.synchronizedList(new ArrayList<>());
        private final HttpServer server;
        private final int status;
        private final byte[] answer;

        Registry(int status, String answer) throws IOException {
            this.status = status;
            this.answer = answer.getBytes(StandardCharsets.UTF_8);
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
        }

        SchemaRegistryClient client() {
            return new CachedSchemaRegistryClient(
                    "http://localhost:" + server.getAddress().getPort(), 100);
        }

        private void answer(HttpExchange exchange) {
            try (exchange) {
                requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
