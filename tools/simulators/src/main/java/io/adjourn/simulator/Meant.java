package io.adjourn.simulator;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a meeting's last revision must say, whatever became of its deliveries on their way.
 *
 * @param artifacts every artifact it lists, with its status: MISSING for what was expected and never heard of
 * @param beforeDeletion the outcome before the vendor deleted the data, null where it did not
 */
public record Meant(
        Outcome outcome,
        BotState state,
        EndReason endReason,
        Map<ArtifactKind, ArtifactStatus> artifacts,
        @Nullable Outcome beforeDeletion) {

    public Meant {
        artifacts = Map.copyOf(artifacts);
    }

    public static Meant of(
            Outcome outcome, BotState state, EndReason endReason, Map<ArtifactKind, ArtifactStatus> artifacts) {
        return new Meant(outcome, state, endReason, artifacts, null);
    }

    /** The same after the vendor deleted the data. */
    public Meant deleted() {
        Map<ArtifactKind, ArtifactStatus> gone =
                artifacts.keySet().stream().collect(Collectors.toMap(kind -> kind, kind -> ArtifactStatus.DELETED));
        return new Meant(Outcome.DELETED, state, endReason, gone, outcome);
    }

    /** Where the record says something else, one line for each field; empty where it says what was meant. */
    public List<String> differences(MeetingCompletion record) {
        var differences = new ArrayList<String>();
        compare(differences, "outcome", outcome, record.getOutcome());
        compare(differences, "state", state, record.getState());
        compare(differences, "end_reason", endReason, record.getEndReason());
        compare(differences, "artifacts", new TreeMap<>(artifacts), statuses(record.getArtifacts()));
        compare(differences, "missing", missing(), new TreeSet<>(record.getMissing()));
        compare(differences, "outcome_before_deletion", beforeDeletion, record.getOutcomeBeforeDeletion());
        return differences;
    }

    private Set<ArtifactKind> missing() {
        return artifacts.entrySet().stream()
                .filter(artifact -> artifact.getValue() == ArtifactStatus.MISSING)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<ArtifactKind, ArtifactStatus> statuses(Collection<CompletionArtifact> artifacts) {
        return artifacts.stream()
                .collect(Collectors.toMap(
                        CompletionArtifact::getKind, CompletionArtifact::getStatus, (one, other) -> one, TreeMap::new));
    }

    private static void compare(List<String> differences, String field, @Nullable Object meant, @Nullable Object got) {
        if (!Objects.equals(meant, got)) {
            differences.add(field + " is " + got + ", expected was " + meant);
        }
    }
}
