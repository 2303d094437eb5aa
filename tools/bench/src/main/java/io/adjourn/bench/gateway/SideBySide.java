package io.adjourn.bench.gateway;

import io.adjourn.bench.gateway.Load.Round;
import io.adjourn.bench.stack.Progress;
import io.adjourn.bench.stack.Stack;
import io.adjourn.localstack.ChildProcess;
import io.adjourn.localstack.Http;
import io.adjourn.localstack.JavaModule;
import io.adjourn.localstack.LocalGateway;
import io.adjourn.localstack.Port;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The gateway and the bare handler in turn, each a process of its own, over one broker and in one run. */
final class SideBySide {
    private static final int ROUNDS = 3;
    private static final int STORED = 202;
    private static final int PARTITIONS = 4;

    private final Duration round;
    private final Progress progress;

    /** @param round how long each of them is measured at a time, after twice as long a warm-up: after 20 s of it they compile still */
    SideBySide(Duration round, Progress progress) {
        this.round = round;
        this.progress = progress;
    }

    /**
     * What came out.
     *
     * @param refused answers of either that were not 202: then nothing was measured
     */
    record Result(Round gateway, Round bare, long refused) {
        double throughput() {
            return gateway.perSecond() / bare.perSecond();
        }

        double p99() {
            return (double) gateway.latencies().getValueAtPercentile(99)
                    / bare.latencies().getValueAtPercentile(99);
        }
    }

    Result measure() {
        try (var stack = Stack.start(PARTITIONS);
                LocalGateway gateway = stack.gateway(Map.of());
                var toGateway = new Load(gateway.url().getPort())) {
            Port port = Port.free();
            startBare(stack, port);
            try (var toBare = new Load(port.number())) {
                var requests = new Requests(stack.sources(), gateway.url());
                var _ = toBare.run(requests.signedNow("/bare"), round.multipliedBy(2));
                var _ = toGateway.run(requests.signedNow(null), round.multipliedBy(2));
                progress.done("both are warm");
                Round bare = Round.nothing();
                Round whole = Round.nothing();
                for (int i = 1; i <= ROUNDS; i++) {
                    bare = bare.and(toBare.run(requests.signedNow("/bare"), round));
                    whole = whole.and(toGateway.run(requests.signedNow(null), round));
                    progress.done("round " + i + " of " + ROUNDS);
                }
                return new Result(whole, bare, whole.other(STORED) + bare.other(STORED));
            }
        }
    }

    /** With the gateway's own dependencies, and its way of logging. */
    private static void startBare(Stack stack, Port port) {
        Path own = JavaModule.home().resolve("tools/bench/target/classes");
        ChildProcess process = stack.java(
                "bare",
                own + File.pathSeparator + JavaModule.GATEWAY.dependencies(),
                BareHandler.class.getName(),
                List.of(
                        Integer.toString(port.number()),
                        stack.bootstrapServers(),
                        JavaModule.GATEWAY.classes().resolve("logback.xml").toString()),
                Map.of());
        Http.awaitAnswer(URI.create("http://localhost:" + port.number() + "/bare/ready"), process);
    }
}
