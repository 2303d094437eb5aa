package io.adjourn.sinks.iceberg;

import io.adjourn.sinks.json.PluginVersion;
import io.adjourn.sinks.json.Rows;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Makes of one of Adjourn's records a row that Apache Iceberg's sink writes into a table of its own making: times as {@code timestamptz}
 * with their microseconds, enums as texts, what is nested as structs and lists of structs. It is for that sink and must be the last
 * transformation: its row is a map, though its schema says a struct.
 *
 * <p>What can become no row fails here, so that Kafka Connect takes it to the dead letters: in the sink it would end the task, and hold
 * up all that follows. A record without a value, which deletes, stays one, and the sink passes it over.
 *
 * @param <R> of sources or sinks
 */
public final class RowForIceberg<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private static final ConfigDef CONFIG = Rows.settings();

    private Rows<SchemaAndValue> rows = rows("");

    @Override
    public void configure(Map<String, ?> settings) {
        rows = rows(new AbstractConfig(CONFIG, settings, false).getString(Rows.RECORD));
    }

    private static Rows<SchemaAndValue> rows(String record) {
        return new Rows<>(record, RowForIceberg::row);
    }

    private static Function<Struct, SchemaAndValue> row(Schema record) {
        Schema schema = LakeRow.schema(record);
        return struct -> LakeRow.of(schema, struct);
    }

    @Override
    public ConfigDef config() {
        return CONFIG;
    }

    @Override
    public String version() {
        return PluginVersion.VERSION;
    }

    /**
     * The row, under the same key.
     *
     * @throws DataException if it is another record, or lacks a time that it must have
     */
    @Override
    public R apply(R given) {
        SchemaAndValue row = given.value() == null ? SchemaAndValue.NULL : rows.of(given.value());
        return given.newRecord(
                given.topic(),
                given.kafkaPartition(),
                given.keySchema(),
                given.key(),
                row.schema(),
                row.value(),
                given.timestamp(),
                given.headers());
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
