package io.adjourn.images;

import io.adjourn.sandbox.simulator.Meeting.Message;
import io.adjourn.sandbox.simulator.Performance;
import io.adjourn.sandbox.simulator.Programme;
import io.adjourn.sandbox.simulator.Target;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Vendors that each send the first message of one new meeting after another, once, until they are told to stop. */
final class Senders implements AutoCloseable {
    private static final int SIDE_BY_SIDE = 8;
    private static final int STORED = 202;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Performance> meetings;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /**
     * Begins.
     *
     * @param seed decides the meetings: other seeds, other meetings
     * @param most how many meetings there are at most
     */
    Senders(List<Target> targets, long seed, int most) {
        meetings = new ConcurrentLinkedQueue<>(new Programme(seed, Instant.now())
                .meetings(targets, most, meeting -> meeting.meeting().meant().isPresent()));
        for (int i = 0; i < SIDE_BY_SIDE; i++) {
            threads.execute(this::send);
        }
    }

    /** The keys of the meetings whose message was answered 202. */
    Set<String> accepted() {
        return accepted;
    }

    private void send() {
        Performance meeting = meetings.poll();
        while (meeting != null && !stopped) {
            Message first = meeting.meeting().acts().getFirst().messages().getFirst();
            if (Http.status(meeting.target().genuine(first, 0, Instant.now())) == STORED) {
                accepted.add(meeting.key());
            }
            meeting = meetings.poll();
        }
    }

    /** Stops, and returns when the last answer is there. */
    @Override
    public void close() {
        stopped = true;
        threads.close();
    }
}
