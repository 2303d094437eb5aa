package io.adjourn.inspector.page;

import static io.adjourn.inspector.page.Grid.text;

import io.adjourn.inspector.page.Inline.Aside;
import io.adjourn.inspector.page.Inline.Badge;
import io.adjourn.inspector.page.Inline.Clock;
import io.adjourn.inspector.page.Inline.Lines;
import io.adjourn.inspector.page.Inline.Link;
import io.adjourn.inspector.page.Inline.Several;
import io.adjourn.inspector.page.Inline.Words;
import io.adjourn.inspector.view.Page;
import io.adjourn.inspector.view.Standing;
import io.adjourn.inspector.view.Summary;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The home page: a search, and the meetings that fit; without a search, the latest.
 *
 * @param form as it was filled in
 * @param heading what the list below it is
 * @param results meetings, newest first
 * @param older where the next ones are; null where there are none
 * @param note what is to be known of these results; null where nothing is
 * @param standing how far the index is
 */
record SearchPage(
        Frame frame,
        SearchForm form,
        String heading,
        Grid results,
        @Nullable String older,
        @Nullable Several note,
        List<Choice> outcomes,
        List<Choice> reasons,
        List<Choice> kinds,
        List<Labelled> standing) {

    /** One of what can be chosen. */
    record Choice(String value, String words, boolean chosen) {}

    SearchPage {
        outcomes = List.copyOf(outcomes);
        reasons = List.copyOf(reasons);
        kinds = List.copyOf(kinds);
        standing = List.copyOf(standing);
    }

    static SearchPage of(Frame frame, SearchForm form, Page page, Standing standing, Instant now) {
        return new SearchPage(
                frame,
                form,
                form.isEmpty() ? "Latest meetings" : "Meetings that fit",
                results(form, page, standing, now),
                page.next() == null ? null : form.address(page.next()),
                page.searchedTo() == null
                        ? null
                        : Inline.of(
                                new Words("Searched back to "),
                                Inline.at(page.searchedTo()),
                                new Words(" so far: few of very many meetings fit. \"Older\" goes on from there.")),
                choices(form.field("outcome"), Outcome.values(), Outcome.UNKNOWN),
                choices(form.field("reason"), EndReason.values(), EndReason.UNKNOWN),
                choices(form.field("missing"), ArtifactKind.values(), ArtifactKind.UNKNOWN),
                standing(standing, now));
    }

    private static Grid results(SearchForm form, Page page, Standing standing, Instant now) {
        return new Grid(
                form.isEmpty() ? "The meetings that were heard of last" : "Newest first",
                List.of(
                        text("Meeting"),
                        text("Outcome"),
                        text("State"),
                        text("Source"),
                        text("First heard of"),
                        text("Missing")),
                page.meetings().stream().map(meeting -> row(meeting, now)).toList(),
                empty(form, page, standing));
    }

    private static Grid.GridRow row(Summary meeting, Instant now) {
        var names = new ArrayList<Inline>();
        names.add(new Link(Paths.meeting(meeting.key()), meeting.session()));
        Stream.of(meeting.platform(), meeting.nativeMeetingId())
                .filter(word -> word != null && !word.isEmpty())
                .reduce((platform, id) -> platform + " " + id)
                .ifPresent(words -> names.add(new Aside(words)));
        Outcome outcome = meeting.outcome();
        EndReason reason = meeting.endReason();
        var state = new ArrayList<Inline>();
        state.add(new Words(Wording.state(meeting.state())));
        if (reason != null && reason != EndReason.UNKNOWN) {
            state.add(new Aside(Wording.because(reason)));
        }
        return Grid.row(
                new Lines(names),
                meeting.open()
                        ? new Badge("open", Tone.OPEN)
                        : outcome == null
                                ? new Badge("no record", Tone.GONE)
                                : new Badge(Wording.outcome(outcome), Wording.tone(outcome)),
                new Lines(state),
                new Lines(List.of(new Words(meeting.source()), new Aside(meeting.vendor()))),
                new Lines(List.of(Inline.at(meeting.firstSeenAt()), new Clock(meeting.firstSeenAt(), now))),
                new Words(Wording.listed(
                        meeting.missing().stream().map(Wording::artifact).toList())));
    }

    private static String empty(SearchForm form, Page page, Standing standing) {
        if (page.next() != null) {
            return "None on this page yet: go on to older ones.";
        }
        if (!form.isEmpty()) {
            return "No meeting fits. Texts are compared whole: paste the whole bot id, meeting link or CRM id, or leave a filter out."
                    + (standing.caughtUp() ? "" : " The index is still reading: try again in a moment.");
        }
        return standing.caughtUp()
                ? "No meeting was heard of yet. Send a delivery to the gateway, or play some: ./adjourn simulate --help."
                : "The index is being built: meetings appear as they are read.";
    }

    private static <E extends Enum<E>> List<Choice> choices(String chosen, E[] symbols, E unknown) {
        return Arrays.stream(symbols)
                .filter(symbol -> symbol != unknown)
                .map(symbol -> new Choice(
                        symbol.name(), Wording.plain(symbol), symbol.name().equalsIgnoreCase(chosen)))
                .toList();
    }

    private static List<Labelled> standing(Standing standing, Instant now) {
        var facts = new ArrayList<Labelled>();
        facts.add(new Labelled("Meetings", new Words("about " + TimeText.count(standing.meetings()))));
        facts.add(new Labelled("Records read", new Words(TimeText.count(standing.events()))));
        facts.add(new Labelled("On disk", new Words(TimeText.bytes(standing.bytes()))));
        Instant to = standing.indexedTo();
        if (to != null) {
            facts.add(new Labelled("Latest record", Inline.of(Inline.at(to), new Words(" · "), new Clock(to, now))));
        }
        facts.add(new Labelled(
                "Up to date",
                new Words(
                        standing.caughtUp()
                                ? "yes"
                                : "no, " + TimeText.count(standing.behind()) + " records to read")));
        standing.notes().forEach(note -> facts.add(new Labelled("Note", new Words(note))));
        return facts;
    }
}
