package io.adjourn.simulator.meetingbaasv1;

import io.adjourn.simulator.JavaScriptJson;
import io.adjourn.simulator.Proof;
import io.adjourn.simulator.Script.Stage;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.vendors.Body;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One bot in one meeting, which is over by the time anything is sent.
 *
 * @param id Meeting BaaS's id of it
 * @param start when it began to join, in whole seconds as all its times
 * @param proof how its account's deliveries are proved
 */
record Bot(String id, Instant start, Proof proof) {
    /** The longest meeting here is over by then. */
    private static final Duration LONGEST = Duration.ofMinutes(55);

    static Bot in(Stage stage, Proof proof) {
        String id = new UUID(stage.random().nextLong(), stage.random().nextLong()).toString();
        return new Bot(id, stage.now().minus(LONGEST).truncatedTo(ChronoUnit.SECONDS), proof);
    }

    Instant minute(double minutes) {
        return start.plusSeconds((long) (minutes * 60));
    }

    /** What the bot has to tell, its own id first. */
    Message message(String event, Map<String, Object> more) {
        return Message.posted(event, proof, body(event, more));
    }

    /** The same, with other fields in each attempt. */
    Message message(String event, Stream<? extends Map<String, Object>> attempts) {
        List<Body> bodies = attempts.map(more -> body(event, more)).toList();
        return new Message(event, "POST", proof, bodies);
    }

    /** What the account has to tell, of no bot in particular. */
    Message ofAccount(String event, Map<String, Object> data) {
        return Message.posted(event, proof, envelope(event, data));
    }

    private Body body(String event, Map<String, Object> more) {
        var data = new LinkedHashMap<String, Object>();
        data.put("bot_id", id);
        data.putAll(more);
        return envelope(event, data);
    }

    private static Body envelope(String event, Map<String, Object> data) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("event", event);
        fields.put("data", data);
        return new Body(JavaScriptJson.bytes(fields));
    }
}
