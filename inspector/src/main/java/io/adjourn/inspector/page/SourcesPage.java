package io.adjourn.inspector.page;

import static io.adjourn.inspector.page.Grid.number;
import static io.adjourn.inspector.page.Grid.text;

import io.adjourn.inspector.page.Inline.Aside;
import io.adjourn.inspector.page.Inline.Clock;
import io.adjourn.inspector.page.Inline.Code;
import io.adjourn.inspector.page.Inline.Lines;
import io.adjourn.inspector.page.Inline.Link;
import io.adjourn.inspector.page.Inline.Words;
import io.adjourn.inspector.view.SourceView;
import io.adjourn.inspector.view.SourceView.UnknownField;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who delivers: each source, how long it is silent, and what came of what it sent. */
record SourcesPage(Frame frame, Grid sources, Grid unknown) {

    static SourcesPage of(Frame frame, List<SourceView> sources, Instant now) {
        return new SourcesPage(
                frame,
                new Grid(
                        "Each source that was heard of, as far as the index goes back",
                        List.of(
                                text("Source"),
                                text("Last heard of"),
                                number("Deliveries"),
                                number("Normalized"),
                                number("Copies"),
                                number("Rejected"),
                                number("Ignored"),
                                number("Not yet read"),
                                number("Open"),
                                text("Oldest open")),
                        sources.stream().map(source -> row(source, now)).toList(),
                        "No source was heard of yet. See that vendors send to /webhooks/{source} of the gateway, and that the"
                                + " gateway answers 202."),
                new Grid(
                        "What vendors send that this release does not know: nothing of it is lost, and a newer release may read it",
                        List.of(
                                text("Source"),
                                text("Where"),
                                text("Kind"),
                                text("Word"),
                                number("Times"),
                                text("Last seen")),
                        sources.stream()
                                .flatMap(source ->
                                        source.unknownFields().stream().map(field -> row(source, field)))
                                .toList(),
                        "Nothing: this release knows all that was sent."));
    }

    private static Grid.GridRow row(SourceView source, Instant now) {
        return Grid.row(
                new Lines(List.of(
                        new Link(Paths.search(Map.of("source", source.name())), source.name()),
                        new Aside(source.vendor()))),
                heard(source.lastHeardAt(), source.silentSeconds(), now),
                count(source.deliveries()),
                count(source.normalized()),
                count(source.duplicates()),
                source.rejected() == 0 ? count(0) : new Link(Paths.REJECTS, TimeText.count(source.rejected())),
                count(source.ignored()),
                count(source.pending()),
                source.openMeetings() == 0
                        ? count(0)
                        : new Link(
                                Paths.search(Map.of("source", source.name(), "open", "yes")),
                                TimeText.count(source.openMeetings())),
                oldest(source, now));
    }

    private static Inline heard(@Nullable Instant at, @Nullable Long silentSeconds, Instant now) {
        if (at == null) {
            return new Aside("never");
        }
        return new Lines(Stream.<Inline>of(
                        Inline.at(at),
                        silentSeconds == null
                                ? new Clock(at, now)
                                : new Aside("silent for " + TimeText.brief(Duration.ofSeconds(silentSeconds))))
                .toList());
    }

    private static Inline oldest(SourceView source, Instant now) {
        Instant at = source.oldestOpenAt();
        String key = source.oldestOpenKey();
        if (at == null || key == null) {
            return Inline.NOTHING;
        }
        return Inline.of(new Link(Paths.meeting(key), key), new Words(" "), new Clock(at, now));
    }

    private static Grid.GridRow row(SourceView source, UnknownField field) {
        return Grid.row(
                new Words(source.name()),
                new Code(field.where()),
                new Words(field.kind()),
                field.word() == null ? new Aside("not shown: it may be somebody's own text") : new Code(field.word()),
                count(field.count()),
                Inline.at(field.lastSeenAt()));
    }

    private static Inline count(long count) {
        return new Words(TimeText.count(count));
    }
}
