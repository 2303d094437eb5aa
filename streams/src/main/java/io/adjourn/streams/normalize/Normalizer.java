package io.adjourn.streams.normalize;

import io.adjourn.contracts.Erasure;
import io.adjourn.contracts.ErasureSecrets;
import io.adjourn.contracts.MeetingKey;
import io.adjourn.contracts.Pulled;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.streams.completion.Numbering;
import io.adjourn.streams.normalize.Reading.Facts;
import io.adjourn.streams.normalize.Reading.Ignored;
import io.adjourn.streams.normalize.Reading.Rejected;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event.DataDeletion;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.ReadApi;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads raw records with the adapter of the vendor that sent them. Parses each body once, and large ones one at a time, whichever
 * threads have them. Throws on no input. Thread-safe.
 */
public final class Normalizer {
    private final Vendors vendors;
    private final ErasureSecrets erasureSecrets;
    private final LargeBodies largeBodies = new LargeBodies();

    /** One that accepts no erasure. */
    public Normalizer(Vendors vendors) {
        this(vendors, ErasureSecrets.NONE);
    }

    /** @param erasureSecrets with which operators sign that a meeting is to be erased */
    public Normalizer(Vendors vendors, ErasureSecrets erasureSecrets) {
        this.vendors = vendors;
        this.erasureSecrets = erasureSecrets;
    }

    public Reading read(RawDelivery raw) {
        Optional<Vendor> vendor = raw.vendor().flatMap(vendors::byId);
        if (vendor.isEmpty()) {
            return new Rejected(raw, RejectReason.UNKNOWN_VENDOR, "header adjourn-vendor does not name a known vendor");
        }
        Optional<String> source = raw.source();
        if (source.isEmpty()) {
            return new Rejected(raw, RejectReason.UNKNOWN_VENDOR, "header adjourn-source is missing");
        }
        if (Erasure.marks(raw.kafkaHeaders())) {
            return erasure(raw, source.get(), vendor.get());
        }
        try {
            return largeBodies.read(
                    raw.body(),
                    () -> Pulled.marks(raw.kafkaHeaders())
                            ? readAnswer(raw, source.get(), vendor.get())
                            : read(raw, source.get(), vendor.get()));
        } catch (RuntimeException e) {
            return new Rejected(raw, RejectReason.INTERNAL_ERROR, Fault.of(e));
        }
    }

    private Reading erasure(RawDelivery raw, String source, Vendor vendor) {
        Optional<Erasure> found = Erasure.of(raw.key(), raw.kafkaHeaders(), erasureSecrets);
        var key = MeetingKey.of(raw.key());
        if (found.isEmpty()
                || !key.source().equals(source)
                || !(Subject.meeting(key.session()) instanceof Subject.Meeting meeting)) {
            return new Rejected(
                    raw,
                    RejectReason.NOT_RECOGNIZED,
                    erasureSecrets.isEmpty()
                            ? "an erasure, and this streams has no secret to verify it: set ADJOURN_ERASE_SECRETS"
                            : "an erasure that no secret of ADJOURN_ERASE_SECRETS has signed");
        }
        Erasure erasure = found.get();
        var said = new Said(Erasure.TYPE, Erasure.TYPE, new EventTime(erasure.at(), false, null));
        // Who and why are for those who read events, and for the log; no record has them.
        String why = "erased by " + erasure.by() + ": " + erasure.why() + " (request " + erasure.request() + ")";
        var deletion = new DataDeletion(said, new VendorWords(null, null, why), null, true);
        return new Facts(
                raw,
                source,
                vendor,
                meeting,
                "",
                raw.receivedAt(),
                List.of(deletion),
                Set.of(),
                new Numbering(erasure.epoch(), erasure.revision()),
                false);
    }

    private static Reading read(RawDelivery raw, String source, Vendor vendor) {
        var body = new Body(raw.body());
        // The whole of it is needed anyway: so its outline need not be read apart.
        body.json();
        Subject subject = vendor.subjectOf(body);
        String key = subject.key(source, body);
        if (!key.equals(raw.key())) {
            return new Rejected(raw, RejectReason.KEY_MISMATCH, "the record's key does not match its body and headers");
        }
        var delivery = new Delivery(body, raw.headers(), raw.receivedAt());
        return reading(raw, source, vendor, subject, vendor.normalize(delivery), false);
    }

    /** An answer has no session of its own to be keyed by: the question was about the meeting of its key. */
    private static Reading readAnswer(RawDelivery raw, String source, Vendor vendor) {
        Optional<Pulled> pulled = Pulled.of(raw.kafkaHeaders());
        Optional<ReadApi> api = vendor.readApi();
        if (pulled.isEmpty() || api.isEmpty()) {
            return new Rejected(
                    raw,
                    RejectReason.NOT_RECOGNIZED,
                    pulled.isEmpty()
                            ? "header adjourn-pulled does not name an endpoint and a time"
                            : "an answer of a read API, and " + vendor.id() + " is not known to have one");
        }
        var key = MeetingKey.of(raw.key());
        if (!key.source().equals(source)
                || !(Subject.meeting(key.session()) instanceof Subject.Meeting(String session))) {
            return new Rejected(raw, RejectReason.KEY_MISMATCH, "the record's key is no meeting of its source");
        }
        var answer = new Delivery(new Body(raw.body()), Headers.of(Map.of()), raw.receivedAt());
        return reading(
                raw,
                source,
                vendor,
                Subject.meeting(session),
                api.get().normalize(pulled.get().endpoint(), session, answer),
                true);
    }

    private static Reading reading(
            RawDelivery raw,
            String source,
            Vendor vendor,
            Subject subject,
            Normalization normalization,
            boolean pulled) {
        return switch (normalization) {
            case Normalization.Events(var _, var events, var _)
            when events.size() > Normalization.MAX_EVENTS -> {
                Normalization.Rejected tooMany = Normalization.tooManyEvents();
                yield new Rejected(raw, tooMany.reason(), tooMany.detail());
            }
            case Normalization.Events(var dialect, var events, var novelties) ->
                new Facts(
                        raw,
                        source,
                        vendor,
                        subject,
                        dialect,
                        raw.receivedAt(),
                        events,
                        novelties,
                        Numbering.FIRST,
                        pulled);
            case Normalization.Rejected(var reason, var detail) -> new Rejected(raw, reason, detail);
            case Normalization.Ignored(var why) -> new Ignored(raw, why);
        };
    }
}
