package io.adjourn.sinks.flink;

import io.adjourn.localstack.JavaModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.formats.avro.registry.confluent.RegistryAvroFormatFactory;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.apache.flink.table.types.utils.TypeConversions;

/** A {@code CREATE TABLE} of {@code connectors/sinks/flink}, and Flink's own format as it would be made of it. */
final class FlinkTable {
    private static final String FORMAT = "value.avro-confluent.";
    private static final Pattern OPTION = Pattern.compile("'([^']+)' = '([^']*)'");
    private static final Pattern COLUMN = Pattern.compile("`([^`]+)` (.*)", Pattern.DOTALL);

    /** The table's columns that are in a record's value, with their types. */
    final RowType type;

    private final Map<String, String> options;

    private FlinkTable(RowType type, Map<String, String> options) {
        this.type = type;
        this.options = options;
    }

    static FlinkTable read(String name) {
        String sql;
        try (var lines = Files.lines(JavaModule.home().resolve("connectors/sinks/flink/" + name + ".sql"))) {
            sql = lines.filter(line -> !line.strip().startsWith("--")).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int with = sql.indexOf("\n) WITH (");
        var options = new LinkedHashMap<String, String>();
        Matcher option = OPTION.matcher(sql.substring(with));
        while (option.find()) {
            options.put(option.group(1), option.group(2));
        }
        var columns = new ArrayList<String>();
        for (String part : parts(sql.substring(sql.indexOf('(') + 1, with))) {
            Matcher column = COLUMN.matcher(part);
            boolean isKey = part.startsWith("`meeting_key`");
            if (column.matches() && !column.group(2).startsWith("AS ") && !isKey) {
                columns.add(part);
            }
        }
        // As Flink sees what a table has of its own.
        String row = "ROW<" + String.join(", ", columns) + "> NOT NULL";
        return new FlinkTable((RowType) LogicalTypeParser.parse(row, FlinkTable.class.getClassLoader()), options);
    }

    /** What stands between commas that are in no brackets. */
    private static List<String> parts(String list) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char one = list.charAt(i);
            depth += one == '(' || one == '<' ? 1 : one == ')' || one == '>' ? -1 : 0;
            if (one == ',' && depth == 0) {
                parts.add(list.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(list.substring(start).strip());
        return parts;
    }

    String topic() {
        return options.getOrDefault("topic", "");
    }

    /** Flink's format, which refuses a table that does not fit the schema beside it. */
    DeserializationSchema<RowData> format(String registry) {
        var configuration = new Configuration();
        options.forEach((option, value) -> {
            if (option.startsWith(FORMAT)) {
                configuration.setString(option.substring(FORMAT.length()), value);
            }
        });
        configuration.setString("url", registry);
        var format = (ProjectableDecodingFormat<DeserializationSchema<RowData>>) new RegistryAvroFormatFactory()
                .createDecodingFormat(stub(DynamicTableFactory.Context.class), configuration);
        return format.createRuntimeDecoder(
                stub(DynamicTableSource.Context.class), TypeConversions.fromLogicalToDataType(type));
    }

    /** What the format asks nothing but the type that Flink's planner gives rows. */
    private static <T> T stub(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> {
            if (method.getName().equals("createTypeInformation")) {
                return TypeInformation.of(RowData.class);
            }
            throw new UnsupportedOperationException(method.getName());
        }));
    }
}
