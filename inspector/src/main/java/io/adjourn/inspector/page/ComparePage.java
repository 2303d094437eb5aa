package io.adjourn.inspector.page;

import static io.adjourn.inspector.page.Grid.text;

import io.adjourn.inspector.page.Inline.Aside;
import io.adjourn.inspector.page.Inline.Code;
import io.adjourn.inspector.page.Inline.Link;
import io.adjourn.inspector.page.Inline.Several;
import io.adjourn.inspector.page.Inline.Words;
import io.adjourn.inspector.page.SearchPage.Choice;
import io.adjourn.inspector.view.Meeting;
import io.adjourn.inspector.view.RevisionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two revisions of a meeting's record beside each other.
 *
 * @param before the earlier revisions to choose from
 * @param after the later ones
 * @param cause what made the later one
 * @param changes what says something else
 * @param same what says the same
 */
record ComparePage(
        Frame frame,
        String key,
        String session,
        List<Choice> before,
        List<Choice> after,
        Several cause,
        Grid changes,
        Grid same) {

    ComparePage {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /**
     * Of two of a meeting's revisions.
     *
     * @param before the name of one, null for the one before the last
     * @param after the name of the other, null for the last
     * @return empty where the index has no revision of that name
     */
    static Optional<ComparePage> of(Frame frame, Meeting meeting, @Nullable String before, @Nullable String after) {
        List<RevisionView> revisions = meeting.revisions();
        if (revisions.isEmpty()) {
            return Optional.empty();
        }
        int last = revisions.size() - 1;
        int left = place(revisions, before, Math.max(0, last - 1));
        int right = place(revisions, after, last);
        return left < 0 || right < 0
                ? Optional.empty()
                : Optional.of(of(frame, meeting, revisions.get(left), revisions.get(right)));
    }

    private static ComparePage of(Frame frame, Meeting meeting, RevisionView left, RevisionView right) {
        String key = meeting.summary().key();
        var difference = RecordDifference.of(left.content(), right.content());
        var changes = new ArrayList<Grid.GridRow>();
        var same = new ArrayList<Grid.GridRow>();
        for (RecordDifference.Field field : difference.fields()) {
            (field.changed() ? changes : same)
                    .add(new Grid.GridRow(
                            null,
                            null,
                            field.changed(),
                            List.of(
                                    new Code(field.name()),
                                    value(field.before()),
                                    value(field.after()),
                                    new Words(kind(field)))));
        }
        String older = "Revision " + MeetingTables.name(left);
        String newer = "Revision " + MeetingTables.name(right);
        List<Grid.Heading> columns = List.of(text("Field"), text(older), text(newer), text("Change"));
        return new ComparePage(
                frame,
                key,
                meeting.summary().session(),
                choices(meeting.revisions(), left),
                choices(meeting.revisions(), right),
                cause(key, right),
                new Grid(
                        "What says something else",
                        columns,
                        changes,
                        left.equals(right)
                                ? "One revision, compared with itself. Choose another one above."
                                : "Nothing that is shown differs."),
                new Grid("What says the same", columns, same, "Nothing."));
    }

    private static Several cause(String key, RevisionView revision) {
        String delivery = revision.deliveryId();
        return Inline.of(
                new Words("Revision " + MeetingTables.name(revision) + " was made at "),
                Inline.at(revision.revisedAt()),
                new Words(" because " + Wording.closedBy(revision.closedBy()) + "; "),
                delivery == null
                        ? new Words("no delivery did it.")
                        : new Link(Paths.delivery(key, delivery), "this delivery did it"));
    }

    private static String kind(RecordDifference.Field field) {
        return !field.changed() ? "same" : field.before() == null ? "new" : field.after() == null ? "gone" : "changed";
    }

    private static Inline value(@Nullable String text) {
        return text == null ? new Aside("nothing") : new Words(text);
    }

    private static int place(List<RevisionView> revisions, @Nullable String name, int otherwise) {
        if (name == null || name.isEmpty()) {
            return otherwise;
        }
        for (int index = 0; index < revisions.size(); index++) {
            if (MeetingTables.name(revisions.get(index)).equals(name)) {
                return index;
            }
        }
        return -1;
    }

    private static List<Choice> choices(List<RevisionView> revisions, RevisionView chosen) {
        return revisions.stream()
                .map(revision -> new Choice(
                        MeetingTables.name(revision),
                        MeetingTables.name(revision) + ", " + Wording.outcome(revision.outcome()),
                        revision.equals(chosen)))
                .toList();
    }
}
