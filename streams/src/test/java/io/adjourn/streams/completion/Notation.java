package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Event.VendorWords;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Facts written short, for tables. A number is a minute, as in {@link Facts}; {@code ~} before it means that the vendor gave
 * no time.
 *
 * <pre>
 * RECORDING@1               a step
 * WAITING_ROOM>PROCESSING@3 a step, with what was before it
 * LEAVING@29:JOIN_DENIED    a step, with a reason
 * ENDED@30  FAILED@~30      an end
 * ENDED?@30                 a provisional end
 * ENDED!@30                 the end of a bot that never got in
 * AUDIO=READY@31            what became of an artifact
 * RECORDING=implied@30      an artifact that only the end implies
 * DONE@33  DELETED@60       the vendor's last word; a deletion
 * </pre>
 */
final class Notation {
    private static final Pattern FACT =
            Pattern.compile("(?:(?<previous>[A-Z_]+)>)?(?<name>[A-Z_]+)(?<mark>[?!])?(?:=(?<status>[A-Za-z_]+))?"
                    + "@(?<untimed>~)?(?<minute>\\d+)(?::(?<reason>[A-Z_]+))?");

    private Notation() {}

    /** The state of which these facts are all that is known. */
    static MeetingState state(String facts) {
        return Facts.folded(facts(facts));
    }

    static Fact[] facts(String facts) {
        return Arrays.stream(facts.strip().split("\\s+")).map(Notation::fact).toArray(Fact[]::new);
    }

    /**
     * The fact in short, with the minute and second of the vendor's clock and, behind {@code received}, of its receipt. What it says
     * beside this is left out.
     */
    static String written(Fact fact) {
        Event event = fact.event();
        EventTime time = event.said().time();
        String at = "@" + (time.inferred() ? "~" : "") + minute(time.at());
        return what(event) + at + reason(event) + " received " + minute(Instant.ofEpochMilli(fact.logTime()));
    }

    private static String what(Event event) {
        return switch (event) {
            case StateChange change ->
                (change.previous() == null ? "" : change.previous() + ">")
                        + change.state()
                        + (StateOrder.isEnd(change.state()) && !change.terminal() ? "?" : "")
                        + (change.run().neverJoined() ? "!" : "");
            case Event.Artifact artifact -> artifact.kind() + "=" + artifact.status();
            case Event.ProcessingDone _ -> "DONE";
            case Event.DataDeletion _ -> "DELETED";
            case Event.Activity activity -> "activity " + activity.kind();
            case Event.Calendar calendar -> "calendar " + calendar.action();
        };
    }

    private static String reason(Event event) {
        return event instanceof StateChange change && change.endReason() != null ? ":" + change.endReason() : "";
    }

    private static String minute(Instant at) {
        Duration since = Duration.between(Facts.at(0), at);
        return since.toMinutes() + (since.toSecondsPart() == 0 ? "" : "m" + since.toSecondsPart() + "s");
    }

    private static Fact fact(String text) {
        Matcher fact = FACT.matcher(text);
        if (!fact.matches()) {
            throw new IllegalArgumentException("no fact: " + text);
        }
        String name = fact.group("name");
        String status = fact.group("status");
        int minute = Integer.parseInt(fact.group("minute"));
        boolean untimed = fact.group("untimed") != null;
        if (status != null) {
            return artifact(ArtifactKind.valueOf(name), status, minute, untimed);
        }
        return switch (name) {
            case "DONE" -> Facts.done(minute);
            case "DELETED" -> Facts.deleted(minute);
            default -> step(fact, BotState.valueOf(name), minute, untimed);
        };
    }

    private static Fact artifact(ArtifactKind kind, String status, int minute, boolean untimed) {
        if (status.equals("implied")) {
            return Facts.implied(kind, minute);
        }
        ArtifactStatus told = ArtifactStatus.valueOf(status);
        return untimed ? Facts.untimed(kind, told, minute) : Facts.artifact(kind, told, minute);
    }

    private static Fact step(Matcher fact, BotState state, int minute, boolean untimed) {
        String previous = fact.group("previous");
        String mark = fact.group("mark");
        String reason = fact.group("reason");
        return Facts.fact(
                new StateChange(
                        Facts.said(minute, untimed),
                        state,
                        previous == null ? null : BotState.valueOf(previous),
                        reason == null ? null : EndReason.valueOf(reason),
                        StateOrder.isEnd(state) && !"?".equals(mark),
                        new VendorWords(state.name(), null, null),
                        MeetingReference.NONE,
                        summary(mark),
                        null),
                minute);
    }

    private static RunSummary summary(@Nullable String mark) {
        return "!".equals(mark) ? Facts.neverJoined() : RunSummary.NONE;
    }
}
