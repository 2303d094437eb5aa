package io.adjourn.vendors.vexa;

import io.adjourn.vendors.MappingTables;
import io.adjourn.vendors.vexa.EventKind.ArtifactMade;
import io.adjourn.vendors.vexa.EventKind.StatusChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Vexa's names, statuses and reasons, for its page. */
public final class VexaTables implements MappingTables {

    @Override
    public List<Table> tables() {
        return List.of(
                new Table("Steps", List.of("name", "`to`", "`transition_source`"), steps()),
                new Table("Ends", List.of("`to`", "`completion_reason`", "`reason`", "`failure_stage`"), ends()),
                new Table("Artifacts", List.of("name", "type"), artifacts()),
                new Table("`service_provenance` of an end", List.of("`transcription_outcome`"), transcripts()));
    }

    private static List<Row> transcripts() {
        return Vocabulary.TRANSCRIPTION_OUTCOMES.keySet().stream()
                .map(outcome -> new Row(
                        List.of(outcome),
                        flat(
                                "meeting.status_change",
                                "'service_provenance':{'transcription_outcome':'" + outcome + "'}",
                                "'to':'completed'")))
                .toList();
    }

    private static List<Row> steps() {
        var rows = new ArrayList<Row>();
        Vocabulary.EVENTS.forEach((name, kind) -> {
            if (kind instanceof StatusChanged(var to)) {
                if (to == null) {
                    Vocabulary.STATUSES.keySet().forEach(status -> rows.addAll(changes(name, status)));
                } else {
                    rows.add(new Row(List.of(name, "", ""), flat(name, "'status':'" + to + "'", "")));
                }
            }
        });
        return rows;
    }

    private static List<Row> changes(String name, String status) {
        Stream<String> sources =
                status.equals("stopping") ? Vocabulary.TRANSITION_SOURCES.keySet().stream() : Stream.of("");
        return sources.map(source -> new Row(
                        List.of(name, status, source),
                        flat(name, "", "'to':'" + status + "','transition_source':'" + source + "'")))
                .toList();
    }

    private static List<Row> ends() {
        var rows = new ArrayList<Row>();
        for (String reason : Vocabulary.COMPLETION_REASONS.keySet()) {
            rows.add(end(Vocabulary.COMPLETED, reason, "", ""));
        }
        for (String reason : Vocabulary.REASONS.keySet()) {
            rows.add(end(Vocabulary.COMPLETED, "", reason, ""));
        }
        rows.add(end(Vocabulary.COMPLETED, "", "", ""));
        for (String stage : Vocabulary.FAILURE_STAGES.keySet()) {
            rows.add(end(Vocabulary.FAILED, "", "", stage));
        }
        rows.add(end(Vocabulary.FAILED, "", "", ""));
        return rows;
    }

    private static Row end(String to, String completionReason, String reason, String stage) {
        String meeting = field("completion_reason", completionReason) + field("failure_stage", stage);
        return new Row(
                List.of(to, completionReason, reason, stage),
                flat(
                        "meeting.status_change",
                        meeting.replaceFirst(",", ""),
                        "'to':'" + to + "'" + field("reason", reason)));
    }

    private static List<Row> artifacts() {
        var rows = new ArrayList<Row>();
        Vocabulary.EVENTS.forEach((name, kind) -> {
            if (kind instanceof ArtifactMade) {
                rows.add(made(name, ""));
                if (name.equals("recording.completed")) {
                    Vocabulary.MEDIA_TYPES.keySet().forEach(type -> rows.add(made(name, type)));
                }
            }
        });
        return rows;
    }

    private static Row made(String name, String type) {
        return new Row(
                List.of(name, type),
                json("{'event_type':'" + name + "','recording':{'id':412,'meeting_id':16" + field("media_type", type)
                        + "}}"));
    }

    private static String flat(String name, String meeting, String change) {
        return json("{'event_type':'" + name + "','meeting':{'id':16" + (meeting.isEmpty() ? "" : "," + meeting)
                + "},'status_change':{" + change + "}}");
    }

    private static String field(String name, String value) {
        return value.isEmpty() ? "" : ",'" + name + "':'" + value + "'";
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
