package io.adjourn.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Meetings that begin all the time, and go on in their pieces beside each other: the shortest for two seconds, the longest for half
 * a minute, so that whatever happens meets some at each piece.
 */
final class SteadyLoad implements AutoCloseable {
    private static final Duration WAVE = Duration.ofMillis(200);

    /** How many waves lie between two pieces of a meeting; one of each begins with every wave. */
    private static final List<Integer> STRIDES = List.of(1, 2, 4, 8, 16);

    private final String source;
    private final RawWriter raw;
    private final ScheduledExecutorService waves = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> running;
    private final List<Going> all = new ArrayList<>();
    private final List<Going> going = new ArrayList<>();
    private int wave;

    /** A meeting, and how far it is. */
    private static final class Going {
        private final MeetingInPieces meeting;
        private final int stride;
        private final int from;
        private int told;

        Going(MeetingInPieces meeting, int stride, int from) {
            this.meeting = meeting;
            this.stride = stride;
            this.from = from;
        }

        boolean isDue(int wave) {
            return (wave - from) % stride == 0;
        }

        void tellNext(RawWriter raw) {
            meeting.deliver(told, raw);
            told++;
        }

        boolean isOver() {
            return told == MeetingInPieces.PIECES;
        }
    }

    private SteadyLoad(String source, RawWriter raw) {
        this.source = source;
        this.raw = raw;
        this.running = waves.scheduleAtFixedRate(this::nextWave, 0, WAVE.toMillis(), TimeUnit.MILLISECONDS);
    }

    static SteadyLoad start(String source, RawWriter raw) {
        return new SteadyLoad(source, raw);
    }

    private void nextWave() {
        for (int stride : STRIDES) {
            var begun = new Going(new MeetingInPieces(source, "going-%d-%d".formatted(wave, stride)), stride, wave);
            all.add(begun);
            going.add(begun);
        }
        going.stream().filter(one -> one.isDue(wave)).forEach(one -> one.tellNext(raw));
        going.removeIf(Going::isOver);
        wave++;
    }

    /** Begins no more, tells the rest of those that go on, and returns all. */
    List<MeetingInPieces> end() throws ExecutionException, InterruptedException {
        if (running.isDone()) {
            running.get(); // throws what ended it
        }
        close();
        while (!going.isEmpty()) {
            going.forEach(one -> one.tellNext(raw));
            going.removeIf(Going::isOver);
        }
        raw.flush();
        return all.stream().map(one -> one.meeting).toList();
    }

    @Override
    public void close() {
        waves.close();
    }
}
