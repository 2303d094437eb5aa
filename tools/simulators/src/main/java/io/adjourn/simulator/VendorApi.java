package io.adjourn.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.simulator.SimulatedMeeting.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A vendor's read API, by its own paths and fields. Knows nothing of keys, nor of faults that are no business of its own. */
public interface VendorApi {

    /** The answer; of the request's faults it knows those of lists, of the status and of what is not there yet. */
    ApiReply answer(ApiRequest request, ApiAccount account);

    /** What the vendor sends again where it is asked to; empty where it never does, or has nothing yet to send. */
    default Optional<Message> resent(SimulatedBot bot) {
        return Optional.empty();
    }

    /**
     * The scripts whose records this API alone cannot bring back, for it does not tell all of what their webhooks tell: why a bot
     * left, that something failed. By name.
     */
    Set<String> cannotRestore();

    /** The fields of an answer in their order, to be filled. */
    static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A page of a list that is read by a number of rows to leave out, which the cursor is. */
    static List<SimulatedBot> page(List<SimulatedBot> all, int from, int size) {
        int first = Math.min(from, all.size());
        return all.subList(first, Math.min(first + size, all.size()));
    }

    /** The bots of a list that were created after a time, where the query names one. */
    static List<SimulatedBot> after(List<SimulatedBot> all, ApiRequest request, String field) {
        String after = request.query().get(field);
        return after == null
                ? all
                : all.stream()
                        .filter(bot -> bot.createdAt().isAfter(Instant.parse(after)))
                        .toList();
    }
}
