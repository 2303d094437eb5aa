package io.adjourn.commands;

import io.adjourn.simulator.FaultInjection;
import picocli.CommandLine.Option;

/** What happens to requests on their way. */
final class FaultOptions {

    @Option(
            names = "--duplicate",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many duplicates of each request are sent, on average: 0.5 repeats every second request"
                    + " (default: ${DEFAULT-VALUE}).")
    private double duplicate;

    @Option(names = "--shuffle", description = "Send requests that may overtake each other in random order.")
    private boolean shuffle;

    @Option(
            names = "--drop",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "The share of requests that is lost, from 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double drop;

    @Option(
            names = "--forge",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many forged requests are sent per genuine request, on average (default:"
                    + " ${DEFAULT-VALUE}).")
    private double forge;

    boolean isPossible() {
        return duplicate >= 0 && forge >= 0 && drop >= 0 && drop <= 1;
    }

    FaultInjection get() {
        return new FaultInjection(duplicate, shuffle, drop, forge);
    }
}
