package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.streams.completion.Cause.ByDelivery;
import io.adjourn.streams.completion.Publishing.Decision;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One meeting told as the topology tells it, without a topology: by log time, what is due before the next delivery. */
final class PlayedMeeting {
    static final String KEY = "acme/m-1";

    private final CompletionRules rules;
    private final List<Told> revisions = new ArrayList<>();
    private Meeting meeting = Meeting.opened("test");
    private int deliveries;
    private boolean known;

    PlayedMeeting(CompletionRules rules) {
        this.rules = rules;
    }

    /**
     * A revision.
     *
     * @param deliveries how many had been taken when it came to be
     */
    record Told(int deliveries, MeetingCompletion completion) {}

    /** Takes a delivery of these facts, all of one provenance, at that log time in milliseconds. */
    void take(long now, List<Fact> facts) {
        passes(now);
        deliveries++;
        if (facts.stream().allMatch(fact -> fact.event() instanceof Event.Activity)) {
            if (known && meeting.isKeptOpenBy(now)) {
                meeting = scheduled(meeting.withActivity(now));
            }
            return;
        }
        Meeting before = known ? meeting : null;
        known = true;
        for (Fact fact : facts) {
            meeting = meeting.with(fact);
        }
        var cause = new ByDelivery(
                Instant.ofEpochMilli(now), "", null, facts.getFirst().pulled());
        publish(Publishing.afterDelivery(now, now, KEY, before, meeting, rules, cause));
    }

    /** Lets time pass until that log time. */
    void passes(long now) {
        for (Long due = meeting.scheduledAt(); due != null && due <= now; due = meeting.scheduledAt()) {
            publish(Publishing.atDeadline(due, KEY, meeting.scheduledAt(null), rules, Retention.DEFAULT));
            meeting = meeting.compacted(due, Retention.DEFAULT);
        }
    }

    /** Whether its next record is still to come. */
    boolean isOpen() {
        return meeting.isOpen();
    }

    List<Told> revisions() {
        return revisions;
    }

    private void publish(Decision decision) {
        if (decision.completion() != null) {
            revisions.add(new Told(deliveries, decision.completion()));
        }
        meeting = scheduled(decision.meeting());
    }

    private Meeting scheduled(Meeting meeting) {
        long due = meeting.due(rules, Retention.DEFAULT);
        Long armed = meeting.scheduledAt();
        return armed == null || armed > due ? meeting.scheduledAt(due) : meeting;
    }
}
