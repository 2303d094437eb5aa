package io.adjourn.reconciler.ask;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.adjourn.config.ApiAccess;
import io.adjourn.reconciler.plan.RequestResult;
import io.adjourn.vendors.ApiKeyHeader;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.Question;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends questions. Follows no redirect, waits for nothing longer than its limit, reads no more of an answer than a delivery may have, and
 * throws nothing: whatever comes of a question is a {@link RequestResult}. Threads may share it.
 */
public final class Client implements AutoCloseable {
    /** As large as a delivery may be. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final int LONGEST_ETAG = 256;
    private static final RequestResult DONE = new RequestResult.Told(new Body(new byte[0]), null);
    private static final RequestBody NOTHING = RequestBody.create(new byte[0]);

    private final OkHttpClient http;
    private final Egress egress;
    private final Clock clock;

    /** @param limit how long one question may take, from its beginning to the last byte of its answer */
    public Client(Egress egress, Duration limit, Clock clock) {
        this.egress = egress;
        this.clock = clock;
        this.http = new OkHttpClient.Builder()
                .dns(egress)
                // Who is connected to is who was checked.
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .callTimeout(limit)
                .connectTimeout(limit)
                .readTimeout(limit)
                .writeTimeout(limit)
                .connectionPool(new ConnectionPool(16, 1, TimeUnit.MINUTES))
                .build();
    }

    /**
     * Asks.
     *
     * @param etag of what is known; null without
     */
    public RequestResult ask(ApiAccess access, ApiKeyHeader header, Question question, @Nullable String etag) {
        try {
            HttpUrl url = egress.url(access.baseUrl(), question.path());
            var request = new Request.Builder()
                    .url(url)
                    .header(header.name(), header.value(access.keys().values().getFirst()))
                    .header("Accept", "application/json")
                    .header("User-Agent", "adjourn-reconciler");
            if (etag != null) {
                request.header("If-None-Match", etag);
            }
            boolean isToDo = question.method().equals("POST");
            if (isToDo) {
                request.post(NOTHING);
            }
            try (Response response = http.newCall(request.build()).execute()) {
                // Of what was to be done, only whether it is matters.
                return isToDo && response.isSuccessful() ? DONE : answer(response);
            }
        } catch (RefusedAddressException e) {
            return new RequestResult.Unusable(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            // With its name: many have no message. Never with the URL's query or a header.
            return new RequestResult.Failed(e.getClass().getSimpleName());
        }
    }

    private RequestResult answer(Response response) throws IOException {
        int status = response.code();
        return switch (status) {
            case 200, 201 -> told(response);
            case 202, 204, 206, 425 -> new RequestResult.NotReady();
            case 304 -> new RequestResult.Unchanged();
            case 401, 403 -> new RequestResult.Denied();
            case 404, 410 -> new RequestResult.NotThere();
            case 409 -> new RequestResult.Conflict();
            case 429 -> new RequestResult.Slow(retryAfter(response));
            case 503 -> {
                Duration after = retryAfter(response);
                yield after == null ? new RequestResult.Failed("status 503") : new RequestResult.Slow(after);
            }
            default ->
                status >= 500
                        ? new RequestResult.Failed("status " + status)
                        : new RequestResult.Unusable(
                                "status " + status + (status < 400 ? ", which is not followed" : ""));
        };
    }

    private static RequestResult told(Response response) throws IOException {
        byte[] body = read(response);
        if (body.length > MOST_BYTES) {
            return new RequestResult.Unusable("more than " + MOST_BYTES + " bytes");
        }
        if (!isJson(body)) {
            return new RequestResult.Unusable("no JSON");
        }
        String etag = response.header("ETag");
        return new RequestResult.Told(new Body(body), etag == null || etag.length() > LONGEST_ETAG ? null : etag);
    }

    private static byte[] read(Response response) throws IOException {
        try (InputStream in = response.body().byteStream()) {
            return in.readNBytes(MOST_BYTES + 1);
        }
    }

    /** Whether it is one value as strict as deliveries are read, without a tree of it in memory. */
    private static boolean isJson(byte[] body) {
        try (JsonParser parser = Json.tokens(body)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    /** In seconds, or as a date; null where it does not say, or nothing that can be read. */
    private @Nullable Duration retryAfter(Response response) {
        String text = response.header("Retry-After");
        if (text == null) {
            return null;
        }
        try {
            if (!text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Duration.ofSeconds(Long.parseLong(text));
            }
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(clock.instant(), at);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    @Override
    public void close() {
        http.dispatcher().cancelAll();
        http.connectionPool().evictAll();
        http.dispatcher().executorService().shutdown();
    }
}
