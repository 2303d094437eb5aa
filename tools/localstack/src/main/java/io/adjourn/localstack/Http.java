package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks the parts of the stack how they are. */
public final class Http {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private Http() {}

    /** The body of a successful answer, or empty. */
    public static Optional<String> get(URI uri) {
        try {
            HttpResponse<String> response =
                    CLIENT.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * Puts JSON at the address, again and again while the answer is that it has to wait (409).
     *
     * @throws CannotStartException if it is not taken
     */
    static void put(URI uri, String json) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))
                .build();
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        try {
            HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
            while (answer.statusCode() == 409 && System.nanoTime() < giveUp) {
                pause();
                answer = CLIENT.send(request, BodyHandlers.ofString());
            }
            if (answer.statusCode() >= 300) {
                throw new CannotStartException(uri + " answers " + answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new CannotStartException(uri + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }

    /** Whether the address answers with 200 just now. */
    public static boolean answers(URI uri) {
        return get(uri).isPresent();
    }

    /**
     * Returns once the address answers with 200.
     *
     * @throws CannotStartException if the process that should answer ends, or does not within three minutes
     */
    public static void awaitAnswer(URI uri, ChildProcess from) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (get(uri).isEmpty()) {
            if (!from.isAlive()) {
                throw from.death();
            }
            if (System.nanoTime() > giveUp || Thread.currentThread().isInterrupted()) {
                throw new CannotStartException(from.name() + " does not become ready: " + uri
                        + " has not answered 200 for " + PATIENCE.toSeconds() + " s");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
