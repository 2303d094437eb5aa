package io.adjourn.inspector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.adjourn.inspector.access.Role;
import io.adjourn.inspector.client.ApiClient;
import io.adjourn.inspector.client.model.Problem;
import io.adjourn.inspector.index.IndexException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.RocksDBException;
import org.yaml.snakeyaml.Yaml;

/** What cannot be answered is answered as {@code openapi.yaml} says, at every path of it. */
class ApiProblemsTest {
    private static final String PROBLEM = "application/problem+json";
    private static final Map<?, ?> DOCUMENT = document();
    private static final ObjectMapper STRICT =
            ApiClient.createDefaultObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Sessions that no meeting has. */
    private static final List<String> UNKNOWN = List.of(
            "nothing",
            "with/slash",
            "../../etc/passwd",
            "\"quotes\" and 'quotes'",
            "<script>alert(1)</script>",
            "line\r\nSet-Cookie: x=y",
            "x".repeat(10_000));

    @SuppressWarnings("NullAway.Init")
    private static PageServer server;

    @BeforeAll
    static void start() {
        server = new PageServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** What a path's GET says of itself. */
    record Operation(String path, Map<?, ?> spec) {
        Map<?, ?> responses() {
            return (Map<?, ?>) in(spec, "responses");
        }

        List<?> parameters() {
            return spec.get("parameters") instanceof List<?> all ? all : List.of();
        }

        /** The path with that instead of every part of a meeting's key. */
        String at(String source, String session) {
            return path.replace("{source}", encoded(source))
                    .replace("{session}", encoded(session))
                    .replace("{deliveryId}", encoded(session.length() > 1_000 ? "nothing" : session))
                    .replace("{key}", encoded(source + "/" + session));
        }

        @Override
        public String toString() {
            return path;
        }
    }

    private static Map<?, ?> document() {
        try {
            return new Yaml().load(Files.readString(Path.of("openapi.yaml")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Object in(Map<?, ?> map, String... path) {
        Object at = map;
        for (String key : path) {
            at = ((Map<?, ?>) at).get(key);
            assertThat(at).as(String.join("/", path)).isNotNull();
        }
        return at;
    }

    static List<Operation> operations() {
        return ((Map<?, ?>) in(DOCUMENT, "paths"))
                .entrySet().stream()
                        .map(path -> new Operation(
                                path.getKey().toString(), (Map<?, ?>) in((Map<?, ?>) path.getValue(), "get")))
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldDocumentEachErrorAsTheOneProblem(Operation operation) {
        List<String> errors = operation.responses().keySet().stream()
                .map(Object::toString)
                .filter(status -> status.charAt(0) >= '4')
                .toList();

        assertThat(errors).contains("400", "401", "403", "413", "500");
        assertThat(errors)
                .allSatisfy(
                        status -> assertThat(in(operation.responses(), status, "content", PROBLEM, "schema", "$ref"))
                                .isEqualTo("#/components/schemas/Problem"));
    }

    @Test
    void shouldAnswerAtEveryPathOfTheDocument() {
        assertThat(operations()).hasSizeGreaterThanOrEqualTo(13);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldAnswerWhomItDoesNotKnowAndOtherSitesAsDocumented(Operation operation) {
        String path = operation.at("acme", "nothing");

        assertThat(answer(operation, path, Map.of())).isEqualTo(401);
        assertThat(answer(operation, path, Map.of("X-Adjourn-Proxy", "a guess", "X-Forwarded-User", "mallory")))
                .isEqualTo(401);
        var foreign = new HashMap<>(PageServer.headers(Role.VIEWER));
        foreign.put("Sec-Fetch-Site", "cross-site");
        assertThat(answer(operation, path, foreign)).isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldAnswerKeysThatNoMeetingHasAsDocumented(Operation operation) {
        for (String session : UNKNOWN) {
            for (String path : List.of(operation.at("acme", session), operation.at(session, "nothing"))) {
                if (path.endsWith("/nothing/wait")) {
                    // It takes its time.
                    continue;
                }
                int status = answer(operation, path + waiting(operation));
                boolean canBeUnknown = operation.responses().containsKey("404");
                // A key with a slash as one segment leads to the path with two, whatever is there.
                boolean isOnlyWritten = operation.path().endsWith("/{key}");
                assertThat(status).as(path).isIn(isOnlyWritten ? List.of(308, 404) : List.of(canBeUnknown ? 404 : 200));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldAnswerAddressesThatAreTooLongAsDocumented(Operation operation) {
        assertThat(answer(operation, operation.at("acme", "nothing") + "?any=" + "x".repeat(20_000)))
                .isEqualTo(413);
    }

    /** As short as can be. */
    private static String waiting(Operation operation) {
        return operation.path().endsWith("/wait") ? "?timeout=1" : "";
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldAnswerParametersThatCannotBeReadAsDocumented(Operation operation) {
        for (Object parameter : operation.parameters()) {
            var spec = (Map<?, ?>) parameter;
            if (in(spec, "in").equals("query")) {
                for (String bad : bad(in(spec, "name").toString(), (Map<?, ?>) in(spec, "schema"))) {
                    String path = operation.at("acme", "nothing") + "?" + in(spec, "name") + "=" + encoded(bad);
                    assertThat(answer(operation, path)).as(path).isEqualTo(400);
                }
            }
        }
    }

    private static List<String> bad(String name, Map<?, ?> schema) {
        if (name.equals("cursor")) {
            return List.of("of another search", "<script>", "x".repeat(10_000));
        }
        if (schema.containsKey("allOf")) {
            return List.of("GREAT", "<script>");
        }
        return switch (in(schema, "type").toString()) {
            case "integer" -> List.of("-1", "0", "many", "99999999999");
            case "boolean" -> List.of("perhaps");
            default -> "date-time".equals(schema.get("format")) ? List.of("yesterday") : List.of("x".repeat(10_000));
        };
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldAnswerWhenTheIndexCannotBeReadAsDocumented(Operation operation) {
        server.meetings().fails(new IndexException(new RocksDBException("No space left on device")));
        try {
            int status = answer(operation, operation.at("acme", "nothing") + waiting(operation));
            assertThat(status).isIn(200, 308, 503);
        } finally {
            server.meetings().fails(null);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldAnswerAFaultOfItsOwnAsDocumented(Operation operation) {
        server.meetings().fails(new IllegalStateException("a fault with <secret> details"));
        try {
            assertThat(answer(operation, operation.at("acme", "nothing") + waiting(operation)))
                    .isIn(200, 308, 500);
        } finally {
            server.meetings().fails(null);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static int answer(Operation operation, String path) {
        return answer(operation, path, PageServer.headers(Role.VIEWER));
    }

    /** The status of the answer, which is as the document says it can be. */
    private static int answer(Operation operation, String path, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(server.url(path)));
        headers.forEach(request::header);
        HttpResponse<InputStream> answer = send(request.build());
        String about = path.substring(0, Math.min(path.length(), 200));
        int status = answer.statusCode();
        assertThat(operation.responses().keySet().stream().map(Object::toString))
                .as(about)
                .contains(Integer.toString(status));
        try (InputStream body = answer.body()) {
            if (status >= 400) {
                check(about, answer, new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new AssertionError(about, e);
        }
        return status;
    }

    private static void check(String about, HttpResponse<?> answer, String body) throws IOException {
        assertThat(answer.headers().firstValue("Content-Type")).as(about).contains(PROBLEM);
        assertThat(answer.headers().firstValue("Set-Cookie")).as(about).isEmpty();
        Problem problem = STRICT.readValue(body, Problem.class);
        assertThat(problem.getStatus()).as(about).isEqualTo(answer.statusCode());
        assertThat(Stream.of(problem.getType(), problem.getTitle(), problem.getDetail()))
                .as(about)
                .allSatisfy(text -> assertThat(text).isNotBlank());
        assertThat(body)
                .as(about)
                .hasSizeLessThan(2_000)
                .doesNotContain("Exception", "\tat ", "io.adjourn", "<script", "<secret>", "No space", "xxxx");
    }

    private static HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new AssertionError("no answer to " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
