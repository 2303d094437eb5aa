package io.adjourn.sandbox;

import io.adjourn.commands.Columns;
import io.adjourn.commands.LinkMask;
import io.adjourn.commands.Terminal;
import io.adjourn.commands.Terminal.Colour;
import io.adjourn.sandbox.audit.AuditResult;
import io.adjourn.sandbox.audit.AuditResult.BegunBefore;
import io.adjourn.sandbox.audit.AuditResult.Different;
import io.adjourn.sandbox.audit.AuditResult.Moving;
import io.adjourn.sandbox.audit.AuditResult.NotPublished;
import io.adjourn.sandbox.audit.AuditResult.NotToldByRaw;
import io.adjourn.sandbox.audit.AuditResult.Open;
import io.adjourn.sandbox.audit.AuditResult.Same;
import io.adjourn.sandbox.audit.Difference;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a replay found, for people.
 *
 * @param shown how many of the meetings with differences are shown
 * @param reveal whether links are shown whole
 */
record AuditReport(Map<String, AuditResult> findings, int shown, boolean reveal) {
    private static final int MOST_OF_A_VALUE = 300;

    /** Prints it, and tells whether all that was compared is the same, and anything was. */
    boolean print(Terminal terminal) {
        findings.entrySet().stream()
                .filter(entry -> isWrong(entry.getValue()))
                .limit(shown)
                .flatMap(entry -> lines(entry.getKey(), entry.getValue()))
                .forEach(line -> terminal.line(terminal.paint(Colour.BAD, line)));
        long wrong = findings.values().stream().filter(AuditReport::isWrong).count();
        long same = count(Same.class);
        Columns.of(List.of(
                        row("meetings compared", same + wrong),
                        row("  the same", same),
                        row("  different", count(Different.class)),
                        row("  not published", count(NotPublished.class)),
                        row("  published, but not in the raw topic", count(NotToldByRaw.class)),
                        row("not compared", findings.size() - same - wrong),
                        row("  not yet closed", count(Open.class)),
                        row("  with new events during the audit", count(Moving.class)),
                        row("  begun before the time span read", count(BegunBefore.class))))
                .forEach(terminal::line);
        return conclude(terminal, same, wrong);
    }

    private static boolean conclude(Terminal terminal, long same, long wrong) {
        if (same + wrong == 0) {
            terminal.line(terminal.paint(Colour.BAD, "There were no meetings to compare."));
            return false;
        }
        terminal.line(
                wrong == 0
                        ? terminal.paint(Colour.GOOD, "The published records match the raw topic.")
                        : terminal.paint(Colour.BAD, "The published records do not match the raw topic."));
        return wrong == 0;
    }

    private static boolean isWrong(AuditResult finding) {
        return switch (finding) {
            case Different _, NotPublished _, NotToldByRaw _ -> true;
            case Same _, Open _, Moving _, BegunBefore _ -> false;
        };
    }

    private Stream<String> lines(String meeting, AuditResult finding) {
        return switch (finding) {
            case Different(var differences) ->
                Stream.concat(
                        Stream.of(meeting + " is different"),
                        differences.stream().flatMap(this::lines));
            case NotPublished _ -> Stream.of(meeting + " is not published");
            case NotToldByRaw _ -> Stream.of(meeting + " is published, but is not in the raw topic");
            case Same _, Open _, Moving _, BegunBefore _ -> Stream.empty();
        };
    }

    private Stream<String> lines(Difference difference) {
        return Stream.of(
                "  " + difference.field() + " as published: " + told(difference.published()),
                "  " + difference.field() + " by raw topic: " + told(difference.replayed()));
    }

    private String told(String value) {
        String masked = reveal ? value : LinkMask.mask(value);
        return masked.length() <= MOST_OF_A_VALUE ? masked : masked.substring(0, MOST_OF_A_VALUE) + "…";
    }

    private long count(Class<? extends AuditResult> kind) {
        return findings.values().stream().filter(kind::isInstance).count();
    }

    private static List<String> row(String what, long count) {
        return List.of(what, Long.toString(count));
    }
}
