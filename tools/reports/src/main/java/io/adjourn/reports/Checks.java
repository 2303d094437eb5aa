package io.adjourn.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What must hold in the end of a report, by the names that reports have for it. */
public record Checks(JsonNode checks) {
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*");

    /** Where something else came of it, a line each; empty where it came out right. */
    public List<String> complaints(Published published) {
        var complaints = new ArrayList<String>();
        for (Map.Entry<String, JsonNode> check : checks.properties()) {
            Object wanted = wanted(check.getKey(), check.getValue());
            Object found = found(check.getKey(), check.getValue(), published);
            if (!holds(check.getKey(), wanted, found)) {
                complaints.add(check.getKey() + " " + wanted + ": it is " + found);
            }
        }
        return complaints;
    }

    private static boolean holds(String name, Object wanted, Object found) {
        return switch (name) {
            case "lifecycle_min", "activity_min", "conflicts_min" -> (int) found >= (int) wanted;
            default -> found.equals(wanted);
        };
    }

    private static Object wanted(String name, JsonNode wanted) {
        return switch (name) {
            case "status" -> wanted.valueStream().map(JsonNode::intValue).toList();
            case "rejected", "lifecycle_min", "activity_min", "conflicts_min" -> wanted.intValue();
            case "first", "completion", "artifact" -> words(wanted);
            case "activity_kind" -> List.of(wanted.textValue());
            case "attributes_has" -> wanted.textValue();
            // What must not be: none of it is found.
            case "no_completion", "no_state", "absent_everywhere", "absent_in_completion", "not" -> List.of();
            default -> throw new IllegalArgumentException("nobody knows how to check " + name);
        };
    }

    private static Object found(String name, JsonNode wanted, Published published) {
        List<MeetingCompletion> records = published.records();
        return switch (name) {
            case "status" -> published.answers();
            case "rejected" -> published.rejected();
            case "lifecycle_min" -> published.lifecycle().size();
            case "activity_min" -> published.activity().size();
            case "conflicts_min" ->
                records.isEmpty() ? 0 : records.getLast().getConflicts().size();
            case "first" -> records.isEmpty() ? "no record" : fields(records.getFirst(), wanted);
            case "completion" -> records.isEmpty() ? "no record" : fields(records.getLast(), wanted);
            case "artifact" -> records.isEmpty() ? "no record" : artifacts(records.getLast(), wanted);
            case "activity_kind" ->
                published.activity().stream()
                        .map(activity -> activity.getKind().name())
                        .distinct()
                        .toList();
            case "attributes_has" -> records.isEmpty() ? "no record" : said(records.getLast(), wanted.textValue());
            case "no_completion" -> records;
            case "no_state" ->
                published.lifecycle().stream()
                        .filter(change -> change.getState().name().equals(wanted.textValue()))
                        .toList();
            case "absent_everywhere" -> thoseIn(published.everything(), wanted);
            case "absent_in_completion" ->
                records.isEmpty() ? "no record" : thoseIn(records.getLast().toString(), wanted);
            case "not" -> records.isEmpty() ? "no record" : same(words(wanted), fields(records.getLast(), wanted));
            default -> throw new IllegalArgumentException("nobody knows how to check " + name);
        };
    }

    /** The text where the customer's metadata has it, else all of that. */
    private static Object said(MeetingCompletion record, String text) {
        String attributes = record.getAttributes();
        return attributes != null && attributes.contains(text) ? text : "no such thing: " + attributes;
    }

    private static List<String> thoseIn(String text, JsonNode wanted) {
        return wanted.valueStream()
                .map(JsonNode::textValue)
                .filter(text::contains)
                .toList();
    }

    private static List<String> same(Map<String, String> one, Map<String, String> other) {
        return one.entrySet().stream()
                .filter(other.entrySet()::contains)
                .map(Map.Entry::toString)
                .toList();
    }

    /** The record's fields of those names, times in one rendering. */
    private static Map<String, String> fields(MeetingCompletion record, JsonNode names) {
        var fields = new TreeMap<String, String>();
        for (Map.Entry<String, JsonNode> field : names.properties()) {
            Schema.@Nullable Field named = record.getSchema().getField(field.getKey());
            fields.put(field.getKey(), named == null ? "no such field" : String.valueOf(record.get(named.pos())));
        }
        return fields;
    }

    /** The statuses of those kinds; several of one kind in a row. */
    private static Map<String, String> artifacts(MeetingCompletion record, JsonNode kinds) {
        var artifacts = new TreeMap<String, String>();
        for (CompletionArtifact artifact : record.getArtifacts()) {
            String kind = artifact.getKind().name();
            String status = artifact.getStatus().name();
            if (kinds.has(kind) && !status.equals(artifacts.get(kind))) {
                artifacts.merge(kind, status, (one, other) -> one + " " + other);
            }
        }
        return artifacts;
    }

    private static Map<String, String> words(JsonNode wanted) {
        var words = new TreeMap<String, String>();
        wanted.properties().forEach(field -> words.put(field.getKey(), word(field.getValue())));
        return words;
    }

    private static String word(JsonNode wanted) {
        return TIME.matcher(wanted.asText()).matches()
                ? instant(wanted.asText()).toString()
                : wanted.asText();
    }

    private static Instant instant(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
