package io.adjourn.reconciler.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.vendors.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days of many meetings, vendors that answer anything, and kills at any moment; a failure names its seed. */
class AgendaPropertyTest {
    private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final List<String> SOURCES = List.of("acme", "beta", "gamma");
    private static final Set<ArtifactKind> RECORDING = Set.of(ArtifactKind.RECORDING);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldAskNothingTwiceWithinItsPauseNorBeyondItsBudgetWhateverHappens(long seed) {
        new World(seed, 0.35, 0.01).live(Duration.ofDays(2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldRepairEveryMeetingWithOneRequestWhereAllGoesWell(long seed) {
        var world = new World(seed, 0, 0);
        world.live(Duration.ofDays(1));

        assertThat(world.damaged).as("seed %d", seed).isEmpty();
        assertThat(world.asks).hasSize(world.everDamaged.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldRepairEveryMeetingThroughKills(long seed) {
        var world = new World(seed, 0, 0.02);
        world.live(Duration.ofDays(1));

        assertThat(world.damaged).as("seed %d", seed).isEmpty();
    }

    private record Sent(Instant at, Ask ask) {}

    /** The topics, the vendors and the process, with a clock that ticks. */
    private static final class World {
        private final Random random;
        private final long seed;
        private final double faults;
        private final double kills;
        private final ReconciliationRules rules;
        private final Map<String, String> journal = new HashMap<>();
        private final Map<String, Finding> completions = new TreeMap<>();
        private final Set<String> damaged = new HashSet<>();
        private final Set<String> everDamaged = new HashSet<>();
        private final List<Sent> asks = new ArrayList<>();
        private final Map<String, Instant> lastAsked = new HashMap<>();
        private final Set<String> refused = new HashSet<>();
        private final List<Sent> underWay = new ArrayList<>();
        private Instant now = START;
        private Agenda agenda;
        private int meetings;

        World(long seed, double faults, double kills) {
            this.seed = seed;
            this.random = new Random(seed);
            this.faults = faults;
            this.kills = kills;
            this.rules = new ReconciliationRules(
                    Duration.ofMinutes(10),
                    Duration.ofDays(7),
                    50,
                    new Pauses(Duration.ofMinutes(5), Duration.ofHours(1), seed),
                    false,
                    false,
                    null,
                    Duration.ofHours(1),
                    Duration.ofDays(1),
                    Duration.ofMinutes(15),
                    Duration.ofHours(6),
                    new Allowance(5, 400),
                    new Allowance(12, 1_000));
            this.agenda = agenda();
        }

        private Agenda agenda() {
            return new Agenda(
                    rules,
                    SOURCES.stream()
                            .map(source -> new Party(
                                    source, "plain", source, RECORDING, new PlainApi(false, false, false, false)))
                            .toList(),
                    new Recorded());
        }

        void live(Duration time) {
            Instant end = START.plus(time);
            Instant last = end.minus(Duration.ofHours(4));
            while (now.isBefore(end)) {
                now = now.plus(TICK);
                if (now.isBefore(last) && random.nextInt(40) == 0) {
                    close();
                }
                answer();
                List<Ask> next = agenda.next(now, 1 + random.nextInt(8));
                Map<String, Optional<String>> changes = agenda.changes();
                boolean isKilled = random.nextDouble() < kills;
                if (isKilled && random.nextBoolean()) {
                    // Before anything is written: nothing was sent either.
                    kill();
                    continue;
                }
                changes.forEach((key, value) -> {
                    if (value.isPresent()) {
                        journal.put(key, value.get());
                    } else {
                        journal.remove(key);
                    }
                });
                next.forEach(this::send);
                if (isKilled) {
                    kill();
                }
            }
        }

        private void close() {
            String meeting = SOURCES.get(random.nextInt(SOURCES.size())) + "/m-" + meetings++;
            boolean isDamaged = random.nextInt(3) == 0;
            if (isDamaged) {
                damaged.add(meeting);
                everDamaged.add(meeting);
            }
            record(meeting, isDamaged ? Outcome.PARTIAL : Outcome.COMPLETE);
        }

        private void record(String meeting, Outcome outcome) {
            var finding = new Finding(
                    meeting,
                    "plain",
                    outcome,
                    ClosedBy.DEADLINE,
                    outcome == Outcome.PARTIAL ? RECORDING : Set.of(),
                    false,
                    Map.of(),
                    now,
                    now);
            completions.put(meeting, finding);
            agenda.completed(now, finding);
        }

        private void kill() {
            underWay.clear();
            agenda = agenda();
            journal.forEach(agenda::restore);
            completions.values().forEach(finding -> agenda.completed(now, finding));
        }

        private void send(Ask ask) {
            var about = (Ask.About) ask;
            String meeting = about.source() + "/" + about.session();
            assertThat(everDamaged)
                    .as("seed %d: asked about a healthy meeting", seed)
                    .contains(meeting);
            Instant before = lastAsked.put(meeting, now);
            if (before != null && !refused.remove(meeting)) {
                assertThat(Duration.between(before, now))
                        .as("seed %d: between two questions about %s at %s", seed, meeting, now)
                        .isGreaterThanOrEqualTo(rules.pauses().shortest(1));
            }
            asks.add(new Sent(now, ask));
            underWay.add(new Sent(now, ask));
            checkBudget(ask.source());
        }

        private void checkBudget(String source) {
            assertThat(asked(60, source))
                    .as("seed %d: of a source in a minute", seed)
                    .isLessThanOrEqualTo(5);
            assertThat(asked(60, null))
                    .as("seed %d: of a vendor in a minute", seed)
                    .isLessThanOrEqualTo(12);
            assertThat(asked(86_400, source))
                    .as("seed %d: of a source in a day", seed)
                    .isLessThanOrEqualTo(400);
        }

        /** How many in the clock's current span of so many seconds. */
        private long asked(long seconds, @Nullable String source) {
            long span = now.getEpochSecond() / seconds;
            long count = 0;
            for (int i = asks.size() - 1; i >= 0; i--) {
                if (asks.get(i).at().getEpochSecond() / seconds != span) {
                    break;
                }
                count += source == null || asks.get(i).ask().source().equals(source) ? 1 : 0;
            }
            return count;
        }

        private void answer() {
            for (Sent sent : List.copyOf(underWay)) {
                if (random.nextBoolean()) {
                    underWay.remove(sent);
                    var about = (Ask.About) sent.ask();
                    String meeting = about.source() + "/" + about.session();
                    RequestResult answer = random.nextDouble() < faults ? fault() : told();
                    if (answer instanceof RequestResult.Slow || answer instanceof RequestResult.Denied) {
                        refused.add(meeting);
                    }
                    agenda.answered(now, sent.ask(), answer);
                    if (answer instanceof RequestResult.Told && damaged.remove(meeting)) {
                        record(meeting, Outcome.COMPLETE);
                    }
                }
            }
        }

        private RequestResult fault() {
            return switch (random.nextInt(8)) {
                case 0 -> new RequestResult.Unchanged();
                case 1 -> new RequestResult.NotReady();
                case 2 -> new RequestResult.NotThere();
                case 3 -> new RequestResult.Denied();
                case 4 -> new RequestResult.Slow(Duration.ofSeconds(random.nextInt(600)));
                case 5 -> new RequestResult.Unusable("HTML");
                case 6 -> new RequestResult.NotStored();
                default -> new RequestResult.Failed("status 500");
            };
        }

        private static RequestResult told() {
            return new RequestResult.Told(new Body("{}".getBytes(UTF_8)), null);
        }
    }
}
