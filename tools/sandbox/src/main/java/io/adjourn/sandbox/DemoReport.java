package io.adjourn.sandbox;

import io.adjourn.commands.StopWatch;
import io.adjourn.commands.Terminal;
import io.adjourn.commands.Terminal.Colour;
import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.contracts.Topics;
import io.adjourn.simulator.ScenarioRun;
import io.adjourn.simulator.ScenarioVerdict;
import io.adjourn.simulator.Script;
import io.adjourn.simulator.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the demo has shown: each script against what it meant, then every counter. */
record DemoReport(
        Terminal terminal, ScenarioVerdict verdict, CompletionsTopic completions, DeliveryAudit books, Tally tally) {

    /** Prints it, and tells whether all is as it should be. */
    boolean print(StopWatch clock) {
        scripts();
        counters();
        List<String> complaints = new ArrayList<>(verdict.complaints(completions.meetings()));
        complaints.addAll(books.gaps(tally.genuine(), tally.forged()));
        complaints.addAll(tally.surprises());
        terminal.line("");
        complaints.forEach(complaint -> terminal.line(terminal.paint(Colour.BAD, "WRONG  " + complaint)));
        boolean good = complaints.isEmpty();
        String conclusion = good
                ? "Every last revision is as expected, and every delivery is accounted for."
                : "Not as expected: " + complaints.size() + " complaints above.";
        terminal.line(terminal.paint(good ? Colour.GOOD : Colour.BAD, conclusion) + "  ("
                + clock.elapsed().strip() + ")");
        return good;
    }

    private void scripts() {
        title("Expected and actual, by vendor and script");
        Map<String, Map<Script, List<ScenarioRun>>> byVendor = verdict.programme().stream()
                .collect(Collectors.groupingBy(
                        performance -> performance.target().simulator().vendor(),
                        LinkedHashMap::new,
                        Collectors.groupingBy(ScenarioRun::script, LinkedHashMap::new, Collectors.toList())));
        byVendor.forEach((vendor, byScript) -> {
            terminal.line("  " + vendor);
            byScript.forEach(this::script);
        });
    }

    private void script(Script script, List<ScenarioRun> performances) {
        long asMeant = performances.stream()
                .filter(performance -> verdict.complaints(performance).isEmpty())
                .count();
        int revisions = performances.stream()
                .mapToInt(
                        performance -> completions.revisions(performance.key()).size())
                .sum();
        boolean good = asMeant == performances.size();
        terminal.line(String.format(
                Locale.ROOT,
                "    %s  %-25s  %-12s  %d of %d %s as expected, %d %s",
                terminal.paint(good ? Colour.GOOD : Colour.BAD, good ? "ok   " : "WRONG"),
                script.name(),
                performances
                        .getFirst()
                        .meeting()
                        .meant()
                        .map(meant -> meant.outcome().name())
                        .orElse("no record"),
                asMeant,
                performances.size(),
                performances.size() == 1 ? "meeting" : "meetings",
                revisions,
                revisions == 1 ? "revision" : "revisions"));
    }

    private void counters() {
        title("Every delivery");
        count("sent", tally.sent(), "genuine " + tally.genuine() + ", forged " + tally.forged());
        count(
                "received",
                books.received(),
                "stored " + books.stored() + ", refused " + books.refusedInAll() + reasons(books.refused()));
        count("deliveries in " + Topics.RAW.name(), books.rawRecords(), "");
        count(
                "processed",
                books.processed(),
                "normalized " + books.processed("normalized") + ", duplicate "
                        + books.processed("duplicate") + ", rejected " + books.processed("rejected") + ", ignored "
                        + books.processed("ignored"));
    }

    private void title(String title) {
        terminal.line("");
        terminal.line(terminal.paint(Colour.STRONG, title));
    }

    private void count(String what, long count, String parts) {
        String line = String.format(Locale.ROOT, "  %-29s %6d", what, count);
        terminal.line(parts.isEmpty() ? line : line + "  = " + parts);
    }

    private static String reasons(Map<String, Long> reasons) {
        return reasons.isEmpty()
                ? ""
                : reasons.entrySet().stream()
                        .map(reason -> reason.getKey() + " " + reason.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
