package io.adjourn.images;

import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.ScenarioRun;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.simulator.Target;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Vendors that each send the first message of one new meeting after another, once, until they are told to stop. */
final class Senders implements AutoCloseable {
    private static final int SIDE_BY_SIDE = 8;
    private static final int AT_A_TIME = 50;
    private static final int STORED = 202;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<ScenarioRun> meetings = new ArrayDeque<>();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final List<Target> targets;
    private long seed;
    private volatile boolean stopped;

    /**
     * Begins.
     *
     * @param seed decides the meetings: another number, other meetings
     */
    Senders(List<Target> targets, int seed) {
        this.targets = targets;
        this.seed = (long) seed << Integer.SIZE;
        for (int i = 0; i < SIDE_BY_SIDE; i++) {
            threads.execute(this::send);
        }
    }

    /** The keys of the meetings whose message was answered 202. */
    Set<String> accepted() {
        return accepted;
    }

    private void send() {
        while (!stopped) {
            ScenarioRun meeting = next();
            Message first = meeting.meeting().acts().getFirst().messages().getFirst();
            if (Http.status(meeting.target().genuine(first, 0, Instant.now())) == STORED) {
                accepted.add(meeting.key());
            }
        }
    }

    /** Each vendor's usual meeting: its first message is of the meeting, not of a calendar. */
    private synchronized ScenarioRun next() {
        if (meetings.isEmpty()) {
            meetings.addAll(new Scenario(seed++, Instant.now())
                    .meetings(
                            targets,
                            AT_A_TIME,
                            meeting -> meeting.script()
                                    .equals(meeting.target()
                                            .simulator()
                                            .scripts()
                                            .getFirst())));
        }
        return meetings.remove();
    }

    /** Stops, and returns when the last answer is there. */
    @Override
    public void close() {
        stopped = true;
        threads.close();
    }
}
