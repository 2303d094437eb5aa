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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a meeting's record has to say and when it first says it, worked out again from everything that was delivered. It keeps
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
    private static final Set<BotState> GOING = Set.of(
            BotState.REQUESTED,
            BotState.JOINING,
            BotState.WAITING_ROOM,
            BotState.IN_MEETING,
            BotState.RECORDING,
            BotState.RECORDING_PAUSED);

    /** Reasons for not having got in. */
    private static final Set<EndReason> OUT = Set.of(
            EndReason.WAITING_ROOM_TIMEOUT,
            EndReason.JOIN_DENIED,
            EndReason.HOST_NOT_STARTED,
            EndReason.MEETING_NOT_FOUND,
            EndReason.CANNOT_JOIN,
            EndReason.LOGIN_REQUIRED,
            EndReason.DUPLICATE_BOT);

    private static final Set<ArtifactKind> COUNTING =
            Set.of(ArtifactKind.AUDIO, ArtifactKind.VIDEO, ArtifactKind.RECORDING, ArtifactKind.TRANSCRIPT);
    private static final Duration SLACK = Duration.ofSeconds(30);

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
    private final List<Try> tries;

    /** @param tellings every fact delivered so far, as often and in such words as it was delivered */
    Oracle(CompletionRules rules, List<Fact> tellings) {
        this.tellings = List.copyOf(tellings);
        this.rules = asked().map(rules::expecting).orElse(rules);
        this.steps =
                tellings.stream()
                        .filter(fact -> fact.event() instanceof StateChange)
                        .collect(groupingBy(Fact::id))
                        .values()
                        .stream()
                        .map(Oracle::step)
                        .toList();
        this.tries = tries();
    }

    /** What this one bot was asked for, if anything says. */
    private Optional<Set<ArtifactKind>> asked() {
        return tellings.stream()
                .filter(fact ->
                        fact.event() instanceof StateChange step && step.run().expects() != null)
                .min(Comparator.comparing((Fact fact) -> fact.event().said().time(), Oracle::better)
                        .thenComparingLong(Fact::id))
                .map(fact -> Objects.requireNonNull(
                        ((StateChange) fact.event()).run().expects()));
    }

    private List<Try> tries() {
        var tries = new ArrayList<Try>();
        var current = new ArrayList<Step>();
        Step over = null;
        for (Step step : inOrder(steps)) {
            boolean another = step.again()
                    || (over != null && step.dated() && GOING.contains(step.state()) && isLater(step, over));
            if (another && !current.isEmpty()) {
                tries.add(new Try(tries.size() + 1, current));
                current.clear();
                over = null;
            }
            current.add(step);
            over = ENDING.contains(step.state()) || isOut(step.why()) ? step : over;
        }
        if (!current.isEmpty()) {
            tries.add(new Try(tries.size() + 1, current));
        }
        lateProduct(tries).ifPresent(tries::add);
        return tries;
    }

    /** Something is there after a failure without a time: another run made it. */
    private Optional<Try> lateProduct(List<Try> tries) {
        if (tries.isEmpty()) {
            return Optional.empty();
        }
        Step failed = tries.getLast()
                .end()
                .filter(end -> end.state() == BotState.FAILED && !end.dated())
                .orElse(null);
        if (failed == null) {
            return Optional.empty();
        }
        return holding().entrySet().stream()
                .filter(entry -> COUNTING.contains(entry.getKey().kind())
                        || rules.expects().contains(entry.getKey().kind()))
                .filter(entry -> entry.getValue().status() == ArtifactStatus.READY
                        && !entry.getValue().implied())
                .map(entry -> firstReady(entry.getKey()))
                .filter(time -> time.at().isAfter(failed.time().at()))
                .min(Oracle::better)
                .map(made -> new Try(
                        tries.size() + 1,
                        List.of(new Step(
                                0,
                                BotState.ENDED,
                                failed.time(),
                                true,
                                null,
                                false,
                                made.inferred() ? made.at().toEpochMilli() : failed.heard(),
                                List.of()))));
    }

    private EventTime firstReady(Product product) {
        return events(Artifact.class).stream()
                .filter(made -> made.kind() == product.kind() && Objects.equals(made.artifactId(), product.id()))
                .filter(made -> made.status() == ArtifactStatus.READY)
                .map(made -> made.said().time())
                .min(Oracle::better)
                .orElseThrow();
    }

    private static List<Step> inOrder(List<Step> steps) {
        Comparator<Step> byProgress = Comparator.comparingInt((Step step) -> FAR.getOrDefault(step.state(), 0));
        var inOrder = new ArrayList<>(steps.stream()
                .filter(Step::dated)
                .sorted(Comparator.comparing((Step step) -> step.time().at())
                        .thenComparing(Step::again)
                        .thenComparing(byProgress)
                        .thenComparingLong(Step::heard)
                        .thenComparingLong(Step::id))
                .toList());
        for (Step undated : steps.stream()
                .filter(step -> !step.dated())
                .sorted(Comparator.comparingLong(Step::heard)
                        .thenComparing(byProgress)
                        .thenComparingLong(Step::id))
                .toList()) {
            int behind = -1;
            for (int i = 0; i < inOrder.size(); i++) {
                Step other = inOrder.get(i);
                if (other.heard() <= undated.heard()
                        || !other.time().at().isAfter(undated.time().at())) {
                    behind = i;
                }
            }
            inOrder.add(behind + 1, undated);
        }
        return inOrder;
    }

    private static boolean isLater(Step step, Step other) {
        Duration later = Duration.between(other.time().at(), step.time().at());
        if (step.dated() && other.dated()) {
            return later.isPositive();
        }
        return later.compareTo(SLACK) > 0 && step.heard() - other.heard() > SLACK.toMillis();
    }

    private Try lastTry() {
        return tries.isEmpty() ? new Try(0, List.of()) : tries.getLast();
    }

    /** The last that captured something, else the last. */
    private Try told() {
        boolean captured = captured();
        if (captured || rules.expects().isEmpty()) {
            for (Try one : tries.reversed()) {
                boolean well =
                        one.end().filter(end -> end.state() == BotState.ENDED).isPresent();
                if (one.recorded() || (well && (one.wasIn() || (captured && !one.neverIn())))) {
                    return one;
                }
            }
        }
        return lastTry();
    }

    private boolean captured() {
        return statuses().entrySet().stream()
                .filter(entry -> COUNTING.contains(entry.getKey().kind())
                        || rules.expects().contains(entry.getKey().kind()))
                .anyMatch(entry -> Set.of(ArtifactStatus.READY, ArtifactStatus.PROCESSING, ArtifactStatus.DELETED)
                        .contains(entry.getValue()));
    }

    /** When all was said to be done, unless that was before the last run began. */
    private Optional<Long> done() {
        Optional<Long> done = heard(event -> event instanceof Event.ProcessingDone);
        boolean before = tries.size() > 1
                && done.isPresent()
                && done.get() < lastTry().heard(_ -> true).orElse(Long.MIN_VALUE);
        return before ? Optional.empty() : done;
    }

    /** A step of the run as all that tell it together tell it. */
    private record Step(
            long id,
            BotState state,
            EventTime time,
            boolean last,
            @Nullable EndReason why,
            boolean again,
            long heard,
            List<StateChange> tellings) {

        boolean dated() {
            return !time.inferred();
        }
    }

    /** A run of the bot. */
    private static final class Try {
        private final int number;
        private final List<Step> steps;

        Try(int number, List<Step> steps) {
            this.number = number;
            this.steps = List.copyOf(steps);
        }

        Optional<Step> last() {
            return steps.stream().filter(Step::last).min(Oracle::whichEndHolds);
        }

        /** Also one after which the vendor would say more. */
        Optional<Step> end() {
            return last().or(() ->
                    steps.stream().filter(step -> OVER.contains(step.state())).min(Oracle::whichEndHolds));
        }

        boolean failed() {
            return end().filter(end -> end.state() == BotState.FAILED).isPresent();
        }

        private boolean any(Predicate<StateChange> which) {
            return steps.stream().flatMap(step -> step.tellings().stream()).anyMatch(which);
        }

        boolean wasIn() {
            return any(Oracle::saysIn);
        }

        boolean recorded() {
            return any(Oracle::saysRecording);
        }

        boolean neverIn() {
            return !wasIn() && any(Oracle::saysOutside);
        }

        Optional<Long> heard(Predicate<Step> which) {
            return steps.stream().filter(which).map(Step::heard).min(Comparator.naturalOrder());
        }

        BotState state() {
            return end().or(() -> latest(steps)).map(Step::state).orElse(BotState.UNKNOWN);
        }

        EndReason reason(boolean gotIn) {
            Optional<Step> end = end();
            return steps.stream()
                    .filter(step ->
                            !step.last() || step.state() == end.orElseThrow().state())
                    .filter(step -> why(step, gotIn) != null)
                    .min(Comparator.comparingInt((Step step) -> -telling(why(step, gotIn)))
                            .thenComparing(Step::time, Oracle::better)
                            .thenComparingLong(Step::id))
                    .map(step -> why(step, gotIn))
                    .orElse(EndReason.UNKNOWN);
        }

        private @Nullable EndReason why(Step step, boolean gotIn) {
            EndReason why = step.why() == EndReason.JOIN_DENIED && wasIn() ? EndReason.RECORDING_DENIED : step.why();
            boolean allowedInTheEnd = why == EndReason.RECORDING_DENIED && !step.last() && recorded();
            boolean inAfterAll = isOut(why) && gotIn && !(step.last() && step.state() == BotState.FAILED);
            return allowedInTheEnd || inAfterAll ? null : why;
        }

        Optional<EventTime> joined() {
            return notAfterTheEnd(IN, step -> step.run().joinedAt());
        }

        Optional<EventTime> recordingStarted() {
            return notAfterTheEnd(Set.of(BotState.RECORDING), step -> step.run().recordingStartedAt());
        }

        private Optional<EventTime> notAfterTheEnd(
                Set<BotState> states, Function<StateChange, @Nullable Instant> said) {
            Instant end = end().map(step -> step.time().at()).orElse(Instant.MAX);
            Stream<EventTime> reached =
                    steps.stream().filter(step -> states.contains(step.state())).map(Step::time);
            Stream<EventTime> claimed = steps.stream()
                    .flatMap(step -> step.tellings().stream())
                    .map(said)
                    .filter(Objects::nonNull)
                    .map(at -> new EventTime(at, false, null));
            return Stream.concat(reached, claimed)
                    .filter(time -> !time.at().isAfter(end))
                    .min(Oracle::better);
        }

        @Nullable
        Double duration() {
            Optional<Double> counted = steps.stream()
                    .sorted(Comparator.comparing(Step::time, Oracle::better).thenComparingLong(Step::id))
                    .map(step -> step.tellings().stream()
                            .map(told -> told.run().durationSeconds())
                            .filter(Objects::nonNull)
                            .min(Comparator.naturalOrder()))
                    .flatMap(Optional::stream)
                    .findFirst();
            if (counted.isPresent()) {
                return counted.get();
            }
            EventTime joined = joined().orElse(null);
            Step end = end().orElse(null);
            return joined == null
                            || end == null
                            || joined.inferred()
                            || end.time().inferred()
                    ? null
                    : Duration.between(joined.at(), end.time().at()).toMillis() / 1000.0;
        }
    }

    /** Deliveries in the order of the log. */
    record Delivered(long logTime, List<Fact> facts) {
        /** Whether the vendor's read API told all of it. */
        boolean isPulled() {
            return facts.stream().allMatch(Fact::pulled);
        }
    }

    /** The first revision. */
    record Closed(long at, ClosedBy by) {
        /** The same, at a delivery: of one that was asked for the record says so. */
        Closed closedBy(Delivered delivery) {
            return by != ClosedBy.DELETION && delivery.isPulled() ? new Closed(at, ClosedBy.RECONCILED) : this;
        }
    }

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
            Set<String> conflicts,
            List<String> attempts) {

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
                            .toList()),
                    record.getAttempts().stream()
                            .map(attempt -> attempt(
                                    attempt.getNumber(),
                                    attempt.getState(),
                                    attempt.getEndReason(),
                                    attempt.getJoinedAt(),
                                    attempt.getEndedAt()))
                            .toList());
        }
    }

    /** When it first closes, if it does by that log time. */
    static Optional<Closed> firstClosing(CompletionRules rules, List<Delivered> deliveries, long until) {
        var sofar = new ArrayList<Fact>();
        for (int i = 0; i < deliveries.size(); i++) {
            long now = deliveries.get(i).logTime();
            long next = i + 1 < deliveries.size() ? deliveries.get(i + 1).logTime() : until;
            sofar.addAll(deliveries.get(i).facts());
            if (sofar.stream().allMatch(fact -> fact.event() instanceof Event.Activity)) {
                continue;
            }
            Closed closing = new Oracle(rules, sofar).closing(now);
            if (closing.at() <= next) {
                return Optional.of(closing.at() <= now ? closing.closedBy(deliveries.get(i)) : closing);
            }
        }
        return Optional.empty();
    }

    /** When it closes, and by what, if nothing more comes. */
    Closed closing(long now) {
        Step end = lastTry().last().orElse(null);
        Try told = told();
        boolean allAnswered = unanswered().isEmpty();
        if (!events(Event.DataDeletion.class).isEmpty()) {
            return new Closed(now, ClosedBy.DELETION);
        }
        boolean toldFailed =
                told.last().filter(last -> last.state() == BotState.FAILED).isPresent();
        if (end != null && (toldFailed || (told.last().isPresent() && told.neverIn()))) {
            return new Closed(now, ClosedBy.FAILURE);
        }
        if (end != null && allAnswered && !rules.expects().isEmpty()) {
            return new Closed(now, ClosedBy.ALL_ARRIVED);
        }
        if (end != null && allAnswered && done().isPresent()) {
            return new Closed(now, ClosedBy.VENDOR_DONE);
        }
        var waits = new ArrayList<Closed>();
        done().ifPresent(done -> waits.add(after(done, rules.doneGrace(), ClosedBy.VENDOR_DONE)));
        if (end == null) {
            lastTry()
                    .heard(step -> !step.last() && OVER.contains(step.state()))
                    .ifPresent(said -> waits.add(after(said, rules.provisionalSettle(), ClosedBy.DEADLINE)));
        }
        Optional<Long> sign = lastTry().heard(step -> ENDING.contains(step.state()));
        if (end != null) {
            Optional<Long> own = told.heard(step -> ENDING.contains(step.state()));
            sign = own.isPresent() ? own : sign;
        }
        Stream.concat(sign.stream(), done().stream())
                .min(Comparator.naturalOrder())
                .ifPresentOrElse(
                        near -> waits.add(after(near, rules.settle(), ClosedBy.DEADLINE)),
                        () -> waits.add(
                                underway()
                                        ? after(latestNews(), rules.silence(), ClosedBy.DEADLINE)
                                        : after(quietSince(), rules.scheduledSilence(), ClosedBy.DEADLINE)));
        // The first; of two at the same time the vendor's word says more than a deadline. Never before what is known.
        Closed first = waits.stream()
                .min(Comparator.comparingLong(Closed::at).thenComparing(wait -> wait.by() == ClosedBy.DEADLINE))
                .orElseThrow();
        return new Closed(Math.max(first.at(), latestNews()), first.by());
    }

    private static Closed after(long logTime, Duration wait, ClosedBy by) {
        return new Closed(logTime + wait.toMillis(), by);
    }

    private boolean underway() {
        return tellings.stream()
                .map(Fact::event)
                .filter(event -> !(event instanceof Event.Activity))
                .anyMatch(event -> !(event instanceof StateChange step) || !NOT_YET.contains(step.state()));
    }

    /** Log times of the first telling of each fact of that kind: the earliest. */
    private Optional<Long> heard(Predicate<Event> which) {
        return firstTellings()
                .filter(fact -> which.test(fact.event()))
                .map(Fact::logTime)
                .min(Comparator.naturalOrder());
    }

    private long latestNews() {
        return Stream.concat(
                        firstTellings()
                                .filter(fact -> !(fact.event() instanceof Event.Activity))
                                .map(Fact::logTime),
                        activity())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The minutes in which there was talk, from when the meeting was known. */
    private Stream<Long> activity() {
        return tellings.stream()
                .dropWhile(fact -> fact.event() instanceof Event.Activity)
                .filter(fact -> fact.event() instanceof Event.Activity)
                .map(fact -> fact.logTime() - fact.logTime() % 60_000);
    }

    /** When a bot that is not on its way yet is to come, within reason. */
    private long quietSince() {
        long first = firstTellings()
                .filter(fact -> !(fact.event() instanceof Event.Activity))
                .mapToLong(Fact::logTime)
                .min()
                .orElseThrow();
        return events(StateChange.class).stream()
                .map(step -> step.run().joinAt())
                .filter(Objects::nonNull)
                .mapToLong(at ->
                        Math.min(at.toEpochMilli(), first + Duration.ofDays(400).toMillis()))
                .reduce(latestNews(), Math::max);
    }

    private Stream<Fact> firstTellings() {
        return tellings.stream().collect(groupingBy(Fact::id)).values().stream().map(List::getFirst);
    }

    /** What the record says by now. */
    Answer answer() {
        Try told = told();
        Step end = told.end().orElse(null);
        Outcome apart = apartFromDeletion();
        boolean deleted = !events(Event.DataDeletion.class).isEmpty();
        List<ArtifactKind> missing = deleted || apart == Outcome.FAILED ? List.of() : unanswered();
        boolean gotIn = told.wasIn() || captured();
        return new Answer(
                deleted ? Outcome.DELETED : apart,
                deleted ? apart : null,
                told.state(),
                told.reason(gotIn),
                missing,
                artifacts(deleted, apart, missing),
                at(best(times(Set.of(BotState.SCHEDULED, BotState.REQUESTED)))),
                at(told.joined()),
                at(told.recordingStarted()),
                end == null ? null : end.time().at(),
                told.duration(),
                at(best(events(Event.DataDeletion.class).stream()
                        .map(event -> event.said().time()))),
                joins(),
                conflicts(end),
                tries.stream()
                        .map(one -> attempt(
                                one.number,
                                one.state(),
                                one.reason(one.number == told.number ? gotIn : one.wasIn()),
                                at(one.joined()),
                                one.end().map(step -> step.time().at()).orElse(null)))
                        .toList());
    }

    private static String attempt(
            int number, BotState state, EndReason reason, @Nullable Instant joinedAt, @Nullable Instant endedAt) {
        return "%d: %s, %s, %s to %s".formatted(number, state, reason, joinedAt, endedAt);
    }

    /** Each with a time is one; of those without, each that comes long enough after the last that was counted. */
    private int joins() {
        int joins = 0;
        Step counted = null;
        for (Step join : inOrder(steps)) {
            if (join.state() == BotState.JOINING) {
                boolean copy = !join.dated() && counted != null && !isLater(join, counted);
                joins += copy ? 0 : 1;
                counted = copy || join.dated() ? counted : join;
            }
        }
        return joins;
    }

    private Outcome apartFromDeletion() {
        Try told = told();
        if (told.failed()) {
            return Outcome.FAILED;
        }
        // "All is done" is an end in other words.
        if (told.end().isEmpty() && lastTry().end().isEmpty() && done().isEmpty()) {
            return Outcome.TIMED_OUT;
        }
        if (!captured()) {
            return rules.expects().isEmpty() && told.wasIn() ? Outcome.UNCONFIRMED : Outcome.NOT_CAPTURED;
        }
        return rules.expects().stream().allMatch(this::met) ? Outcome.COMPLETE : Outcome.PARTIAL;
    }

    /** Answered, and not by a failure that nothing made up for. */
    private boolean met(ArtifactKind expected) {
        List<ArtifactStatus> said = saidOf(expected);
        boolean there = said.contains(ArtifactStatus.READY) || said.contains(ArtifactStatus.DELETED);
        return there || (said.contains(ArtifactStatus.SKIPPED) && !said.contains(ArtifactStatus.FAILED));
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

    private Map<String, ArtifactStatus> artifacts(boolean deleted, Outcome apart, List<ArtifactKind> missing) {
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
        Set<ArtifactKind> media = Set.of(ArtifactKind.RECORDING, ArtifactKind.AUDIO, ArtifactKind.VIDEO);
        Try run = told();
        EndReason why = run.reason(run.wasIn() || captured());
        boolean mayBe = why == EndReason.TRANSCRIPTION_FAILED || (run.recorded() && why != EndReason.RECORDING_DENIED);
        if (!deleted
                && apart == Outcome.FAILED
                && mayBe
                && statuses().keySet().stream().noneMatch(product -> media.contains(product.kind()))) {
            told.put(name(ArtifactKind.RECORDING, null), ArtifactStatus.UNKNOWN);
        }
        return told;
    }

    private record Product(ArtifactKind kind, @Nullable String id) {}

    /** What holds of each; what is not there gives way where another of its kind is. */
    private Map<Product, ArtifactStatus> statuses() {
        var statuses = new HashMap<Product, ArtifactStatus>();
        boolean nothingToRecord = (!wasIn() && anyStep(Oracle::saysOutside))
                || ((wasIn() || anyStep(step -> !step.terminal() && step.endReason() == EndReason.RECORDING_DENIED))
                        && !recorded());
        holding()
                .forEach((product, holds) -> statuses.put(
                        product, holds.implied() && nothingToRecord ? ArtifactStatus.UNAVAILABLE : holds.status()));
        var there = new HashSet<ArtifactKind>();
        statuses.forEach((product, status) -> {
            if (status == ArtifactStatus.READY || status == ArtifactStatus.DELETED) {
                there.add(product.kind());
                if (product.kind() == ArtifactKind.AUDIO || product.kind() == ArtifactKind.VIDEO) {
                    there.add(ArtifactKind.RECORDING);
                }
            }
        });
        statuses.entrySet()
                .removeIf(entry -> there.contains(entry.getKey().kind())
                        && Set.of(
                                        ArtifactStatus.FAILED,
                                        ArtifactStatus.UNAVAILABLE,
                                        ArtifactStatus.MISSING,
                                        ArtifactStatus.UNKNOWN)
                                .contains(entry.getValue()));
        return statuses;
    }

    private Map<Product, Artifact> holding() {
        var holding = new HashMap<Product, Artifact>();
        events(Artifact.class).stream()
                .collect(groupingBy(artifact -> new Product(artifact.kind(), artifact.artifactId())))
                .forEach((product, said) -> holding.put(product, holds(said)));
        return holding;
    }

    /**
     * What was there once is there, unless deleted. Apart from that the latest by the vendor's clock; what is said without a time
     * holds if that is that it is there or gone, or alone.
     */
    private static Artifact holds(List<Artifact> all) {
        List<Artifact> there = all.stream()
                .filter(artifact -> lifeOf(artifact.status()) >= lifeOf(ArtifactStatus.READY))
                .toList();
        List<Artifact> said = there.isEmpty() ? all : there;
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
                .max(byLife.thenComparing(artifact -> artifact.said().time().at()));
        return untimed.filter(artifact -> lifeOf(artifact.status()) >= lifeOf(ArtifactStatus.READY))
                .or(() -> timed)
                .or(() -> untimed)
                .orElseThrow();
    }

    private static int lifeOf(ArtifactStatus status) {
        return LIFE.indexOf(
                LIFE.stream().filter(age -> age.contains(status)).findFirst().orElseThrow());
    }

    /** By the vendor's clock, at the same time the furthest; where it gave no time at all, the furthest. */
    private static Optional<Step> latest(List<Step> steps) {
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

    /** With a time before without, then the earlier; but where neither has one, the one that ended well. */
    private static int whichEndHolds(Step one, Step other) {
        Comparator<Step> byState = Comparator.comparing(step -> step.state() == BotState.FAILED);
        Comparator<Step> byTime = Comparator.comparing(step -> step.time().at());
        Comparator<Step> order = one.dated() || other.dated()
                ? Comparator.comparing(Step::time, Oracle::better).thenComparing(byState)
                : byState.thenComparing(byTime);
        return order.thenComparingLong(Step::id).compare(one, other);
    }

    private Set<String> conflicts(@Nullable Step end) {
        return end != null && steps.stream().anyMatch(step -> step.last() && step.state() != end.state())
                ? Set.of(end.state() == BotState.ENDED ? "ENDED, not FAILED" : "FAILED, not ENDED")
                : Set.of();
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
        return anyStep(Oracle::saysIn);
    }

    private boolean recorded() {
        return anyStep(Oracle::saysRecording);
    }

    private static boolean saysIn(StateChange step) {
        return IN.contains(step.state())
                || isOneOf(IN, step.previous())
                || step.run().joinedAt() != null;
    }

    private static boolean saysRecording(StateChange step) {
        return TAPING.contains(step.state())
                || isOneOf(TAPING, step.previous())
                || step.run().recordingStartedAt() != null;
    }

    private static boolean saysOutside(StateChange step) {
        return step.run().neverJoined() || (ENDING.contains(step.state()) && isOneOf(OUTSIDE, step.previous()));
    }

    private static boolean isOut(@Nullable EndReason why) {
        return why != null && OUT.contains(why);
    }

    private static boolean isOneOf(Set<BotState> states, @Nullable BotState state) {
        return state != null && states.contains(state);
    }

    private boolean anyStep(Predicate<StateChange> which) {
        return events(StateChange.class).stream().anyMatch(which);
    }

    private Stream<EventTime> times(Set<BotState> states) {
        return events(StateChange.class).stream()
                .filter(step -> states.contains(step.state()))
                .map(step -> step.said().time());
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
                        .orElse(null),
                tellings.stream().anyMatch(step -> isOneOf(OVER, step.previous()) && GOING.contains(step.state())),
                told.stream().mapToLong(Fact::logTime).min().orElseThrow(),
                tellings);
    }

    private static String name(ArtifactKind kind, @Nullable String id) {
        return id == null ? kind.name() : kind + " " + id;
    }
}
