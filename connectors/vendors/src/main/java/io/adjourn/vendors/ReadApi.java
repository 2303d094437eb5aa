package io.adjourn.vendors;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Event.Link;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor's read API can be asked, and what its answers say. It asks nothing itself: who has the key and the budget
 * sends the questions, and gives the bodies of answers with a status of 200 back. Any other status tells nothing.
 *
 * <p>Pure and thread-safe; no method throws on any input. Nothing here trusts an answer: what cannot be read is empty or rejected.
 */
public interface ReadApi {

    /** The vendor's own address, without a path; of an installation of one's own, a source's setting names another. */
    URI baseUrl();

    /** How a question carries the key. */
    ApiKeyHeader key();

    /**
     * The fewest questions whose answers tell all of one meeting. The first tells its state and times; those after it are of use
     * only where that answer tells of a bot that got in.
     *
     * @param session the vendor's id of the bot
     * @param awaited the artifacts that are still waited for
     */
    List<Question> about(String session, Set<ArtifactKind> awaited);

    /**
     * One page of the bots there are.
     *
     * @param cursor what the last page gave as {@link Listing#next}, or as {@link Listing#resume} of a sweep before; null for
     *     the first page of the first sweep, or of each where there is nothing to resume by
     * @param since bots created before it need not be listed
     * @param now when it is asked
     * @return empty where the vendor has no list
     */
    Optional<Question> listing(@Nullable String cursor, Instant since, Instant now);

    /**
     * The bots that a page lists.
     *
     * @param cursor with which that page was asked for
     * @return empty where it is no such page
     */
    Optional<Listing> readListing(@Nullable String cursor, byte[] body);

    /** Asks the vendor to send the bot's last event again, through the front door; empty where it cannot. */
    default Optional<Question> resend(String session) {
        return Optional.empty();
    }

    /** Asks for the vendor's own list of what it sent; empty where there is none. */
    default Optional<Question> sent() {
        return Optional.empty();
    }

    /** What that list says; empty where it cannot be read. */
    default Optional<List<SentDelivery>> readSent(byte[] body) {
        return Optional.empty();
    }

    /**
     * Asks for a fresh signed link to an artifact; empty where none is to be had.
     *
     * @param artifactId the vendor's id of the artifact, null where it has none
     */
    default Optional<Question> link(String session, ArtifactKind kind, @Nullable String artifactId) {
        return Optional.empty();
    }

    /** The link in the answer to {@link #link}, and until when it holds; empty where there is none. */
    default Optional<Link> readLink(byte[] body, ArtifactKind kind, Instant now) {
        return Optional.empty();
    }

    /**
     * The facts that an answer tells, in a dialect of its own and with the semantic keys that the vendor's webhooks of the same
     * facts have: one fact, whichever tells it first.
     *
     * @param endpoint the {@link Question#endpoint} that was answered
     * @param session the bot that was asked for; an answer that names another is rejected
     */
    Normalization normalize(String endpoint, String session, Delivery answer);
}
