package io.adjourn.inspector.page;

import static java.util.stream.Collectors.joining;

import io.adjourn.inspector.page.Inline.Aside;
import io.adjourn.inspector.page.Inline.At;
import io.adjourn.inspector.page.Inline.Clock;
import io.adjourn.inspector.page.Inline.Words;
import io.adjourn.inspector.view.ArtifactView;
import io.adjourn.inspector.view.Meeting;
import io.adjourn.inspector.view.RevisionView;
import io.adjourn.inspector.view.Summary;
import io.adjourn.inspector.view.Waiting;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What happened to a meeting, in the words of somebody who is asked: what it came to and why, what is there and what is missing, or
 * what it waits for and until when.
 *
 * @param badge the outcome, or that it is open
 */
record Headline(Inline.Badge badge, List<Inline> sentence) {
    /** Ends that need no explanation. */
    private static final Set<EndReason> ORDINARY = EnumSet.of(
            EndReason.NORMAL_EXIT,
            EndReason.MEETING_ENDED,
            EndReason.LEFT_ON_REQUEST,
            EndReason.EVERYONE_LEFT,
            EndReason.UNKNOWN);

    Headline {
        sentence = List.copyOf(sentence);
    }

    static Headline of(Meeting meeting, Instant now) {
        var writer = new Writer(meeting, now);
        Summary summary = meeting.summary();
        Outcome outcome = summary.outcome();
        Waiting waiting = meeting.waiting();
        if (waiting != null) {
            writer.waiting(waiting);
            Tone tone = waiting.stale() ? Tone.BAD : Tone.OPEN;
            return new Headline(new Inline.Badge(waiting.stale() ? "overdue" : "open", tone), writer.parts);
        }
        if (summary.open()) {
            writer.say(
                    "Open. What it waits for is not known here yet: it stands in the topic of open meetings within a second.");
            return new Headline(new Inline.Badge("open", Tone.OPEN), writer.parts);
        }
        if (outcome == null) {
            writer.unopened();
            return new Headline(new Inline.Badge("no record", Tone.GONE), writer.parts);
        }
        writer.closed(outcome);
        return new Headline(new Inline.Badge(Wording.outcome(outcome), Wording.tone(outcome)), writer.parts);
    }

    /** The sentence without markup. */
    String text() {
        return sentence.stream().map(Headline::plain).collect(joining());
    }

    Tone tone() {
        return badge.tone();
    }

    private static String plain(Inline part) {
        return switch (part) {
            case Words(String text) -> text;
            case Aside(String text) -> text;
            case At(Instant _, String text, boolean _) -> text;
            case Clock(Instant at, Instant now) -> TimeText.clock(at, now);
            default -> throw new IllegalArgumentException("not part of a sentence: " + part);
        };
    }

    /** Writes it down, sentence by sentence. */
    private static final class Writer {
        private final Meeting meeting;
        private final Summary summary;
        private final Instant now;
        private final List<Inline> parts = new ArrayList<>();

        Writer(Meeting meeting, Instant now) {
            this.meeting = meeting;
            this.summary = meeting.summary();
            this.now = now;
        }

        private Writer say(String words) {
            parts.add(new Words(words));
            return this;
        }

        private Writer at(Instant time) {
            parts.add(Inline.brief(time, now));
            return this;
        }

        private Writer clock(Instant time) {
            parts.add(new Clock(time, now));
            return this;
        }

        void closed(Outcome outcome) {
            switch (outcome) {
                case COMPLETE -> {
                    say("Complete" + afterwards(", ") + ".");
                    there();
                    unusualEnd();
                }
                case PARTIAL -> {
                    say("Partial" + afterwards(", ")
                            + absent().map(words -> ": " + words).orElse("") + ".");
                    there();
                    unusualEnd();
                }
                case NOT_CAPTURED -> {
                    String why = why();
                    say(
                            why.isEmpty()
                                    ? "Nothing was captured, and the vendor gave no reason."
                                    : "Nothing was captured: " + why + ".");
                }
                case TIMED_OUT -> {
                    say("No end was heard of");
                    if (meeting.closedAt() != null) {
                        say(" by ").at(meeting.closedAt());
                    }
                    say(", so it was closed. That is provisional: it goes on if the bot is heard of again.");
                    there();
                }
                case FAILED -> {
                    String why = why();
                    say(why.isEmpty() ? "Failed, and the vendor gave no reason." : "Failed: " + why + ".");
                    there();
                }
                case DELETED -> deleted();
                case UNCONFIRMED -> {
                    say("Ended" + afterwards(" ") + ". The vendor did not say what there is: its API knows.");
                    unusualEnd();
                }
                case UNKNOWN -> say("Closed with an outcome that this release does not know: upgrade the inspector.");
            }
            revision();
        }

        private void deleted() {
            say("Deleted");
            if (meeting.deletedAt() != null) {
                say(" at ").at(meeting.deletedAt());
            }
            say(": links, content and names are gone, here too.");
            meeting.revisions().reversed().stream()
                    .map(RevisionView::outcome)
                    .filter(earlier -> earlier != Outcome.DELETED)
                    .findFirst()
                    .ifPresent(earlier -> say(" Before that it was " + Wording.outcome(earlier) + "."));
        }

        private void revision() {
            var why = meeting.closedBy() == null ? "" : ", because " + Wording.closedBy(meeting.closedBy());
            parts.add(new Aside(" Revision " + summary.revision()
                    + (summary.epoch() == 0 ? "" : " of epoch " + summary.epoch()) + why + "."));
        }

        void waiting(Waiting waiting) {
            if (waiting.lastRevision() != null) {
                say("It closed before, as revision " + waiting.lastRevision() + ", and goes on. ");
            }
            if (waiting.stale()) {
                say("It should have closed at ")
                        .at(waiting.dueAt())
                        .say(" and did not: streams does not run, or lost its state. Look at streams first.");
                return;
            }
            switch (waiting.waitingFor()) {
                case START ->
                    say("The bot is not on its way yet. Waiting until ")
                            .at(waiting.dueAt())
                            .say(" for its start; closes" + closesAs(waiting) + " then.");
                case END ->
                    say("Under way: " + Wording.state(summary.state())
                                    + ", and nothing says yet that it ends. Waiting until ")
                            .at(waiting.dueAt())
                            .say(" for more news; closes" + closesAs(waiting) + " then.");
                case FINAL_END ->
                    say("It ended, and the vendor will say more. Waiting until ")
                            .at(waiting.dueAt())
                            .say(" for its last word; closes" + closesAs(waiting) + " then.");
                case ARTIFACTS -> {
                    say("Waiting until ").at(waiting.dueAt());
                    say(" for " + awaited(waiting) + "; closes" + closesAs(waiting) + " then.");
                    there();
                }
                case STRAGGLERS -> {
                    say("The vendor says that all is done. Waiting until ").at(waiting.dueAt());
                    say(" for what it sent before"
                            + (waiting.awaited().isEmpty() ? "" : ", such as " + awaited(waiting)) + "; closes"
                            + closesAs(waiting) + " then.");
                    there();
                }
                case UNKNOWN -> say("Open. Waiting until ").at(waiting.dueAt()).say("; closes then.");
            }
            if (!waiting.dueAt().isAfter(now)) {
                say(" That time has come: it closes any moment.");
            }
        }

        private static String awaited(Waiting waiting) {
            return waiting.awaited().isEmpty() ? "what may still come" : Wording.artifacts(waiting.awaited());
        }

        private static String closesAs(Waiting waiting) {
            return waiting.closesAs() == Outcome.UNKNOWN ? "" : " as " + waiting.closesAs();
        }

        void unopened() {
            say("Heard of in " + TimeText.plural(summary.deliveries(), "delivery")
                    + ", but nothing in them opens a meeting");
            say(
                    meeting.rejects().isEmpty()
                            ? "."
                            : ": " + TimeText.plural(meeting.rejects().size(), "delivery")
                                    + " could not be read, see below.");
        }

        /** What is there, and how long its links last. */
        private void there() {
            List<ArtifactKind> ready = kinds(artifact -> artifact.status() == ArtifactStatus.READY);
            if (ready.isEmpty()) {
                return;
            }
            say(" "
                    + Wording.capital(
                            Wording.listed(ready.stream().map(Wording::artifact).toList()))
                    + (ready.size() == 1 ? " is there" : " are there"));
            List<ArtifactView> links = meeting.artifacts().stream()
                    .filter(artifact -> artifact.status() == ArtifactStatus.READY && artifact.urlExpiresAt() != null)
                    .toList();
            List<ArtifactKind> lasting =
                    kinds(artifact -> links.contains(artifact) && end(artifact).isAfter(now));
            List<ArtifactKind> ended =
                    kinds(artifact -> links.contains(artifact) && !end(artifact).isAfter(now));
            if (!lasting.isEmpty()) {
                Instant first = links.stream()
                        .map(Writer::end)
                        .filter(end -> end.isAfter(now))
                        .min(Instant::compareTo)
                        .orElseThrow();
                say(lasting.size() == 1
                                ? "; the link to " + Wording.artifacts(lasting) + " ends "
                                : "; the first of the links to " + Wording.artifacts(lasting) + " ends ")
                        .clock(first);
            }
            if (!ended.isEmpty()) {
                say("; " + (ended.size() == 1 ? "the link to " : "the links to ") + Wording.artifacts(ended)
                        + (ended.size() == 1 ? " has" : " have") + " ended: ask the vendor's API for a new one");
            }
            say(".");
        }

        private static Instant end(ArtifactView artifact) {
            return artifact.urlExpiresAt() == null ? Instant.MAX : artifact.urlExpiresAt();
        }

        /** What is not there, and how so. */
        private Optional<String> absent() {
            var words = new ArrayList<String>();
            var never = EnumSet.noneOf(ArtifactKind.class);
            never.addAll(summary.missing());
            never.addAll(kinds(artifact -> artifact.status() == ArtifactStatus.MISSING));
            if (!never.isEmpty()) {
                words.add(Wording.artifacts(List.copyOf(never)) + " never came");
            }
            absent(ArtifactStatus.FAILED, never, " failed", words);
            absent(ArtifactStatus.UNAVAILABLE, never, " cannot be had", words);
            return words.isEmpty() ? Optional.empty() : Optional.of(Wording.listed(words));
        }

        private void absent(ArtifactStatus status, Set<ArtifactKind> said, String how, List<String> words) {
            List<ArtifactKind> kinds =
                    kinds(artifact -> artifact.status() == status && !said.contains(artifact.kind()));
            if (!kinds.isEmpty()) {
                words.add(Wording.artifacts(kinds) + how);
            }
        }

        private List<ArtifactKind> kinds(Predicate<ArtifactView> which) {
            return meeting.artifacts().stream()
                    .filter(which)
                    .map(ArtifactView::kind)
                    .distinct()
                    .sorted()
                    .toList();
        }

        private String why() {
            EndReason reason = summary.endReason();
            return reason == null ? "" : Wording.because(reason);
        }

        private void unusualEnd() {
            EndReason reason = summary.endReason();
            if (reason != null && !ORDINARY.contains(reason)) {
                say(" It ended because " + Wording.because(reason) + ".");
            }
        }

        /** Such as {@code after 44 minutes}; empty where that is not known. */
        private String afterwards(String before) {
            Double seconds = summary.durationSeconds();
            Instant joined = summary.joinedAt();
            Instant ended = summary.endedAt();
            if (seconds != null && seconds >= 0) {
                return before + "after " + TimeText.took(Duration.ofSeconds(seconds.longValue()));
            }
            return joined != null && ended != null && !ended.isBefore(joined)
                    ? before + "after " + TimeText.took(Duration.between(joined, ended))
                    : "";
        }
    }
}
