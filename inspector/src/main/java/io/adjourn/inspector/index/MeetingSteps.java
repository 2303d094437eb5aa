package io.adjourn.inspector.index;

import io.adjourn.inspector.index.IndexEntry.Told;
import io.adjourn.inspector.view.Attempt;
import io.adjourn.inspector.view.Step;
import io.adjourn.meetings.v1.LifecycleKind;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.meetings.v1.RawCoordinates;
import io.adjourn.meetings.v1.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A meeting's steps and attempts: of its last revision, or of its events where it has none, or goes on since. Pure. */
final class MeetingSteps {
    private MeetingSteps() {}

    static List<Attempt> attempts(@Nullable MeetingCompletion completion) {
        if (completion == null || completion.getAttempts() == null) {
            return List.of();
        }
        return completion.getAttempts().stream()
                .map(attempt -> new Attempt(
                        attempt.getNumber(),
                        attempt.getJoinedAt(),
                        attempt.getEndedAt(),
                        attempt.getEndReason(),
                        attempt.getState()))
                .toList();
    }

    /**
     * The steps, by time.
     *
     * @param completion the last revision; null where there is none
     * @param pulled ids of deliveries that answer a question of ours
     */
    static List<Step> steps(
            @Nullable MeetingCompletion completion,
            List<Told> events,
            boolean goesOn,
            List<Attempt> attempts,
            Set<String> pulled) {
        List<MeetingLifecycle> changes = events.stream()
                .map(Told::event)
                .filter(MeetingLifecycle.class::isInstance)
                .map(MeetingLifecycle.class::cast)
                .filter(event -> event.getKind() == LifecycleKind.STATE_CHANGE)
                .toList();
        var steps = new ArrayList<Step>();
        if (completion != null) {
            Map<List<Object>, MeetingLifecycle> byWhat = changes.stream()
                    .collect(Collectors.toMap(
                            event -> List.of(event.getState(), event.getOccurredAt()),
                            event -> event,
                            (first, _) -> first));
            for (TimelineEntry entry : completion.getTimeline()) {
                steps.add(step(entry, byWhat.get(List.of(entry.getState(), entry.getAt())), attempts));
            }
        }
        if (completion == null || goesOn) {
            var known = steps.stream()
                    .map(step -> List.<Object>of(step.state(), step.at()))
                    .collect(Collectors.toSet());
            changes.stream()
                    .filter(event -> known.add(List.of(event.getState(), event.getOccurredAt())))
                    .forEach(event -> steps.add(step(event, attempts, pulled)));
        }
        steps.sort(Comparator.comparing(Step::at));
        return steps;
    }

    private static Step step(TimelineEntry entry, @Nullable MeetingLifecycle told, List<Attempt> attempts) {
        String delivery = told == null ? null : delivery(told.getRaw());
        return new Step(
                entry.getState(),
                entry.getAt(),
                entry.getInferred(),
                entry.getVendorState(),
                entry.getReason(),
                entry.getPulled(),
                attemptOf(entry.getAt(), attempts),
                delivery);
    }

    private static Step step(MeetingLifecycle event, List<Attempt> attempts, Set<String> pulled) {
        String delivery = delivery(event.getRaw());
        return new Step(
                event.getState(),
                event.getOccurredAt(),
                event.getOccurredAtInferred(),
                event.getVendorState(),
                event.getEndReason(),
                delivery != null && pulled.contains(delivery),
                attemptOf(event.getOccurredAt(), attempts),
                delivery);
    }

    /** The first that had not ended before. */
    private static int attemptOf(Instant at, List<Attempt> attempts) {
        return attempts.stream()
                .filter(attempt -> attempt.endedAt() == null || !at.isAfter(Objects.requireNonNull(attempt.endedAt())))
                .map(Attempt::number)
                .findFirst()
                .orElseGet(() -> attempts.isEmpty() ? 0 : attempts.getLast().number());
    }

    private static @Nullable String delivery(@Nullable RawCoordinates raw) {
        return raw == null || raw.getDeliveryId().isEmpty() ? null : raw.getDeliveryId();
    }
}
