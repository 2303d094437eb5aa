package io.adjourn.simulator.meetingbaasv1;

import io.adjourn.simulator.Script;
import io.adjourn.simulator.Simulator;
import io.adjourn.simulator.VendorApi;
import java.util.List;
import java.util.Optional;

/** Meeting BaaS as a sender, in the first version of its webhooks. */
public final class MeetingBaasV1Simulator implements Simulator {

    @Override
    public String vendor() {
        return "meetingbaas-v1";
    }

    @Override
    public List<Script> scripts() {
        return MeetingBaasV1Scripts.ALL;
    }

    @Override
    public Optional<VendorApi> readApi() {
        return Optional.of(new MeetingBaasV1Api());
    }

    @Override
    public boolean sendsUnsigned() {
        return false;
    }

    /** The webhook secret, then the account's API key. */
    @Override
    public List<String> testSecrets(String name) {
        return List.of("test-secret-of-" + name, "test-api-key-of-" + name);
    }
}
