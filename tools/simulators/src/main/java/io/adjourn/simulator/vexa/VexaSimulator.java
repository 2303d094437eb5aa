package io.adjourn.simulator.vexa;

import io.adjourn.simulator.Script;
import io.adjourn.simulator.Simulator;
import io.adjourn.simulator.VendorApi;
import java.util.List;
import java.util.Optional;

/** Vexa as a sender. */
public final class VexaSimulator implements Simulator {

    @Override
    public String vendor() {
        return "vexa";
    }

    @Override
    public List<Script> scripts() {
        return VexaScripts.ALL;
    }

    @Override
    public Optional<VendorApi> readApi() {
        return Optional.of(new VexaApi());
    }

    @Override
    public boolean sendsUnsigned() {
        return false;
    }

    /** One for both of its ways. */
    @Override
    public List<String> testSecrets(String name) {
        return List.of("test-secret-of-" + name);
    }
}
