package io.adjourn.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The bots of one customer at a vendor, in the order of their creation. Thread-safe. */
public final class ApiAccount {
    private final Map<String, SimulatedBot> bySession = new ConcurrentHashMap<>();
    private final List<SimulatedBot> inOrder = new ArrayList<>();

    /** No two are created at once: lists go by the time. */
    synchronized void add(SimulatedBot bot) {
        Instant earliest = inOrder.isEmpty()
                ? bot.createdAt()
                : inOrder.getLast().createdAt().plusNanos(1000);
        SimulatedBot placed = bot.createdAt().isBefore(earliest)
                ? new SimulatedBot(bot.session(), earliest, bot.told(), bot.run())
                : bot;
        bySession.put(placed.session(), placed);
        inOrder.add(placed);
    }

    public Optional<SimulatedBot> find(String session) {
        return Optional.ofNullable(bySession.get(session));
    }

    /** Oldest first. */
    public synchronized List<SimulatedBot> oldestFirst() {
        return List.copyOf(inOrder);
    }

    public synchronized List<SimulatedBot> newestFirst() {
        return List.copyOf(inOrder.reversed());
    }

    /** Some other bot than that one; empty where it is the only one. */
    synchronized Optional<SimulatedBot> other(String session) {
        return inOrder.stream().filter(bot -> !bot.session().equals(session)).findAny();
    }
}
