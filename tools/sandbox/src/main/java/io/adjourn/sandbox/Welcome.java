package io.adjourn.sandbox;

import io.adjourn.config.InvalidSourcesException;
import io.adjourn.contracts.Topics;
import io.adjourn.localstack.LocalAdjourn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a running stack says of itself: where it is, how to send to it and how to watch it.
 *
 * @param sources the sources file it runs with
 * @param madeForThis whether that is one of ours, with secrets that everybody knows
 * @param isReconciled whether vendors are asked, too
 * @param data where it keeps everything
 */
record Welcome(LocalAdjourn adjourn, Path sources, boolean madeForThis, boolean isReconciled, Path data) {
    private static final String USUAL_KAFKA = "localhost:9092";
    private static final String USUAL_REGISTRY = "http://localhost:8081/apis/ccompat/v7";

    List<String> lines() throws InvalidSourcesException {
        var lines = new ArrayList<String>();
        lines.add("adjourn is ready: gateway " + adjourn.gatewayUrl() + "/webhooks/{source}, Kafka "
                + adjourn.bootstrapServers() + ", schema registry " + adjourn.registryUrl() + ", inspector "
                + adjourn.inspectorUrl() + (isReconciled ? ", reconciler " + adjourn.reconcilerUrl() : "")
                + ", health and metrics " + adjourn.gatewayManagementUrl() + " and " + adjourn.streamsUrl());
        lines.add("sources " + sources + ", data and logs " + data);
        new FirstDelivery(adjourn.gatewayUrl(), sources, madeForThis).command().ifPresent(command -> {
            lines.add("");
            lines.add("Send events, signed as their vendor signs them:");
            lines.add("  " + command);
        });
        lines.add("");
        lines.add("Watch, in another terminal:");
        lines.add("  " + watch());
        lines.add("");
        lines.add("Ctrl-C stops it.");
        return lines;
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
