package io.adjourn.streams.completion;

import io.adjourn.streams.state.MeetingState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that states were written with, by their fingerprint: CRC-64-AVRO of the canonical form. A build knows its own and those
 * of all releases before it. So that it can read what a newer one wrote, each build leaves its schema beside the states, in the same
 * store under {@link #KEY}: it comes by the same changelog, to standbys and after a restore as well, and stays as long as they do.
 */
public final class StateSchemas {
    /** This build's. */
    static final Schema NEWEST = MeetingState.getClassSchema();

    static final long FINGERPRINT = SchemaNormalization.parsingFingerprint64(NEWEST);

    /** What stands before the fingerprint in the key of a schema. No meeting's key begins so: each has a slash. */
    private static final String PREFIX = "schema-";

    /** The key that this build's schema stands under. */
    public static final String KEY = key(FINGERPRINT);

    private static final Map<Long, Schema> RELEASED = released();

    private final Function<String, byte @Nullable []> store;

    /** @param store what stands in the store under a key; null where nothing does */
    StateSchemas(Function<String, byte @Nullable []> store) {
        this.store = store;
    }

    /** This build's schema, as it is left beside the states: its canonical form, in UTF-8. */
    public static byte[] newest() {
        return SchemaNormalization.toParsingForm(NEWEST).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a schema stands under that key, and no meeting. */
    public static boolean isSchema(String key) {
        return key.startsWith(PREFIX) && key.indexOf('/') < 0;
    }

    private static String key(long fingerprint) {
        return PREFIX + name(fingerprint);
    }

    /** A fingerprint as it is written in text. */
    static String name(long fingerprint) {
        return "%016x".formatted(fingerprint);
    }

    /** The schema of that fingerprint; null where neither this build knows it, nor another left it. */
    @Nullable
    Schema of(long fingerprint) {
        Schema released = RELEASED.get(fingerprint);
        return released == null ? left(fingerprint) : released;
    }

    private @Nullable Schema left(long fingerprint) {
        byte[] text = store.apply(key(fingerprint));
        if (text == null) {
            return null;
        }
        try {
            Schema schema = new Schema.Parser().parse(new String(text, StandardCharsets.UTF_8));
            return SchemaNormalization.parsingFingerprint64(schema) == fingerprint ? schema : null;
        } catch (SchemaParseException _) {
            return null;
        }
    }

    private static Map<Long, Schema> released() {
        Map<Long, Schema> released = new HashMap<>();
        for (int version = 1; ; version++) {
            try (InputStream file =
                    StateSchemas.class.getResourceAsStream("/state-schemas/MeetingState/v" + version + ".avsc")) {
                if (file == null) {
                    released.put(FINGERPRINT, NEWEST);
                    return Map.copyOf(released);
                }
                Schema schema = new Schema.Parser().parse(file);
                released.put(SchemaNormalization.parsingFingerprint64(schema), schema);
            } catch (IOException e) {
                throw new UncheckedIOException("a schema that this build brings cannot be read", e);
            }
        }
    }
}
