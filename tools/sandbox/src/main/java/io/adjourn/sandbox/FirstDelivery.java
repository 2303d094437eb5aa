package io.adjourn.sandbox;

import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.Source.Verification;
import io.adjourn.config.SourcesFile;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.simulator.SimulatedRequest;
import io.adjourn.simulator.Target;
import io.adjourn.vendors.Vendors;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How to send to a running gateway for the first time. What is printed ends in logs and on other people's screens: so a request
 * that is ready to be sent is shown only where the secrets are for tests, and never a secret or a signature of somebody's own.
 *
 * @param sources the gateway's sources file
 * @param madeForThis whether that is one of ours, with secrets that everybody knows
 */
record FirstDelivery(URI gateway, Path sources, boolean madeForThis) {

    /** A command for the first source that can be simulated, one that signs before one that does not. */
    Optional<String> command() throws InvalidSourcesException {
        return Target.of(SourcesFile.read(sources, Vendors.KNOWN, System.getenv()), gateway).stream()
                .min(Comparator.comparing(target -> target.source().verification()))
                .map(target -> madeForThis && target.source().verification() != Verification.TOKEN
                        ? curl(target)
                        : simulate(target));
    }

    private static String curl(Target target) {
        Instant now = Instant.now();
        Message first = new Scenario(now.toEpochMilli(), now)
                .everything(List.of(target), 1)
                .getFirst()
                .meeting()
                .acts()
                .getFirst()
                .messages()
                .getFirst();
        SimulatedRequest request = target.genuine(first, 0, now);
        var curl = new StringBuilder("curl -i -X " + request.method());
        curl.append(" -H 'Content-Type: application/json'");
        new TreeMap<>(request.proof()).forEach((name, value) -> curl.append(" -H '" + name + ": " + value + "'"));
        return curl.append(" --data-raw '")
                .append(new String(request.body().bytes(), StandardCharsets.UTF_8))
                .append("' ")
                .append(request.url())
                .toString();
    }

    /** Reads the secret from the file, and shows it nowhere. */
    private String simulate(Target target) {
        return "./adjourn simulate --url " + gateway + " --sources '" + sources.toAbsolutePath() + "' --vendor "
                + target.simulator().vendor() + " --meetings 1";
    }
}
