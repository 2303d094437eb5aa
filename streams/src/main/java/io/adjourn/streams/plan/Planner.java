package io.adjourn.streams.plan;

import io.adjourn.contracts.MeetingKey;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.streams.completion.Cause.ByDelivery;
import io.adjourn.streams.completion.EventId;
import io.adjourn.streams.completion.Fact;
import io.adjourn.streams.completion.KeptAttributes;
import io.adjourn.streams.completion.Meeting;
import io.adjourn.streams.completion.MeetingFold;
import io.adjourn.streams.completion.Publishing;
import io.adjourn.streams.completion.Retention;
import io.adjourn.streams.completion.UnreadableStateException;
import io.adjourn.streams.completion.Waiting;
import io.adjourn.streams.encode.ContentFree;
import io.adjourn.streams.encode.Message;
import io.adjourn.streams.encode.Messages;
import io.adjourn.streams.normalize.Fault;
import io.adjourn.streams.normalize.RawDelivery;
import io.adjourn.streams.normalize.Reading;
import io.adjourn.streams.normalize.Reading.Facts;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a delivery or a deadline. A delivery's facts go through
 * {@code identify → dropDuplicates → fold → close → encode}. Nothing is stored or sent here, so a fault on the way leaves no
 * half-done mark behind. Thread-safe.
 */
public final class Planner {
    private final Messages messages;
    private final Rules rules;
    private final Retention retention;
    private final KeptAttributes keptAttributes;

    /**
     * @param messages how records are written
     * @param rules when meetings close
     * @param retention how long they are remembered
     * @param keptAttributes what stays of the customer's own metadata once a meeting's data is deleted
     */
    public Planner(Messages messages, Rules rules, Retention retention, KeptAttributes keptAttributes) {
        this.messages = messages;
        this.rules = rules;
        this.retention = retention;
        this.keptAttributes = keptAttributes;
    }

    /** One for which all of the customer's own metadata stays. */
    public Planner(Messages messages, Rules rules, Retention retention) {
        this(messages, rules, retention, KeptAttributes.ALL);
    }

    /** Whether the reading changes what is kept of a meeting, so that the meeting has to be looked up. */
    public static boolean needsMeeting(Reading reading) {
        if (reading instanceof Facts facts) {
            for (Event event : facts.events()) {
                if (shapesMeeting(facts, event) || keepsMeetingOpen(facts, event)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean shapesMeeting(Facts facts, Event event) {
        return facts.subject() instanceof Subject.Meeting && MeetingFold.takes(event);
    }

    private static boolean keepsMeetingOpen(Facts facts, Event event) {
        return facts.subject() instanceof Subject.Meeting && event instanceof Event.Activity;
    }

    /**
     * What becomes of a delivery.
     *
     * @param time when it counts as received
     * @param meeting what is known of its meeting; null where nothing is, or where it is not needed
     * @param seen whether an event that belongs to no meeting's state was there before
     */
    public Plan delivery(Reading reading, IntakeTime time, @Nullable Meeting meeting, Predicate<String> seen) {
        return switch (reading) {
            case Facts facts -> unlessTooLarge(facts, facts(facts, time, meeting, seen));
            case Reading.Rejected(var raw, var reason, var detail) -> rejected(raw, reason, detail, "normalize");
            case Reading.Ignored(var raw, var _) ->
                new Plan(List.of(), null, false, List.of(), new Plan.Ignored(sourceOf(raw), vendorOf(raw)));
        };
    }

    /** What becomes of a delivery on which we failed. */
    public Plan internalError(Reading reading, RuntimeException fault) {
        return rejected(reading.raw(), RejectReason.INTERNAL_ERROR, Fault.of(fault), "fold");
    }

    /** What becomes of a delivery whose meeting has a state that cannot be read. */
    public Plan unreadable(Reading reading, UnreadableStateException why) {
        return rejected(
                reading.raw(),
                RejectReason.STATE_UNREADABLE,
                "the meeting's state cannot be read: " + why.getMessage(),
                "fold");
    }

    /**
     * What becomes of a meeting whose entry among the deadlines fired.
     *
     * @param meeting the meeting, without that entry
     * @param now the log time of the entry, in milliseconds
     */
    public Plan deadline(String key, Meeting meeting, long now) {
        if (meeting.isToBeForgotten(now, retention)) {
            return forgotten(key, meeting, now);
        }
        CompletionRules applying = rules.of(MeetingKey.sourceOf(key), meeting.vendor());
        var decision = Publishing.atDeadline(now, key, meeting, applying, retention);
        var sent = new ArrayList<>(messagesOf(decision.completion()));
        Meeting after = decision.meeting();
        if (after.isToBeTombstoned(now, retention)) {
            sent.add(messages.tombstone(key, meeting.vendor(), now));
            after = after.tombstoned(now).keeping(keptAttributes);
        } else if (after.isTombstoned() && after.isToBeFollowed(now, retention)) {
            sent.add(messages.tombstone(key, meeting.vendor(), now));
            after = after.followed();
        }
        after = after.compacted(now, retention);
        if (meeting.isOpen() && !after.isOpen()) {
            sent.add(messages.notOpen(key, meeting.vendor(), now));
        }
        return new Plan(
                sent,
                scheduled(after, decision.keeping(after).due(applying, retention)),
                false,
                List.of(),
                new Plan.Due(meeting.vendor(), Plan.Completed.of(decision.completion())));
    }

    /** Of what is to be tombstoned, nobody else will know when it is time. */
    private Plan forgotten(String key, Meeting meeting, long now) {
        List<Message> sent = meeting.isEverToBeTombstoned(retention)
                ? List.of(messages.tombstone(key, meeting.vendor(), now))
                : List.of();
        return new Plan(sent, null, true, List.of(), new Plan.Due(meeting.vendor(), null));
    }

    /** The meeting with an entry among the deadlines that is right by today's rules; as it is where its vendor is not known any more. */
    public Meeting scheduled(String key, Meeting meeting) {
        return rules.find(MeetingKey.sourceOf(key), meeting.vendor())
                .map(applying -> scheduled(meeting, meeting.due(applying, retention)))
                .orElse(meeting);
    }

    /** Leaves the meeting as it is, to be looked at again at that log time. */
    public static Plan tryAgain(Meeting meeting, long at) {
        return new Plan(List.of(), meeting.scheduledAt(at), false, List.of(), new Plan.Due(meeting.vendor(), null));
    }

    private Plan facts(Facts facts, IntakeTime time, @Nullable Meeting kept, Predicate<String> seen) {
        Meeting before = kept == null ? null : kept.foundBy(time.received());
        List<Identified> events = identify(facts);
        Deduplicated deduplicated = dropDuplicates(events, before, seen);
        Meeting folded = fold(facts, deduplicated, before, time.received());
        Closed closed = close(facts, time, deduplicated, before, folded);
        Meeting known = closed.meeting() == null ? before : closed.meeting();
        return encode(facts, deduplicated, closed, known);
    }

    /** An event with its identity, and whether its meeting's state knows it by that. */
    private record Identified(Event event, EventId id, boolean shapesMeeting) {}

    /**
     * @param shaping what its meeting is made of, repeated or not: a repeated event may say more
     * @param fresh what was not there before
     * @param repeated ids of what was
     * @param marks ids of those fresh ones that no meeting's state knows
     */
    private record Deduplicated(
            List<Identified> shaping, List<Identified> fresh, List<String> repeated, List<String> marks) {}

    /**
     * @param meeting null where nothing of it changed
     * @param completion null where there is nothing to publish
     * @param notOpen that it is not open any more; null where it is, or was not
     * @param waiting null where what it waits for did not change
     */
    private record Closed(
            @Nullable Meeting meeting,
            @Nullable MeetingCompletion completion,
            @Nullable Message notOpen,
            @Nullable Waiting waiting) {}

    private static List<Identified> identify(Facts facts) {
        var identified = new ArrayList<Identified>(facts.events().size());
        for (Event event : facts.events()) {
            identified.add(new Identified(event, EventId.of(facts.raw().key(), event), shapesMeeting(facts, event)));
        }
        return identified;
    }

    private static Deduplicated dropDuplicates(
            List<Identified> events, @Nullable Meeting before, Predicate<String> seen) {
        var shaping = new ArrayList<Identified>(events.size());
        var fresh = new ArrayList<Identified>(events.size());
        var repeated = new ArrayList<String>();
        var marks = new ArrayList<String>();
        Set<EventId> inThisDelivery = new HashSet<>();
        for (Identified event : events) {
            EventId id = event.id();
            boolean known = event.shapesMeeting() ? before != null && before.has(id.prefix()) : seen.test(id.hex());
            boolean isNew = inThisDelivery.add(id) && !known;
            if (isNew) {
                fresh.add(event);
            } else {
                repeated.add(id.hex());
            }
            if (event.shapesMeeting()) {
                shaping.add(event);
            } else if (isNew) {
                marks.add(id.hex());
            }
        }
        return new Deduplicated(shaping, fresh, repeated, marks);
    }

    /** The meeting with the events; null where nothing of it changed. */
    private @Nullable Meeting fold(Facts facts, Deduplicated events, @Nullable Meeting before, long received) {
        Meeting meeting = before;
        for (Identified event : events.shaping()) {
            Meeting found = meeting == null ? Meeting.opened(facts.vendor().id(), facts.numbering()) : meeting;
            meeting = found.with(
                            new Fact(event.id().prefix(), event.event(), facts.dialect(), received, facts.pulled()))
                    .keeping(keptAttributes);
        }
        boolean goesOn = false;
        for (Identified event : events.fresh()) {
            goesOn |= keepsMeetingOpen(facts, event.event());
        }
        if (goesOn && meeting != null && meeting.isKeptOpenBy(received)) {
            return meeting.withActivity(received);
        }
        return events.shaping().isEmpty() ? null : meeting;
    }

    private Closed close(
            Facts facts, IntakeTime time, Deduplicated events, @Nullable Meeting before, @Nullable Meeting meeting) {
        if (meeting == null) {
            return new Closed(null, null, null, null);
        }
        String key = facts.raw().key();
        CompletionRules applying = rules.of(facts.source(), meeting.vendor());
        if (events.shaping().isEmpty()) {
            // Activity alone puts off an end, and has no record to publish.
            return new Closed(meeting, null, null, Waiting.of(meeting, applying));
        }
        var decision = Publishing.afterDelivery(
                time.received(), time.passed(), key, before, meeting, applying, deliveryOf(facts));
        Meeting after = decision.meeting();
        Meeting openBefore = before != null && before.isOpen() ? before : null;
        boolean closes = openBefore != null && !after.isOpen();
        return new Closed(
                scheduled(after, decision.due(applying, retention)),
                decision.completion(),
                closes ? messages.notOpen(key, after.vendor(), time.received()) : null,
                waiting(openBefore, decision, applying));
    }

    private static @Nullable Waiting waiting(
            @Nullable Meeting openBefore, Publishing.Decision decision, CompletionRules applying) {
        Meeting after = decision.meeting();
        if (!after.isOpen() || (openBefore != null && after.isAsOpenAs(openBefore))) {
            return null;
        }
        return decision.waiting() == null ? Waiting.of(after, applying) : decision.waiting();
    }

    /** What an open meeting waits for by today's rules; null where it is not open, or its vendor is not known any more. */
    public @Nullable Message open(String key, Meeting meeting) {
        if (!meeting.isOpen()) {
            return null;
        }
        return rules.find(MeetingKey.sourceOf(key), meeting.vendor())
                .map(applying -> open(key, Waiting.of(meeting, applying)))
                .orElse(null);
    }

    /** What an open meeting waits for, as its topic has it. */
    public Message open(String key, Waiting waiting) {
        return messages.open(key, waiting);
    }

    /** Differs where the rules differ that meetings close by. */
    public long fingerprintOfRules() {
        return rules.fingerprint();
    }

    /** @param known what is known of its meeting with the delivery; null where nothing is, or where there is none */
    private Plan encode(Facts facts, Deduplicated events, Closed closed, @Nullable Meeting known) {
        var sent = new ArrayList<Message>(events.fresh().size() + 1);
        var fresh = new ArrayList<Event>(events.fresh().size());
        for (Identified event : events.fresh()) {
            Event published = known != null && known.isDeleted()
                    ? ContentFree.of(event.event(), known.kept(keptAttributes))
                    : event.event();
            sent.add(messages.event(facts, published, event.id()));
            fresh.add(event.event());
        }
        sent.addAll(messagesOf(closed.completion()));
        if (closed.notOpen() != null) {
            sent.add(closed.notOpen());
        }
        var count = new Plan.Processed(
                facts.source(),
                facts.vendor().id(),
                fresh,
                events.repeated(),
                Plan.Completed.of(closed.completion()),
                facts.novelties());
        return new Plan(sent, closed.meeting(), false, events.marks(), closed.waiting(), count);
    }

    /** With an entry among the deadlines no later than its due time. */
    private static Meeting scheduled(Meeting meeting, long due) {
        Long scheduledAt = meeting.scheduledAt();
        return scheduledAt != null && scheduledAt <= due ? meeting : meeting.scheduledAt(due);
    }

    private Plan unlessTooLarge(Facts facts, Plan plan) {
        return plan.tooLarge()
                .map(message -> rejected(
                        facts.raw(),
                        RejectReason.TOO_LARGE,
                        "a record of " + message.size() + " bytes is larger than "
                                + message.topic().name() + " accepts ("
                                + message.topic().maxMessageBytes() + ")",
                        "emit"))
                .orElse(plan);
    }

    private Plan rejected(RawDelivery raw, RejectReason reason, String detail, String step) {
        return new Plan(
                List.of(messages.rejected(raw, reason, detail, step)),
                null,
                false,
                List.of(),
                new Plan.Rejected(sourceOf(raw), vendorOf(raw), reason));
    }

    private List<Message> messagesOf(@Nullable MeetingCompletion completion) {
        return completion == null ? List.of() : List.of(messages.completion(completion));
    }

    private static ByDelivery deliveryOf(Facts facts) {
        return new ByDelivery(
                facts.receivedAt(),
                facts.events().getFirst().said().vendorType(),
                facts.raw().coordinates(),
                facts.pulled());
    }

    private static String sourceOf(RawDelivery raw) {
        return raw.source().orElse("unknown");
    }

    private static String vendorOf(RawDelivery raw) {
        return raw.vendor().orElse("unknown");
    }
}
