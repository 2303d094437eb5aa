package io.adjourn.simulator.attendee;

import io.adjourn.simulator.PythonJson;
import io.adjourn.simulator.Script.Stage;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.vendors.Body;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One bot in one meeting, which is over by the time anything is sent.
 *
 * @param kind {@code bot} or {@code app_session}: what it is called in the fields that name it
 * @param id Attendee's id of it
 * @param start when it was asked to join
 * @param documented whether it speaks the documented dialect, A0
 * @param subscriptions to how many webhooks everything goes
 * @param metadata the customer's own, as it is at each attempt
 */
record Bot(
        String kind,
        String id,
        Instant start,
        boolean documented,
        int subscriptions,
        List<Map<String, Object>> metadata) {
    /** The longest meeting here is over by then. */
    private static final Duration LONGEST = Duration.ofMinutes(55);

    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 16;

    /** Keys that Java sorts in another order than Python, and text with accents and more. */
    private static final Map<String, Object> METADATA = Fields.of("tenant", "acme")
            .and("topic", "Café ☕ 会議")
            .and("\uFFFD", "in the basic plane")
            .and("😀", "beyond it")
            .and("ü", "quotes \" and slashes / \\")
            .map();

    static Bot in(Stage stage) {
        return new Bot("bot", "bot_" + id(stage.random()), start(stage), false, 1, List.of(METADATA));
    }

    /** The same in the documented dialect. */
    Bot ofOldDialect() {
        return new Bot(kind, id, start, true, subscriptions, metadata);
    }

    /** The same as an app session. */
    Bot asAppSession() {
        return new Bot(
                "app_session",
                id.replace("bot_", "app_"),
                start,
                documented,
                subscriptions,
                List.of(Map.of("zoom", "rtms")));
    }

    /** The same, subscribed to twice, while its metadata is being changed: attempts of one delivery differ. */
    Bot subscribedTwiceAndChanging() {
        var changed = new LinkedHashMap<>(METADATA);
        changed.put("room", "7 \u001b ½");
        return new Bot(kind, id, start, documented, 2, List.of(METADATA, changed));
    }

    Instant minute(double minutes) {
        return start.plusMillis((long) (minutes * 60_000));
    }

    /** The time as the bot writes it. */
    String time(double minutes) {
        Instant time = minute(minutes);
        return documented ? PythonJson.micros(time).replace("+00:00", "Z") : PythonJson.isoformat(time);
    }

    /** What it tells, to each of its subscriptions. */
    List<Message> tell(String trigger, String what, Map<String, Object> data) {
        return IntStream.range(0, subscriptions)
                .mapToObj(subscription -> new Message(
                        what,
                        "POST",
                        proof(),
                        metadata.stream()
                                .map(given -> body(trigger, what + data + subscription, given, data))
                                .toList()))
                .toList();
    }

    /** Something that the same account tells, and names no bot. */
    Message beside(String what, Fields fields) {
        return Message.posted(what, proof(), new Body(PythonJson.bytes(fields.map())));
    }

    private AttendeeProof proof() {
        return new AttendeeProof(documented);
    }

    private Body body(String trigger, String delivery, Map<String, Object> given, Map<String, Object> data) {
        return new Body(PythonJson.bytes(Fields.of("idempotency_key", idempotencyKey(delivery))
                .and(kind + "_id", id)
                .and(kind + "_metadata", given)
                .and("trigger", trigger)
                .and("data", data)
                .map()));
    }

    /** One for each event and subscription, the same in every attempt. */
    private String idempotencyKey(String delivery) {
        return UUID.nameUUIDFromBytes((id + delivery).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Mostly with odd microseconds, so that a reader that drops digits is found out; else with none, which Python leaves out. */
    private static Instant start(Stage stage) {
        Instant start = stage.now().minus(LONGEST);
        return stage.random().nextInt(4) == 0
                ? start.truncatedTo(ChronoUnit.SECONDS)
                : start.plusNanos(1000L * stage.random().nextInt(1_000_000));
    }

    private static String id(RandomGenerator random) {
        var id = new StringBuilder();
        random.ints(ID_LENGTH, 0, ALPHANUMERIC.length()).forEach(i -> id.append(ALPHANUMERIC.charAt(i)));
        return id.toString();
    }
}
