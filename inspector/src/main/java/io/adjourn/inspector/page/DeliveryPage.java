package io.adjourn.inspector.page;

import static io.adjourn.inspector.page.Grid.row;
import static io.adjourn.inspector.page.Grid.text;

import io.adjourn.inspector.access.Viewer;
import io.adjourn.inspector.page.Inline.Badge;
import io.adjourn.inspector.page.Inline.Code;
import io.adjourn.inspector.page.Inline.Copied;
import io.adjourn.inspector.page.Inline.Link;
import io.adjourn.inspector.page.Inline.Words;
import io.adjourn.inspector.view.DeliveryView;
import io.adjourn.inspector.view.Meeting;
import io.adjourn.inspector.view.RawDelivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One delivery: how it came, what it became, and what it says.
 *
 * @param body null where it cannot be shown; {@code missing} says why then
 * @param masked whether something of it is hidden
 * @param token for the form that shows it; null where the viewer may not, or all is shown
 * @param curl a command that sends it again; empty where it is masked
 * @param request what {@code ./adjourn verify} reads; empty where it is masked
 */
record DeliveryPage(
        Frame frame,
        String key,
        String session,
        DeliveryView delivery,
        List<Labelled> facts,
        Grid events,
        Grid headers,
        @Nullable String body,
        String missing,
        boolean masked,
        @Nullable String token,
        String curl,
        String request) {

    DeliveryPage {
        facts = List.copyOf(facts);
    }

    /** The source that received it. */
    String source() {
        return key.substring(0, key.indexOf('/'));
    }

    static DeliveryPage of(
            Frame frame, Meeting meeting, DeliveryView delivery, RawDelivery raw, Viewer viewer, String token) {
        String key = meeting.summary().key();
        RawDelivery.@Nullable Found found = raw instanceof RawDelivery.Found there ? there : null;
        return new DeliveryPage(
                frame,
                key,
                meeting.summary().session(),
                delivery,
                facts(key, delivery),
                MeetingTables.events(delivery),
                headers(found),
                found == null ? null : found.body(),
                switch (raw) {
                    case RawDelivery.Found _ -> "";
                    case RawDelivery.Gone(String why) -> why;
                    case RawDelivery.Unavailable(String why) -> why;
                },
                found != null && found.masked(),
                found != null && found.masked() && viewer.mayUnmask() ? token : null,
                found == null ? "" : found.curl(),
                found == null ? "" : found.request());
    }

    private static List<Labelled> facts(String key, DeliveryView delivery) {
        var facts = new ArrayList<Labelled>();
        facts.add(new Labelled("Delivery id", new Copied(delivery.deliveryId(), "the delivery id")));
        if (delivery.vendorType() != null && !delivery.vendorType().isEmpty()) {
            facts.add(new Labelled("Vendor's event", new Code(delivery.vendorType())));
        }
        facts.add(new Labelled("Received", Inline.at(delivery.receivedAt())));
        facts.add(new Labelled("In Kafka since", Inline.at(delivery.storedAt())));
        facts.add(new Labelled("Came", MeetingTables.came(delivery)));
        if (delivery.askedAt() != null) {
            facts.add(new Labelled("Asked at", Inline.at(delivery.askedAt())));
        }
        facts.add(new Labelled("Verified by", MeetingTables.verified(delivery)));
        facts.add(new Labelled(
                "Result", new Badge(Wording.plain(delivery.result()), MeetingTables.tone(delivery.result()))));
        String original = delivery.duplicateOf();
        if (original != null) {
            facts.add(new Labelled("Copy of", new Link(Paths.delivery(key, original), original)));
        }
        if (delivery.rejectReason() != null) {
            facts.add(new Labelled(
                    "Rejected",
                    Inline.of(
                            new Code(delivery.rejectReason().name()),
                            new Words(" " + Wording.reject(delivery.rejectReason())))));
        }
        if (delivery.rejectDetail() != null) {
            facts.add(new Labelled("What is wrong", new Words(delivery.rejectDetail())));
        }
        facts.add(new Labelled("Stands at", new Copied(delivery.raw().toString(), "its place in Kafka")));
        facts.add(new Labelled("Size", new Words(TimeText.bytes(delivery.bytes()))));
        return facts;
    }

    private static Grid headers(RawDelivery.@Nullable Found found) {
        return new Grid(
                "What is kept beside the body: never a signature or a secret",
                List.of(text("Header"), text("Value")),
                found == null
                        ? List.of()
                        : found.headers().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(header -> row(new Code(header.getKey()), new Code(header.getValue())))
                                .toList(),
                "None can be shown.");
    }
}
