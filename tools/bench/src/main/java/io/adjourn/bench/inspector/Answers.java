package io.adjourn.bench.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.adjourn.config.CannotStartException;
import io.adjourn.vendors.Vendors;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/** Asks an inspector, one question after the other, and measures each answer. */
final class Answers {
    private static final int PAGE = 200;
    private static final int MOST_KEYS = 20_000;
    private static final double PERCENTILE = 99;
    private static final List<String> SEARCHES = List.of(
            "",
            "&outcome=COMPLETE",
            "&outcome=PARTIAL&vendor=" + Vendors.KNOWN.all().getFirst().id(),
            "&missing=TRANSCRIPT",
            "&outcome=FAILED&missing=TRANSCRIPT",
            "&open=true",
            "&endReason=JOIN_DENIED");

    private final URI inspector;
    private final Random random;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    Answers(URI inspector, long seed) {
        this.inspector = inspector;
        this.random = new Random(seed);
    }

    double bytesOfIndex() {
        return ask("/api/standing").path("bytes").asDouble();
    }

    /** Keys of meetings, the newest. */
    List<String> keys() {
        var keys = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page = ask("/api/meetings?limit=" + PAGE + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.path("meetings")
                    .forEach(meeting -> keys.add(meeting.path("key").asText()));
            cursor = page.path("next").asText("");
        } while (!cursor.isEmpty() && keys.size() < MOST_KEYS);
        return keys;
    }

    /** Everything of a meeting, by its key: the 99th percentile in milliseconds. */
    double lookups(List<String> keys, int times) {
        return measure(times, _ -> "/api/meetings/" + keys.get(random.nextInt(keys.size())));
    }

    /** A meeting in the search field, by its session. */
    double finds(List<String> keys, int times) {
        return measure(times, _ -> {
            String key = keys.get(random.nextInt(keys.size()));
            return "/api/meetings?any="
                    + URLEncoder.encode(key.substring(key.indexOf('/') + 1), StandardCharsets.UTF_8);
        });
    }

    /** The first page of searches that fit many or few. */
    double searches(int times) {
        return measure(times, i -> "/api/meetings?limit=50" + SEARCHES.get(i % SEARCHES.size()));
    }

    /**
     * Until a meeting can be looked at, in milliseconds.
     *
     * @throws CannotStartException if that takes a minute
     */
    double untilVisible(String key) {
        long began = System.nanoTime();
        while (send("/api/meetings/" + key).statusCode() != 200) {
            if (System.nanoTime() - began > TimeUnit.MINUTES.toNanos(1)) {
                throw new CannotStartException("the inspector does not show " + key + " after a minute");
            }
        }
        return (System.nanoTime() - began) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    private double measure(int times, IntFunction<String> path) {
        var took = new Histogram(3);
        for (int i = 0; i < 2 * times; i++) {
            long began = System.nanoTime();
            ask(path.apply(i));
            // The first half warms up.
            if (i >= times) {
                took.recordValue(System.nanoTime() - began);
            }
        }
        return took.getValueAtPercentile(PERCENTILE) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    private JsonNode ask(String path) {
        HttpResponse<byte[]> answer = send(path);
        if (answer.statusCode() != 200) {
            throw new CannotStartException("the inspector answers " + answer.statusCode() + " to " + path);
        }
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new CannotStartException("the inspector does not answer with JSON: " + e, e);
        }
    }

    private HttpResponse<byte[]> send(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(inspector.resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new CannotStartException("the inspector does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }
}
