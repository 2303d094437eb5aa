package io.adjourn.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.adjourn.config.Source;
import io.adjourn.simulator.ApiRequests.Asked;
import io.adjourn.vendors.ApiKeyHeader;
import io.adjourn.vendors.ReadApi;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * The read APIs of all vendors that are played, on this machine: one address for each source, as a vendor that one hosts oneself has
 * it. They know every bot that was added, whatever became of its webhooks, tell the truth until told otherwise, and count what they
 * are asked. Thread-safe.
 */
public final class SimulatedApis implements AutoCloseable {
    /** The longest meeting that is played is over by then; so long before its webhooks go out it was created. */
    private static final Duration LONGEST = Duration.ofMinutes(58);

    private static final int HUGE = 100 * 1024 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<String, Served> sources = new ConcurrentHashMap<>();
    private final ApiRequests requests = new ApiRequests();
    private final long seed;

    /**
     * None yet.
     *
     * @param seed decides which answers are wrong, and how
     */
    public SimulatedApis(long seed) {
        this.seed = seed;
    }

    /** How often an answer is wrong, and in which ways it may be. */
    private record Mood(double share, List<ApiFault> faults) {}

    /** One source's API. */
    private final class Served {
        private final Source source;
        private final VendorApi vendorApi;
        private final ApiKeyHeader key;
        private final ApiAccount account = new ApiAccount();
        private final HttpServer server;
        private final Random random;
        private volatile Mood mood = new Mood(0, List.of());
        private volatile boolean keyRevoked;

        Served(Target target) {
            this.source = target.source();
            this.vendorApi = target.simulator().readApi().orElseThrow();
            this.key = source.vendor().readApi().map(ReadApi::key).orElseThrow();
            this.random = new Random(seed ^ source.name().hashCode());
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException("no free port for the API of " + source.name(), e);
            }
            server.setExecutor(threads);
            server.createContext("/", this::serve);
            server.start();
        }

        URI base() {
            return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                    + server.getAddress().getPort());
        }

        private void serve(HttpExchange exchange) throws IOException {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                Set<ApiFault> faults = faults();
                String given = exchange.getRequestHeaders().getFirst(key.name());
                boolean known = key.value(keyOf(source.name())).equals(given) && !keyRevoked;
                ApiRequest request =
                        ApiRequest.of(exchange.getRequestMethod(), exchange.getRequestURI(), base(), faults);
                ApiReply truth = truth(request);
                ApiReply reply = known && !faults.contains(ApiFault.UNAUTHORIZED)
                        ? wrong(truth, request)
                        : ApiReply.refused(truth.endpoint(), truth.session(), 401);
                requests.count(new Asked(source.vendor().id(), source.name(), reply.endpoint(), reply.status()));
                if (truth.session() != null) {
                    requests.countAbout(source.name() + "/" + truth.session());
                }
                send(exchange, reply, faults);
                if (reply.status() == 200 && reply.endpoint().equals("resend") && truth.session() != null) {
                    resend(truth.session());
                }
            }
        }

        /** What cannot be read, such as a cursor that nobody gave, is a fault of who asks. */
        private ApiReply truth(ApiRequest request) {
            try {
                return vendorApi.answer(request, account);
            } catch (IllegalArgumentException | DateTimeException e) {
                return ApiReply.refused("unknown", null, 400);
            }
        }

        private synchronized Set<ApiFault> faults() {
            Mood now = mood;
            return now.faults.isEmpty() || random.nextDouble() >= now.share
                    ? Set.of()
                    : EnumSet.of(now.faults.get(random.nextInt(now.faults.size())));
        }

        /** The truth, wrong in the way that is asked for. */
        private ApiReply wrong(ApiReply truth, ApiRequest request) {
            if (request.has(ApiFault.TOO_MANY_REQUESTS)) {
                return ApiReply.refused(truth.endpoint(), truth.session(), 429);
            }
            if (request.has(ApiFault.SERVER_ERROR)) {
                return ApiReply.refused(truth.endpoint(), truth.session(), 500);
            }
            if (truth.status() != 200) {
                return truth;
            }
            JsonNode body = truth.body();
            if (request.has(ApiFault.CLOCK_AN_HOUR_OFF)) {
                body = later(body);
            }
            if (request.has(ApiFault.BOT_TWICE)) {
                body = twice(body);
            }
            String session = truth.session();
            if (request.has(ApiFault.ANOTHER_BOT) && session != null) {
                body = account.other(session)
                        .map(other -> vendorApi.answer(about(other.session(), session, request), account))
                        .map(ApiReply::body)
                        .orElse(body);
            }
            return new ApiReply(truth.endpoint(), session, truth.status(), body);
        }

        private ApiRequest about(String other, String session, ApiRequest request) {
            Map<String, String> query = new ConcurrentHashMap<>(request.query());
            query.replaceAll((name, value) -> value.equals(session) ? other : value);
            return new ApiRequest(
                    request.method(), request.path().replace(session, other), query, request.base(), Set.of());
        }

        private void send(HttpExchange exchange, ApiReply reply, Set<ApiFault> faults) throws IOException {
            byte[] body = reply.body().toString().getBytes(StandardCharsets.UTF_8);
            boolean ok = reply.status() == 200;
            exchange.getResponseHeaders().set("content-type", "application/json");
            if (reply.status() == 429) {
                exchange.getResponseHeaders().set("Retry-After", "1");
            }
            if (ok && faults.contains(ApiFault.HUGE)) {
                sendHuge(exchange);
            } else if (ok && faults.contains(ApiFault.NOTHING)) {
                exchange.sendResponseHeaders(200, -1);
            } else {
                byte[] sent = ok && faults.contains(ApiFault.HTML)
                        ? "<!DOCTYPE html><html><body>One moment, please.</body></html>"
                                .getBytes(StandardCharsets.UTF_8)
                        : body;
                exchange.sendResponseHeaders(reply.status(), sent.length);
                exchange.getResponseBody().write(sent);
            }
        }

        private void resend(String session) {
            account.find(session)
                    .flatMap(bot -> vendorApi
                            .resent(bot)
                            .map(message -> bot.run().target().genuine(message, 0, Instant.now())))
                    .ifPresent(request -> threads.execute(() -> toTheFrontDoor(request)));
        }
    }

    /** Opens the API of a source whose vendor has one that is played, if it is not open; where it is. */
    public URI open(Target target) {
        return sources.computeIfAbsent(target.source().name(), any -> new Served(target))
                .base();
    }

    /** The key that a source's API takes: for tests only, and as public as this code. */
    public static String keyOf(String source) {
        return "test-key-of-" + source;
    }

    /**
     * Lets the vendor know of a meeting, whether or not anything of it is ever sent; its API is opened, if it is not open. One whose
     * vendor has no API that is played is passed over.
     */
    public void add(ScenarioRun run) {
        add(run, Instant.now());
    }

    /**
     * The same of a meeting whose webhooks go out at that time.
     *
     * @param playedAt when it is played, which is when the meeting has just been over
     */
    public void add(ScenarioRun run, Instant playedAt) {
        if (run.target().simulator().readApi().isEmpty()) {
            return;
        }
        open(run.target());
        SimulatedBot bot = SimulatedBot.of(run, playedAt.minus(LONGEST));
        if (bot.isOne()) {
            served(run.target().source().name()).account.add(bot);
        }
    }

    /** Has a share of a source's answers be wrong, each in one of these ways; none of them for the truth. */
    public void lie(String source, double share, Set<ApiFault> faults) {
        served(source).mood = new Mood(share, List.copyOf(EnumSet.copyOf(faults)));
    }

    /** Has a source's answers be true again. */
    public void tellTheTruth(String source) {
        served(source).mood = new Mood(0, List.of());
    }

    /** Takes a source's key back, or gives it again. */
    public void revokeKey(String source, boolean revoked) {
        served(source).keyRevoked = revoked;
    }

    /** What was asked so far. */
    public ApiRequests requests() {
        return requests;
    }

    private Served served(String source) {
        Served served = sources.get(source);
        if (served == null) {
            throw new IllegalArgumentException("no API of a source " + source + ": open it first");
        }
        return served;
    }

    private void toTheFrontDoor(SimulatedRequest request) {
        try {
            http.send(request.toHttp(TIMEOUT), BodyHandlers.discarding());
        } catch (IOException e) {
            // As a vendor's: what nobody takes is lost.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sendHuge(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] piece = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int sent = 0; sent < HUGE; sent += piece.length) {
                out.write(piece);
            }
        }
    }

    private static JsonNode later(JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = VendorApi.json();
            node.properties().forEach(field -> copy.set(field.getKey(), later(field.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = VendorApi.json().putArray("copy");
            node.forEach(element -> copy.add(later(element)));
            return copy;
        }
        return node.isTextual() && TIME.matcher(node.textValue()).matches()
                ? TextNode.valueOf(anHourLater(node.textValue()))
                : node;
    }

    private static String anHourLater(String time) {
        Instant hour = Instant.parse(time.substring(0, 19) + "Z").plus(Duration.ofHours(1));
        return hour.toString().substring(0, 19) + time.substring(19);
    }

    private static JsonNode twice(JsonNode body) {
        if (!body.isObject()) {
            return body;
        }
        ObjectNode copy = SimulatedBot.copy(body);
        for (String list : List.of("results", "bots", "meetings", "data")) {
            if (copy.path(list) instanceof ArrayNode rows) {
                List<JsonNode> all = new ArrayList<>();
                rows.forEach(all::add);
                rows.addAll(all);
            }
        }
        return copy;
    }

    @Override
    public void close() {
        sources.values().forEach(served -> served.server.stop(0));
        threads.close();
        http.close();
    }
}
