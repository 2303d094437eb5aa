package io.adjourn.vendors.parrot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.Novelty;
import io.adjourn.vendors.SemanticKey;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.VendorTime;
import io.adjourn.vendors.verify.HeaderSecret;
import io.adjourn.vendors.verify.Scheme;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A vendor that nobody has: a secret in a header, and three events, each a form rather than JSON. */
public final class Parrot implements Vendor {
    private static final Set<String> FIELDS = Set.of("event", "perch", "at", "song");

    @Override
    public String id() {
        return "parrot";
    }

    @Override
    public int maxBodyBytes() {
        return 64 * 1024;
    }

    @Override
    public List<Scheme> schemes() {
        return List.of(new HeaderSecret("secret", "x-parrot-secret"));
    }

    @Override
    public Set<String> keptHeaders() {
        return Set.of();
    }

    @Override
    public Subject subjectOf(Body body) {
        return Subject.meeting(fields(body).get("perch"));
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        Map<String, String> fields = fields(delivery.body());
        if (subjectOf(delivery.body()) instanceof Subject.Unknown) {
            return new Rejected(RejectReason.NO_SESSION, "no usable perch");
        }
        String name = fields.getOrDefault("event", "");
        String at = fields.get("at");
        var said = new Said(
                name,
                SemanticKey.of(name, at),
                VendorTime.eventTime(at == null ? null : VendorTime.of(at), null, delivery.receivedAt()));
        return new Events(
                "P0",
                List.of(event(name, said, fields)),
                FIELDS.containsAll(fields.keySet()) ? Set.of() : Set.of(Novelty.field("", null)));
    }

    private static Event event(String name, Said said, Map<String, String> fields) {
        return switch (name) {
            case "landed" -> change(said, BotState.RECORDING, null);
            case "flew" -> change(said, BotState.ENDED, EndReason.NORMAL_EXIT);
            case "sang" ->
                new Artifact(
                        said,
                        ArtifactKind.AUDIO,
                        ArtifactStatus.READY,
                        false,
                        null,
                        new Link(fields.getOrDefault("song", ""), null),
                        Media.NONE,
                        null,
                        null,
                        null);
            default -> new Activity(said, ActivityKind.UNKNOWN, "{\"fields\":" + fields.size() + "}");
        };
    }

    private static StateChange change(Said said, BotState state, @Nullable EndReason reason) {
        return new StateChange(
                said,
                state,
                null,
                reason,
                state == BotState.ENDED,
                new VendorWords(said.vendorType(), null, null),
                MeetingReference.NONE,
                RunSummary.NONE,
                null);
    }

    @Override
    public CompletionRules completionRules() {
        return CompletionRules.of(Set.of(ArtifactKind.AUDIO), Duration.ofHours(1));
    }

    private static Map<String, String> fields(Body body) {
        var fields = new HashMap<String, String>();
        for (String field : new String(body.bytes(), UTF_8).split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(field.substring(0, equals), field.substring(equals + 1));
            }
        }
        return fields;
    }
}
