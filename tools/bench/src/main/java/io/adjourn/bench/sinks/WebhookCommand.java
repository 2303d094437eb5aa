package io.adjourn.bench.sinks;

import com.sun.net.httpserver.HttpServer;
import io.adjourn.bench.stack.Progress;
import io.adjourn.commands.Logs;
import io.adjourn.config.CannotStartException;
import io.adjourn.localstack.SinkFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "webhook",
        header = "Measure how many messages a second the webhook sink delivers, with 64 in flight.",
        description = {
            "Broker, registry and worker are processes on this machine; the endpoint is in this one, and answers at once. Beside it, Java's"
                    + " HTTP client alone sends bodies of the same size to the same endpoint, as many at a time."
        })
public final class WebhookCommand implements Callable<Integer> {
    private static final int IN_FLIGHT = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String SECRET = "YSBzZWNyZXQgb2YgYSBiZW5jaG1hcmssIGxvbmcgZW5vdWdo";

    @Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Number of messages, each of another meeting (default: ${DEFAULT-VALUE}).")
    private int messages;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final AtomicInteger received = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    @Override
    public Integer call() throws InterruptedException {
        Logs.off();
        var progress = new Progress(System.err);
        PrintWriter out = spec.commandLine().getOut();
        HttpServer endpoint = endpoint();
        try (var load = CompletionLoad.start()) {
            URI url = URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/");
            load.write(messages, 1);
            progress.done(messages + " records are in the topic");
            Map<String, String> here = Map.of(
                    "https://hooks.example.com/adjourn", url.toString(),
                    "http://registry.example.com:8081", load.registryUrl(),
                    "/etc/adjourn/sinks", load.secret("webhook-secrets", SECRET));
            load.worker().apply("webhook", SinkFile.config("webhook", here));
            double sink = perSecond();
            progress.done("the sink has sent them");
            int size = (int) (bytes.get() / Math.max(1, received.get()));
            received.set(0);
            bare(url, size);
            double bare = perSecond();
            out.printf(
                    Locale.ROOT,
                    "%-46s %12s %8s%n",
                    "messages of " + size + " bytes, 64 in flight",
                    "per second",
                    "ratio");
            out.printf(Locale.ROOT, "%-46s %12.0f %8.2f%n", "HTTP client alone, unsigned", bare, 1.0);
            out.printf(Locale.ROOT, "%-46s %12.0f %8.2f%n", "webhook sink", sink, sink / bare);
            return 0;
        } finally {
            endpoint.stop(0);
        }
    }

    private HttpServer endpoint() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), IN_FLIGHT);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> {
                try (exchange) {
                    bytes.addAndGet(exchange.getRequestBody().readAllBytes().length);
                    exchange.sendResponseHeaders(204, -1);
                    received.incrementAndGet();
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void bare(URI url, int size) {
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var places = new Semaphore(IN_FLIGHT);
        HttpRequest request = HttpRequest.newBuilder(url)
                .POST(BodyPublishers.ofByteArray(new byte[size]))
                .build();
        Thread.startVirtualThread(() -> {
            for (int i = 0; i < messages; i++) {
                places.acquireUninterruptibly();
                var _ = client.sendAsync(request, BodyHandlers.discarding()).whenComplete((_, _) -> places.release());
            }
        });
    }

    /** Counted from the first that arrives to the last. */
    private double perSecond() throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (received.get() == 0 && System.nanoTime() < giveUp) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        long start = System.nanoTime();
        int first = received.get();
        while (received.get() < messages) {
            if (System.nanoTime() > giveUp) {
                throw new CannotStartException("the messages do not arrive within " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return (messages - first) / ((System.nanoTime() - start) / 1e9);
    }
}
