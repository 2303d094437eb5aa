package io.adjourn.inspector.page;

import static io.adjourn.inspector.page.Grid.number;
import static io.adjourn.inspector.page.Grid.row;
import static io.adjourn.inspector.page.Grid.text;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.adjourn.inspector.page.Inline.Aside;
import io.adjourn.inspector.page.Inline.Badge;
import io.adjourn.inspector.page.Inline.Clock;
import io.adjourn.inspector.page.Inline.Code;
import io.adjourn.inspector.page.Inline.Copied;
import io.adjourn.inspector.page.Inline.Lines;
import io.adjourn.inspector.page.Inline.Link;
import io.adjourn.inspector.page.Inline.Words;
import io.adjourn.inspector.view.ArtifactView;
import io.adjourn.inspector.view.Attempt;
import io.adjourn.inspector.view.DeliveryResult;
import io.adjourn.inspector.view.DeliveryView;
import io.adjourn.inspector.view.EventView;
import io.adjourn.inspector.view.Meeting;
import io.adjourn.inspector.view.Reject;
import io.adjourn.inspector.view.RevisionView;
import io.adjourn.inspector.view.Step;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.EndReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables on a meeting's page. */
final class MeetingTables {
    private static final int LONGEST_VALUE = 200;

    private final Meeting meeting;
    private final String key;
    private final Instant now;
    private final Map<String, DeliveryView> byId = new HashMap<>();

    MeetingTables(Meeting meeting, Instant now) {
        this.meeting = meeting;
        this.key = meeting.summary().key();
        this.now = now;
        meeting.deliveries().forEach(delivery -> byId.putIfAbsent(delivery.deliveryId(), delivery));
    }

    /** A revision as it is named in an address: {@code 2}, or {@code 1.2} in epoch 1. */
    static String name(RevisionView revision) {
        return (revision.epoch() == 0 ? "" : revision.epoch() + ".") + revision.revision();
    }

    Grid timeline() {
        var rows = new ArrayList<Grid.GridRow>();
        List<Step> steps =
                meeting.steps().stream().sorted(Comparator.comparing(Step::at)).toList();
        boolean several = meeting.attempts().size() > 1;
        int shown = -1;
        Instant origin = steps.isEmpty() ? now : TimelinePicture.origin(steps);
        for (Step step : several ? byAttempt(steps) : steps) {
            if (several && step.attempt() != shown) {
                shown = step.attempt();
                rows.add(Grid.group(attempt(shown)));
            }
            rows.add(row(
                    Inline.of(new Words(Wording.state(step.state()))),
                    Inline.of(
                            Inline.at(step.at()),
                            new Aside(step.inferred() ? " inferred: the vendor gave no usable time" : "")),
                    new Aside(TimeText.since(origin, step.at())),
                    step.vendorState() == null ? Inline.NOTHING : new Code(step.vendorState()),
                    reason(step.reason()),
                    toldBy(step)));
        }
        return new Grid(
                "Each step of the bot, in the unified word and in the vendor's own",
                List.of(
                        text("State"),
                        text("When"),
                        text("After"),
                        text("Vendor's word"),
                        text("Reason"),
                        text("From")),
                rows,
                "No step is known: the vendor has told nothing of the bot's state. Look at the deliveries below.");
    }

    private static List<Step> byAttempt(List<Step> steps) {
        return steps.stream()
                .sorted(Comparator.comparingInt(Step::attempt).thenComparing(Step::at))
                .toList();
    }

    private String attempt(int number) {
        if (number == 0) {
            return "Of no attempt that is known";
        }
        Optional<Attempt> attempt = meeting.attempts().stream()
                .filter(one -> one.number() == number)
                .findFirst();
        return "Attempt " + number
                + attempt.map(one -> ", " + Wording.state(one.state())
                                + (one.joinedAt() == null ? ", never in the meeting" : "")
                                + (one.endReason() == EndReason.UNKNOWN ? "" : ": " + Wording.because(one.endReason())))
                        .orElse("");
    }

    private static Inline reason(@Nullable EndReason reason) {
        return reason == null || reason == EndReason.UNKNOWN ? Inline.NOTHING : new Words(Wording.because(reason));
    }

    private Inline toldBy(Step step) {
        Inline source = step.deliveryId() == null ? Inline.NOTHING : delivery(step.deliveryId());
        return step.pulled() ? Inline.of(source, new Aside(" only the vendor's read API said so")) : source;
    }

    private Inline delivery(String deliveryId) {
        DeliveryView delivery = byId.get(deliveryId);
        return new Link(
                Paths.delivery(key, deliveryId),
                delivery == null
                                || delivery.vendorType() == null
                                || delivery.vendorType().isEmpty()
                        ? Wording.cut(deliveryId, 9)
                        : delivery.vendorType());
    }

    Grid artifacts() {
        return new Grid(
                "What the meeting left behind",
                List.of(
                        text("Artifact"),
                        text("Status"),
                        number("Size"),
                        number("Length"),
                        text("Format"),
                        text("Link"),
                        text("Link ends")),
                meeting.artifacts().stream().map(this::artifact).toList(),
                meeting.deletedAt() != null
                        ? "Deleted, with all links."
                        : meeting.waiting() != null
                                ? "Nothing yet. What it waits for stands above."
                                : "Nothing was said of any artifact. The vendor's API may know more: ask it by the session id.");
    }

    private Grid.GridRow artifact(ArtifactView artifact) {
        return row(
                new Words(Wording.artifact(artifact.kind())),
                new Lines(statusLines(artifact)),
                new Words(artifact.sizeBytes() == null ? "" : TimeText.bytes(artifact.sizeBytes())),
                new Words(
                        artifact.durationSeconds() == null
                                ? ""
                                : TimeText.brief(Duration.ofSeconds(
                                        artifact.durationSeconds().longValue()))),
                artifact.format() == null ? Inline.NOTHING : new Code(artifact.format()),
                link(artifact),
                ends(artifact));
    }

    private static List<Inline> statusLines(ArtifactView artifact) {
        var lines = new ArrayList<Inline>();
        lines.add(new Badge(Wording.plain(artifact.status()), tone(artifact.status())));
        if (artifact.implied()) {
            lines.add(new Aside("implied by the end alone"));
        }
        if (artifact.detail() != null) {
            lines.add(new Code(artifact.detail()));
        }
        return lines;
    }

    private static Tone tone(ArtifactStatus status) {
        return switch (status) {
            case READY -> Tone.GOOD;
            case PROCESSING -> Tone.OPEN;
            case FAILED, MISSING -> Tone.BAD;
            case UNAVAILABLE -> Tone.PART;
            case SKIPPED, DELETED, UNKNOWN -> Tone.GONE;
        };
    }

    private static Inline link(ArtifactView artifact) {
        if (artifact.url() != null) {
            return new Copied(artifact.url(), "the link to the " + Wording.artifact(artifact.kind()));
        }
        return artifact.status() == ArtifactStatus.READY
                ? new Aside("none was sent: ask the vendor's API by the session id")
                : Inline.NOTHING;
    }

    private Inline ends(ArtifactView artifact) {
        Instant end = artifact.urlExpiresAt();
        if (end == null) {
            return artifact.url() == null ? Inline.NOTHING : new Aside("not known");
        }
        return end.isAfter(now)
                ? Inline.of(new Clock(end, now), new Words(" · "), Inline.at(end))
                : Inline.of(new Badge("ended", Tone.BAD), new Words(" "), new Clock(end, now));
    }

    Grid deliveries() {
        Map<String, Long> copies = meeting.deliveries().stream()
                .map(DeliveryView::duplicateOf)
                .filter(Objects::nonNull)
                .collect(groupingBy(original -> original, counting()));
        return new Grid(
                "Every delivery, in the order in which it was received",
                List.of(
                        text("Received"),
                        text("Event"),
                        text("Came"),
                        text("Verified by"),
                        text("Result"),
                        number("Size"),
                        text("Became")),
                meeting.deliveries().stream()
                        .map(delivery -> delivery(delivery, copies.getOrDefault(delivery.deliveryId(), 0L)))
                        .toList(),
                "No delivery of it is in the index: they are older than what the index or the raw topic keeps.");
    }

    private Grid.GridRow delivery(DeliveryView delivery, long copies) {
        String type = delivery.vendorType();
        return row(
                anchor(delivery.deliveryId()),
                Inline.at(delivery.receivedAt()),
                new Link(
                        Paths.delivery(key, delivery.deliveryId()),
                        type == null || type.isEmpty() ? "delivery " + Wording.cut(delivery.deliveryId(), 9) : type),
                came(delivery),
                verified(delivery),
                result(delivery, copies),
                new Words(TimeText.bytes(delivery.bytes())),
                became(delivery));
    }

    static Inline came(DeliveryView delivery) {
        var lines = new ArrayList<Inline>();
        if (delivery.pulled() != null) {
            lines.add(new Words("asked for at the vendor's API"));
            lines.add(new Aside("question: " + delivery.pulled()));
        } else if (delivery.spooled() == null) {
            lines.add(new Words("stored"));
        } else if (delivery.spooled()) {
            lines.add(new Words("spooled first"));
            lines.add(new Aside("in Kafka "
                    + TimeText.brief(Duration.between(delivery.receivedAt(), delivery.storedAt())) + " later"));
        } else {
            lines.add(new Words("stored at once"));
        }
        if (delivery.replayOf() != null) {
            lines.add(new Aside("replay of the reject " + delivery.replayOf()));
        }
        return new Lines(lines);
    }

    static Inline verified(DeliveryView delivery) {
        if (delivery.pulled() != null) {
            return new Aside("its own connection");
        }
        String scheme = delivery.verifiedBy();
        if (scheme == null) {
            return new Aside("not said");
        }
        return scheme.equals("none") ? new Badge("no proof demanded", Tone.PART) : new Code(scheme);
    }

    private Inline result(DeliveryView delivery, long copies) {
        var lines = new ArrayList<Inline>();
        lines.add(new Badge(Wording.plain(delivery.result()), tone(delivery.result())));
        String original = delivery.duplicateOf();
        if (original != null) {
            lines.add(Inline.of(new Aside("of "), new Link("#" + anchor(original), name(original))));
        }
        if (copies > 0) {
            lines.add(new Aside(TimeText.plural(copies, "copy") + " followed"));
        }
        if (delivery.rejectReason() != null) {
            lines.add(new Code(delivery.rejectReason().name()));
        }
        if (delivery.rejectDetail() != null) {
            lines.add(new Aside(delivery.rejectDetail()));
        }
        return new Lines(lines);
    }

    private String name(String deliveryId) {
        DeliveryView delivery = byId.get(deliveryId);
        return delivery == null
                ? "delivery " + Wording.cut(deliveryId, 9)
                : "the one of " + TimeText.utc(delivery.receivedAt());
    }

    static Tone tone(DeliveryResult result) {
        return switch (result) {
            case NORMALIZED -> Tone.GOOD;
            case DUPLICATE, IGNORED -> Tone.GONE;
            case REJECTED -> Tone.BAD;
            case PENDING -> Tone.OPEN;
        };
    }

    private static Inline became(DeliveryView delivery) {
        List<EventView> events = delivery.events();
        if (events.isEmpty()) {
            return Inline.NOTHING;
        }
        return new Inline.More(
                "became-" + anchor(delivery.deliveryId()),
                TimeText.plural(events.size(), "event"),
                events.stream().map(MeetingTables::event).toList());
    }

    private static Inline event(EventView event) {
        return Inline.of(
                new Words(Wording.capital(words(event.kind()))
                        + (event.said() == null ? "" : ", " + words(event.said())) + ": "),
                new Code(event.record().toString()));
    }

    private static String words(String symbol) {
        return symbol.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What a delivery became, in full: on its own page. */
    static Grid events(DeliveryView delivery) {
        return new Grid(
                "What this delivery became",
                List.of(
                        text("Event"),
                        text("Says"),
                        text("Happened"),
                        text("Event id"),
                        text("Topic"),
                        number("Partition"),
                        number("Offset")),
                delivery.events().stream()
                        .map(event -> row(
                                new Words(Wording.capital(words(event.kind()))),
                                new Words(event.said() == null ? "" : words(event.said())),
                                Inline.of(
                                        Inline.at(event.occurredAt()), new Aside(event.inferred() ? " inferred" : "")),
                                new Copied(event.id(), "the event id"),
                                new Code(event.record().topic()),
                                new Words(Integer.toString(event.record().partition())),
                                new Words(Long.toString(event.record().offset()))))
                        .toList(),
                switch (delivery.result()) {
                    case PENDING -> "Nothing yet: streams has not come to it. This page shows it when it has.";
                    case DUPLICATE -> "Nothing: all that it says was known already.";
                    case REJECTED ->
                        "Nothing: it was rejected. The command that sends it back stands on the meeting's page.";
                    case IGNORED -> "Nothing, and rightly so: it has nothing to tell.";
                    case NORMALIZED -> "Its events are older than what the index keeps.";
                });
    }

    Grid revisions() {
        return new Grid(
                "Each revision of the meeting's record",
                List.of(
                        number("Revision"),
                        text("Outcome"),
                        text("Made"),
                        text("Because"),
                        text("Changed"),
                        text("By"),
                        text("Record")),
                meeting.revisions().reversed().stream().map(this::revision).toList(),
                meeting.waiting() != null
                        ? "None yet: the meeting is open. The first comes when it closes."
                        : "None: no record of this meeting was made.");
    }

    private Grid.GridRow revision(RevisionView revision) {
        return row(
                "revision-" + name(revision),
                new Words(name(revision)),
                new Badge(Wording.outcome(revision.outcome()), Wording.tone(revision.outcome())),
                Inline.at(revision.revisedAt()),
                new Words(Wording.closedBy(revision.closedBy())),
                changed(revision),
                revision.deliveryId() == null ? new Aside("no delivery") : delivery(revision.deliveryId()),
                new Code(revision.record().toString()));
    }

    private Inline changed(RevisionView revision) {
        if (revision.changed().isEmpty()) {
            return new Aside("nothing that is shown");
        }
        List<Inline> lines = revision.changed().stream()
                .map(change -> (Inline) new Words(
                        words(change.field()) + ": " + value(change.before()) + " → " + value(change.after())))
                .toList();
        String fields = String.join(
                ", ",
                revision.changed().stream()
                        .map(change -> words(change.field()))
                        .distinct()
                        .toList());
        return new Inline.More("changed-" + name(revision), Wording.cut(fields, 80), lines);
    }

    private static String value(@Nullable String text) {
        return text == null || text.isEmpty() ? "nothing" : Wording.cut(text, LONGEST_VALUE);
    }

    Grid rejects() {
        return new Grid(
                "Deliveries of this meeting that could not be read",
                List.of(text("When"), text("Reason"), text("What is wrong"), text("Send it back with")),
                meeting.rejects().stream().map(MeetingTables::reject).toList(),
                "None.");
    }

    static Grid.GridRow reject(Reject reject) {
        return row(
                Inline.at(reject.at()),
                new Code(reject.reason().name()),
                new Lines(List.of(
                        new Words(reject.detail()), new Aside("in " + reject.step() + ", kept as " + reject.record()))),
                new Copied(reject.replay(), "the command that sends it back"));
    }

    /** An id for an element: letters, digits and hyphens, whatever a vendor wrote. */
    static String anchor(String deliveryId) {
        return "delivery-" + deliveryId.replaceAll("[^A-Za-z0-9-]", "-");
    }
}
