package io.adjourn.chart;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An API server and its etcd, as processes, with nothing behind them: objects are checked and kept, and no pod ever runs.
 * The programs are envtest's, in {@code KUBEBUILDER_ASSETS}.
 */
final class LocalCluster implements AutoCloseable {
    private static final String TOKEN = "of-this-test-alone";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path assets;
    private final Path directory;
    private final List<Process> processes = new ArrayList<>();
    private final int port;

    private LocalCluster(Path assets, Path directory) throws IOException {
        this.assets = assets;
        this.directory = directory;
        this.port = freePort();
    }

    static LocalCluster start(Path assets, Path directory) throws Exception {
        var cluster = new LocalCluster(assets, directory);
        try {
            cluster.startEtcd();
            cluster.awaitReady();
            return cluster;
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    /** What a client needs. */
    Path kubeconfig() throws IOException {
        Path file = directory.resolve("kubeconfig");
        Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: test}}]
                clusters: [{name: test, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}]
                users: [{name: test, user: {token: %s}}]
                """.formatted(port, TOKEN));
        return file;
    }

    String kubectl(String input, String... arguments) throws IOException, InterruptedException {
        Path own = assets.resolve("kubectl");
        return run(Files.isExecutable(own) ? own.toString() : "kubectl", input, arguments);
    }

    /** Its output and errors. It must end well. */
    String run(String program, String input, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of(program));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", kubeconfig().toString());
        Process process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    private void startEtcd() throws IOException, GeneralSecurityException {
        String etcd = "http://127.0.0.1:" + freePort();
        String peers = "http://127.0.0.1:" + freePort();
        start(
                "etcd",
                "--data-dir=" + directory.resolve("etcd"),
                "--listen-client-urls=" + etcd,
                "--advertise-client-urls=" + etcd,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers);
        Path key = directory.resolve("account.pem");
        Files.writeString(key, privateKey());
        Path tokens = directory.resolve("tokens.csv");
        Files.writeString(tokens, TOKEN + ",test,test,system:masters\n");
        start(
                "kube-apiserver",
                "--etcd-servers=" + etcd,
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + directory.resolve("certificates"),
                "--token-auth-file=" + tokens,
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + key,
                "--service-account-signing-key-file=" + key,
                "--service-cluster-ip-range=10.0.0.0/24",
                "--disable-admission-plugins=ServiceAccount");
    }

    private void start(String program, String... arguments) throws IOException {
        var command = new ArrayList<String>(List.of(assets.resolve(program).toString()));
        command.addAll(List.of(arguments));
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(program + ".log").toFile())
                .start());
    }

    private void awaitReady() throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                kubectl("", "get", "--raw", "/readyz");
                return;
            } catch (AssertionError e) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException(
                            "the API server does not become ready: "
                                    + Files.readString(directory.resolve("kube-apiserver.log")),
                            e);
                }
                Thread.sleep(Duration.ofMillis(500));
            }
        }
    }

    private static String privateKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        processes.reversed().forEach(process -> {
            process.destroy();
            process.onExit().join();
        });
    }
}
