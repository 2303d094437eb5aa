package io.adjourn.inspector.index;

import io.adjourn.inspector.view.RevisionView.Change;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a revision says other than the one before. Pure. */
final class RevisionChanges {
    private RevisionChanges() {}

    /** @param before null for the first that is known: then all that it says is new */
    static List<Change> changes(@Nullable MeetingCompletion before, MeetingCompletion after) {
        Map<String, String> was = before == null ? Map.of() : said(before);
        Map<String, String> is = said(after);
        var fields = new LinkedHashSet<>(is.keySet());
        fields.addAll(was.keySet());
        var changes = new ArrayList<Change>();
        for (String field : fields) {
            if (!Objects.equals(was.get(field), is.get(field))) {
                changes.add(new Change(field, was.get(field), is.get(field)));
            }
        }
        return changes;
    }

    /** What a consumer would act on, as text; without what is not there. */
    private static Map<String, String> said(MeetingCompletion record) {
        var said = new LinkedHashMap<String, String>();
        put(said, "outcome", record.getOutcome());
        put(said, "state", record.getState());
        put(said, "end_reason", record.getEndReason());
        put(said, "error_code", record.getErrorCode());
        put(said, "error_message", record.getErrorMessage());
        put(said, "requested_at", record.getRequestedAt());
        put(said, "joined_at", record.getJoinedAt());
        put(said, "recording_started_at", record.getRecordingStartedAt());
        put(said, "ended_at", record.getEndedAt());
        put(said, "duration_seconds", record.getDurationSeconds());
        put(said, "platform", record.getPlatform());
        put(said, "native_meeting_id", record.getNativeMeetingId());
        put(said, "meeting_url", record.getMeetingUrl());
        put(said, "calendar_event_id", record.getCalendarEventId());
        record.getArtifacts().forEach(artifact -> put(said, name(artifact), text(artifact)));
        record.getMissing().forEach(kind -> put(said, "missing " + kind, "missing"));
        put(said, "steps", record.getTimeline().size());
        put(said, "attempts", record.getJoinAttempts());
        put(said, "participants", people(record.getParticipants()));
        put(said, "speakers", people(record.getSpeakers()));
        put(said, "attributes", record.getAttributes());
        record.getConflicts()
                .forEach(conflict -> put(
                        said, "conflict " + conflict.getKind(), conflict.getKept() + ", not " + conflict.getOther()));
        put(said, "outcome_before_deletion", record.getOutcomeBeforeDeletion());
        put(said, "deleted_at", record.getDeletedAt());
        return said;
    }

    private static void put(Map<String, String> said, String field, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            said.put(field, value.toString());
        }
    }

    private static String people(List<String> names) {
        return names.isEmpty() ? "" : names.size() + ": " + String.join(", ", names);
    }

    private static String name(CompletionArtifact artifact) {
        String id = artifact.getArtifactId();
        return "artifact " + artifact.getKind() + (id == null ? "" : " " + id);
    }

    private static String text(CompletionArtifact artifact) {
        var text = new StringBuilder(artifact.getStatus().name());
        if (artifact.getUrl() != null) {
            text.append(", ").append(artifact.getUrl());
        }
        if (artifact.getUrlExpiresAt() != null) {
            text.append(", until ").append(artifact.getUrlExpiresAt());
        }
        if (artifact.getDetail() != null) {
            text.append(", ").append(artifact.getDetail());
        }
        return text.toString();
    }
}
