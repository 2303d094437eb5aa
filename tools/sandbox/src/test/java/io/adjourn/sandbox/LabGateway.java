package io.adjourn.sandbox;

import io.adjourn.localstack.LocalGateway;
import io.adjourn.localstack.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A gateway that takes what anyone sends to its one source. */
final class LabGateway {
    static final String SOURCE = "lab";

    private LabGateway() {}

    /** Starts one in the directory, and returns when it takes deliveries. */
    static LocalGateway start(String bootstrapServers, Path directory, String vendor) {
        return start(bootstrapServers, directory, vendor, Map.of());
    }

    /** Starts one that is set up otherwise. */
    static LocalGateway start(String bootstrapServers, Path directory, String vendor, Map<String, String> settings) {
        // Who is slow is not what is tested.
        var all = new HashMap<>(Map.of("GATEWAY_BODY_TIMEOUT", "60s"));
        all.putAll(settings);
        try {
            Path sources = Files.writeString(
                    directory.resolve("sources.yaml"),
                    "sources:\n  " + SOURCE + ": { vendor: " + vendor + ", verification: none }\n");
            var place = new LocalGateway.Place(
                    Port.free(), Port.free(), directory.resolve("spool"), directory.resolve("gateway.log"));
            return LocalGateway.start(place, bootstrapServers, sources, all).awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
