package io.adjourn.inspector.http;

import io.adjourn.inspector.view.Meeting;
import io.adjourn.inspector.view.Meetings;
import io.adjourn.inspector.view.Sight;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Requests that wait for a meeting to close. Each holds a virtual thread, and only so many may. */
@Singleton
final class Waiters {
    static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int MOST = 1_000;

    private final Semaphore room = new Semaphore(MOST);
    private final Meetings meetings;

    Waiters(Meetings meetings) {
        this.meetings = meetings;
    }

    /** How waiting ended. */
    sealed interface End {}

    record Closed(Meeting meeting) implements End {}

    record StillOpen(Meeting meeting) implements End {}

    record Unknown() implements End {}

    record TooMany() implements End {}

    End await(String key, Duration atMost) throws InterruptedException {
        if (!room.tryAcquire()) {
            return new TooMany();
        }
        // Taken before looking: what comes between is not missed.
        var news = new Semaphore(0);
        AutoCloseable listening = meetings.listen(changed -> {
            if (changed.equals(key)) {
                news.release();
            }
        });
        try {
            return await(key, atMost, news);
        } finally {
            room.release();
            stop(listening);
        }
    }

    private End await(String key, Duration atMost, Semaphore news) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<Meeting> meeting = meetings.find(key, Sight.MASKED);
            if (meeting.isPresent() && isClosed(meeting.get())) {
                return new Closed(meeting.get());
            }
            long left = deadline - System.nanoTime();
            if (left <= 0 || !news.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                return meetings.find(key, Sight.MASKED).<End>map(Waiters::end).orElseGet(Unknown::new);
            }
            news.drainPermits();
        }
    }

    private static End end(Meeting meeting) {
        return isClosed(meeting) ? new Closed(meeting) : new StillOpen(meeting);
    }

    private static boolean isClosed(Meeting meeting) {
        return !meeting.summary().open() && meeting.summary().revision() > 0;
    }

    private static void stop(AutoCloseable listening) {
        try {
            listening.close();
        } catch (Exception e) {
            throw new IllegalStateException("a listener cannot be taken away", e);
        }
    }
}
