package io.adjourn.commands.erasure;

import io.adjourn.contracts.MeetingKey;
import java.time.Instant;

/** Which of all meetings are meant. */
public sealed interface Selection {

    /** Whether a meeting is meant by what its key says, or its last record. */
    boolean means(Known known);

    /** One meeting, by its key. */
    record ByKey(String key) implements Selection {
        @Override
        public boolean means(Known known) {
            return key.equals(known.key());
        }
    }

    /** All meetings of a source. */
    record BySource(String source) implements Selection {
        @Override
        public boolean means(Known known) {
            return source.equals(MeetingKey.sourceOf(known.key()));
        }
    }

    /** A vendor's id of a bot, whatever the source. */
    record BySession(String session) implements Selection {
        @Override
        public boolean means(Known known) {
            return session.equals(MeetingKey.of(known.key()).session());
        }
    }

    /** Meetings that say a value of somebody: see {@link Value}. */
    record ByValue() implements Selection {
        @Override
        public boolean means(Known known) {
            return known.saysIt();
        }
    }

    /** Meetings whose last record is older. */
    record ByAge(Instant before) implements Selection {
        @Override
        public boolean means(Known known) {
            Instant closed = known.closedAt();
            return closed != null && closed.isBefore(before);
        }
    }
}
