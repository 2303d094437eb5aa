package io.adjourn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.MeetingCompletion;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DamagedTest {
    private static final List<ScenarioRun> PROGRAMME = new Scenario(3, Instant.EPOCH)
            .meetings(TestTargets.all(), 400, run -> run.meeting().meant().isPresent());

    @Test
    void shouldLoseTheShareThatIsAskedFor() {
        assertThat(Damaged.all(PROGRAMME, 0)).allMatch(Damaged::isWhole);
        assertThat(Damaged.all(PROGRAMME, 1)).allMatch(Damaged::isSilent);
        assertThat(share(0.1)).isBetween(0.08, 0.12);
        assertThat(share(0.5)).isBetween(0.45, 0.55);
    }

    private static double share(double asked) {
        List<Damaged> meetings = Damaged.all(PROGRAMME, asked);
        double lost = meetings.stream().mapToInt(Damaged::lost).sum();
        return lost / PROGRAMME.stream().mapToInt(DamagedTest::messages).sum();
    }

    private static int messages(ScenarioRun run) {
        return run.meeting().acts().stream()
                .mapToInt(act -> act.messages().size())
                .sum();
    }

    @Test
    void shouldLoseTheSameAgain() {
        assertThat(Damaged.all(PROGRAMME, 0.3).stream().map(Damaged::lost).toList())
                .isEqualTo(
                        Damaged.all(PROGRAMME, 0.3).stream().map(Damaged::lost).toList());
    }

    @Test
    void shouldNameOnlyScriptsThatThereAreAsBeyondRepair() {
        for (Simulator simulator : Simulators.ALL) {
            Set<String> scripts = simulator.scripts().stream().map(Script::name).collect(Collectors.toSet());
            Set<String> beyond =
                    simulator.readApi().map(VendorApi::cannotRestore).orElse(Set.of());
            assertThat(scripts).containsAll(beyond);
        }
    }

    @Test
    void shouldBeContentWithRecordsAsTheyWereMeant() {
        List<Damaged> meetings = Damaged.all(PROGRAMME, 0.5);
        var verdict = new RepairVerdict(meetings, DamagedTest::asMeant, key -> 0);

        assertThat(verdict.complaints()).isEmpty();
    }

    @Test
    void shouldMissTheRecordsThatNobodyAskedFor() {
        List<Damaged> meetings = Damaged.all(PROGRAMME, 1);
        var verdict = new RepairVerdict(meetings, key -> List.of(), key -> 0);

        assertThat(verdict.complaints())
                .hasSize((int) meetings.stream().filter(Damaged::isRepairable).count())
                .allMatch(complaint -> complaint.endsWith("has no record, and nobody asked for it"));
    }

    @Test
    void shouldComplainWhereAWholeMeetingWasAskedAbout() {
        Damaged whole = Damaged.of(PROGRAMME.getFirst(), 0);
        var verdict = new RepairVerdict(List.of(whole), DamagedTest::asMeant, key -> 2);

        assertThat(verdict.complaints(whole)).containsExactly("was asked about 2 times, and nothing of it is lost");
    }

    private static List<MeetingCompletion> asMeant(String key) {
        return PROGRAMME.stream()
                .filter(run -> run.key().equals(key))
                .flatMap(run -> run.meeting().meant().stream())
                .map(meant -> TestRecords.of(meant, 1))
                .toList();
    }
}
