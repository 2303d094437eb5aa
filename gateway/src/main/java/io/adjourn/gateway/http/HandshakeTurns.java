package io.adjourn.gateway.http;

import io.adjourn.gateway.intake.ClientAddress;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Whose TLS handshake begins next on one event loop: addresses take turns, and between two handshakes everything else that is ready
 * on the loop is served. A handshake takes a processor for milliseconds, so an address that begins many of them delays its own.
 * For the event loop's thread alone.
 */
final class HandshakeTurns {
    private final Executor afterOthers;
    private final SequencedMap<ClientAddress, Queue<BooleanSupplier>> waiting = new LinkedHashMap<>();
    private boolean isScheduled;

    /** @param afterOthers runs a task once what else is ready was served */
    HandshakeTurns(Executor afterOthers) {
        this.afterOthers = afterOthers;
    }

    /**
     * Begins a handshake when it is its turn.
     *
     * @param handshake is run then; false if there was nothing left to begin
     */
    void enter(ClientAddress address, BooleanSupplier handshake) {
        waiting.computeIfAbsent(address, _ -> new ArrayDeque<>()).add(handshake);
        schedule();
    }

    private void schedule() {
        if (!isScheduled && !waiting.isEmpty()) {
            isScheduled = true;
            afterOthers.execute(this::beginNext);
        }
    }

    private void beginNext() {
        isScheduled = false;
        boolean begun = false;
        while (!begun && !waiting.isEmpty()) {
            Map.Entry<ClientAddress, Queue<BooleanSupplier>> next = waiting.pollFirstEntry();
            Queue<BooleanSupplier> handshakes = next.getValue();
            begun = handshakes.remove().getAsBoolean();
            if (!handshakes.isEmpty()) {
                waiting.putLast(next.getKey(), handshakes);
            }
        }
        schedule();
    }
}
