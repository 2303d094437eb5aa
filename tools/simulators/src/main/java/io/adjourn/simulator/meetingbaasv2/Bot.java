package io.adjourn.simulator.meetingbaasv2;

import io.adjourn.simulator.JavaScriptJson;
import io.adjourn.simulator.Script.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * One bot in one meeting, which is over by the time anything is sent.
 *
 * @param id Meeting BaaS's id of it
 * @param event the id of the calendar event it was made for
 * @param start when it was asked for
 */
record Bot(String id, String event, Instant start) {
    /** Everything here is over by then. */
    private static final Duration LONGEST = Duration.ofMinutes(58);

    static Bot in(Stage stage) {
        Instant start = stage.now().minus(LONGEST).plusMillis(stage.random().nextInt(1_000));
        return new Bot(id(stage), id(stage), start);
    }

    Instant minute(double minutes) {
        return start.plusMillis((long) (minutes * 60_000));
    }

    /** The time then, as it is written in bodies. */
    String at(double minutes) {
        return JavaScriptJson.time(minute(minutes));
    }

    private static String id(Stage stage) {
        return new UUID(stage.random().nextLong(), stage.random().nextLong()).toString();
    }
}
