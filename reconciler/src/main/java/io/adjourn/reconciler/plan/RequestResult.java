package io.adjourn.reconciler.plan;

import io.adjourn.vendors.Body;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a request. */
public sealed interface RequestResult {

    /**
     * The vendor answered with JSON; where it was about a meeting, the answer is stored.
     *
     * @param etag null without
     */
    record Told(Body body, @Nullable String etag) implements RequestResult {}

    /** It says the same as before. */
    record Unchanged() implements RequestResult {}

    /** It has nothing yet. */
    record NotReady() implements RequestResult {}

    /** It does not know what was asked for. */
    record NotThere() implements RequestResult {}

    /** It will not do that now. */
    record Conflict() implements RequestResult {}

    /** It does not accept the key. */
    record Denied() implements RequestResult {}

    /**
     * It wants to be asked later.
     *
     * @param after as it says; null where it does not
     */
    record Slow(@Nullable Duration after) implements RequestResult {}

    /**
     * What came is no answer: nothing of it is used.
     *
     * @param why for people; nothing of the body
     */
    record Unusable(String why) implements RequestResult {}

    /**
     * Nothing came, or the vendor failed.
     *
     * @param why for people
     */
    record Failed(String why) implements RequestResult {}

    /** The answer came and could not be stored: our own trouble. */
    record NotStored() implements RequestResult {}

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
