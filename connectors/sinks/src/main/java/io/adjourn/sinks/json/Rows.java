package io.adjourn.sinks.json;

import java.util.function.Function;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Makes rows of one kind of record, and refuses all others. How, is worked out once for each version of the record's schema.
 *
 * @param <R> a row
 */
public final class Rows<R> {
    /** The setting with the full name of the record. */
    public static final String RECORD = "record";

    private static final int VERSIONS = 64;

    private final SynchronizedCache<Schema, Function<Struct, R>> known =
            new SynchronizedCache<>(new LRUCache<>(VERSIONS));
    private final String record;
    private final Function<Schema, Function<Struct, R>> shape;

    /**
     * Those of a record.
     *
     * @param record its full name
     * @param shape says of a version of its schema how a row is made of a record
     */
    public Rows(String record, Function<Schema, Function<Struct, R>> shape) {
        this.record = record;
        this.shape = shape;
    }

    /** New settings of a transformation with {@link #RECORD} among them, to which its own can be added. */
    public static ConfigDef settings() {
        return new ConfigDef()
                .define(
                        RECORD,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "Full name of the Avro record that the topic has; any other is refused, so that it changes no table.");
    }

    /**
     * The row of that value.
     *
     * @throws DataException if it is no such record, or no row can be made of it
     */
    public R of(Object value) {
        if (!(value instanceof Struct struct) || !record.equals(struct.schema().name())) {
            throw new DataException("the value is no " + record);
        }
        Function<Struct, R> found = known.get(struct.schema());
        if (found == null) {
            found = shape.apply(struct.schema());
            known.put(struct.schema(), found);
        }
        return found.apply(struct);
    }
}
