package io.adjourn.reconciler.plan;

import io.adjourn.vendors.Body;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a request. */
public sealed interface Answer {

    /**
     * The vendor answered with JSON; where it was about a meeting, the answer is stored.
     *
     * @param etag null without
     */
    record Told(Body body, @Nullable String etag) implements Answer {}

    /** It says the same as before. */
    record Unchanged() implements Answer {}

    /** It has nothing yet. */
    record NotReady() implements Answer {}

    /** It does not know what was asked for. */
    record NotThere() implements Answer {}

    /** It will not do that now. */
    record Conflict() implements Answer {}

    /** It does not accept the key. */
    record Denied() implements Answer {}

    /**
     * It wants to be asked later.
     *
     * @param after as it says; null where it does not
     */
    record Slow(@Nullable Duration after) implements Answer {}

    /**
     * What came is no answer: nothing of it is used.
     *
     * @param why for people; nothing of the body
     */
    record Unusable(String why) implements Answer {}

    /**
     * Nothing came, or the vendor failed.
     *
     * @param why for people
     */
    record Failed(String why) implements Answer {}

    /** The answer came and could not be stored: our own trouble. */
    record NotStored() implements Answer {}

    /** As metrics have it. */
    default String word() {
        return switch (this) {
            case Told _ -> "told";
            case Unchanged _ -> "unchanged";
            case NotReady _ -> "not-ready";
            case NotThere _ -> "not-there";
            case Conflict _ -> "conflict";
            case Denied _ -> "denied";
            case Slow _ -> "slow";
            case Unusable _ -> "unusable";
            case Failed _ -> "failed";
            case NotStored _ -> "not-stored";
        };
    }
}
