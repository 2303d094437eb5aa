package io.adjourn.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Installation;
import io.adjourn.gateway.publish.KafkaConnection.Made;
import io.adjourn.gateway.publish.SendResult.Acknowledged;
import io.adjourn.gateway.publish.SendResult.Refused;
import io.adjourn.gateway.publish.SendResult.Unavailable;
import io.adjourn.gateway.sources.GatewaySettings;
import io.adjourn.testing.Await;
import io.adjourn.tracing.Tracing;
import io.adjourn.vendors.Body;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class KafkaPublisherTest {
    private static final Duration DEADLINE = Duration.ofMillis(200);
    private static final KafkaSettings KAFKA =
            KafkaSettings.of(Map.of("bootstrap.servers", "localhost:1"), Duration.ofSeconds(2), Installation.DEFAULT);
    private static final GatewaySettings.Publish SETTINGS = new GatewaySettings.Publish(DEADLINE);
    private static final RawRecord RECORD = new RawRecord(
            "acme/b-1", new Body("{}".getBytes(UTF_8)), Instant.EPOCH, Map.of("adjourn-source", "acme", "note", "ü"));

    @AutoClose
    private final Admin admin = Admin.create(KAFKA.admin());

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final KafkaPublisher publisher = new KafkaPublisher(
            new KafkaConnection(KAFKA, _ -> {}) {
                @Override
                State state() {
                    return new Made(producer, producer, admin);
                }
            },
            SETTINGS,
            meters,
            Tracing.OFF);

    @Test
    void shouldStoreOnlyOnceKafkaAcknowledges() {
        var publication = publisher.publish(RECORD);
        Await.until("it is sent", producer::completeNext);

        assertThat(publication.join()).isEqualTo(new Acknowledged());
        var sent = producer.history().getFirst();
        assertThat(sent.topic()).isEqualTo("meetings.raw.v1");
        assertThat(sent.key()).isEqualTo("acme/b-1");
        assertThat(sent.value()).isEqualTo(RECORD.body().bytes());
        assertThat(StreamSupport.stream(sent.headers().spliterator(), false)
                        .collect(toMap(Header::key, header -> new String(header.value(), UTF_8))))
                .isEqualTo(RECORD.headers());
    }

    @Test
    void shouldGiveUpAtTheDeadline() {
        assertThat(givenUp()).isEqualTo(new Unavailable("no acknowledgement within 200 ms", false));
    }

    @Test
    void shouldSayWhyKafkaRefuses() {
        assertThat(answerTo(new NotEnoughReplicasException("test: one of two")))
                .isEqualTo(new Unavailable("NotEnoughReplicasException: test: one of two", false));
    }

    @Test
    void shouldTellARecordThatIsRefusedFromAKafkaThatIsUnavailable() {
        assertThat(answerTo(new RecordTooLargeException("test: 3 bytes")))
                .isEqualTo(new Refused("RecordTooLargeException: test: 3 bytes"));
        assertThat(answerTo(new TopicAuthorizationException("test: may not write")))
                .isEqualTo(new Unavailable("TopicAuthorizationException: test: may not write", true));
    }

    @Test
    void shouldNotThrowWhenTheProducerIsClosed() {
        producer.close();

        assertThat(publisher.publish(RECORD).join()).isInstanceOf(Unavailable.class);
    }

    private SendResult answerTo(RuntimeException error) {
        var publication = publisher.publish(RECORD);
        Await.until("it is sent", () -> producer.errorNext(error));
        return publication.join();
    }

    @Test
    void shouldSayWhyThereIsNoConnectionYet() {
        var unconnected = new KafkaPublisher(new KafkaConnection(KAFKA, _ -> {}), SETTINGS, meters, Tracing.OFF);

        assertThat(unconnected.publish(RECORD).join()).isEqualTo(new Unavailable("connecting", false));
    }

    private SendResult givenUp() {
        var publication = publisher.publish(RECORD);
        while (!publication.isDone()) {
            publisher.giveUp();
        }
        return publication.join();
    }

    @Test
    void shouldTimeEveryAttempt() {
        var _ = givenUp();

        var duration = meters.get("adjourn.gateway.publish.duration").timer();
        assertThat(duration.count()).isEqualTo(1);
        assertThat(duration.max(SECONDS)).isBetween(0.2, 10.0);
    }
}
