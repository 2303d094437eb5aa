package io.adjourn.streams.plan;

import io.adjourn.contracts.Contradictions;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.streams.completion.Meeting;
import io.adjourn.streams.completion.Waiting;
import io.adjourn.streams.encode.Message;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Novelty;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about a delivery or a deadline, all of it decided: what to send, what to remember, what to count.
 *
 * @param messages what to send, in order
 * @param meeting the meeting as it is to be remembered; null where it stays as it is
 * @param forgotten whether the meeting is to be forgotten
 * @param marks ids of events to remember apart from any meeting
 * @param waiting what the meeting waits for now, as the topic of open meetings is to say; null where that is as it was, or where the
 *     meeting is not open
 * @param count what to count
 */
public record Plan(
        List<Message> messages,
        @Nullable Meeting meeting,
        boolean forgotten,
        List<String> marks,
        @Nullable Waiting waiting,
        Count count) {
    public Plan {
        messages = List.copyOf(messages);
        marks = List.copyOf(marks);
    }

    /** Where nothing is to be said of what a meeting waits for. */
    Plan(List<Message> messages, @Nullable Meeting meeting, boolean forgotten, List<String> marks, Count count) {
        this(messages, meeting, forgotten, marks, null, count);
    }

    /** The same with another meeting to remember. */
    public Plan with(Meeting other) {
        return new Plan(messages, other, forgotten, marks, waiting, count);
    }

    /** The first message that its topic would refuse for its size; empty where all can be sent. */
    public Optional<Message> tooLarge() {
        for (Message message : messages) {
            if (message.isTooLarge()) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    /** What a plan adds to the counters. */
    public sealed interface Count {

        /** The revision that it led to; null without one. */
        default @Nullable Completed completed() {
            return null;
        }
    }

    /**
     * A revision.
     *
     * @param contradictions what in it may not stand together: see {@link Contradictions}
     */
    public record Completed(Outcome outcome, List<String> contradictions) {
        public Completed {
            contradictions = List.copyOf(contradictions);
        }

        static @Nullable Completed of(@Nullable MeetingCompletion completion) {
            return completion == null ? null : new Completed(completion.getOutcome(), Contradictions.of(completion));
        }
    }

    /**
     * A delivery with facts: normalized if any was new, else a duplicate.
     *
     * @param repeated ids of its events that were there before, each as often as it was repeated
     * @param completed the revision it led to; null without one
     * @param novelties what in the body its vendor is not known to send
     */
    public record Processed(
            String source,
            String vendor,
            List<Event> fresh,
            List<String> repeated,
            @Nullable Completed completed,
            Set<Novelty> novelties)
            implements Count {
        public Processed {
            fresh = List.copyOf(fresh);
            repeated = List.copyOf(repeated);
            novelties = Set.copyOf(novelties);
        }
    }

    /** A delivery that could not be read. */
    public record Rejected(String source, String vendor, RejectReason reason) implements Count {}

    /** A delivery with nothing to tell. */
    public record Ignored(String source, String vendor) implements Count {}

    /** A deadline. */
    public record Due(String vendor, @Nullable Completed completed) implements Count {}
}
