package io.adjourn.commands;

import io.adjourn.commands.rejected.Reject;
import io.adjourn.meetings.v1.RejectReason;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rejects, a line each, and how many there are of which reason. */
record RejectList(List<Reject> rejects, int limit) {
    private static final String NONE = "-";

    List<String> lines() {
        List<String> lines =
                Columns.of(rejects.stream().limit(limit).map(RejectList::row).toList());
        return Stream.concat(lines.stream(), Stream.of(summary())).toList();
    }

    private static List<String> row(Reject reject) {
        return List.of(
                reject.id().toString(),
                reject.time().toString(),
                reject.reason().name(),
                Objects.requireNonNullElse(reject.source(), NONE),
                Objects.requireNonNullElse(reject.vendor(), NONE),
                reject.key().isEmpty() ? NONE : reject.key(),
                reject.step(),
                reject.size() + " B",
                reject.replayOf() == null ? "" : "again",
                reject.detail());
    }

    private String summary() {
        if (rejects.isEmpty()) {
            return "no rejects";
        }
        Map<RejectReason, Long> byReason =
                rejects.stream().collect(Collectors.groupingBy(Reject::reason, TreeMap::new, Collectors.counting()));
        String reasons = byReason.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        long again =
                rejects.stream().filter(reject -> reject.replayOf() != null).count();
        return rejects.size()
                + (rejects.size() == 1 ? " reject: " : " rejects: ")
                + reasons
                + (again == 0 ? "" : "; of them replayed and rejected again: " + again)
                + (rejects.size() > limit ? "; shown: " + limit : "");
    }
}
