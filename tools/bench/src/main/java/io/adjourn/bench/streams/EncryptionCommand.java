package io.adjourn.bench.streams;

import io.adjourn.bench.stack.SimulatedDeliveries;
import io.adjourn.bench.streams.SealedBodies.Kept;
import io.adjourn.simulator.DemoSources;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "encryption",
        header = "Measure what a key for each meeting would cost: to seal content, to keep it, and to keep the keys.",
        description =
                "Meetings of all vendors are read, and sealed by AES-GCM, in this process; no broker is needed. Ratios are"
                        + " to what streams does with the same deliveries anyway.")
public final class EncryptionCommand implements Callable<Integer> {
    private static final long SEED = 7;
    private static final int BATCH = 128 * 1024;

    @Option(
            names = "--meetings",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Number of meetings (default: ${DEFAULT-VALUE}).")
    private int meetings;

    @Option(
            names = "--round",
            paramLabel = "MILLIS",
            defaultValue = "5000",
            description = "How long each thing is repeated, twice (default: ${DEFAULT-VALUE}).")
    private long round;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<ProducerRecord<String, byte[]>> deliveries = deliveries().meetings(meetings, Instant.now()).stream()
                .flatMap(List::stream)
                .toList();
        var sealed = new SealedBodies(deliveries, Duration.ofMillis(round));
        double reading = sealed.reading();
        double sealing = sealed.sealing();
        out.printf(Locale.ROOT, "%d deliveries of %d meetings%n", deliveries.size(), sealed.meetings());
        out.printf(Locale.ROOT, "%-32s %8.1f µs a delivery%n", "read", reading);
        out.printf(
                Locale.ROOT,
                "%-32s %8.1f µs a delivery, %.2f of reading%n",
                "sealed twice",
                sealing,
                sealing / reading);
        out.printf(Locale.ROOT, "%-32s %8.1f µs a meeting%n", "a new key", sealed.newKeys());
        for (String codec : List.of("gzip", "lz4")) {
            long plain = bytes(sealed, Kept.AS_IT_IS, codec);
            for (Kept kept : Kept.values()) {
                long bytes = bytes(sealed, kept, codec);
                out.printf(
                        Locale.ROOT,
                        "%-32s %6d KiB %6.1f times%n",
                        codec + ", " + kept.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        bytes / 1024,
                        (double) bytes / plain);
            }
        }
        return 0;
    }

    private static long bytes(SealedBodies sealed, Kept kept, String codec) {
        return new CompressedBatches(sealed.records(kept), BATCH, Duration.ZERO).bytes(codec);
    }

    private static SimulatedDeliveries deliveries() {
        try {
            Path directory = Files.createTempDirectory("adjourn-bench-");
            Path sources = DemoSources.write(directory, Duration.ofMinutes(1), Duration.ofHours(1));
            try {
                return new SimulatedDeliveries(sources, SEED);
            } finally {
                Files.delete(sources);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a sources file", e);
        }
    }
}
