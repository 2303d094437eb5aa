package io.adjourn.vendors;

import io.adjourn.meetings.v1.ArtifactKind;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor's read API can be asked, and what its answers say: for what its webhooks did not tell.
 *
 * <p>Pure and thread-safe; who asks is somebody else. No method throws on any answer. An answer is never taken to say more than it
 * says.
 */
public interface ReadApi {

    /** Where the vendor serves it; a source may name another for a vendor that one can host. No path, or one without a slash at its end. */
    URI baseUrl();

    /** How a request carries the API key. */
    ApiKeyHeader key();

    /**
     * The fewest questions whose answers tell all of one meeting.
     *
     * @param session the vendor's own id of the bot
     * @param awaited the artifacts of which nothing final is known; none where only the course of the meeting is in doubt
     * @return at least one; the first one's answer says where the bot is
     */
    List<Question> about(String session, Set<ArtifactKind> awaited);

    /**
     * Asks for a page of the bots there are; empty where the vendor lists none.
     *
     * @param cursor as the page before gave it; null for the first
     * @param since bots that ended before that need not be listed
     */
    Optional<Question> listing(@Nullable String cursor, Instant since, Instant now);

    /** What a page says; empty where it cannot be read. */
    Optional<Listing> readListing(byte[] body);

    /** Asks the vendor to send its last webhook of a bot again; empty where it never does. */
    default Optional<Question> resend(String session) {
        return Optional.empty();
    }

    /** Asks for the vendor's own list of the webhooks that it sent; empty where it has none. */
    default Optional<Question> sent() {
        return Optional.empty();
    }

    /** What that list says; empty where it cannot be read. */
    default Optional<List<SentWebhook>> readSent(byte[] body) {
        return Optional.empty();
    }

    /** Asks for a link to an artifact that was just signed; empty where there is no such thing. */
    default Optional<Question> link(String session, ArtifactKind kind, @Nullable String artifactId) {
        return Optional.empty();
    }

    /** The link in such an answer; empty where there is none. */
    default Optional<Event.Link> readLink(byte[] body, ArtifactKind kind, Instant now) {
        return Optional.empty();
    }

    /**
     * The facts that an answer tells, each with the semantic key of the webhook that tells the same: so that they are one event,
     * whichever comes first.
     *
     * @param endpoint of the question
     * @param session whom was asked about: an answer that names another bot is rejected
     * @param answer its body; no headers
     */
    Normalization normalize(String endpoint, String session, Delivery answer);

    /**
     * The header with the key.
     *
     * @param prefix what stands before the key, with its space; empty for nothing
     */
    record ApiKeyHeader(String name, String prefix) {}

    /**
     * One request.
     *
     * @param endpoint what it asks, as the answer's records and metrics have it: {@code [a-z0-9-]{1,40}}
     * @param path below the base URL, encoded, with its query
     */
    record Question(String endpoint, Method method, String path) {

        /** One that changes nothing. */
        public static Question get(String endpoint, String path) {
            return new Question(endpoint, Method.GET, path);
        }
    }

    /** HTTP methods that a question may have. */
    enum Method {
        GET,
        POST
    }

    /**
     * A page of bots.
     *
     * @param next the cursor of the next page; null where this is the last
     */
    record Listing(List<ListedBot> bots, @Nullable String next) {
        public Listing {
            bots = List.copyOf(bots);
        }
    }

    /**
     * A bot in a list.
     *
     * @param createdAt by the vendor's clock; null where the list does not say
     * @param over whether the list says that it ended or failed
     */
    record ListedBot(String session, @Nullable Instant createdAt, boolean over) {}

    /**
     * A webhook that the vendor says it sent.
     *
     * @param eventId the vendor's own id of the event
     * @param outcome the vendor's word for what became of it
     * @param delivered whether that means that somebody answered 2xx
     */
    record SentWebhook(
            String eventId,
            String outcome,
            boolean delivered,
            @Nullable String session,
            @Nullable Instant at) {}
}
