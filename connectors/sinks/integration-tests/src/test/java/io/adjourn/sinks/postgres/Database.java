package io.adjourn.sinks.postgres;

import io.adjourn.localstack.LocalPostgres;
import io.adjourn.localstack.SinkFile;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is in a database of the tests. Each statement has a connection of its own, for the server comes and goes. */
final class Database {
    static final String SINK = "adjourn_sink";
    static final String PASSWORD = "test-password-of-the-sink";

    private final LocalPostgres server;
    private final String name;

    private Database(LocalPostgres server, String name) {
        this.server = server;
        this.name = name;
    }

    /** A new database with the tables and views of {@code sql}, made as the page says. */
    static Database create(LocalPostgres server, String name) {
        var maintenance = new Database(server, "postgres");
        maintenance.execute("create role %s login password '%s'".formatted(SINK, PASSWORD));
        maintenance.execute("create database %s owner %s".formatted(name, SINK));
        var database = new Database(server, name);
        database.runAsSink("tables");
        database.runAsSink("views");
        return database;
    }

    /** Runs a file of {@code sql} as the role that owns the tables. */
    void runAsSink(String file) {
        try (Connection connection = DriverManager.getConnection(url(), SINK, PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute(SinkFile.sql(file));
        } catch (SQLException e) {
            throw new AssertionError(file, e);
        }
    }

    String url() {
        return server.url(name);
    }

    /** Runs a statement as the superuser. */
    void execute(String sql) {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The rows of a query: each column by its name, as text; null where it is null. */
    List<Map<String, @Nullable String>> rows(String sql) {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            var rows = new ArrayList<Map<String, @Nullable String>>();
            while (result.next()) {
                var row = new LinkedHashMap<String, @Nullable String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnLabel(i), result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The first column of the first row; null where there is no row. */
    @Nullable
    String value(String sql) {
        List<Map<String, @Nullable String>> rows = rows(sql);
        return rows.isEmpty() ? null : rows.getFirst().values().iterator().next();
    }

    /** A query's one time. */
    Instant instant(String sql) {
        String seconds = value("select extract(epoch from (" + sql + "))::bigint");
        return Instant.ofEpochSecond(Long.parseLong(String.valueOf(seconds)));
    }

    int count(String sql) {
        String value = value(sql);
        return value == null ? 0 : Integer.parseInt(value);
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url(), "postgres", LocalPostgres.PASSWORD);
        try (var statement = connection.createStatement()) {
            statement.execute("set time zone 'UTC'");
        }
        return connection;
    }
}
