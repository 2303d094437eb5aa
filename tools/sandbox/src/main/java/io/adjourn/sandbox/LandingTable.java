package io.adjourn.sandbox;

import io.adjourn.commands.StopWatch;
import io.adjourn.commands.Terminal;
import io.adjourn.commands.Terminal.Colour;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.simulator.ScenarioRun;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Completions as they land, a row for each revision. */
final class LandingTable {
    /** What of a record is shown as news of a later revision; what follows from these goes without saying. */
    private static final List<String> TELLING =
            List.of("outcome", "end_reason", "timeline", "artifacts", "attributes", "conflicts");

    /** Enough of a session id to tell meetings apart. */
    private static final int SESSION_SHOWN = 8;

    private final Terminal terminal;
    private final StopWatch clock;
    private final Map<String, ScenarioRun> played;
    private final Map<String, MeetingCompletion> shown = new HashMap<>();
    private final String format;

    LandingTable(Terminal terminal, StopWatch clock, List<ScenarioRun> programme) {
        this.terminal = terminal;
        this.clock = clock;
        this.played = programme.stream().collect(Collectors.toMap(ScenarioRun::key, performance -> performance));
        int meeting = programme.stream()
                .mapToInt(performance -> performance.target().source().name().length() + 1 + SESSION_SHOWN)
                .max()
                .orElse(SESSION_SHOWN);
        int script = programme.stream()
                .mapToInt(performance -> performance.script().name().length())
                .max()
                .orElse(0);
        this.format = "%-7s  %-" + meeting + "s  %-" + script + "s  %3s  %-12s  %-11s  %-22s  %s";
    }

    void head() {
        terminal.line("");
        terminal.line(terminal.paint(
                Colour.QUIET,
                row("   time", "meeting", "script", "rev", "outcome", "because", "end reason", "artifacts")));
    }

    void row(MeetingCompletion completion) {
        ScenarioRun performance = played.get(completion.getMeetingId());
        String line = row(
                clock.elapsed(),
                shortened(completion),
                performance == null ? "?" : performance.script().name(),
                Integer.toString(completion.getRevision()),
                completion.getOutcome().name(),
                completion.getClosedBy().name(),
                completion.getEndReason().name(),
                artifacts(completion) + news(shown.put(completion.getMeetingId(), completion), completion));
        String outcome = completion.getOutcome().name();
        terminal.line(
                line.replaceFirst("\\b" + outcome + "\\b", terminal.paint(colour(completion.getOutcome()), outcome)));
    }

    private String row(Object... cells) {
        return String.format(Locale.ROOT, format, cells).stripTrailing();
    }

    private static String shortened(MeetingCompletion completion) {
        String session = String.valueOf(completion.getSessionId());
        return completion.getSource() + "/" + session.substring(0, Math.min(SESSION_SHOWN, session.length()));
    }

    /** Where a later revision says something else than the one before. */
    private static String news(@Nullable MeetingCompletion before, MeetingCompletion now) {
        if (before == null) {
            return "";
        }
        String news = TELLING.stream()
                // As texts: Avro cannot compare lists of records with times in them.
                .filter(field -> !String.valueOf(before.get(field)).equals(String.valueOf(now.get(field))))
                .collect(Collectors.joining(", "));
        return "  (new: " + news + ")";
    }

    private static String artifacts(MeetingCompletion completion) {
        return completion.getArtifacts().stream().map(LandingTable::artifact).collect(Collectors.joining(", "));
    }

    private static String artifact(CompletionArtifact artifact) {
        return artifact.getStatus() == ArtifactStatus.READY
                ? artifact.getKind().name()
                : artifact.getKind() + " " + artifact.getStatus().name().toLowerCase(Locale.ROOT);
    }

    private static Colour colour(Outcome outcome) {
        return switch (outcome) {
            case COMPLETE -> Colour.GOOD;
            case PARTIAL, NOT_CAPTURED, UNCONFIRMED, TIMED_OUT -> Colour.PARTLY;
            case DELETED -> Colour.GONE;
            case FAILED, UNKNOWN -> Colour.BAD;
        };
    }
}
