package io.adjourn.streams.completion;

import static java.util.stream.Collectors.groupingBy;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a meeting's record has to say and when it first says it, worked out anew from everything that was delivered. It keeps
 * nothing and shares nothing with the code that it judges; slow and plain.
 */
final class Oracle {
    private static final Set<BotState> IN = Set.of(BotState.IN_MEETING, BotState.RECORDING, BotState.RECORDING_PAUSED);
    private static final Set<BotState> TAPING = Set.of(BotState.RECORDING, BotState.RECORDING_PAUSED);
    private static final Set<BotState> OUTSIDE =
            Set.of(BotState.SCHEDULED, BotState.REQUESTED, BotState.JOINING, BotState.WAITING_ROOM);
    private static final Set<BotState> ENDING =
            Set.of(BotState.LEAVING, BotState.PROCESSING, BotState.ENDED, BotState.FAILED);
    private static final Set<BotState> NOT_YET = Set.of(BotState.UNKNOWN, BotState.SCHEDULED, BotState.REQUESTED);
    private static final Set<BotState> OVER = Set.of(BotState.ENDED, BotState.FAILED);

    /** What comes later in an artifact's life, later. */
    private static final List<Set<ArtifactStatus>> LIFE = List.of(
            Set.of(ArtifactStatus.UNKNOWN, ArtifactStatus.MISSING),
            Set.of(ArtifactStatus.PROCESSING),
            Set.of(ArtifactStatus.UNAVAILABLE),
            Set.of(ArtifactStatus.SKIPPED),
            Set.of(ArtifactStatus.FAILED),
            Set.of(ArtifactStatus.READY),
            Set.of(ArtifactStatus.DELETED));

    /** How far a state is, by tens. */
    private static final Map<BotState, Integer> FAR = Map.ofEntries(
            Map.entry(BotState.SCHEDULED, 10),
            Map.entry(BotState.REQUESTED, 20),
            Map.entry(BotState.JOINING, 30),
            Map.entry(BotState.WAITING_ROOM, 40),
            Map.entry(BotState.IN_MEETING, 50),
            Map.entry(BotState.RECORDING, 60),
            Map.entry(BotState.RECORDING_PAUSED, 60),
            Map.entry(BotState.LEAVING, 70),
            Map.entry(BotState.PROCESSING, 80),
            Map.entry(BotState.ENDED, 90),
            Map.entry(BotState.FAILED, 90));

    private final CompletionRules rules;
    private final List<Fact> tellings;
    private final List<Step> steps;

    /** @param tellings every fact delivered so far, as often and in such words as it was delivered */
    Oracle(CompletionRules rules, List<Fact> tellings) {
        this.rules = rules;
        this.tellings = List.copyOf(tellings);
        this.steps =
                tellings.stream()
                        .filter(fact -> fact.event() instanceof StateChange)
                        .collect(groupingBy(Fact::id))
                        .values()
                        .stream()
                        .map(Oracle::step)
                        .toList();
    }

    /** A step of the run as all that tell it together tell it. */
    private record Step(
            long id,
            BotState state,
            EventTime time,
            boolean last,
            @Nullable EndReason why) {}

    /** Deliveries in the order of the log. */
    record Delivered(long logTime, List<Fact> facts) {}

    /** The first revision. */
    record Closed(long at, ClosedBy by) {}

    /** What the record says. */
    record Answer(
            Outcome outcome,
            @Nullable Outcome beforeDeletion,
            BotState state,
            EndReason reason,
            List<ArtifactKind> missing,
            Map<String, ArtifactStatus> artifacts,
            @Nullable Instant requestedAt,
            @Nullable Instant joinedAt,
            @Nullable Instant recordingStartedAt,
            @Nullable Instant endedAt,
            @Nullable Double durationSeconds,
            @Nullable Instant deletedAt,
            int joinAttempts,
            Set<String> conflicts) {

        static Answer of(MeetingCompletion record) {
            var artifacts = new TreeMap<String, ArtifactStatus>();
            for (CompletionArtifact artifact : record.getArtifacts()) {
                artifacts.put(name(artifact.getKind(), artifact.getArtifactId()), artifact.getStatus());
            }
            return new Answer(
                    record.getOutcome(),
                    record.getOutcomeBeforeDeletion(),
                    record.getState(),
                    record.getEndReason(),
                    record.getMissing(),
                    artifacts,
                    record.getRequestedAt(),
                    record.getJoinedAt(),
                    record.getRecordingStartedAt(),
                    record.getEndedAt(),
                    record.getDurationSeconds(),
                    record.getDeletedAt(),
                    record.getJoinAttempts(),
                    Set.copyOf(record.getConflicts().stream()
                            .map(conflict -> conflict.getKept() + ", not " + conflict.getOther())
                            .toList()));
        }
    }

    /** When it first closes, if it does by that log time. */
    static Optional<Closed> firstClosing(CompletionRules rules, List<Delivered> deliveries, long until) {
        var sofar = new ArrayList<Fact>();
        for (int i = 0; i < deliveries.size(); i++) {
            long now = deliveries.get(i).logTime();
            long next = i + 1 < deliveries.size() ? deliveries.get(i + 1).logTime() : until;
            sofar.addAll(deliveries.get(i).facts());
            Closed closing = new Oracle(rules, sofar).closing(now);
            if (closing.at() <= next) {
                return Optional.of(closing);
            }
        }
        return Optional.empty();
    }

    /** When it closes, and by what, if nothing more comes. */
    private Closed closing(long now) {
        Step end = end().orElse(null);
        boolean allAnswered = unanswered().isEmpty();
        if (!events(Event.DataDeletion.class).isEmpty()) {
            return new Closed(now, ClosedBy.DELETION);
        }
        if (end != null && (end.state() == BotState.FAILED || neverIn())) {
            return new Closed(now, ClosedBy.FAILURE);
        }
        if (end != null && allAnswered && !rules.expects().isEmpty()) {
            return new Closed(now, ClosedBy.ALL_ARRIVED);
        }
        var waits = new ArrayList<Closed>();
        heard(event -> event instanceof Event.ProcessingDone)
                .ifPresent(done -> waits.add(
                        end != null && allAnswered
                                ? new Closed(now, ClosedBy.VENDOR_DONE)
                                : after(done, rules.doneGrace(), ClosedBy.VENDOR_DONE)));
        if (end == null) {
            heard(event -> event instanceof StateChange step && !step.terminal() && OVER.contains(step.state()))
                    .ifPresent(said -> waits.add(after(said, rules.provisionalSettle(), ClosedBy.DEADLINE)));
        }
        heard(event -> event instanceof Event.ProcessingDone
                        || (event instanceof StateChange step && ENDING.contains(step.state())))
                .ifPresentOrElse(
                        sign -> waits.add(after(sign, rules.settle(), ClosedBy.DEADLINE)),
                        () -> waits.add(after(latestNews(), silence(), ClosedBy.DEADLINE)));
        // The first; of two at the same time the vendor's word says more than a deadline.
        return waits.stream()
                .min(Comparator.comparingLong(Closed::at).thenComparing(wait -> wait.by() == ClosedBy.DEADLINE))
                .orElseThrow();
    }

    private static Closed after(long logTime, Duration wait, ClosedBy by) {
        return new Closed(logTime + wait.toMillis(), by);
    }

    private Duration silence() {
        boolean underway = tellings.stream()
                .map(Fact::event)
                .anyMatch(event -> !(event instanceof StateChange step) || !NOT_YET.contains(step.state()));
        return underway ? rules.silence() : rules.scheduledSilence();
    }

    /** Log times of the first telling of each fact of that kind: the earliest. */
    private Optional<Long> heard(Predicate<Event> which) {
        return firstTellings()
                .filter(fact -> which.test(fact.event()))
                .map(Fact::logTime)
                .min(Comparator.naturalOrder());
    }

    private long latestNews() {
        return firstTellings().mapToLong(Fact::logTime).max().orElseThrow();
    }

    private Stream<Fact> firstTellings() {
        return tellings.stream().collect(groupingBy(Fact::id)).values().stream().map(List::getFirst);
    }

    /** What the record says by now. */
    Answer answer() {
        Step end = end().orElse(null);
        Outcome apart = apartFromDeletion();
        boolean deleted = !events(Event.DataDeletion.class).isEmpty();
        List<ArtifactKind> missing = deleted || apart == Outcome.FAILED ? List.of() : unanswered();
        EventTime joined = joined().orElse(null);
        return new Answer(
                deleted ? Outcome.DELETED : apart,
                deleted ? apart : null,
                state(),
                reason(),
                missing,
                artifacts(deleted, missing),
                at(best(times(Set.of(BotState.SCHEDULED, BotState.REQUESTED)))),
                at(Optional.ofNullable(joined)),
                at(recordingStarted()),
                end == null ? null : end.time().at(),
                duration(joined, end),
                at(best(events(Event.DataDeletion.class).stream()
                        .map(event -> event.said().time()))),
                (int) steps.stream()
                        .filter(step -> step.state() == BotState.JOINING)
                        .count(),
                conflicts(end));
    }

    private Outcome apartFromDeletion() {
        Optional<Step> end = end();
        Optional<Step> verdict = end.or(this::provisionalEnd);
        if (verdict.isPresent() && verdict.get().state() == BotState.FAILED) {
            return Outcome.FAILED;
        }
        // "All is done" is an end in other words.
        if (end.isEmpty() && events(Event.ProcessingDone.class).isEmpty()) {
            return Outcome.TIMED_OUT;
        }
        boolean captured = statuses().values().stream()
                .anyMatch(Set.of(ArtifactStatus.READY, ArtifactStatus.PROCESSING, ArtifactStatus.DELETED)::contains);
        if (!captured && (!rules.expects().isEmpty() || !wasIn())) {
            return Outcome.NOT_CAPTURED;
        }
        return rules.expects().stream().allMatch(this::met) ? Outcome.COMPLETE : Outcome.PARTIAL;
    }

    /** Answered, and not by a failure that nothing made up for. */
    private boolean met(ArtifactKind expected) {
        List<ArtifactStatus> said = saidOf(expected);
        boolean there = said.contains(ArtifactStatus.READY) || said.contains(ArtifactStatus.DELETED);
        boolean none = said.contains(ArtifactStatus.UNAVAILABLE) || said.contains(ArtifactStatus.SKIPPED);
        return there || (none && !said.contains(ArtifactStatus.FAILED));
    }

    private List<ArtifactKind> unanswered() {
        Set<ArtifactStatus> nothingFinal =
                Set.of(ArtifactStatus.PROCESSING, ArtifactStatus.MISSING, ArtifactStatus.UNKNOWN);
        return rules.expects().stream()
                .filter(expected -> nothingFinal.containsAll(saidOf(expected)))
                .sorted()
                .toList();
    }

    private List<ArtifactStatus> saidOf(ArtifactKind expected) {
        Set<ArtifactKind> kinds = expected == ArtifactKind.RECORDING
                ? Set.of(ArtifactKind.RECORDING, ArtifactKind.AUDIO, ArtifactKind.VIDEO)
                : Set.of(expected);
        return statuses().entrySet().stream()
                .filter(entry -> kinds.contains(entry.getKey().kind()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private Map<String, ArtifactStatus> artifacts(boolean deleted, List<ArtifactKind> missing) {
        var told = new TreeMap<String, ArtifactStatus>();
        statuses().forEach((product, status) -> {
            boolean gone = deleted && (status == ArtifactStatus.READY || status == ArtifactStatus.PROCESSING);
            told.put(name(product.kind(), product.id()), gone ? ArtifactStatus.DELETED : status);
        });
        for (ArtifactKind kind : missing) {
            if (statuses().keySet().stream().noneMatch(product -> product.kind() == kind)) {
                told.put(name(kind, null), ArtifactStatus.MISSING);
            }
        }
        return told;
    }

    private record Product(ArtifactKind kind, @Nullable String id) {}

    private Map<Product, ArtifactStatus> statuses() {
        var statuses = new HashMap<Product, ArtifactStatus>();
        events(Artifact.class).stream()
                .collect(groupingBy(artifact -> new Product(artifact.kind(), artifact.artifactId())))
                .forEach((product, said) -> statuses.put(product, status(said)));
        return statuses;
    }

    /** The latest by the vendor's clock; what is said without a time holds if that is that it is there or gone, or alone. */
    private ArtifactStatus status(List<Artifact> said) {
        // What is said weighs more than what is implied.
        Comparator<Artifact> byLife = Comparator.comparingInt((Artifact artifact) -> lifeOf(artifact.status()))
                .thenComparing(artifact -> !artifact.implied());
        Optional<Artifact> timed = said.stream()
                .filter(artifact -> !artifact.said().time().inferred())
                .max(Comparator.comparing(
                                (Artifact artifact) -> artifact.said().time().at())
                        .thenComparing(byLife));
        Optional<Artifact> untimed = said.stream()
                .filter(artifact -> artifact.said().time().inferred())
                .max(byLife);
        Artifact holds = untimed.filter(artifact -> lifeOf(artifact.status()) >= lifeOf(ArtifactStatus.READY))
                .or(() -> timed)
                .or(() -> untimed)
                .orElseThrow();
        boolean nothingToRecord = neverIn()
                || (anyStep(step -> !step.terminal() && step.endReason() == EndReason.RECORDING_DENIED) && !recorded());
        return holds.implied() && nothingToRecord ? ArtifactStatus.UNAVAILABLE : holds.status();
    }

    private static int lifeOf(ArtifactStatus status) {
        return LIFE.indexOf(
                LIFE.stream().filter(age -> age.contains(status)).findFirst().orElseThrow());
    }

    private BotState state() {
        return end().or(this::latest).map(Step::state).orElse(BotState.UNKNOWN);
    }

    /** By the vendor's clock, at the same time the furthest; where it gave no time at all, the furthest. */
    private Optional<Step> latest() {
        List<Step> known =
                steps.stream().filter(step -> step.state() != BotState.UNKNOWN).toList();
        Comparator<Step> byTime = Comparator.comparing(step -> step.time().at());
        Comparator<Step> byProgress = Comparator.comparingInt(step -> FAR.getOrDefault(step.state(), 0));
        List<Step> timed =
                known.stream().filter(step -> !step.time().inferred()).toList();
        return timed.isEmpty()
                ? known.stream().max(byProgress.thenComparing(byTime).thenComparingLong(Step::id))
                : timed.stream().max(byTime.thenComparing(byProgress).thenComparingLong(Step::id));
    }

    private Optional<Step> end() {
        return steps.stream().filter(Step::last).min(Oracle::whichEndHolds);
    }

    private Optional<Step> provisionalEnd() {
        return steps.stream()
                .filter(step -> !step.last() && OVER.contains(step.state()))
                .min(Oracle::whichEndHolds);
    }

    private static int whichEndHolds(Step one, Step other) {
        return Comparator.comparing(Step::time, Oracle::better)
                .thenComparing(step -> step.state() == BotState.FAILED)
                .thenComparingLong(Step::id)
                .compare(one, other);
    }

    private Set<String> conflicts(@Nullable Step end) {
        return end != null && steps.stream().anyMatch(step -> step.last() && step.state() != end.state())
                ? Set.of(end.state() == BotState.ENDED ? "ENDED, not FAILED" : "FAILED, not ENDED")
                : Set.of();
    }

    private EndReason reason() {
        Optional<Step> end = end();
        return steps.stream()
                .filter(step ->
                        !step.last() || step.state() == end.orElseThrow().state())
                .map(this::withTrueReason)
                .filter(step -> step.why() != null)
                .min(Comparator.comparingInt((Step step) -> -telling(step.why()))
                        .thenComparing(Step::time, Oracle::better)
                        .thenComparingLong(Step::id))
                .map(Step::why)
                .orElse(EndReason.UNKNOWN);
    }

    private Step withTrueReason(Step step) {
        EndReason why = step.why() == EndReason.JOIN_DENIED && wasIn() ? EndReason.RECORDING_DENIED : step.why();
        boolean allowedInTheEnd = why == EndReason.RECORDING_DENIED && !step.last() && recorded();
        return new Step(step.id(), step.state(), step.time(), step.last(), allowedInTheEnd ? null : why);
    }

    private static int telling(@Nullable EndReason why) {
        return switch (why) {
            case null -> -1;
            case UNKNOWN -> 0;
            case NORMAL_EXIT, INTERNAL_ERROR -> 1;
            case MEETING_ENDED, CANNOT_JOIN, BOT_CRASHED -> 2;
            default -> 3;
        };
    }

    private boolean wasIn() {
        return anyStep(step -> IN.contains(step.state())
                || isOneOf(IN, step.previous())
                || step.run().joinedAt() != null);
    }

    private boolean recorded() {
        return anyStep(step -> TAPING.contains(step.state())
                || isOneOf(TAPING, step.previous())
                || step.run().recordingStartedAt() != null);
    }

    private boolean neverIn() {
        return !wasIn()
                && anyStep(step -> step.run().neverJoined()
                        || (ENDING.contains(step.state()) && isOneOf(OUTSIDE, step.previous())));
    }

    private static boolean isOneOf(Set<BotState> states, @Nullable BotState state) {
        return state != null && states.contains(state);
    }

    private boolean anyStep(Predicate<StateChange> which) {
        return events(StateChange.class).stream().anyMatch(which);
    }

    private Optional<EventTime> joined() {
        return best(Stream.concat(
                times(IN),
                events(StateChange.class).stream().map(step -> own(step.run().joinedAt()))));
    }

    private Optional<EventTime> recordingStarted() {
        return best(Stream.concat(
                times(Set.of(BotState.RECORDING)),
                events(StateChange.class).stream().map(step -> own(step.run().recordingStartedAt()))));
    }

    private @Nullable Double duration(@Nullable EventTime joined, @Nullable Step end) {
        Optional<Double> counted = tellings.stream()
                .filter(fact ->
                        fact.event() instanceof StateChange step && step.run().durationSeconds() != null)
                .min(Comparator.comparing((Fact fact) -> fact.event().said().time(), Oracle::better)
                        .thenComparingLong(Fact::id))
                .map(fact -> ((StateChange) fact.event()).run().durationSeconds());
        if (counted.isPresent()) {
            return counted.get();
        }
        if (joined == null || end == null || joined.inferred() || end.time().inferred()) {
            return null;
        }
        double seconds = Duration.between(joined.at(), end.time().at()).toMillis() / 1000.0;
        return seconds < 0 ? null : seconds;
    }

    private Stream<EventTime> times(Set<BotState> states) {
        return events(StateChange.class).stream()
                .filter(step -> states.contains(step.state()))
                .map(step -> step.said().time());
    }

    private static @Nullable EventTime own(@Nullable Instant at) {
        return at == null ? null : new EventTime(at, false, null);
    }

    private static Optional<EventTime> best(Stream<@Nullable EventTime> times) {
        return times.filter(Objects::nonNull).min(Oracle::better);
    }

    /** The vendor's own time before an inferred one, then the earlier. */
    private static int better(EventTime one, EventTime other) {
        return one.inferred() == other.inferred() ? one.at().compareTo(other.at()) : one.inferred() ? 1 : -1;
    }

    private static @Nullable Instant at(Optional<EventTime> time) {
        return time.map(EventTime::at).orElse(null);
    }

    private <E extends Event> List<E> events(Class<E> kind) {
        return tellings.stream()
                .map(Fact::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static Step step(List<Fact> told) {
        List<StateChange> tellings =
                told.stream().map(fact -> (StateChange) fact.event()).toList();
        return new Step(
                told.getFirst().id(),
                tellings.getFirst().state(),
                best(tellings.stream().map(step -> step.said().time())).orElseThrow(),
                tellings.stream().anyMatch(StateChange::terminal),
                tellings.stream()
                        .map(StateChange::endReason)
                        .filter(Objects::nonNull)
                        .max(Comparator.comparingInt(Oracle::telling))
                        .orElse(null));
    }

    private static String name(ArtifactKind kind, @Nullable String id) {
        return id == null ? kind.name() : kind + " " + id;
    }
}
