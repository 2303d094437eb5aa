package io.adjourn.abuse;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Deliveries at once, each over a connection of its own, all from one honest address. */
public final class Senders {
    private static final int AT_ONCE = 32;
    private static final int PATIENCE_MILLIS = 60_000;

    private Senders() {}

    /** The status of each one's answer, in order; {@value Honest#NO_ANSWER} for none. */
    public static List<Integer> send(int port, List<WebhookPost> posts) {
        var atOnce = new Semaphore(AT_ONCE);
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<CompletableFuture<Integer>>();
            for (WebhookPost post : posts) {
                atOnce.acquireUninterruptibly();
                answers.add(CompletableFuture.supplyAsync(() -> send(port, post), senders)
                        .whenComplete((_, _) -> atOnce.release()));
            }
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }

    private static int send(int port, WebhookPost post) {
        try (Socket socket = Sockets.connect(Victim.HONEST.getFirst(), port, PATIENCE_MILLIS)) {
            // Who is refused early may not get to write all of it, and is answered all the same. Closing ends the
            // writer.
            Thread.ofVirtual().start(() -> write(socket, post));
            return RawResponse.read(socket.getInputStream()).status();
        } catch (IOException e) {
            return Honest.NO_ANSWER;
        }
    }

    private static void write(Socket socket, WebhookPost post) {
        try {
            socket.getOutputStream().write(post.bytes());
        } catch (IOException e) {
            // The answer tells.
        }
    }
}
