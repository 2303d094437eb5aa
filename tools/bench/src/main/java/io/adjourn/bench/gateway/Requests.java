package io.adjourn.bench.gateway;

import io.adjourn.abuse.Victim;
import io.adjourn.abuse.WebhookPost;
import io.adjourn.bench.Padding;
import io.adjourn.config.CannotStartException;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.SourcesFile;
import io.adjourn.simulator.Forgery;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.simulator.SimulatedRequest;
import io.adjourn.simulator.Target;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Vendors;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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
        return genuineNow().stream()
                .map(post -> path == null ? post : new WebhookPost(path, post.headers(), post.body()))
                .map(WebhookPost::bytes)
                .toList();
    }

    /** Genuine deliveries with bodies of {@value #BODY_BYTES} bytes each, signed now. */
    List<WebhookPost> genuineNow() {
        Instant now = Instant.now();
        return messages(now)
                .map(message -> padded(message, now))
                .filter(request -> request.body().bytes().length == BODY_BYTES)
                .map(Requests::post)
                .toList();
    }

    /**
     * The gateway as strangers know it: a source whose bodies are small and one whose bodies may be largest, each with a proof
     * made with another's secret.
     *
     * @param maxConnections the gateway's setting
     * @param maxInFlightBytes the gateway's setting
     */
    Victim victim(int port, int maxConnections, long maxInFlightBytes) {
        Instant now = Instant.now();
        List<Victim.Source> sources = messages(now)
                .filter(message -> message.target().forgeries(message.message()).contains(Forgery.WRONG_SECRET))
                .map(message -> message.target().forged(Forgery.WRONG_SECRET, message.message(), now))
                .filter(request -> request.proof().size() == 1)
                .map(this::known)
                .sorted(Comparator.comparingInt(Victim.Source::maxBodyBytes))
                .toList();
        return new Victim(port, sources.getFirst(), sources.getLast(), maxConnections, maxInFlightBytes);
    }

    /** A message, and whom it is for. */
    private record Addressed(Target target, Message message) {}

    private Stream<Addressed> messages(Instant now) {
        return new Scenario(SEED, now)
                .meetings(targets, MEETINGS, _ -> true).stream()
                        .flatMap(performance -> performance.meeting().acts().stream()
                                .flatMap(act -> act.messages().stream())
                                .map(message -> new Addressed(performance.target(), message)))
                        .filter(addressed -> addressed.message().body(0).bytes().length <= BODY_BYTES);
    }

    private static SimulatedRequest padded(Addressed addressed, Instant now) {
        Message message = addressed.message();
        var body = new Body(Padding.upTo(BODY_BYTES, message.body(0).bytes()));
        return addressed.target().genuine(Message.posted(message.what(), message.proof(), body), 0, now);
    }

    private Victim.Source known(SimulatedRequest forged) {
        String path = forged.url().getPath();
        var proof = forged.proof().entrySet().iterator().next();
        int maxBodyBytes = targets.stream()
                .map(Target::source)
                .filter(source -> path.equals("/webhooks/" + source.name()))
                .mapToInt(source -> source.vendor().maxBodyBytes())
                .findFirst()
                .orElseThrow();
        return new Victim.Source(path, proof.getKey(), proof.getValue(), maxBodyBytes);
    }

    private static WebhookPost post(SimulatedRequest request) {
        var headers = new TreeMap<>(request.proof());
        headers.put("Content-Type", "application/json");
        return new WebhookPost(request.url().getPath(), headers, request.body().bytes());
    }
}
