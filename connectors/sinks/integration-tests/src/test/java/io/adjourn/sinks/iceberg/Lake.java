package io.adjourn.sinks.iceberg;

import io.adjourn.localstack.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** A lake of the tests: a catalog in a real PostgreSQL, files in a directory, and Iceberg's own reader. */
final class Lake implements AutoCloseable {
    static final String PASSWORD = "test-password-of-the-lake";

    private static final String ROLE = "adjourn_lake";
    private static final Namespace NAMESPACE = Namespace.of("adjourn");

    private final LocalPostgres postgres;
    private final Path warehouse;
    private JdbcCatalog catalog;

    private Lake(LocalPostgres postgres, Path warehouse) {
        this.postgres = postgres;
        this.warehouse = warehouse;
        this.catalog = connect();
    }

    /** An empty one, set up as the page says. */
    static Lake create() {
        LocalPostgres postgres = LocalPostgres.start();
        try (Connection connection =
                        DriverManager.getConnection(postgres.url("postgres"), "postgres", LocalPostgres.PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute("create role %s login password '%s'".formatted(ROLE, PASSWORD));
            statement.execute("create database lake owner " + ROLE);
            Path warehouse = Files.createTempDirectory("adjourn-lake-");
            var lake = new Lake(postgres, warehouse);
            lake.catalog.createNamespace(NAMESPACE);
            return lake;
        } catch (SQLException e) {
            throw new AssertionError("the catalog's database", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JdbcCatalog connect() {
        return (JdbcCatalog) CatalogUtil.buildIcebergCatalog(
                "adjourn",
                Map.of(
                        CatalogUtil.ICEBERG_CATALOG_TYPE,
                        CatalogUtil.ICEBERG_CATALOG_TYPE_JDBC,
                        CatalogProperties.URI,
                        postgres.url("lake"),
                        JdbcCatalog.PROPERTY_PREFIX + "user",
                        ROLE,
                        JdbcCatalog.PROPERTY_PREFIX + "password",
                        PASSWORD,
                        JdbcCatalog.PROPERTY_PREFIX + "schema-version",
                        "V1",
                        CatalogProperties.WAREHOUSE_LOCATION,
                        location(warehouse)),
                new Configuration());
    }

    /** What stands in the configurations, and what it is here. */
    Map<String, String> replaced() {
        return Map.of(
                "jdbc:postgresql://postgres.example.com:5432/lake", postgres.url("lake"),
                "file:///var/lib/adjourn/lake", location(warehouse));
    }

    private static String location(Path directory) {
        return "file://" + directory;
    }

    boolean has(String table) {
        return catalog.tableExists(TableIdentifier.of(NAMESPACE, table));
    }

    /** The table as it is now. */
    Table table(String name) {
        return catalog.loadTable(TableIdentifier.of(NAMESPACE, name));
    }

    /** The rows of a table for which that holds; none where there is no table yet. */
    List<Record> rows(String table, Expression which) {
        if (!has(table)) {
            return List.of();
        }
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(table(table)).where(which).build()) {
            return StreamSupport.stream(rows.spliterator(), false).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the catalog away: whoever asks it gets an error. */
    void takeAway() {
        postgres.stop();
    }

    void bringBack() {
        postgres.startAgain();
        // Its connections have not survived.
        catalog.close();
        catalog = connect();
    }

    @Override
    public void close() {
        catalog.close();
        postgres.close();
        try (var files = Files.walk(warehouse)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clean up " + warehouse, e);
        }
    }
}
