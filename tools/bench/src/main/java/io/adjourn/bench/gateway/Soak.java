package io.adjourn.bench.gateway;

import io.adjourn.bench.gateway.Load.Round;
import io.adjourn.bench.stack.GarbageCollection;
import io.adjourn.bench.stack.Stack;
import io.adjourn.config.CannotStartException;
import io.adjourn.localstack.LocalGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** The gateway at full load for long: what its memory comes to. */
final class Soak {
    private static final int PARTITIONS = 4;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MIB = 1024 * 1024;
    private static final int KIB = 1024;

    private final Duration length;

    Soak(Duration length) {
        this.length = length;
    }

    /**
     * A minute.
     *
     * @param heapMib what is left of the heap after a collection
     * @param residentMib the whole process's memory
     */
    record Minute(Round load, long heapMib, long residentMib) {}

    void measure(Consumer<Minute> listener) {
        try (var stack = Stack.start(PARTITIONS)) {
            stack.forgetRawSoon();
            try (LocalGateway gateway = stack.gateway(Map.of());
                    var load = new Load(gateway.url().getPort())) {
                var requests = new Requests(stack.sources(), gateway.url());
                for (Duration passed = Duration.ZERO; passed.compareTo(length) < 0; passed = passed.plus(MINUTE)) {
                    Round minute = load.run(requests.signedNow(null), MINUTE);
                    GarbageCollection.in(gateway.process().id());
                    long heap = (long) gateway.metrics().sum("jvm_memory_used_bytes", "area=\"heap\"");
                    listener.accept(new Minute(
                            minute, heap / MIB, resident(gateway.process().id())));
                }
            }
        }
    }

    /** Linux only. */
    private static long resident(long process) {
        Path status = Path.of("/proc", Long.toString(process), "status");
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KIB)
                    .findFirst()
                    .orElseThrow(() -> new CannotStartException(status + " says nothing of memory"));
        } catch (IOException e) {
            throw new CannotStartException("cannot read " + status + ": --soak needs Linux", e);
        }
    }
}
