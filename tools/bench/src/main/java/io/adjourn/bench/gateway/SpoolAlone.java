package io.adjourn.bench.gateway;

import io.adjourn.bench.gateway.Load.Round;
import io.adjourn.bench.stack.Progress;
import io.adjourn.bench.stack.Stack;
import io.adjourn.localstack.LocalGateway;
import java.time.Duration;
import java.util.Map;

/** The gateway with Kafka away: every delivery is on this disk, fsynced, before it is answered. */
final class SpoolAlone {
    private static final int PARTITIONS = 4;

    private final Duration round;
    private final Progress progress;

    /** @param round how long it is measured, after as long a warm-up */
    SpoolAlone(Duration round, Progress progress) {
        this.round = round;
        this.progress = progress;
    }

    Round measure() {
        try (var stack = Stack.start(PARTITIONS);
                LocalGateway gateway = stack.gateway(Map.of("GATEWAY_SPOOL_MAX_BYTES", "8GiB"));
                var load = new Load(gateway.url().getPort())) {
            var requests = new Requests(stack.sources(), gateway.url());
            stack.stopBroker();
            progress.done("Kafka is away");
            var _ = load.run(requests.signedNow(null), round);
            progress.done("warm");
            return load.run(requests.signedNow(null), round);
        }
    }
}
