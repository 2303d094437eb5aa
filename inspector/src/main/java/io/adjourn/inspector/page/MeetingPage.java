package io.adjourn.inspector.page;

import io.adjourn.inspector.access.Viewer;
import io.adjourn.inspector.page.Inline.Aside;
import io.adjourn.inspector.page.Inline.Clock;
import io.adjourn.inspector.page.Inline.Code;
import io.adjourn.inspector.page.Inline.Copied;
import io.adjourn.inspector.page.Inline.Link;
import io.adjourn.inspector.page.Inline.Several;
import io.adjourn.inspector.page.Inline.Words;
import io.adjourn.inspector.view.Meeting;
import io.adjourn.inspector.view.Summary;
import io.adjourn.inspector.view.Waiting;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything of one meeting, in the order in which people ask for it: what it came to, what it waits for, its course, what is there,
 * what came in, how its record changed.
 *
 * @param whole whether what is personal is shown
 * @param token for the form that shows it; null where the viewer may not
 * @param waiting empty where it waits for nothing
 * @param picture null where nothing is known of its course
 * @param compare the revisions that can be compared; fewer than two where there is nothing to compare
 * @param attributes the customer's own metadata; null where there is none
 */
record MeetingPage(
        Frame frame,
        String key,
        Summary summary,
        Headline headline,
        boolean whole,
        @Nullable String token,
        List<Labelled> facts,
        List<Labelled> waiting,
        @Nullable TimelinePicture picture,
        Grid timeline,
        Grid artifacts,
        Grid deliveries,
        String copies,
        Grid revisions,
        @Nullable String unseen,
        List<String> compare,
        Grid rejects,
        boolean rejected,
        List<Labelled> people,
        @Nullable String attributes) {

    MeetingPage {
        facts = List.copyOf(facts);
        waiting = List.copyOf(waiting);
        compare = List.copyOf(compare);
        people = List.copyOf(people);
    }

    /**
     * Of a meeting, for this viewer.
     *
     * @param whole whether what is personal is shown
     * @param token what proves that the form came from this page
     */
    static MeetingPage of(Frame frame, Meeting meeting, Viewer viewer, boolean whole, String token, Instant now) {
        String key = meeting.summary().key();
        var tables = new MeetingTables(meeting, now);
        return new MeetingPage(
                frame,
                key,
                meeting.summary(),
                Headline.of(meeting, now),
                whole,
                viewer.mayUnmask() ? token : null,
                facts(meeting, now),
                waiting(meeting.waiting(), now),
                TimelinePicture.of(meeting, now).orElse(null),
                tables.timeline(),
                tables.artifacts(),
                tables.deliveries(),
                copies(meeting),
                tables.revisions(),
                unseen(meeting),
                meeting.revisions().stream().map(MeetingTables::name).toList(),
                tables.rejects(),
                !meeting.rejects().isEmpty(),
                people(meeting, whole),
                meeting.attributes());
    }

    private static List<Labelled> facts(Meeting meeting, Instant now) {
        Summary summary = meeting.summary();
        var facts = new ArrayList<Labelled>();
        facts.add(new Labelled("Meeting key", new Copied(summary.key(), "the meeting key")));
        facts.add(new Labelled("Session", new Copied(summary.session(), "the session id")));
        facts.add(new Labelled(
                "Source",
                Inline.of(
                        new Link(Paths.search(Map.of("source", summary.source())), summary.source()),
                        new Aside(" (" + summary.vendor() + ")"))));
        add(facts, "Platform", summary.platform());
        if (summary.nativeMeetingId() != null) {
            facts.add(
                    new Labelled("Platform's id", new Copied(summary.nativeMeetingId(), "the platform's meeting id")));
        }
        if (summary.meetingUrl() != null) {
            facts.add(new Labelled("Meeting link", new Copied(summary.meetingUrl(), "the meeting link")));
        }
        facts.add(new Labelled("State", new Words(Wording.state(summary.state()))));
        EndReason reason = summary.endReason();
        if (reason != null && reason != EndReason.UNKNOWN) {
            facts.add(new Labelled(
                    "End",
                    Inline.of(new Words(Wording.capital(Wording.because(reason)) + " "), new Code(reason.name()))));
        }
        add(facts, "Vendor's error", meeting.errorCode(), meeting.errorMessage());
        add(facts, "Asked for", meeting.requestedAt());
        add(facts, "Joined", summary.joinedAt());
        add(facts, "Recording since", meeting.recordingStartedAt());
        add(facts, "Ended", summary.endedAt());
        if (summary.durationSeconds() != null) {
            facts.add(new Labelled(
                    "Length",
                    new Words(TimeText.took(
                            Duration.ofSeconds(summary.durationSeconds().longValue())))));
        }
        facts.add(new Labelled(
                "First heard of",
                Inline.of(Inline.at(summary.firstSeenAt()), new Words(" · "), new Clock(summary.firstSeenAt(), now))));
        facts.add(new Labelled(
                "Last heard of",
                Inline.of(Inline.at(summary.lastNewsAt()), new Words(" · "), new Clock(summary.lastNewsAt(), now))));
        add(facts, "First closed", meeting.closedAt());
        add(facts, "Last revised", meeting.revisedAt());
        add(facts, "Deleted", meeting.deletedAt());
        meeting.conflicts()
                .forEach(conflict -> facts.add(new Labelled(
                        "Contradiction",
                        new Words(Wording.capital(
                                        conflict.kind().toLowerCase(Locale.ROOT).replace('_', ' '))
                                + ": the record keeps " + conflict.kept() + ", but " + conflict.other()
                                + " was said, too"))));
        return facts;
    }

    private static void add(List<Labelled> facts, String label, @Nullable Instant at) {
        if (at != null) {
            facts.add(new Labelled(label, Inline.at(at)));
        }
    }

    private static void add(List<Labelled> facts, String label, @Nullable String... texts) {
        var parts = new ArrayList<Inline>();
        for (String text : texts) {
            if (text != null && !text.isBlank()) {
                parts.add(new Code(text));
                parts.add(new Words(" "));
            }
        }
        if (!parts.isEmpty()) {
            facts.add(new Labelled(label, new Several(parts)));
        }
    }

    private static List<Labelled> waiting(@Nullable Waiting waiting, Instant now) {
        if (waiting == null) {
            return List.of();
        }
        return List.of(
                new Labelled("Waits for", new Words(waitsFor(waiting))),
                new Labelled(
                        "Until",
                        Inline.of(Inline.at(waiting.dueAt()), new Words(" · "), new Clock(waiting.dueAt(), now))),
                new Labelled("Closes then as", new Words(closesAs(waiting))),
                new Labelled("Closes then because", new Words(closesBy(waiting))),
                new Labelled("Expected of it", kinds(waiting.expects(), "nothing: whatever comes is taken")),
                new Labelled("Still awaited", kinds(waiting.awaited(), "nothing")),
                new Labelled(
                        "The wait runs from",
                        Inline.of(
                                Inline.at(waiting.lastNewsAt()),
                                new Aside(", the latest news. More news moves the end of the wait."))));
    }

    private static String closesAs(Waiting waiting) {
        return waiting.closesAs() == Outcome.UNKNOWN
                ? "what is there then"
                : waiting.closesAs() + ", if nothing more comes";
    }

    private static String closesBy(Waiting waiting) {
        return waiting.closesBy() == ClosedBy.DEADLINE ? "the wait is over" : Wording.closedBy(waiting.closesBy());
    }

    private static String waitsFor(Waiting waiting) {
        return switch (waiting.waitingFor()) {
            case START -> "the bot's start";
            case END -> "news of a bot that is under way";
            case FINAL_END -> "the vendor's last word on the end";
            case ARTIFACTS -> "artifacts";
            case STRAGGLERS -> "deliveries that the vendor sent before it said that all is done";
            case UNKNOWN -> "something that this release does not know";
        };
    }

    private static Inline kinds(List<ArtifactKind> kinds, String none) {
        return new Words(
                kinds.isEmpty()
                        ? none
                        : Wording.listed(kinds.stream().map(Wording::artifact).toList()));
    }

    private static String copies(Meeting meeting) {
        long copies = meeting.duplicates();
        String more = meeting.moreDeliveries() == 0
                ? ""
                : " " + TimeText.plural(meeting.moreDeliveries(), "more delivery")
                        + " that came later are not listed here.";
        return TimeText.plural(meeting.deliveries().size(), "delivery")
                + (copies == 0 ? ", none of them a copy." : ", of which " + TimeText.plural(copies, "copy") + ".")
                + more;
    }

    private static @Nullable String unseen(Meeting meeting) {
        return meeting.unseenRevisions() == 0
                ? null
                : TimeText.plural(meeting.unseenRevisions(), "earlier revision")
                        + " made before this index began: the topic keeps only a meeting's last one.";
    }

    private static List<Labelled> people(Meeting meeting, boolean whole) {
        var people = new ArrayList<Labelled>();
        if (meeting.participantCount() > 0) {
            people.add(new Labelled(
                    "Participants",
                    whole
                            ? new Words(String.join(", ", meeting.participants()))
                            : new Words(meeting.participantCount() + ", names masked")));
        }
        if (!meeting.speakers().isEmpty()) {
            people.add(new Labelled("Speakers", new Words(String.join(", ", meeting.speakers()))));
        }
        return people;
    }
}
