package io.adjourn.inspector.index;

import io.adjourn.contracts.InstalledTopics;
import io.adjourn.contracts.Topic;
import io.adjourn.inspector.index.IndexEntry.Refused;
import io.adjourn.inspector.index.IndexEntry.Revised;
import io.adjourn.inspector.index.IndexEntry.Told;
import io.adjourn.inspector.view.ArtifactView;
import io.adjourn.inspector.view.Attempt;
import io.adjourn.inspector.view.ConflictView;
import io.adjourn.inspector.view.Coordinates;
import io.adjourn.inspector.view.DeliveryResult;
import io.adjourn.inspector.view.DeliveryView;
import io.adjourn.inspector.view.EventView;
import io.adjourn.inspector.view.Meeting;
import io.adjourn.inspector.view.Reject;
import io.adjourn.inspector.view.RevisionView;
import io.adjourn.inspector.view.Sight;
import io.adjourn.inspector.view.Waiting;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.OpenMeeting;
import io.adjourn.meetings.v1.RawCoordinates;
import io.adjourn.meetings.v1.RejectedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a meeting of all that the index has of it. Pure. */
final class Assembly {
    /** What is due for longer, streams does not know of any more. */
    private static final Duration STALE = Duration.ofHours(1);

    private final InstalledTopics topics;
    private final String key;
    private final StoredSummary summary;
    private final Entries entries;
    private final Sight sight;

    Assembly(InstalledTopics topics, String key, StoredSummary summary, Entries entries, Sight sight) {
        this.topics = topics;
        this.key = key;
        this.summary = summary;
        this.entries = entries;
        this.sight = sight;
    }

    Meeting meeting(String version, Instant now) {
        List<Revised> revisions = entries.revisions().stream()
                .map(one -> sight == Sight.WHOLE
                        ? one
                        : new Revised(one.place(), one.logTime(), Personal.masked(one.completion())))
                .toList();
        MeetingCompletion last =
                revisions.isEmpty() ? null : revisions.getLast().completion();
        MeetingCompletion unmasked = entries.revisions().isEmpty()
                ? null
                : entries.revisions().getLast().completion();
        List<Attempt> attempts = MeetingSteps.attempts(last);
        Set<String> pulled = entries.deliveries().stream()
                .filter(delivery -> delivery.pulled() != null)
                .map(Delivered::deliveryId)
                .collect(Collectors.toSet());
        return new Meeting(
                Summaries.view(key, summary, sight),
                version,
                last == null ? null : last.getClosedBy(),
                last == null ? null : last.getErrorCode(),
                last == null ? null : last.getErrorMessage(),
                waiting(now),
                last == null ? null : last.getRequestedAt(),
                last == null ? null : last.getRecordingStartedAt(),
                last == null ? null : last.getClosedAt(),
                last == null ? null : last.getRevisedAt(),
                Micros.instantOrNull(summary.deletedAt),
                attempts,
                MeetingSteps.steps(last, entries.events(), summary.isOpen(), attempts, pulled),
                deliveries(),
                Math.max(0, summary.deliveries - entries.deliveries().size()),
                artifacts(last),
                revisions(revisions),
                unseen(revisions),
                entries.rejects().stream().map(this::reject).toList(),
                conflicts(last),
                last == null ? List.of() : last.getParticipants(),
                unmasked == null ? 0 : unmasked.getParticipants().size(),
                last == null ? List.of() : last.getSpeakers(),
                attributes());
    }

    private @Nullable String attributes() {
        String all = summary.attributes;
        return all == null || sight == Sight.WHOLE ? all : Personal.withoutEmails(all);
    }

    private @Nullable Waiting waiting(Instant now) {
        OpenMeeting open = entries.open();
        return open == null
                ? null
                : new Waiting(
                        open.getWaitingFor(),
                        open.getDueAt(),
                        open.getClosesBy(),
                        open.getClosesAs(),
                        open.getExpects(),
                        open.getAwaited(),
                        open.getLastNewsAt(),
                        open.getRevision(),
                        now.isAfter(open.getDueAt().plus(STALE)));
    }

    private List<DeliveryView> deliveries() {
        var events = new HashMap<RecordPosition, List<Told>>();
        var tellers = new HashMap<Long, RecordPosition>();
        for (Told told : entries.events()) {
            RecordPosition raw = told.raw();
            if (raw != null) {
                events.computeIfAbsent(raw, _ -> new ArrayList<>()).add(told);
                tellers.putIfAbsent(Happening.of(told).identity(), raw);
            }
        }
        entries.deliveries().stream()
                .filter(one -> one.reading() == Delivered.Reading.UNREAD && events.containsKey(one.place()))
                .forEach(one -> one.facts().forEach(fact -> tellers.putIfAbsent(fact, one.place())));
        var rejects = new HashMap<RecordPosition, Refused>();
        for (Refused refused : entries.rejects()) {
            RawCoordinates raw = refused.reject().getRaw();
            if (raw != null) {
                rejects.put(new RecordPosition(raw.getPartition(), raw.getOffset()), refused);
            }
        }
        Map<RecordPosition, String> ids =
                entries.deliveries().stream().collect(Collectors.toMap(Delivered::place, Delivered::deliveryId));
        return entries.deliveries().stream()
                .map(one -> delivery(
                        one, events.getOrDefault(one.place(), List.of()), rejects.get(one.place()), tellers, ids))
                .sorted(Comparator.comparing(DeliveryView::receivedAt)
                        .thenComparingInt(view -> view.raw().partition())
                        .thenComparingLong(view -> view.raw().offset()))
                .toList();
    }

    private DeliveryView delivery(
            Delivered one,
            List<Told> events,
            @Nullable Refused refused,
            Map<Long, RecordPosition> tellers,
            Map<RecordPosition, String> ids) {
        DeliveryResult result = result(one, events, refused, tellers.keySet());
        RecordPosition first =
                result == DeliveryResult.DUPLICATE ? tellers.get(one.facts().getFirst()) : null;
        RejectedDelivery reject = refused == null ? null : refused.reject();
        return new DeliveryView(
                one.deliveryId(),
                at(topics.raw(), one.place()),
                Micros.instant(one.receivedAt()),
                Instant.ofEpochMilli(one.storedAt()),
                one.spooled(),
                one.verifiedBy(),
                one.pulled(),
                Micros.instantOrNull(one.askedAt()),
                one.replayOf(),
                one.contentType(),
                one.bytes(),
                result,
                first == null ? null : ids.get(first),
                reject == null ? null : reject.getReason(),
                reject == null ? null : reject.getDetail(),
                one.vendorType(),
                events.stream().map(this::event).toList());
    }

    /**
     * What streams said of it, or else what this build reads in it: whoever says only what others said before has no events of its
     * own.
     */
    private static DeliveryResult result(Delivered one, List<Told> events, @Nullable Refused refused, Set<Long> told) {
        if (!events.isEmpty()) {
            return DeliveryResult.NORMALIZED;
        }
        if (refused != null) {
            return DeliveryResult.REJECTED;
        }
        return switch (one.reading()) {
            case IGNORED -> DeliveryResult.IGNORED;
            case FACTS, UNREAD -> told.containsAll(one.facts()) ? DeliveryResult.DUPLICATE : DeliveryResult.PENDING;
            case UNREADABLE -> DeliveryResult.PENDING;
        };
    }

    private EventView event(Told told) {
        return Happening.of(told).view(at(topics.of(told.topic()), told.place()));
    }

    private List<ArtifactView> artifacts(@Nullable MeetingCompletion last) {
        if (last != null) {
            return last.getArtifacts().stream()
                    .map(artifact -> new ArtifactView(
                            artifact.getKind(),
                            artifact.getStatus(),
                            artifact.getArtifactId(),
                            artifact.getUrl(),
                            artifact.getUrlExpiresAt(),
                            artifact.getNeedsRefetch(),
                            artifact.getFormat(),
                            artifact.getSizeBytes(),
                            artifact.getDurationSeconds(),
                            artifact.getImplied(),
                            artifact.getDetail()))
                    .toList();
        }
        var latest = new LinkedHashMap<List<Object>, ArtifactView>();
        for (Told told : entries.events()) {
            if (told.event() instanceof MeetingArtifact whole) {
                MeetingArtifact one = sight == Sight.WHOLE ? whole : Personal.masked(whole);
                latest.put(
                        List.of(one.getKind(), Optional.ofNullable(one.getArtifactId())),
                        new ArtifactView(
                                one.getKind(),
                                one.getStatus(),
                                one.getArtifactId(),
                                one.getUrl(),
                                one.getUrlExpiresAt(),
                                false,
                                one.getFormat(),
                                one.getSizeBytes(),
                                one.getDurationSeconds(),
                                false,
                                one.getDetail()));
            }
        }
        return List.copyOf(latest.values());
    }

    private List<RevisionView> revisions(List<Revised> revisions) {
        var views = new ArrayList<RevisionView>();
        MeetingCompletion before = null;
        for (Revised revised : revisions) {
            MeetingCompletion record = revised.completion();
            RawCoordinates raw = record.getRaw();
            boolean isByDelivery = raw != null && record.getClosedBy() != ClosedBy.DEADLINE;
            views.add(new RevisionView(
                    record.getEpoch(),
                    record.getRevision(),
                    record.getOutcome(),
                    record.getClosedBy(),
                    record.getRevisedAt(),
                    RevisionChanges.changes(before, record),
                    isByDelivery && raw != null ? raw.getDeliveryId() : null,
                    at(topics.completions(), revised.place()),
                    record.toString()));
            before = record;
        }
        return views;
    }

    /** Revisions are gapless from 1. */
    private static int unseen(List<Revised> revisions) {
        if (revisions.isEmpty()) {
            return 0;
        }
        var seen = new HashSet<Integer>();
        revisions.forEach(one -> seen.add(one.completion().getRevision()));
        return Math.max(0, revisions.getLast().completion().getRevision() - seen.size());
    }

    private static List<ConflictView> conflicts(@Nullable MeetingCompletion last) {
        return last == null
                ? List.of()
                : last.getConflicts().stream()
                        .map(one -> new ConflictView(one.getKind().name(), one.getKept(), one.getOther()))
                        .toList();
    }

    Reject reject(Refused refused) {
        RejectedDelivery reject = refused.reject();
        RawCoordinates raw = reject.getRaw();
        return new Reject(
                key,
                at(topics.rejected(), refused.place()),
                raw == null ? null : new Coordinates(raw.getTopic(), raw.getPartition(), raw.getOffset()),
                reject.getReason(),
                reject.getDetail(),
                reject.getStep(),
                reject.getSource(),
                reject.getVendor(),
                Instant.ofEpochMilli(refused.logTime()),
                "./adjourn rejected replay --meeting " + Shell.quoted(key));
    }

    private static Coordinates at(Topic topic, RecordPosition place) {
        return new Coordinates(topic.name(), place.partition(), place.offset());
    }
}
