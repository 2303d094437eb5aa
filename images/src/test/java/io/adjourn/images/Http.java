package io.adjourn.images;

import io.adjourn.simulator.SimulatedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks for a status, 0 where no answer comes. */
final class Http {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Http() {}

    static int status(URI uri) {
        return status(HttpRequest.newBuilder(uri));
    }

    static int status(SimulatedRequest request) {
        var builder = HttpRequest.newBuilder(request.url())
                .header("content-type", "application/json")
                .method(
                        request.method(),
                        BodyPublishers.ofByteArray(request.body().bytes()));
        request.proof().forEach(builder::header);
        return status(builder);
    }

    private static int status(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.timeout(TIMEOUT).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
