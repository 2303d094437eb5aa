package io.adjourn.simulator;

import io.adjourn.contracts.Contradictions;
import io.adjourn.meetings.v1.MeetingCompletion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether what came of a programme is what it meant.
 *
 * @param programme what was played
 * @param revisions a meeting's revisions in the order of the topic, by its key; empty where it has none
 */
public record ScenarioVerdict(List<ScenarioRun> programme, Function<String, List<MeetingCompletion>> revisions) {

    /** What is wrong with the meeting's revisions, one line each; empty where nothing is. */
    public List<String> complaints(ScenarioRun performance) {
        List<MeetingCompletion> all = revisions.apply(performance.key());
        if (performance.meeting().meant().isEmpty()) {
            return all.isEmpty() ? List.of() : List.of("has a record, but none was expected");
        }
        if (all.isEmpty()) {
            return List.of("has no record");
        }
        var complaints = new ArrayList<>(performance.meeting().meant().get().differences(all.getLast()));
        List<Integer> numbers = all.stream().map(MeetingCompletion::getRevision).toList();
        if (!numbers.equals(IntStream.rangeClosed(1, all.size()).boxed().toList())) {
            complaints.add("its revisions are " + numbers);
        }
        for (MeetingCompletion revision : all) {
            Contradictions.of(revision)
                    .forEach(contradiction -> complaints.add(
                            "its revision " + revision.getRevision() + " contradicts itself: " + contradiction));
        }
        return complaints;
    }

    /** Everything that is wrong, one line each, with script and meeting; empty where all is as it was meant. */
    public List<String> complaints(Collection<String> meetings) {
        var complaints = new ArrayList<String>();
        for (ScenarioRun performance : programme) {
            complaints(performance).forEach(complaint -> complaints.add(performance + ": " + complaint));
        }
        Set<String> played = programme.stream().map(ScenarioRun::key).collect(Collectors.toSet());
        meetings.stream()
                .filter(meeting -> !played.contains(meeting))
                .forEach(meeting -> complaints.add(meeting + " has a record, but was never simulated"));
        return complaints;
    }
}
