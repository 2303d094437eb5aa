package io.adjourn.vendors.meetstream;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.JsonSkeleton;
import io.adjourn.vendors.JsonVendor;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.ReadApi;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.meetstream.EventKind.Unrecognized;
import io.adjourn.vendors.verify.BodyHmac;
import io.adjourn.vendors.verify.Scheme;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * MeetStream, in its dialects M0, M1 and M2, and M-pull for answers of its read API: see docs/vendors/meetstream.md.
 *
 * <p>Its timestamp header is not signed and nothing is ever sent twice on purpose. So there is no window: one would keep no
 * attacker out, who may write any time there, and each refusal would lose a meeting for good. What a captured delivery
 * repeats is dropped as a duplicate.
 */
public final class MeetStream extends JsonVendor<Payload> {
    static final String SENT_AT = "x-meetstream-timestamp";

    private static final List<Scheme> SCHEMES = List.of(new BodyHmac("signature", "x-meetstream-signature", "sha256="));

    private static final ReadApi READ_API = new MeetStreamReadApi();

    public MeetStream() {
        super("meetstream", JsonSkeleton.of("bot_id", "data.bot.id"), Payload::new);
    }

    @Override
    public List<Scheme> schemes() {
        return SCHEMES;
    }

    @Override
    public Set<String> keptHeaders() {
        return Set.of(SENT_AT);
    }

    @Override
    public CompletionRules completionRules() {
        return CompletionRules.of(Set.of(ArtifactKind.AUDIO, ArtifactKind.TRANSCRIPT), Duration.ofHours(2));
    }

    @Override
    public Optional<ReadApi> readApi() {
        return Optional.of(READ_API);
    }

    @Override
    protected Subject subjectOf(Payload payload) {
        return payload.bot();
    }

    @Override
    protected Normalization normalize(Payload payload, Subject subject, Delivery delivery) {
        if (subject instanceof Subject.Unknown) {
            return EventKind.of(payload) instanceof Unrecognized
                    ? new Rejected(RejectReason.NOT_RECOGNIZED, "neither a bot_id nor a name that MeetStream uses")
                    : new Rejected(RejectReason.NO_SESSION, "an event of MeetStream without a usable bot_id");
        }
        return new Events(Dialect.of(payload).id(), new Mapping(payload, delivery).events(), Drift.in(payload));
    }
}
