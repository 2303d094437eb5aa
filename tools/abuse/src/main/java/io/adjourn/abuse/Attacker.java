package io.adjourn.abuse;

import io.adjourn.abuse.Victim.Source;
import java.io.IOException;
import java.util.List;

/** One flood as a process of its own, which goes on until it is killed. */
public final class Attacker {
    private Attacker() {}

    /** What the process is to be started with. */
    public static List<String> arguments(Floods flood, Victim victim) {
        return List.of(
                flood.name(),
                Integer.toString(victim.port()),
                Integer.toString(victim.maxConnections()),
                Long.toString(victim.maxInFlightBytes()),
                victim.small().path(),
                victim.small().header(),
                victim.small().value(),
                Integer.toString(victim.small().maxBodyBytes()),
                victim.large().path(),
                victim.large().header(),
                victim.large().value(),
                Integer.toString(victim.large().maxBodyBytes()));
    }

    public static void main(String[] args) throws IOException {
        var victim = new Victim(
                Integer.parseInt(args[1]),
                source(args, 4),
                source(args, 8),
                Integer.parseInt(args[2]),
                Long.parseLong(args[3]));
        Floods.valueOf(args[0]).against(victim).run(victim, new Flood.Progress());
    }

    private static Source source(String[] args, int first) {
        return new Source(args[first], args[first + 1], args[first + 2], Integer.parseInt(args[first + 3]));
    }
}
