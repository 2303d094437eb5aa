package io.adjourn.inspector.index;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What is personal in a record of a topic, by the property {@code pii} that each field of each schema has. Pure. */
final class Personal {
    /** In place of what is not shown. */
    static final String HIDDEN = "•••";

    private static final String NOTHING = "{}";
    private static final Pattern EMAIL = Pattern.compile("[^\\s\"'<>@,;:]+@[^\\s\"'<>@,;:]+");
    private static final Pattern QUERY = Pattern.compile("[?#].*$", Pattern.DOTALL);
    private static final Pattern USER = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)[^/@]*@");

    private Personal() {}

    private enum Way {
        /** For those who may not see it. */
        MASK,
        /** For nobody any more. */
        REMOVE
    }

    /** A copy for those who may not see it: that there is something, they see. */
    static <T extends SpecificRecord> T masked(T record) {
        return copy(record, Way.MASK);
    }

    /** A copy from which it is gone, with the ids of the meeting that others gave. */
    static <T extends SpecificRecord> T without(T record) {
        return copy(record, Way.REMOVE);
    }

    private static <T extends SpecificRecord> T copy(T record, Way way) {
        T copy = SpecificData.getForClass(record.getClass()).deepCopy(record.getSchema(), record);
        change(copy, way);
        return copy;
    }

    private static void change(SpecificRecord record, Way way) {
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            String kind = field.getProp("pii");
            if (value == null || kind == null || kind.equals("none")) {
                continue;
            }
            if (kind.equals("nested")) {
                nested(value, way);
            } else {
                record.put(field.pos(), changed(field, kind, value, way));
            }
        }
    }

    private static void nested(Object value, Way way) {
        if (value instanceof SpecificRecord inner) {
            change(inner, way);
        } else if (value instanceof List<?> all) {
            for (Object one : all) {
                nested(one, way);
            }
        }
    }

    private static @Nullable Object changed(Schema.Field field, String kind, Object value, Way way) {
        if (value instanceof List<?>) {
            return new ArrayList<>();
        }
        if (!(value instanceof String text)) {
            return value instanceof ByteBuffer ? ByteBuffer.allocate(0) : value;
        }
        if (way == Way.MASK) {
            if (field.name().equals("attributes")) {
                return withoutEmails(text);
            }
            return kind.equals("link") ? withoutQuery(text) : kind.equals("content") ? NOTHING : HIDDEN;
        }
        return isNullable(field.schema()) ? null : kind.equals("content") ? NOTHING : HIDDEN;
    }

    private static boolean isNullable(Schema schema) {
        return schema.isUnion() && schema.getTypes().stream().anyMatch(type -> type.getType() == Schema.Type.NULL);
    }

    /** The link without what a secret could stand in. */
    static String withoutQuery(String link) {
        String bare = USER.matcher(QUERY.matcher(link).replaceFirst("")).replaceFirst("$1");
        return bare.length() == link.length() ? link : bare + "?" + HIDDEN;
    }

    static String withoutEmails(String text) {
        return EMAIL.matcher(text).replaceAll(HIDDEN);
    }
}
