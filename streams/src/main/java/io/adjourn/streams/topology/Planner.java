package io.adjourn.streams.topology;

import io.adjourn.contracts.WireFormat;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.streams.completion.Cause.ByDelivery;
import io.adjourn.streams.completion.EventId;
import io.adjourn.streams.completion.Fact;
import io.adjourn.streams.completion.Meeting;
import io.adjourn.streams.completion.MeetingFold;
import io.adjourn.streams.completion.Publishing;
import io.adjourn.streams.completion.Retention;
import io.adjourn.streams.completion.UnreadableStateException;
import io.adjourn.streams.normalize.Fault;
import io.adjourn.streams.normalize.RawRecord;
import io.adjourn.streams.normalize.Reading;
import io.adjourn.streams.normalize.Reading.Facts;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Subject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a delivery or a deadline: drop duplicates, fold, close, write the records. Nothing is stored or
 * sent here, so a fault on the way leaves no half-done mark behind. Thread-safe.
 */
public final class Planner {
    private final Messages messages;
    private final Rules rules;
    private final Retention retention;

    /**
     * @param appVersion the version that rejects are signed with
     * @param rules when meetings close
     * @param retention how long they are remembered
     */
    public Planner(WireFormat wireFormat, String appVersion, Rules rules, Retention retention) {
        this.messages = new Messages(wireFormat, appVersion);
        this.rules = rules;
        this.retention = retention;
    }

    /** Whether the reading changes what is kept of a meeting, so that the meeting has to be looked up. */
    static boolean needsMeeting(Reading reading) {
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
    Plan delivery(Reading reading, IntakeTime time, @Nullable Meeting meeting, Predicate<String> seen) {
        return switch (reading) {
            case Facts facts -> unlessTooLarge(facts, facts(facts, time, meeting, seen));
            case Reading.Rejected(var raw, var reason, var detail) -> rejected(raw, reason, detail, "normalize");
            case Reading.Ignored(var raw, var _) ->
                new Plan(List.of(), null, false, List.of(), new Plan.Ignored(sourceOf(raw), vendorOf(raw)));
        };
    }

    /** What becomes of a delivery over which we stumbled. */
    Plan stumbled(Reading reading, RuntimeException fault) {
        return rejected(reading.raw(), RejectReason.INTERNAL_ERROR, Fault.of(fault), "fold");
    }

    /** What becomes of a delivery whose meeting has a state that cannot be read. */
    Plan unreadable(Reading reading, UnreadableStateException why) {
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
    Plan deadline(String key, Meeting meeting, long now) {
        if (meeting.isToBeForgotten(now, retention)) {
            return new Plan(List.of(), null, true, List.of(), new Plan.Due(meeting.vendor(), null));
        }
        CompletionRules applying = rules.of(sourceOf(key), meeting.vendor());
        var standing = Publishing.atDeadline(now, key, meeting, applying);
        var sent = new ArrayList<>(messagesOf(standing.completion()));
        Meeting after = standing.meeting();
        if (after.isToBeBuried(now, retention)) {
            sent.add(messages.tombstone(key));
            after = after.buried();
        }
        after = after.shrunk(now, retention);
        return new Plan(
                sent,
                armed(after, after.due(applying, retention)),
                false,
                List.of(),
                new Plan.Due(meeting.vendor(), Plan.Completed.of(standing.completion())));
    }

    /** The meeting with an entry among the deadlines that is right by today's rules; as it is where its vendor is not known any more. */
    Meeting armed(String key, Meeting meeting) {
        return rules.find(sourceOf(key), meeting.vendor())
                .map(applying -> armed(meeting, meeting.due(applying, retention)))
                .orElse(meeting);
    }

    /** Leaves the meeting as it is, to be looked at again at that log time. */
    static Plan tryAgain(Meeting meeting, long at) {
        return new Plan(List.of(), meeting.armedAt(at), false, List.of(), new Plan.Due(meeting.vendor(), null));
    }

    private Plan facts(Facts facts, IntakeTime time, @Nullable Meeting meeting, Predicate<String> seen) {
        var draft = new Draft(facts, time, meeting, seen);
        facts.events().forEach(draft::take);
        return draft.plan();
    }

    /** A delivery's plan in the making. */
    private final class Draft {
        private final Facts facts;
        private final IntakeTime time;
        private final Predicate<String> seen;
        private final List<Message> sent = new ArrayList<>();
        private final List<Event> fresh = new ArrayList<>();
        private final List<String> repeated = new ArrayList<>();
        private final Set<String> marks = new LinkedHashSet<>();
        private final @Nullable Meeting before;
        private @Nullable Meeting meeting;
        private boolean folded;
        private boolean keptOpen;

        Draft(Facts facts, IntakeTime time, @Nullable Meeting known, Predicate<String> seen) {
            this.facts = facts;
            this.time = time;
            this.before = known == null ? null : known.foundBy(time.received());
            this.meeting = before;
            this.seen = seen;
        }

        void take(Event event) {
            EventId id = EventId.of(facts.raw().key(), event);
            boolean isNew = shapesMeeting(facts, event) ? fold(event, id) : mark(id);
            if (isNew) {
                keepOpen(event);
                fresh.add(event);
                sent.add(messages.event(facts, event, id));
            } else {
                repeated.add(id.hex());
            }
        }

        private boolean fold(Event event, EventId id) {
            Meeting known = meeting == null ? Meeting.opened(facts.vendor().id()) : meeting;
            meeting = known.with(new Fact(id.prefix(), event, facts.dialect(), time.received()));
            folded = true;
            return !known.has(id.prefix());
        }

        private void keepOpen(Event event) {
            long now = time.received();
            if (keepsMeetingOpen(facts, event) && meeting != null && meeting.isKeptOpenBy(now)) {
                meeting = meeting.withActivity(now);
                keptOpen = true;
            }
        }

        private boolean mark(EventId id) {
            return !seen.test(id.hex()) && marks.add(id.hex());
        }

        Plan plan() {
            MeetingCompletion completion = null;
            if (meeting != null && folded) {
                CompletionRules applying = rules.of(facts.source(), meeting.vendor());
                var standing = Publishing.afterDelivery(
                        time.received(),
                        time.passed(),
                        facts.raw().key(),
                        before,
                        meeting,
                        applying,
                        deliveryOf(facts));
                completion = standing.completion();
                sent.addAll(messagesOf(completion));
                meeting = armed(standing.meeting(), standing.due(applying, retention));
            }
            var count = new Plan.Told(
                    facts.source(),
                    facts.vendor().id(),
                    fresh,
                    repeated,
                    Plan.Completed.of(completion),
                    facts.unknown());
            return new Plan(sent, folded || keptOpen ? meeting : null, false, List.copyOf(marks), count);
        }
    }

    /** With an entry among the deadlines no later than its due time. */
    private static Meeting armed(Meeting meeting, long due) {
        Long armed = meeting.armed();
        return armed != null && armed <= due ? meeting : meeting.armedAt(due);
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

    private Plan rejected(RawRecord raw, RejectReason reason, String detail, String step) {
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
                facts.raw().coordinates());
    }

    static String sourceOf(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }

    private static String sourceOf(RawRecord raw) {
        return raw.source().orElse("unknown");
    }

    private static String vendorOf(RawRecord raw) {
        return raw.vendor().orElse("unknown");
    }
}
