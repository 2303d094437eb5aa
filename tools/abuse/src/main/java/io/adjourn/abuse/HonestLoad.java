package io.adjourn.abuse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Honest clients: deliveries that are due at a fixed rate, however slow the answers are, from two addresses in turn. Every fifth
 * goes over a connection of its own, the others over kept ones. As every HTTP client does, they send a delivery once more where
 * a kept connection turns out to be closed. What a delivery took is counted from when it was due.
 */
public final class HonestLoad implements AutoCloseable {
    private static final int FRESH = 5;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int DIGITS = 3;

    /** How they speak to the gateway. */
    public enum Protocol {
        PLAIN,
        TLS,
        HTTP_2
    }

    private final int port;
    private final Protocol protocol;
    private final List<WebhookPost> posts;
    private final List<byte[]> bytes;
    private final SSLContext tls = TlsClient.trustingAnybody();
    private final Map<InetAddress, Queue<Socket>> kept = new ConcurrentHashMap<>();
    private final Map<InetAddress, HttpClient> clients = new ConcurrentHashMap<>();
    private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
    private final ConcurrentHistogram latencies = new ConcurrentHistogram(DIGITS);
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread clock;
    private volatile boolean stopping;
    private volatile long due;

    private HonestLoad(int port, Protocol protocol, List<WebhookPost> posts, int perSecond) {
        this.port = port;
        this.protocol = protocol;
        this.posts = List.copyOf(posts);
        this.bytes = posts.stream().map(WebhookPost::bytes).toList();
        long interval = Duration.ofSeconds(1).toNanos() / perSecond;
        this.clock = Thread.ofPlatform().daemon().name("honest").start(() -> tick(interval));
    }

    /**
     * Begins to send.
     *
     * @param posts genuine deliveries, sent in turn
     * @param perSecond how many are due each second
     */
    public static HonestLoad start(int port, Protocol protocol, List<WebhookPost> posts, int perSecond) {
        return new HonestLoad(port, protocol, posts, perSecond);
    }

    /** How many deliveries were due so far. */
    public long due() {
        return due;
    }

    /** Sends no more, waits for the answers, and says how it went. */
    public Honest finish() {
        close();
        Map<Integer, Long> counts = new ConcurrentHashMap<>();
        statuses.forEach((status, count) -> counts.put(status, count.sum()));
        return new Honest(counts, latencies.copy());
    }

    @Override
    public void close() {
        stopping = true;
        try {
            clock.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        senders.close();
        kept.values().forEach(sockets -> sockets.forEach(HonestLoad::end));
        clients.values().forEach(HttpClient::shutdownNow);
    }

    private void tick(long interval) {
        long start = System.nanoTime();
        for (int number = 0; !stopping; number++) {
            long when = start + (long) number * interval;
            for (long wait = when - System.nanoTime(); wait > 0; wait = when - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            int turn = number;
            senders.execute(() -> deliver(turn, when));
            due = number + 1L;
        }
    }

    private void deliver(int turn, long due) {
        InetAddress from = Victim.HONEST.get(turn % Victim.HONEST.size());
        int post = turn % posts.size();
        boolean fresh = turn % FRESH == 0;
        int status;
        try {
            status = protocol == Protocol.HTTP_2 ? overHttp2(from, post, fresh) : overHttp1(from, post, fresh);
        } catch (IOException e) {
            status = Honest.NO_ANSWER;
        }
        if (status == Honest.TAKEN) {
            latencies.recordValue(System.nanoTime() - due);
        }
        statuses.computeIfAbsent(status, _ -> new LongAdder()).increment();
    }

    private int overHttp1(InetAddress from, int post, boolean fresh) throws IOException {
        Queue<Socket> idle = kept.computeIfAbsent(from, _ -> new ConcurrentLinkedQueue<>());
        Socket socket = fresh ? null : idle.poll();
        if (socket != null) {
            try {
                return exchange(socket, idle, post);
            } catch (IOException e) {
                // It waited, and was closed meanwhile.
            }
        }
        return exchange(
                protocol == Protocol.TLS
                        ? TlsClient.connect(tls, from, port, TlsClient.HTTP_1)
                        : Sockets.connect(from, port, PATIENCE_MILLIS),
                idle,
                post);
    }

    private int exchange(Socket socket, Queue<Socket> idle, int post) throws IOException {
        try {
            socket.getOutputStream().write(bytes.get(post));
            socket.getOutputStream().flush();
            RawResponse answer = RawResponse.read(socket.getInputStream());
            if (answer.keepsOpen()) {
                idle.add(socket);
            } else {
                end(socket);
            }
            return answer.status();
        } catch (IOException e) {
            end(socket);
            throw e;
        }
    }

    private int overHttp2(InetAddress from, int number, boolean fresh) throws IOException {
        WebhookPost post = posts.get(number);
        var request = HttpRequest.newBuilder(
                        URI.create("https://" + Victim.GATEWAY.getHostAddress() + ":" + port + post.path()))
                .timeout(Duration.ofMillis(PATIENCE_MILLIS))
                .POST(BodyPublishers.ofByteArray(post.body()));
        post.headers().forEach(request::header);
        if (fresh) {
            try (HttpClient client = client(from)) {
                return send(client, request.build());
            }
        }
        HttpClient client = clients.computeIfAbsent(from, this::client);
        try {
            return send(client, request.build());
        } catch (IOException e) {
            // Its connection waited, and was closed meanwhile.
            return send(client, request.build());
        }
    }

    private HttpClient client(InetAddress from) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(tls)
                .localAddress(from)
                .connectTimeout(Duration.ofMillis(PATIENCE_MILLIS))
                .build();
    }

    private static int send(HttpClient client, HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
