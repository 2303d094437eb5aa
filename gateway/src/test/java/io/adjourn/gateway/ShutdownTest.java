package io.adjourn.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.gateway.publish.PublishResult;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ShutdownTest {
    private static final byte[] BODY = "{\"bot_id\":\"b-1\"}".getBytes(UTF_8);

    @AutoClose
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final CountDownLatch publishing = new CountDownLatch(1);
    private final CountDownLatch acknowledged = new CountDownLatch(1);

    @Test
    void shouldFinishWhatIsBeingAnsweredWhenToldToStop() throws InterruptedException {
        TestGateway gateway = TestGateway.inMemory();
        gateway.publisher().answerWith(this::stored);
        var answer = CompletableFuture.supplyAsync(() -> gateway.postSigned(BODY), threads);
        publishing.await();

        var stopped = CompletableFuture.runAsync(gateway::close, threads);
        awaitNotReady(gateway);
        assertThat(stopped).isNotDone();
        acknowledged.countDown();

        assertThat(answer.join().statusCode()).isEqualTo(202);
        stopped.join();
    }

    @Test
    void shouldNotWaitForeverWhenToldToStop() throws InterruptedException {
        TestGateway gateway = TestGateway.inMemory(Map.of("gateway.shutdown.grace", "100ms"));
        gateway.publisher().answerWith(this::stored);
        var _ = CompletableFuture.supplyAsync(() -> gateway.postSigned(BODY), threads)
                .exceptionally(_ -> null);
        publishing.await();

        gateway.close();

        acknowledged.countDown();
    }

    private PublishResult stored() {
        publishing.countDown();
        try {
            acknowledged.await();
        } catch (InterruptedException e) {
            return new PublishResult.Unavailable("interrupted");
        }
        return new PublishResult.Stored();
    }

    private static void awaitNotReady(TestGateway gateway) {
        HttpResponse<String> readiness;
        do {
            readiness = gateway.management("/health/readiness");
        } while (!readiness.body().contains("\"gracefulShutdown\":{\"name\":\"adjourn-gateway\",\"status\":\"DOWN\""));
        assertThat(readiness.statusCode()).isEqualTo(503);
    }
}
