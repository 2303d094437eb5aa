package io.adjourn.sandbox.postgres;

import io.adjourn.commands.Columns;
import io.adjourn.config.CannotStartException;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalAdjourn;
import io.adjourn.localstack.LocalConnect;
import io.adjourn.localstack.Port;
import io.adjourn.localstack.SinkFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The four PostgreSQL sinks on a worker of their own, beside what else runs on this machine. */
public final class PostgresLanding implements AutoCloseable {
    private static final List<String> SINKS =
            List.of("postgres-completions", "postgres-lifecycle", "postgres-artifacts", "postgres-calendar");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PASSWORD = "postgres-password";

    private final PostgresAddress database;
    private final LocalConnect worker;

    private PostgresLanding(PostgresAddress database, LocalConnect worker) {
        this.database = database;
        this.worker = worker;
    }

    /**
     * Makes the tables and views where they are not, and starts the sinks.
     *
     * @param address as psql takes it
     * @throws CannotStartException if the database refuses the login, or a sink does not start
     */
    public static PostgresLanding start(
            String address, Map<String, String> environment, LocalAdjourn adjourn, DataDirectory data) {
        var database = PostgresAddress.of(address, environment);
        for (String file : List.of("tables", "views")) {
            execute(database, SinkFile.sql(file));
        }
        Path secrets = data.directory("sinks");
        LocalConnect worker = LocalConnect.start(Port.free(), adjourn.bootstrapServers(), "demo", data, Map.of())
                .awaitReady();
        try {
            Files.writeString(secrets.resolve(PASSWORD), database.password());
            Map<String, String> here = Map.of(
                    "jdbc:postgresql://postgres.example.com:5432/analytics", database.jdbc(),
                    "adjourn_sink", database.user(),
                    "http://registry.example.com:8081", adjourn.registryUrl(),
                    "/etc/adjourn/sinks", secrets.toString());
            SINKS.forEach(sink -> worker.apply(sink, SinkFile.config(sink, here)));
            return new PostgresLanding(database, worker);
        } catch (IOException e) {
            worker.close();
            throw new CannotStartException("cannot write to " + secrets, e);
        } catch (RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    /**
     * Returns once so many meetings are there.
     *
     * @throws CannotStartException if they do not come
     */
    public void await(int meetings) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (Integer.parseInt(rows("select count(*) from adjourn.meeting_completions")
                        .get(1)
                        .getFirst())
                < meetings) {
            if (System.nanoTime() > giveUp) {
                throw new CannotStartException(
                        "the records do not land in " + database + ": see connect.log in the logs");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** A query's rows as lines of a table, with its head. */
    public List<String> table(String query) {
        return Columns.of(rows(query));
    }

    private List<List<String>> rows(String query) {
        try (Connection connection = connect(database);
                var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            var rows = new ArrayList<List<String>>();
            rows.add(row(result, true));
            while (result.next()) {
                rows.add(row(result, false));
            }
            return rows;
        } catch (SQLException e) {
            throw refused(database, e);
        }
    }

    private static List<String> row(ResultSet result, boolean head) throws SQLException {
        var row = new ArrayList<String>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            String cell = head ? result.getMetaData().getColumnLabel(i) : result.getString(i);
            row.add(cell == null ? "-" : cell);
        }
        return row;
    }

    private static void execute(PostgresAddress database, String sql) {
        try (Connection connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw refused(database, e);
        }
    }

    private static Connection connect(PostgresAddress database) throws SQLException {
        return DriverManager.getConnection(database.jdbc(), database.user(), database.password());
    }

    private static CannotStartException refused(PostgresAddress database, SQLException e) {
        return new CannotStartException("PostgreSQL refuses " + database + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        worker.close();
    }
}
