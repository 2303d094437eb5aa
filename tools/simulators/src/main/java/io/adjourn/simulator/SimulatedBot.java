package io.adjourn.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.simulator.SimulatedMeeting.Message;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor knows of a bot: all that it tells, whether or not it arrives.
 *
 * @param createdAt when the vendor's list says that it was created
 * @param told the bodies of its webhooks that are JSON objects, in their order; of several attempts the last
 * @param run where it sends, and what it means
 */
public record SimulatedBot(String session, Instant createdAt, List<ObjectNode> told, ScenarioRun run) {
    private static final JsonMapper MAPPER = new JsonMapper();

    public SimulatedBot {
        told = List.copyOf(told);
    }

    static SimulatedBot of(ScenarioRun run, Instant createdAt) {
        List<ObjectNode> told = run.meeting().acts().stream()
                .flatMap(act -> act.messages().stream())
                .map(message -> message.body(Integer.MAX_VALUE).bytes())
                .flatMap(bytes -> json(bytes).stream())
                .toList();
        return new SimulatedBot(run.meeting().session(), createdAt, told, run);
    }

    private static Optional<ObjectNode> json(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What is to be known of such an artifact in the end; null where nothing is. */
    public @Nullable ArtifactStatus meant(ArtifactKind kind) {
        return run.meeting().meant().map(meant -> meant.artifacts().get(kind)).orElse(null);
    }

    /** Whether the vendor deleted what it had. */
    public boolean isDeleted() {
        return run.meeting()
                .meant()
                .map(meant -> meant.beforeDeletion() != null)
                .orElse(false);
    }

    /** Whether it means a record: else it is no bot, only something that was sent. */
    boolean isOne() {
        return run.meeting().meant().isPresent();
    }

    /** The last of its messages with that name in the field; empty where there is none. */
    public Optional<Message> last(String field, List<String> names) {
        return run.meeting().acts().stream()
                .flatMap(act -> act.messages().stream())
                .filter(message -> json(message.body(Integer.MAX_VALUE).bytes())
                        .filter(body -> names.contains(body.path(field).asText("")))
                        .isPresent())
                .reduce((one, other) -> other);
    }

    /** The same for those who change it. */
    public static ObjectNode copy(JsonNode object) {
        return object instanceof ObjectNode node ? node.deepCopy() : MAPPER.createObjectNode();
    }
}
