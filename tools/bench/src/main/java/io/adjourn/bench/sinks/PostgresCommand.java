package io.adjourn.bench.sinks;

import io.adjourn.bench.stack.Progress;
import io.adjourn.commands.Logs;
import io.adjourn.config.CannotStartException;
import io.adjourn.localstack.LocalPostgres;
import io.adjourn.localstack.SinkFile;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "postgres",
        header = "Measure how many completions a second the PostgreSQL sink upserts.",
        description = {
            "Broker, registry, worker and database are processes on this machine. The same records go into a bare table that the sink"
                    + " makes itself, without our indexes and our trigger: the connector's own limit. Then into ours, as"
                    + " rows that are new, and as revisions of rows that are there."
        })
public final class PostgresCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String TABLE = "adjourn.meeting_completions";
    private static final String BARE = "adjourn.bare_completions";

    @Option(
            names = "--meetings",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Number of meetings (default: ${DEFAULT-VALUE}).")
    private int meetings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Logs.off();
        var progress = new Progress(System.err);
        PrintWriter out = spec.commandLine().getOut();
        try (var load = CompletionLoad.start();
                var postgres = LocalPostgres.start()) {
            String url = postgres.url("postgres");
            execute(url, SinkFile.sql("tables"));
            load.write(meetings, 1);
            progress.done(meetings + " records are in the topic");
            String config = SinkFile.config(
                    "postgres-completions",
                    Map.of(
                            "jdbc:postgresql://postgres.example.com:5432/analytics",
                            url,
                            "adjourn_sink",
                            "postgres",
                            "http://registry.example.com:8081",
                            load.registryUrl(),
                            "/etc/adjourn/sinks",
                            load.secret("postgres-password", LocalPostgres.PASSWORD)));
            load.worker().apply("warm-up", config.replace(TABLE, "adjourn.warm_up"));
            perSecond(url, "adjourn.warm_up", 1);
            load.worker().apply("bare", config.replace(TABLE, BARE));
            double bare = perSecond(url, BARE, 1);
            progress.done("the bare table has them");
            load.worker().apply("ours", config);
            double inserted = perSecond(url, TABLE, 1);
            progress.done("our table has them");
            load.write(meetings, 2);
            double updated = perSecond(url, TABLE, 2);
            out.printf(Locale.ROOT, "%-46s %12s %8s%n", "completions upserted", "per second", "ratio");
            print(out, "bare table that the sink made: its own limit", bare, bare);
            print(out, "our table, rows that are new", inserted, bare);
            print(out, "our table, revisions; both others write, too", updated, bare);
            return 0;
        }
    }

    private static void print(PrintWriter out, String what, double rate, double bare) {
        out.printf(Locale.ROOT, "%-46s %12.0f %8.2f%n", what, rate, rate / bare);
    }

    /** Counted from the first row that is seen to the last. */
    private double perSecond(String url, String table, int revision) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        long start = 0;
        int first = 0;
        while (System.nanoTime() < giveUp) {
            int landed = landed(url, table, revision);
            if (start == 0 && landed > 0) {
                start = System.nanoTime();
                first = landed;
            }
            if (landed >= meetings) {
                return (landed - first) / ((System.nanoTime() - start) / 1e9);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new CannotStartException("the records do not land in " + table + " within " + PATIENCE);
    }

    private static int landed(String url, String table, int revision) {
        try (Connection connection = connect(url);
                var statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select to_regclass('" + table + "') is not null")) {
            result.next();
            return result.getBoolean(1) ? count(connection, table, revision) : 0;
        } catch (SQLException e) {
            throw new CannotStartException("PostgreSQL: " + e.getMessage(), e);
        }
    }

    private static int count(Connection connection, String table, int revision) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("select count(*) from " + table + " where revision = " + revision)) {
            result.next();
            return result.getInt(1);
        }
    }

    private static void execute(String url, String sql) {
        try (Connection connection = connect(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new CannotStartException("PostgreSQL: " + e.getMessage(), e);
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "postgres", LocalPostgres.PASSWORD);
    }
}
