package io.adjourn.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * What a changed schema breaks of a released version.
 *
 * <p>Avro's rules in both directions, as registries check them under FULL_TRANSITIVE, and two that no registry knows: a
 * symbol stays, since an old record would be read as UNKNOWN; and a logical type stays, since the same number would mean
 * another time.
 */
public final class Evolution {
    private final String version;
    private final List<String> breaks = new ArrayList<>();

    private Evolution(String version) {
        this.version = version;
    }

    /** One line for each break, with record, field path, rule and version; empty where there is none. */
    public static List<String> breaks(String version, Schema released, Schema current) {
        Evolution evolution = new Evolution(version);
        evolution.currentReadsReleased(current.getName(), released, current);
        evolution.releasedReadsCurrent(current.getName(), released, current);
        evolution.compareMeaning(current.getName(), released, current);
        return List.copyOf(evolution.breaks);
    }

    private void currentReadsReleased(String root, Schema released, Schema current) {
        for (Incompatibility found : incompatibilities(current, released)) {
            add(
                    path(root, current, found.getLocation()),
                    switch (found.getType()) {
                        case READER_FIELD_MISSING_DEFAULT_VALUE -> "field added without a default";
                        case MISSING_ENUM_SYMBOLS -> "enum symbols removed, without a default: " + found.getMessage();
                        case NAME_MISMATCH -> "record or enum renamed: " + found.getMessage();
                        default ->
                            "type changed, what is written with the released version cannot be read: "
                                    + found.getMessage();
                    });
        }
    }

    private void releasedReadsCurrent(String root, Schema released, Schema current) {
        for (Incompatibility found : incompatibilities(released, current)) {
            add(
                    path(root, released, found.getLocation()),
                    switch (found.getType()) {
                        case READER_FIELD_MISSING_DEFAULT_VALUE -> "field removed that was released without a default";
                        case MISSING_ENUM_SYMBOLS -> "enum symbols added, without a default: " + found.getMessage();
                        case NAME_MISMATCH -> "record or enum renamed: " + found.getMessage();
                        default ->
                            "type changed, readers of the released version cannot read it: " + found.getMessage();
                    });
        }
    }

    private void compareMeaning(String path, Schema before, Schema after) {
        if (before.getType() != after.getType()) {
            return;
        }
        if (!Objects.equals(before.getProp("logicalType"), after.getProp("logicalType"))) {
            add(
                    path,
                    "logical type changed from " + before.getProp("logicalType") + " to "
                            + after.getProp("logicalType"));
        }
        switch (before.getType()) {
            case RECORD ->
                before.getFields().stream()
                        .filter(field -> after.getField(field.name()) != null)
                        .forEach(field -> compareMeaning(
                                path + "." + field.name(),
                                field.schema(),
                                Objects.requireNonNull(after.getField(field.name()))
                                        .schema()));
            case ARRAY -> compareMeaning(path, before.getElementType(), after.getElementType());
            case UNION ->
                before.getTypes()
                        .forEach(branch -> after.getTypes().stream()
                                .filter(other -> other.getFullName().equals(branch.getFullName()))
                                .forEach(other -> compareBranch(path, branch, other)));
            case ENUM -> {
                List<String> removed = new ArrayList<>(before.getEnumSymbols());
                removed.removeAll(after.getEnumSymbols());
                if (!removed.isEmpty()) {
                    add(path, "enum symbols removed: " + removed);
                }
            }
            default -> {}
        }
    }

    /** Of a record in a union Avro says only that it does not fit, not which of its fields. */
    private void compareBranch(String path, Schema before, Schema after) {
        if (before.getType() == Schema.Type.RECORD) {
            currentReadsReleased(path, before, after);
            releasedReadsCurrent(path, before, after);
        }
        compareMeaning(path, before, after);
    }

    private void add(String path, String rule) {
        breaks.add(path + ": " + rule + " (against " + version + ")");
    }

    private static List<Incompatibility> incompatibilities(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities();
    }

    /** The field path of a place in the reader's schema, which Avro gives as a JSON pointer such as /fields/3/type/1. */
    private static String path(String root, Schema reader, String pointer) {
        StringBuilder path = new StringBuilder(root);
        Schema schema = reader;
        boolean fields = false;
        for (String step : pointer.substring(1).split("/", -1)) {
            if (fields) {
                Schema.Field field = schema.getFields().get(Integer.parseInt(step));
                path.append('.').append(field.name());
                schema = field.schema();
            } else if (step.equals("items")) {
                schema = schema.getElementType();
            } else if (schema.getType() == Schema.Type.UNION && step.matches("\\d+")) {
                schema = schema.getTypes().get(Integer.parseInt(step));
            }
            fields = step.equals("fields") && schema.getType() == Schema.Type.RECORD;
        }
        return path.toString();
    }
}
