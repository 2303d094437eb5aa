package io.adjourn.bench.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.config.CannotStartException;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.Source;
import io.adjourn.config.SourcesFile;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topics;
import io.adjourn.simulator.FaultInjection;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.ScenarioRun;
import io.adjourn.simulator.SimulatedMeeting.Act;
import io.adjourn.simulator.SimulatedRequest;
import io.adjourn.simulator.Target;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendors;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What the gateway would have written to the raw topic, had the simulators sent it there: every script of every vendor in turn,
 * a fifth of all deliveries twice, those of one act in any order.
 */
public final class SimulatedDeliveries {
    private static final URI NOWHERE = URI.create("http://gateway.invalid");
    private static final FaultInjection MISCHIEF = new FaultInjection(0.2, true, 0, 0);

    private final List<Target> targets;
    private final Random random;

    /**
     * @param sources the sources file
     * @param seed decides everything that is left to chance
     */
    public SimulatedDeliveries(Path sources, long seed) {
        try {
            targets = Target.of(SourcesFile.read(sources, Vendors.KNOWN, Map.of()), NOWHERE);
        } catch (InvalidSourcesException e) {
            throw new CannotStartException(String.valueOf(e.getMessage()), e);
        }
        random = new Random(seed);
    }

    /** Which meetings, by what their deliveries hold. */
    public enum Bodies {
        /** All but those with a large one; so many side by side that the processor has forgotten each when it comes again. */
        USUAL(2_000),

        /** Meetings whose whole transcript comes in one of their deliveries. */
        LARGE(50);

        private static final int LARGEST_USUAL = 16 * 1024;

        private final int sideBySide;

        Bodies(int sideBySide) {
            this.sideBySide = sideBySide;
        }

        private boolean has(ScenarioRun performance) {
            boolean large = performance.meeting().acts().stream()
                    .flatMap(act -> act.messages().stream())
                    .anyMatch(message -> message.body(0).bytes().length > LARGEST_USUAL);
            return large == (this == LARGE);
        }
    }

    /** That many meetings, which began then, each as it is played: its deliveries in order, without a log time. */
    public List<List<ProducerRecord<String, byte[]>>> meetings(int number, Instant began) {
        return meetings(number, began, _ -> true);
    }

    private List<List<ProducerRecord<String, byte[]>>> meetings(
            int number, Instant began, Predicate<ScenarioRun> wanted) {
        return new Scenario(random.nextLong(), began)
                .meetings(targets, number, wanted).stream()
                        .map(performance -> played(performance, began))
                        .toList();
    }

    /**
     * Hands out that many deliveries, each of which opens another meeting: one that began then, under as many names. None of them
     * has a large body, as some vendors' first delivery of a meeting that is over has: what they cost is another measurement.
     *
     * @param from which of all the names comes first
     */
    public void openings(int number, int from, Instant began, Consumer<ProducerRecord<String, byte[]>> taker) {
        IntFunction<ProducerRecord<String, byte[]>> openings = openings(began);
        for (int i = from; i < from + number; i++) {
            taker.accept(openings.apply(i));
        }
    }

    /** The same by their numbers: of one number it is always the same meeting that is opened, by another delivery with the same body. */
    public IntFunction<ProducerRecord<String, byte[]>> openings(Instant began) {
        List<Opening> openings = new Scenario(random.nextLong(), began)
                .everything(targets, 1).stream()
                        .flatMap(performance -> Opening.of(performance).stream())
                        .toList();
        return number -> {
            Opening opening = openings.get(number % openings.size());
            return delivery(opening.of(number), opening.source(), began);
        };
    }

    /**
     * How a meeting begins, for as many as are needed.
     *
     * @param session the name that stands in the request for another
     */
    private record Opening(Source source, String session, SimulatedRequest request) {
        private static final long MANY = 1_000_000_000L;

        /** How it begins; empty where its first delivery does not name it. */
        static Optional<Opening> of(ScenarioRun performance) {
            Source source = performance.target().source();
            return performance.meeting().acts().stream()
                    .flatMap(act -> act.messages().stream())
                    .findFirst()
                    .map(first -> performance.target().genuine(first, 0, Instant.EPOCH))
                    .filter(request -> request.body().bytes().length <= Bodies.LARGEST_USUAL)
                    .map(request -> new Opening(source, performance.meeting().session(), request))
                    .filter(opening -> opening.isNamed("1" + MANY));
        }

        private boolean isNamed(String name) {
            Body body = named(name).body();
            return source.vendor().subjectOf(body) instanceof Subject.Meeting(String session) && session.equals(name);
        }

        /** The one with that number. */
        SimulatedRequest of(int number) {
            return named(Long.toString(MANY + number));
        }

        private SimulatedRequest named(String name) {
            String text = new String(request.body().bytes(), UTF_8).replace(session, name);
            return new SimulatedRequest(
                    request.what(),
                    request.method(),
                    request.url(),
                    request.proof(),
                    new Body(text.getBytes(UTF_8)),
                    request.forged());
        }
    }

    /** Hands out at least that many deliveries of meetings that go on side by side, and says how many they were. */
    public long mixed(long atLeast, Bodies bodies, Consumer<ProducerRecord<String, byte[]>> taker) {
        long handed = 0;
        List<Queue<ProducerRecord<String, byte[]>>> telling = new ArrayList<>();
        while (handed < atLeast) {
            if (telling.size() < bodies.sideBySide) {
                meetings(bodies.sideBySide, Instant.now(), bodies::has)
                        .forEach(deliveries -> telling.add(new ArrayDeque<>(deliveries)));
            }
            int chosen = random.nextInt(telling.size());
            var next = telling.get(chosen).poll();
            if (next == null) {
                telling.set(chosen, telling.getLast());
                telling.removeLast();
            } else {
                taker.accept(next);
                handed++;
            }
        }
        return handed;
    }

    private List<ProducerRecord<String, byte[]>> played(ScenarioRun performance, Instant began) {
        var deliveries = new ArrayList<ProducerRecord<String, byte[]>>();
        for (Act act : performance.meeting().acts()) {
            for (SimulatedRequest request : MISCHIEF.upon(act, performance.target(), began, random)) {
                deliveries.add(delivery(request, performance.target().source(), began));
            }
        }
        return deliveries;
    }

    private ProducerRecord<String, byte[]> delivery(SimulatedRequest request, Source source, Instant receivedAt) {
        var vendor = source.vendor();
        var delivery = new ProducerRecord<>(
                Topics.RAW.name(),
                vendor.subjectOf(request.body()).key(source.name(), request.body()),
                request.body().bytes());
        request.proof().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (vendor.keptHeaders().contains(lower)) {
                delivery.headers().add(lower, value.getBytes(UTF_8));
            }
        });
        Map.of(
                        RawHeaders.CONTENT_TYPE, "application/json",
                        RawHeaders.SOURCE, source.name(),
                        RawHeaders.VENDOR, vendor.id(),
                        RawHeaders.DELIVERY_ID, new UUID(random.nextLong(), random.nextLong()).toString(),
                        RawHeaders.RECEIVED_AT, receivedAt.toString(),
                        RawHeaders.TRACEPARENT, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .forEach((name, value) -> delivery.headers().add(name, value.getBytes(UTF_8)));
        return delivery;
    }
}
