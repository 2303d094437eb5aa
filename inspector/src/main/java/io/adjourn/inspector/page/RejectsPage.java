package io.adjourn.inspector.page;

import static io.adjourn.inspector.page.Grid.text;

import io.adjourn.inspector.page.Inline.Aside;
import io.adjourn.inspector.page.Inline.Copied;
import io.adjourn.inspector.page.Inline.Lines;
import io.adjourn.inspector.page.Inline.Link;
import io.adjourn.inspector.page.Inline.Words;
import io.adjourn.inspector.view.Reject;
import io.adjourn.inspector.view.RejectGroup;
import java.time.Instant;
import java.util.List;

/**
 * Deliveries that could not be read, by reason and source.
 *
 * @param empty what it says where there are none
 */
record RejectsPage(Frame frame, List<Group> groups, String empty) {

    /**
     * Those of one reason and source.
     *
     * @param meaning what the reason means, and what to do
     * @param replay the command that sends them back
     */
    record Group(String id, String reason, String meaning, List<Labelled> facts, Copied replay, Grid latest) {
        Group {
            facts = List.copyOf(facts);
        }
    }

    RejectsPage {
        groups = List.copyOf(groups);
    }

    static RejectsPage of(Frame frame, List<RejectGroup> groups, Instant now) {
        return new RejectsPage(
                frame,
                groups.stream().map(group -> group(group, now)).toList(),
                "No delivery was rejected, as far as the index goes back. There is nothing to do.");
    }

    private static Group group(RejectGroup group, Instant now) {
        String source = group.source().isEmpty() ? "of no source that was said" : group.source();
        return new Group(
                MeetingTables.anchor(group.reason().name() + "-" + group.source() + "-" + group.vendor()),
                group.reason().name(),
                Wording.reject(group.reason()),
                List.of(
                        new Labelled("How many", new Words(TimeText.count(group.count()))),
                        new Labelled(
                                "Source",
                                Inline.of(
                                        new Words(source),
                                        new Aside(group.vendor().isEmpty() ? "" : " (" + group.vendor() + ")"))),
                        new Labelled("First seen", seen(group.firstSeenAt(), now)),
                        new Labelled("Last seen", seen(group.lastSeenAt(), now))),
                new Copied(group.replay(), "the command that sends them back"),
                new Grid(
                        "The latest rejects of " + source + " by "
                                + group.reason().name(),
                        List.of(text("Key"), text("When"), text("What is wrong")),
                        group.latest().stream().map(RejectsPage::latest).toList(),
                        "None is kept any more."));
    }

    private static Inline seen(Instant at, Instant now) {
        return Inline.of(Inline.at(at), new Words(" · "), new Inline.Clock(at, now));
    }

    private static Grid.GridRow latest(Reject reject) {
        return Grid.row(
                new Link(Paths.meeting(reject.key()), reject.key()),
                Inline.at(reject.at()),
                new Lines(List.of(
                        new Words(reject.detail()),
                        new Aside("in " + reject.step() + ", kept as " + reject.record()))));
    }
}
