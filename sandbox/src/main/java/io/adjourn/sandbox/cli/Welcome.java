package io.adjourn.sandbox.cli;

import io.adjourn.contracts.Topics;
import io.adjourn.sandbox.LocalAdjourn;
import io.adjourn.sandbox.simulator.Meeting.Message;
import io.adjourn.sandbox.simulator.Programme;
import io.adjourn.sandbox.simulator.Request;
import io.adjourn.sandbox.simulator.Target;
import io.adjourn.sources.InvalidSourcesException;
import io.adjourn.sources.Source.Verification;
import io.adjourn.sources.SourcesFile;
import io.adjourn.vendors.Vendors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a running stack says of itself: where it is, how to send to it and how to watch it.
 *
 * @param sources the sources file it runs with
 * @param data where it keeps everything
 */
record Welcome(LocalAdjourn adjourn, Path sources, Path data) {
    private static final String USUAL_KAFKA = "localhost:9092";
    private static final String USUAL_REGISTRY = "http://localhost:8081/apis/ccompat/v7";

    List<String> lines() throws InvalidSourcesException {
        var lines = new ArrayList<String>();
        lines.add("adjourn is ready: gateway " + adjourn.gatewayUrl() + "/webhooks/{source}, Kafka "
                + adjourn.bootstrapServers() + ", schema registry " + adjourn.registryUrl() + ", health and metrics "
                + adjourn.gatewayManagementUrl() + " and " + adjourn.streamsUrl());
        lines.add("sources " + sources + ", data and logs " + data);
        delivery().ifPresent(curl -> {
            lines.add("");
            lines.add("Deliver an event, signed as its vendor signs:");
            lines.add("  " + curl);
        });
        lines.add("");
        lines.add("Watch, in another terminal:");
        lines.add("  " + watch());
        lines.add("");
        lines.add("Ctrl-C stops it.");
        return lines;
    }

    /** A request to the first source that can be played, one that signs before one that does not. */
    private Optional<String> delivery() throws InvalidSourcesException {
        return Target.of(SourcesFile.read(sources, Vendors.KNOWN, System.getenv()), adjourn.gatewayUrl()).stream()
                .min(Comparator.comparing(target -> target.source().verification()))
                .map(Welcome::curl);
    }

    private static String curl(Target target) {
        Instant now = Instant.now();
        Message first = new Programme(now.toEpochMilli(), now)
                .everything(List.of(target), 1)
                .getFirst()
                .meeting()
                .acts()
                .getFirst()
                .messages()
                .getFirst();
        Request request = target.genuine(first, 0, now);
        var curl = new StringBuilder("curl -i -X " + request.method());
        curl.append(" -H 'Content-Type: application/json'");
        new TreeMap<>(request.proof()).forEach((name, value) -> curl.append(" -H '" + name + ": " + value + "'"));
        // A token is a secret of the owner's own file: only they know where they want it to be seen.
        String url = target.source().verification() == Verification.TOKEN
                ? target.gateway() + "/webhooks/" + target.source().name() + "/YOUR-TOKEN"
                : request.url().toString();
        return curl.append(" --data-raw '")
                .append(new String(request.body().bytes(), StandardCharsets.UTF_8))
                .append("' ")
                .append(url)
                .toString();
    }

    private String watch() {
        var command = new StringBuilder("./adjourn watch " + Topics.LIFECYCLE.name() + " --from-beginning");
        if (!adjourn.bootstrapServers().equals(USUAL_KAFKA)) {
            command.append(" --bootstrap-servers ").append(adjourn.bootstrapServers());
        }
        if (!adjourn.registryUrl().equals(USUAL_REGISTRY)) {
            command.append(" --registry ").append(adjourn.registryUrl());
        }
        return command.toString();
    }
}
