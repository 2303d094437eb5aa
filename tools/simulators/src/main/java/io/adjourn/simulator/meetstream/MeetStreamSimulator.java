package io.adjourn.simulator.meetstream;

import io.adjourn.simulator.Script;
import io.adjourn.simulator.Simulator;
import io.adjourn.simulator.VendorApi;
import java.util.List;
import java.util.Optional;

/** MeetStream as a sender. */
public final class MeetStreamSimulator implements Simulator {

    @Override
    public String vendor() {
        return "meetstream";
    }

    @Override
    public List<Script> scripts() {
        return MeetStreamScripts.ALL;
    }

    /** It signs for endpoints of a workspace, never for a bot's own callback URL. */
    @Override
    public Optional<VendorApi> readApi() {
        return Optional.of(new MeetStreamApi());
    }

    @Override
    public boolean sendsUnsigned() {
        return true;
    }

    @Override
    public List<String> testSecrets(String name) {
        return List.of("test-secret-of-" + name);
    }
}
