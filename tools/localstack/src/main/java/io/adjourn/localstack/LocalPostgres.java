package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL in a cluster of its own, on the loopback address, with password authentication. It runs as the user
 * {@code postgres} where we are root: PostgreSQL refuses to be.
 */
public final class LocalPostgres implements AutoCloseable {
    /** Of the superuser {@code postgres}; for tests. */
    public static final String PASSWORD = "test-password-of-postgres";

    private static final String USER = "postgres";
    private static final String INSTALL = "connectors/sinks/install";

    private final Path programs;
    private final Path cluster;
    private final Path log;
    private final Port port;

    private LocalPostgres(Path programs, Path cluster, Path log, Port port) {
        this.programs = programs;
        this.cluster = cluster;
        this.log = log;
        this.port = port;
    }

    /**
     * Makes a cluster and starts it. Where PostgreSQL is not installed, {@code connectors/sinks/install} is run first.
     *
     * @throws CannotStartException if it is not there and could not be installed, or does not start; the message says what to do
     */
    public static LocalPostgres start() {
        Path programs = programs();
        try {
            Path home = Files.createTempDirectory("adjourn-postgres-");
            if (isRoot()) {
                UserPrincipal user =
                        home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
                Files.setOwner(home, user);
            }
            var postgres = new LocalPostgres(programs, home.resolve("cluster"), home.resolve("log"), Port.free());
            postgres.initialize(home);
            postgres.startAgain();
            return postgres;
        } catch (IOException e) {
            throw new CannotStartException("PostgreSQL cannot start: " + e.getMessage(), e);
        }
    }

    private void initialize(Path home) throws IOException {
        Path password = home.resolve("password");
        Files.writeString(password, PASSWORD);
        run(List.of(
                programs.resolve("initdb").toString(),
                "--pgdata=" + cluster,
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync"));
        Files.delete(password);
        Files.writeString(cluster.resolve("postgresql.conf"), """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                # What a power cut would do to it is of no interest here, and this machine has other things to write.
                fsync = off
                """.formatted(port.number()));
    }

    /** Starts it, also after {@link #stop}; its data are as they were. */
    public void startAgain() {
        run(List.of(
                programs.resolve("pg_ctl").toString(), "start", "-w", "-D", cluster.toString(), "-l", log.toString()));
    }

    /** Stops it at once: whoever is connected gets an error. */
    public void stop() {
        run(List.of(programs.resolve("pg_ctl").toString(), "stop", "-m", "fast", "-w", "-D", cluster.toString()));
    }

    /** Where JDBC finds a database of that name. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port.number() + "/" + database;
    }

    @Override
    public void close() {
        if (Files.exists(cluster.resolve("postmaster.pid"))) {
            stop();
        }
        try (var files = Files.walk(cluster.getParent())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clean up " + cluster.getParent(), e);
        }
    }

    private static Path programs() {
        return installed()
                .or(LocalPostgres::install)
                .orElseThrow(
                        () -> new CannotStartException(
                                "PostgreSQL is not installed: install version 14 or newer (Debian, Ubuntu: apt-get install postgresql;"
                                        + " Fedora: dnf install postgresql-server; macOS: brew install postgresql), or set POSTGRES_BIN to the directory of its initdb"));
    }

    private static Optional<Path> install() {
        Path script = JavaModule.home().resolve(INSTALL);
        run("the installation of PostgreSQL", List.of(script.toString()));
        return installed();
    }

    private static Optional<Path> installed() {
        var candidates = new ArrayList<Path>();
        String named = System.getenv("POSTGRES_BIN");
        if (named != null) {
            candidates.add(Path.of(named));
        }
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (var versions = Files.list(debian)) {
                versions.map(version -> version.resolve("bin")).forEach(candidates::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        for (String directory : System.getenv("PATH").split(":", -1)) {
            candidates.add(Path.of(directory));
        }
        return candidates.stream()
                .filter(candidate -> Files.isExecutable(candidate.resolve("initdb")))
                .findFirst();
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void run(List<String> command) {
        var whole = new ArrayList<String>();
        if (isRoot()) {
            whole.addAll(List.of("runuser", "-u", USER, "--"));
        }
        whole.addAll(command);
        run("PostgreSQL", whole);
    }

    private static void run(String what, List<String> command) {
        try {
            Path output = Files.createTempFile("adjourn-postgres", ".out");
            // A file, for the server that pg_ctl leaves behind keeps what it was given open.
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(5, TimeUnit.MINUTES);
            String said = Files.readString(output).strip();
            Files.delete(output);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new CannotStartException(what + " failed: " + said);
            }
        } catch (IOException e) {
            throw new CannotStartException(what + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }
}
