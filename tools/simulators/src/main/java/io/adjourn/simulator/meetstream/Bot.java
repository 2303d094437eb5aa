package io.adjourn.simulator.meetstream;

import io.adjourn.simulator.PythonJson;
import io.adjourn.simulator.Script.Stage;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.vendors.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One bot in one meeting, which is over by the time anything is sent.
 *
 * @param id MeetStream's id of it
 * @param start when it began to join
 */
record Bot(String id, Instant start) {
    /** The longest meeting here is over by then. */
    private static final Duration LONGEST = Duration.ofMinutes(55);

    static Bot in(Stage stage) {
        String id = new UUID(stage.random().nextLong(), stage.random().nextLong()).toString();
        // Odd microseconds, so that a reader that drops digits is found out.
        Instant start =
                stage.now().minus(LONGEST).plusNanos(1000L * stage.random().nextInt(1_000_000));
        return new Bot(id, start);
    }

    Instant minute(double minutes) {
        return start.plusMillis((long) (minutes * 60_000));
    }

    /** Text with accents and more: bodies are bytes, not characters. */
    static Map<String, Object> attributes() {
        var attributes = new LinkedHashMap<String, Object>();
        attributes.put("tenant", "acme");
        attributes.put("topic", "Café ☕ 会議");
        return attributes;
    }

    static Message message(String what, Map<String, Object> fields) {
        return Message.posted(what, new MeetStreamProof(), new Body(PythonJson.bytes(fields)));
    }
}
