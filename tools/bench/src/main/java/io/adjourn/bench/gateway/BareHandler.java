package io.adjourn.bench.gateway;

import io.adjourn.contracts.Topics;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The least that Micronaut and Kafka can do together: the body as it is to one topic, and an answer once every replica has it.
 * No verification, no key, no headers, nothing counted; the producer's settings are the gateway's.
 */
@Controller("/bare")
class BareHandler {
    private final KafkaProducer<byte[], byte[]> producer;

    BareHandler(@Property(name = "bench.bootstrap-servers") String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        2),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Serves until the process is asked to stop.
     *
     * @param args the port, the broker's address, and how to log
     */
    public static void main(String[] args) throws InterruptedException {
        System.setProperty("logback.configurationFile", args[2]);
        ApplicationContext context = ApplicationContext.builder()
                .properties(Map.of(
                        "micronaut.server.port", args[0],
                        "micronaut.server.date-header", false,
                        "bench.bootstrap-servers", args[1]))
                .banner(false)
                .deduceEnvironment(false)
                .start();
        var _ = context.getBean(EmbeddedServer.class).start();
        Runtime.getRuntime().addShutdownHook(new Thread(context::close, "stop"));
        new CountDownLatch(1).await();
    }

    /** Answers once it serves. */
    @Get("/ready")
    HttpResponse<?> ready() {
        return HttpResponse.ok();
    }

    @Post
    @Consumes(MediaType.ALL)
    CompletableFuture<HttpResponse<?>> post(@Body byte[] body) {
        var answer = new CompletableFuture<HttpResponse<?>>();
        var _ = producer.send(new ProducerRecord<>(Topics.RAW.name(), body), (_, fault) -> {
            if (fault == null) {
                answer.complete(HttpResponse.accepted());
            } else {
                answer.completeExceptionally(fault);
            }
        });
        return answer;
    }

    @PreDestroy
    void close() {
        producer.close();
    }
}
