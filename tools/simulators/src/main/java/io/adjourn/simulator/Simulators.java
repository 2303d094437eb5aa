package io.adjourn.simulator;

import io.adjourn.simulator.attendee.AttendeeSimulator;
import io.adjourn.simulator.meetingbaasv1.MeetingBaasV1Simulator;
import io.adjourn.simulator.meetingbaasv2.MeetingBaasV2Simulator;
import io.adjourn.simulator.meetstream.MeetStreamSimulator;
import io.adjourn.simulator.vexa.VexaSimulator;
import java.util.List;
import java.util.Optional;

/** All vendors that can be simulated. A new one is a package beside the others and a line here. */
public final class Simulators {

    public static final List<Simulator> ALL = List.of(
            new VexaSimulator(),
            new MeetStreamSimulator(),
            new AttendeeSimulator(),
            new MeetingBaasV2Simulator(),
            new MeetingBaasV1Simulator());

    private Simulators() {}

    public static Optional<Simulator> of(String vendor) {
        return ALL.stream()
                .filter(simulator -> simulator.vendor().equals(vendor))
                .findFirst();
    }
}
