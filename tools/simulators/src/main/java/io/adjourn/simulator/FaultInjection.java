package io.adjourn.simulator;

import io.adjourn.simulator.SimulatedMeeting.Act;
import io.adjourn.simulator.SimulatedMeeting.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What the way to the gateway does to an act.
 *
 * @param copies how many more attempts there are of each message, on average: 0.5 sends every second one twice, 2 each three times
 * @param shuffle whether an act's requests arrive in any order
 * @param drop the share that is lost, from 0 to 1; what a meeting means does not hold then
 * @param forge how many forged requests come with each, on average
 */
public record FaultInjection(double copies, boolean shuffle, double drop, double forge) {
    public static final FaultInjection NONE = new FaultInjection(0, false, 0, 0);

    /** The requests of the act as they arrive. */
    public List<SimulatedRequest> upon(Act act, Target target, Instant now, Random random) {
        var requests = new ArrayList<SimulatedRequest>();
        for (int i = 0; i < act.messages().size(); i++) {
            Message message = act.messages().get(i);
            // The vendor sends one after the other: where a body tells no time, this is all that tells their order.
            Instant sentAt = now.plusMillis(i);
            if (random.nextDouble() >= drop) {
                int attempts = 1 + times(copies, random);
                for (int attempt = 0; attempt < attempts; attempt++) {
                    requests.add(target.genuine(message, attempt, sentAt));
                }
            }
            List<Forgery> forgeries = target.forgeries(message);
            for (int n = forgeries.isEmpty() ? 0 : times(forge, random); n > 0; n--) {
                Forgery forgery = forgeries.get(random.nextInt(forgeries.size()));
                requests.add(target.forged(forgery, message, sentAt));
            }
        }
        if (shuffle) {
            Collections.shuffle(requests, random);
        }
        return requests;
    }

    private static int times(double average, Random random) {
        int certain = (int) average;
        return certain + (random.nextDouble() < average - certain ? 1 : 0);
    }
}
