package io.adjourn.sinks.flink;

import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/**
 * A program on Flink, in a process of its own: executes statements, and writes down which rows each query came to at its end. Starts a
 * cluster in the process for each query.
 */
final class FlinkProgram {
    private FlinkProgram() {}

    /**
     * Arguments: the file to write to, and the statements. What is in the file is a list of lists of rows, one for each statement that
     * starts with SELECT, in Java's serialization; a row is a map of its columns.
     */
    public static void main(String[] args) throws Exception {
        var configuration = new Configuration();
        configuration.setString("parallelism.default", "1");
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.newInstance()
                .inStreamingMode()
                .withConfiguration(configuration)
                .build());
        var answers = new ArrayList<List<Map<String, @Nullable Object>>>();
        for (String statement : List.of(args).subList(1, args.length)) {
            if (statement.startsWith("SELECT")) {
                answers.add(rows(tables, statement));
            } else {
                tables.executeSql(statement);
            }
        }
        try (var file = new ObjectOutputStream(Files.newOutputStream(Path.of(args[0])))) {
            file.writeObject(answers);
        }
        // Flink leaves threads behind.
        System.exit(0);
    }

    /** What is left once all changes are made. */
    @SuppressWarnings("try") // Flink says that closing may throw anything
    private static List<Map<String, @Nullable Object>> rows(TableEnvironment tables, String query) throws Exception {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        try (CloseableIterator<Row> changes = tables.executeSql(query).collect()) {
            while (changes.hasNext()) {
                Row change = changes.next();
                Map<String, @Nullable Object> row = plain(change);
                if (change.getKind() == RowKind.INSERT || change.getKind() == RowKind.UPDATE_AFTER) {
                    rows.add(row);
                } else if (!rows.remove(row)) {
                    throw new IllegalStateException(query + " takes back a row that it has not said: " + change);
                }
            }
        }
        return rows;
    }

    private static Map<String, @Nullable Object> plain(Row row) {
        var columns = new HashMap<String, @Nullable Object>();
        for (String name : Objects.requireNonNull(row.getFieldNames(true))) {
            columns.put(name, plain(row.getField(name)));
        }
        return columns;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Row row -> plain(row);
            case Object[] list ->
                new ArrayList<>(Arrays.stream(list).map(FlinkProgram::plain).toList());
            case null, default -> value;
        };
    }
}
