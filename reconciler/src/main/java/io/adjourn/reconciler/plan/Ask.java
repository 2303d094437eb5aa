package io.adjourn.reconciler.plan;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Question;
import org.jspecify.annotations.Nullable;

/** One request to be sent. Whoever sends it says what became of it by {@link Agenda#answered}, whatever that is. */
public sealed interface Ask {

    /** By whose key. */
    String source();

    Question question();

    /**
     * About a meeting: the answer is a delivery.
     *
     * @param etag of the answer before; null without
     */
    record About(
            String source,
            String session,
            Question question,
            @Nullable String etag) implements Ask {}

    /** To send its last webhook again: what comes, comes through the front door. */
    record Resend(String source, String session, Question question) implements Ask {}

    /** For a page of its bots. */
    record Page(String source, Question question, @Nullable String cursor) implements Ask {}

    /** For its list of webhooks. */
    record Sent(String source, Question question) implements Ask {}

    /** For a fresh link, by somebody who waits for it. */
    record FreshLink(String source, String session, ArtifactKind kind, Question question) implements Ask {}
}
