package io.adjourn.bench.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.bench.Padding;
import io.adjourn.sandbox.CannotStartException;
import io.adjourn.sandbox.simulator.Meeting.Message;
import io.adjourn.sandbox.simulator.Performance;
import io.adjourn.sandbox.simulator.Programme;
import io.adjourn.sandbox.simulator.Request;
import io.adjourn.sandbox.simulator.Target;
import io.adjourn.sources.InvalidSourcesException;
import io.adjourn.sources.SourcesFile;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Vendors;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests of all vendors, signed and written out beforehand, so that sending them costs next to nothing. */
final class Requests {
    private static final int BODY_BYTES = 600;
    private static final int MEETINGS = 1_000;
    private static final long SEED = 5;

    private final List<Target> targets;

    Requests(Path sources, URI gateway) {
        try {
            targets = Target.of(SourcesFile.read(sources, Vendors.KNOWN, Map.of()), gateway);
        } catch (InvalidSourcesException e) {
            throw new CannotStartException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Bytes to be sent as they are: genuine requests with bodies of {@value #BODY_BYTES} bytes each, signed now.
     *
     * @param path where to; null for each source's own
     */
    List<byte[]> signedNow(@Nullable String path) {
        Instant now = Instant.now();
        return new Programme(SEED, now)
                .meetings(targets, MEETINGS, _ -> true).stream()
                        .flatMap(performance -> performance.meeting().acts().stream()
                                .flatMap(act -> act.messages().stream())
                                .filter(message -> message.body(0).bytes().length <= BODY_BYTES)
                                .map(message -> padded(performance, message, now)))
                        .filter(request -> request.body().bytes().length == BODY_BYTES)
                        .map(request ->
                                bytes(request, path == null ? request.url().getPath() : path))
                        .toList();
    }

    private static Request padded(Performance performance, Message message, Instant now) {
        var body = new Body(Padding.upTo(BODY_BYTES, message.body(0).bytes()));
        return performance.target().genuine(Message.posted(message.what(), message.proof(), body), 0, now);
    }

    private static byte[] bytes(Request request, String path) {
        var head = new StringBuilder("POST " + path + " HTTP/1.1\r\nhost: localhost\r\n"
                + "content-type: application/json\r\ncontent-length: " + BODY_BYTES + "\r\n");
        request.proof().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
        all.writeBytes(request.body().bytes());
        return all.toByteArray();
    }
}
