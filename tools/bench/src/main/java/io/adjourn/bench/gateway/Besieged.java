package io.adjourn.bench.gateway;

import io.adjourn.abuse.Attacker;
import io.adjourn.abuse.Flood;
import io.adjourn.abuse.Floods;
import io.adjourn.abuse.Floods.Over;
import io.adjourn.abuse.GatewayProcess;
import io.adjourn.abuse.GatewayProcess.Program;
import io.adjourn.abuse.HonestLoad.Protocol;
import io.adjourn.abuse.Siege;
import io.adjourn.abuse.Siege.Attack;
import io.adjourn.abuse.Siege.Outcome;
import io.adjourn.abuse.TestCertificate;
import io.adjourn.abuse.Victim;
import io.adjourn.bench.gateway.FloodsCommand.Result;
import io.adjourn.bench.stack.Progress;
import io.adjourn.bench.stack.Stack;
import io.adjourn.config.CannotStartException;
import io.adjourn.localstack.ChildProcess;
import io.adjourn.localstack.JavaModule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A broker and one gateway for each way to connect, flooded in turn; a gateway that ended is started again. */
final class Besieged implements AutoCloseable {
    private static final int PARTITIONS = 4;
    private static final int PER_SECOND = 40;
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    /** The gateway's defaults. */
    private static final int MAX_CONNECTIONS = 4_096;

    private static final long MAX_IN_FLIGHT_BYTES = 256 << 20;

    private final Duration length;
    private final Progress progress;
    private final Stack stack = Stack.start(PARTITIONS);
    private final Map<Over, GatewayProcess> gateways = new EnumMap<>(Over.class);
    private int started;

    /** @param length how long each flood lasts */
    Besieged(Duration length, Progress progress) {
        this.length = length;
        this.progress = progress;
    }

    Result under(Floods flood) throws IOException {
        GatewayProcess gateway = gateway(flood.over());
        var requests = new Requests(stack.sources(), URI.create("http://localhost:" + gateway.port()));
        Victim victim = requests.victim(gateway.port(), MAX_CONNECTIONS, MAX_IN_FLIGHT_BYTES);
        long before = gateway.heapBytes();
        Outcome outcome = new Siege(requests.genuineNow(), PER_SECOND, length, PROBE)
                .lay(gateway, protocol(flood.over()), attack(flood, victim));
        long after = outcome.alive() ? gateway.heapBytes() : 0;
        progress.done(flood + ": " + flood.description());
        return new Result(outcome, before, after);
    }

    private Attack attack(Floods flood, Victim victim) {
        return stop -> {
            Path log = stack.directory("attacker").resolve(flood + ".log");
            var arguments = new ArrayList<>(
                    List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), Attacker.class.getName()));
            arguments.addAll(Attacker.arguments(flood, victim));
            try (var process = ChildProcess.fastJava("attacker", arguments, Map.of(), log)) {
                stop.awaitStop();
                if (!process.isAlive()) {
                    throw process.death();
                }
            }
        };
    }

    private GatewayProcess gateway(Over over) throws IOException {
        GatewayProcess running = gateways.get(over);
        if (running != null && running.isAlive()) {
            return running;
        }
        if (running != null) {
            running.close();
        }
        GatewayProcess gateway = start(over);
        gateways.put(over, gateway);
        var requests = new Requests(stack.sources(), URI.create("http://localhost:" + gateway.port()));
        new Siege(requests.genuineNow(), PER_SECOND, WARM_UP, PROBE)
                .lay(gateway, protocol(over), Flood.Progress::awaitStop);
        progress.done("a gateway for " + over + " is warm");
        return gateway;
    }

    private GatewayProcess start(Over over) throws IOException {
        started++;
        Path directory = stack.directory("gateway-" + started);
        var settings = new HashMap<>(Map.of("ADJOURN_KAFKA_BOOTSTRAP_SERVERS", stack.bootstrapServers()));
        if (over == Over.TLS) {
            settings.putAll(certificate(directory));
        }
        return GatewayProcess.start(
                new Program(JavaModule.GATEWAY.classPath(), JavaModule.GATEWAY.mainClass(), List.of("-Xmx512m"), 0),
                directory,
                Files.readString(stack.sources()),
                settings);
    }

    private static Map<String, String> certificate(Path directory) throws IOException {
        try {
            var certificate = TestCertificate.create(directory, "flooded", "EC");
            return Map.of(
                    "GATEWAY_TLS_CERTIFICATE",
                    Files.writeString(directory.resolve("tls.crt"), certificate.certificatePem())
                            .toString(),
                    "GATEWAY_TLS_PRIVATE_KEY",
                    Files.writeString(directory.resolve("tls.key"), certificate.keyPem())
                            .toString());
        } catch (GeneralSecurityException e) {
            throw new CannotStartException("no certificate can be made: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }

    private static Protocol protocol(Over over) {
        return over == Over.TLS ? Protocol.TLS : Protocol.PLAIN;
    }

    @Override
    public void close() {
        gateways.values().forEach(GatewayProcess::close);
        stack.close();
    }
}
