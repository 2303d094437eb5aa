package io.adjourn.sinks.postgres;

import io.adjourn.sinks.json.PluginVersion;
import io.adjourn.sinks.json.Rows;
import io.adjourn.sinks.json.Texts;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Makes of one of Adjourn's records a row that Debezium's JDBC sink writes into PostgreSQL: times as {@code timestamptz}, lists of texts as
 * {@code text[]}, what is nested as {@code jsonb}, and texts without what PostgreSQL refuses.
 *
 * <p>What can become no row fails here, so that Kafka Connect takes it to the dead letters: in the sink it would end the task, and hold
 * up all that follows. A record without a value, which deletes, stays one.
 *
 * @param <R> of sources or sinks
 */
public final class RowForPostgres<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {
    private static final String KEY_FIELD = "key.field";
    private static final String JSON_FIELDS = "json.fields";

    private static final ConfigDef CONFIG = Rows.settings()
            .define(
                    KEY_FIELD,
                    ConfigDef.Type.STRING,
                    "",
                    Importance.HIGH,
                    "Name that the record's key gets, for primary.key.mode=record_key; empty leaves keys as they are.")
            .define(
                    JSON_FIELDS,
                    ConfigDef.Type.LIST,
                    "",
                    Importance.MEDIUM,
                    "Text fields that hold JSON: they become jsonb. What is no JSON becomes a JSON string.");

    private Rows<Struct> rows = rows("", Set.of());
    private String keyField = "";
    private Schema keySchema = Schema.STRING_SCHEMA;

    @Override
    public void configure(Map<String, ?> settings) {
        var config = new AbstractConfig(CONFIG, settings, false);
        keyField = config.getString(KEY_FIELD);
        if (!keyField.isEmpty()) {
            keySchema =
                    SchemaBuilder.struct().field(keyField, Schema.STRING_SCHEMA).build();
        }
        rows = rows(config.getString(Rows.RECORD), Set.copyOf(config.getList(JSON_FIELDS)));
    }

    private static Rows<Struct> rows(String record, Set<String> json) {
        return new Rows<>(record, schema -> Row.of(schema, json)::of);
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
     * The row, under the same key or as {@link #KEY_FIELD} names it.
     *
     * @throws DataException if it is another record, has no key, or says a time that PostgreSQL cannot have
     */
    @Override
    public R apply(R given) {
        if (keyField.isEmpty()) {
            return with(given, given.keySchema(), given.key());
        }
        return with(given, keySchema, key(given.key()));
    }

    private R with(R given, @Nullable Schema keySchema, @Nullable Object key) {
        Struct row = given.value() == null ? null : rows.of(given.value());
        return given.newRecord(
                given.topic(),
                given.kafkaPartition(),
                keySchema,
                key,
                row == null ? null : row.schema(),
                row,
                given.timestamp(),
                given.headers());
    }

    private Struct key(@Nullable Object key) {
        if (!(key instanceof String text) || text.isEmpty()) {
            throw new DataException("the record has no key, or one that is no text");
        }
        return new Struct(keySchema).put(keyField, Texts.storable(text));
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
