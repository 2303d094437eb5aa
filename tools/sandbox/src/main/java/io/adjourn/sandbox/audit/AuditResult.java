package io.adjourn.sandbox.audit;

import io.adjourn.meetings.v1.MeetingCompletion;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a replay finds of a meeting. */
public sealed interface AuditResult {

    /** Published as the raw topic says. */
    record Same() implements AuditResult {}

    /** Published otherwise than the raw topic says. */
    record Different(List<Difference> differences) implements AuditResult {}

    /** By the raw topic it has a record, and none is published. */
    record NotPublished() implements AuditResult {}

    /** A record is published, and by the raw topic it has none. */
    record NotToldByRaw() implements AuditResult {}

    /** No record yet, and rightly so. */
    record Open() implements AuditResult {}

    /** Not compared: something happened to it while we looked. */
    record Moving() implements AuditResult {}

    /** Not compared: it began before what was read of the raw topic. */
    record BegunBefore() implements AuditResult {}

    /**
     * What is found of a meeting.
     *
     * @param published its last revision as published; null where there is none
     * @param replayed its last revision as made again; null where there is none
     * @param events what more is different: its events' ids
     * @param firstReceived the earliest time that one of its raw records that were read can count as received at
     * @param began when the replay began to look
     */
    static AuditResult of(
            @Nullable MeetingCompletion published,
            @Nullable MeetingCompletion replayed,
            List<Difference> events,
            Instant firstReceived,
            Instant began) {
        if (isAfter(published, began) || isAfter(replayed, began)) {
            return new Moving();
        }
        if (published == null) {
            return replayed == null ? new Open() : new NotPublished();
        }
        if (published.getFirstSeenAt().isBefore(firstReceived)) {
            return new BegunBefore();
        }
        if (replayed == null) {
            return new NotToldByRaw();
        }
        List<Difference> differences = Stream.concat(Difference.between(published, replayed).stream(), events.stream())
                .toList();
        return differences.isEmpty() ? new Same() : new Different(differences);
    }

    private static boolean isAfter(@Nullable MeetingCompletion completion, Instant time) {
        return completion != null && completion.getRevisedAt().isAfter(time);
    }
}
