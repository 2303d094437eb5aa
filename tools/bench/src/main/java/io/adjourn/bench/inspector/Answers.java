package io.adjourn.bench.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.adjourn.bench.inspector.KnownMeeting.Way;
import io.adjourn.config.CannotStartException;
import io.adjourn.vendors.Vendors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/** Asks an inspector, one question after the other, and measures each answer. */
final class Answers {
    private static final int PAGE = 200;
    private static final int MOST = 10_000;
    private static final double PERCENTILE = 99;
    private static final List<String> SEARCHES = List.of(
            "",
            "&outcome=COMPLETE",
            "&outcome=PARTIAL&vendor=" + Vendors.KNOWN.all().getFirst().id(),
            "&missing=TRANSCRIPT",
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

    /** Some of all meetings, each as likely as any other: so that what is asked for next was not just read. */
    List<KnownMeeting> meetings() {
        var chosen = new ArrayList<JsonNode>();
        int seen = 0;
        String cursor = "";
        do {
            JsonNode page = ask("/api/meetings?limit=" + PAGE + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            for (JsonNode summary : page.path("meetings")) {
                int place = chosen.size() < MOST ? chosen.size() : random.nextInt(seen + 1);
                if (place == chosen.size()) {
                    chosen.add(summary);
                } else if (place < MOST) {
                    chosen.set(place, summary);
                }
                seen++;
            }
            cursor = page.path("next").asText("");
        } while (!cursor.isEmpty());
        if (chosen.isEmpty()) {
            throw new CannotStartException("the inspector has no meetings: give more with --deliveries");
        }
        var meetings = new ArrayList<KnownMeeting>();
        for (JsonNode summary : chosen) {
            // Metadata is not in what a search says: each tenth is looked at for it.
            meetings.add(new KnownMeeting(summary, meetings.size() % 10 == 0 ? attribute(summary) : Optional.empty()));
        }
        return meetings;
    }

    private Optional<String> attribute(JsonNode summary) {
        JsonNode attributes =
                ask("/api/meetings/" + summary.path("key").asText()).path("attributes");
        try {
            // As the topics have it: a text that holds JSON.
            return json.readTree(attributes.asText("{}")).properties().stream()
                    .filter(value -> value.getValue().isTextual())
                    .map(value -> value.getKey() + "=" + value.getValue().asText())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A meeting by that: the 99th percentile in milliseconds; empty where none has it. */
    OptionalDouble lookups(List<KnownMeeting> meetings, Way way, int times) {
        List<String> questions = meetings.stream()
                .flatMap(meeting -> meeting.question(way).stream())
                .toList();
        return questions.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(measure(times, _ -> questions.get(random.nextInt(questions.size()))));
    }

    /** The first page of searches that fit many or few. */
    double searches(int times) {
        return measure(times, i -> "/api/meetings?limit=50" + SEARCHES.get(i % SEARCHES.size()));
    }

    /** The first page of searches by two filters each. */
    double searches(List<String> pairs, int times) {
        return measure(times, i -> "/api/meetings?limit=50&" + pairs.get(i % pairs.size()));
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
