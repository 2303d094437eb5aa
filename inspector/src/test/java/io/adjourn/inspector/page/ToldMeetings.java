package io.adjourn.inspector.page;

import io.adjourn.inspector.view.BadCursorException;
import io.adjourn.inspector.view.Coordinates;
import io.adjourn.inspector.view.DeliveryResult;
import io.adjourn.inspector.view.DeliveryView;
import io.adjourn.inspector.view.Meeting;
import io.adjourn.inspector.view.Meetings;
import io.adjourn.inspector.view.Page;
import io.adjourn.inspector.view.Query;
import io.adjourn.inspector.view.RawDelivery;
import io.adjourn.inspector.view.Reject;
import io.adjourn.inspector.view.RejectGroup;
import io.adjourn.inspector.view.RevisionView.Change;
import io.adjourn.inspector.view.Sight;
import io.adjourn.inspector.view.SourceView;
import io.adjourn.inspector.view.Standing;
import io.adjourn.inspector.view.Summary;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.meetings.v1.WaitingFor;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Meetings for tests of the page, without an index: one of each kind that looks different. */
final class ToldMeetings implements Meetings {
    static final String COMPLETE = "acme-meetstream/b7c1a7de-19c4-4a55-8f0e-52f1c3a0d001";
    static final String WAITING = "acme-meetstream/waiting-5eda69ca";
    static final String DELETED = "acme-meetstream/deleted-663a9ca1";
    static final String TWICE = "acme-meetstream/twice-17211774";
    static final String STRANGE = "acme-vexa/<b>\"bold\"<b>'; & ? # % + ..";
    static final String PERSON = "Ada Lovelace";
    static final String SECRET_QUERY = "signature=topsecret";
    static final String BODY = "{\"event\":\"bot.done\",\"participant\":\"" + PERSON
            + "\",\"url\":\"https://files.example/a?" + SECRET_QUERY + "\"}";

    private final Map<String, Meeting> masked = new ConcurrentHashMap<>();
    private final Map<String, Meeting> whole = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private volatile Standing standing = new Standing(true, 0, 48_210, 5, 9_400_000, Told.minute(60), null, List.of());
    private volatile boolean empty;
    private volatile @Nullable RuntimeException failure;

    ToldMeetings() {
        put(complete(Sight.MASKED), complete(Sight.WHOLE));
        put(waiting());
        put(deleted());
        put(twice());
        put(strange());
    }

    private static Meeting complete(Sight sight) {
        boolean all = sight == Sight.WHOLE;
        String query = all ? SECRET_QUERY : "***";
        var told = new Told("acme-meetstream", session(COMPLETE))
                .link("google_meet", "abc-defg-hij", "https://meet.google.com/abc-defg-hij")
                .step(BotState.SCHEDULED, -2880, "Scheduled")
                .step(BotState.JOINING, -3, "Joining")
                .copy("Joining", -2.9, 1)
                .step(BotState.WAITING_ROOM, -2, "WaitingRoom")
                .step(BotState.IN_MEETING, 0, "InMeeting")
                .step(1, BotState.RECORDING, 1, "Recording", true, null)
                .step(1, BotState.LEAVING, 43.5, "Stopping", false, null)
                .step(1, BotState.ENDED, 44, "Stopped", false, EndReason.EVERYONE_LEFT)
                .copy("Stopped", 44.1, 7)
                .copy("Stopped", 44.4, 7)
                .delivery("audio.ready", 45, DeliveryResult.NORMALIZED, null, true)
                .delivery("garbled", 46, DeliveryResult.REJECTED)
                .delivery("transcript.ready", 52, DeliveryResult.NORMALIZED)
                .attempt(1, 0, 44, EndReason.EVERYONE_LEFT, BotState.ENDED)
                .ran(0, 44)
                .because(EndReason.EVERYONE_LEFT)
                .people(all ? new String[] {PERSON, "Grace Hopper"} : new String[] {"***", "***"})
                .attributes("{\"crm_record\":\"opportunity-4711\",\"team\":\"sales\"}")
                .artifact(
                        ArtifactKind.AUDIO,
                        ArtifactStatus.READY,
                        "https://files.example/audio.mp3?" + query,
                        Instant.now().plusSeconds(3 * 3600 + 1800))
                .artifact(
                        ArtifactKind.TRANSCRIPT,
                        ArtifactStatus.READY,
                        "https://files.example/transcript.json?" + query,
                        Told.minute(50))
                .detail(ArtifactKind.SUMMARY, ArtifactStatus.SKIPPED, "not asked for")
                .revision(1, Outcome.PARTIAL, ClosedBy.DEADLINE, 50, content("PARTIAL", "MISSING", 1))
                .revision(
                        2,
                        Outcome.COMPLETE,
                        ClosedBy.LATE_EVENT,
                        52,
                        content("COMPLETE", "READY", 2),
                        new Change("outcome", "PARTIAL", "COMPLETE"),
                        new Change("artifacts", "TRANSCRIPT missing", "TRANSCRIPT ready"),
                        new Change("missing", "TRANSCRIPT", null))
                .closed(Outcome.COMPLETE, ClosedBy.LATE_EVENT);
        if (all) {
            told.error("Dear " + PERSON);
        }
        return told.meeting();
    }

    private static String content(String outcome, String status, int revision) {
        return "{\"meeting_id\":\"" + COMPLETE + "\",\"outcome\":\"" + outcome + "\",\"revision\":" + revision
                + ",\"error_code\":null,\"artifacts\":[{\"kind\":\"AUDIO\",\"status\":\"READY\",\"url\":\"https://files.example/audio.mp3?***\"},"
                + "{\"kind\":\"TRANSCRIPT\",\"status\":\"" + status + "\"}],\"missing\":["
                + (status.equals("MISSING") ? "\"TRANSCRIPT\"" : "") + "],\"speakers\":[]}";
    }

    private static Meeting waiting() {
        return new Told("acme-meetstream", session(WAITING))
                .step(BotState.JOINING, 0, "Joining")
                .step(BotState.RECORDING, 1, "InMeeting")
                .step(BotState.ENDED, 31, "Stopped")
                .ready(ArtifactKind.AUDIO, minutesOfLinks())
                .closingAs(Outcome.PARTIAL)
                .waits(WaitingFor.ARTIFACTS, Instant.now().plusSeconds(5400), false, null, ArtifactKind.TRANSCRIPT)
                .meeting();
    }

    private static Meeting deleted() {
        return new Told("acme-meetstream", session(DELETED))
                .link(null, null, null)
                .step(BotState.RECORDING, 1, "InMeeting")
                .step(BotState.ENDED, 31, "Stopped")
                .delivery("data_deletion", 58, DeliveryResult.NORMALIZED)
                .revision(1, Outcome.COMPLETE, ClosedBy.ALL_ARRIVED, 33, "{\"outcome\":\"COMPLETE\"}")
                .revision(
                        2,
                        Outcome.DELETED,
                        ClosedBy.DELETION,
                        58,
                        "{\"outcome\":\"DELETED\"}",
                        new Change("outcome", "COMPLETE", "DELETED"))
                .deleted(58)
                .closed(Outcome.DELETED, ClosedBy.DELETION)
                .meeting();
    }

    private static Meeting twice() {
        return new Told("acme-meetstream", session(TWICE))
                .step(1, BotState.JOINING, 0, "Joining", false, null)
                .step(1, BotState.FAILED, 8, "Denied", false, EndReason.JOIN_DENIED)
                .step(2, BotState.JOINING, 10, "Joining", false, null)
                .step(2, BotState.RECORDING, 12, "InMeeting", false, null)
                .step(2, BotState.ENDED, 40, "Stopped", false, EndReason.MEETING_ENDED)
                .attempt(1, -1, 8, EndReason.JOIN_DENIED, BotState.FAILED)
                .attempt(2, 12, 40, EndReason.MEETING_ENDED, BotState.ENDED)
                .ran(12, 40)
                .because(EndReason.MEETING_ENDED)
                .contradiction("ENDED", "FAILED")
                .ready(ArtifactKind.AUDIO, minutesOfLinks())
                .missing(ArtifactKind.TRANSCRIPT)
                .revision(1, Outcome.PARTIAL, ClosedBy.DEADLINE, 55, "{\"outcome\":\"PARTIAL\"}")
                .closed(Outcome.PARTIAL, ClosedBy.DEADLINE)
                .meeting();
    }

    /** Until then links last: some days from now. */
    private static double minutesOfLinks() {
        return Duration.between(Told.START, Instant.now().plusSeconds(200_000)).toMinutes();
    }

    /** Whose every text is an attack. */
    private static Meeting strange() {
        String evil = "</td><script>alert(1)</script><img src=x onerror=alert(2)>";
        return new Told("acme-vexa", session(STRANGE))
                .link(evil, "' onmouseover='alert(3)", "javascript:alert(4)")
                .step(1, BotState.RECORDING, 0, evil, false, null)
                .step(1, BotState.ENDED, 9, "\u202etxt", false, EndReason.NORMAL_EXIT)
                .copy(evil, 9, 1)
                .error(evil)
                .attributes("{\"x\":\"" + evil.replace("\"", "") + "\"}")
                .detail(ArtifactKind.AUDIO, ArtifactStatus.FAILED, evil)
                .artifact(ArtifactKind.VIDEO, ArtifactStatus.READY, "javascript:alert(5)", null)
                .revision(
                        1,
                        Outcome.COMPLETE,
                        ClosedBy.ALL_ARRIVED,
                        10,
                        "{\"" + "<i>" + "\":\"" + evil.replace("\"", "") + "\"}",
                        new Change(evil, evil, evil))
                .closed(Outcome.COMPLETE, ClosedBy.ALL_ARRIVED)
                .meeting();
    }

    private static String session(String key) {
        return key.substring(key.indexOf('/') + 1);
    }

    void put(Meeting meeting) {
        put(meeting, meeting);
    }

    private void put(Meeting hidden, Meeting shown) {
        masked.put(hidden.summary().key(), hidden);
        whole.put(hidden.summary().key(), shown);
        listeners.forEach(listener -> listener.accept(hidden.summary().key()));
    }

    /** As an index that stands so. */
    void stands(Standing standing) {
        this.standing = standing;
    }

    /** As one that is just begun. */
    void empty(boolean empty) {
        this.empty = empty;
    }

    /** Whatever is looked for fails from now on; null: no more. */
    void fails(@Nullable RuntimeException with) {
        failure = with;
    }

    private void failIfSo() {
        RuntimeException now = failure;
        if (now != null) {
            throw now;
        }
    }

    @Override
    public Page search(Query query, @Nullable String cursor, int limit, Sight sight) {
        failIfSo();
        if (cursor != null && !cursor.equals("2")) {
            throw new BadCursorException("The cursor is not one of this search: begin it again.");
        }
        List<Summary> fit = empty
                ? List.of()
                : masked.values().stream()
                        .filter(meeting -> fits(query, meeting))
                        .map(Meeting::summary)
                        .sorted(Comparator.comparing(Summary::firstSeenAt).reversed())
                        .toList();
        return new Page(
                cursor == null ? fit : List.of(), cursor == null && fit.size() == masked.size() ? "2" : null, null);
    }

    private static boolean fits(Query query, Meeting meeting) {
        Summary summary = meeting.summary();
        String any = query.any();
        return (any == null
                        || Stream.of(summary.key(), summary.session(), summary.nativeMeetingId(), summary.meetingUrl())
                                .anyMatch(text -> any.equalsIgnoreCase(String.valueOf(text)))
                        || String.valueOf(meeting.attributes()).contains("\"" + any + "\""))
                && (query.source() == null || query.source().equals(summary.source()))
                && (query.outcome() == null || query.outcome() == summary.outcome())
                && (query.open() == null || query.open() == summary.open())
                && (query.missing() == null || summary.missing().contains(query.missing()));
    }

    @Override
    public Optional<Meeting> find(String key, Sight sight) {
        failIfSo();
        return Optional.ofNullable((sight == Sight.WHOLE ? whole : masked).get(key));
    }

    @Override
    public Optional<String> version(String key) {
        return find(key, Sight.MASKED).map(Meeting::version);
    }

    @Override
    public RawDelivery raw(String key, String deliveryId, Sight sight) {
        DeliveryView delivery = find(key, Sight.MASKED).stream()
                .flatMap(meeting -> meeting.deliveries().stream())
                .filter(one -> one.deliveryId().equals(deliveryId))
                .findFirst()
                .orElse(null);
        if (delivery == null) {
            return new RawDelivery.Gone("there is no such delivery");
        }
        if (key.equals(DELETED)) {
            return new RawDelivery.Gone("The data of this meeting was deleted, and its deliveries with it.");
        }
        if (delivery.vendorType() != null && delivery.vendorType().equals("garbled")) {
            return new RawDelivery.Unavailable("Kafka cannot be asked at the moment: try again in a few seconds.");
        }
        boolean hidden = sight == Sight.MASKED;
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", "application/json");
        headers.put("adjourn-source", "acme-meetstream");
        return new RawDelivery.Found(
                delivery.raw(),
                key,
                hidden
                        ? "{\n  \"event\" : \"bot.done\",\n  \"participant\" : \"***\",\n  \"url\" : \"https://files.example/a?***\"\n}"
                        : BODY,
                headers,
                hidden,
                hidden
                        ? ""
                        : "curl -X POST --data-binary '" + BODY + "' http://localhost:8080/webhooks/acme-meetstream",
                hidden ? "" : "POST /webhooks/acme-meetstream\ncontent-type: application/json\n\n" + BODY);
    }

    @Override
    public List<RejectGroup> rejects() {
        if (empty) {
            return List.of();
        }
        List<Reject> latest = find(COMPLETE, Sight.MASKED).orElseThrow().rejects();
        return List.of(
                new RejectGroup(
                        RejectReason.BAD_VALUE,
                        "acme-meetstream",
                        "meetstream",
                        3,
                        Told.minute(1),
                        Told.minute(46),
                        latest,
                        "./adjourn rejected replay --reason BAD_VALUE --source acme-meetstream --dry-run"),
                new RejectGroup(
                        RejectReason.NO_SESSION,
                        "",
                        "",
                        1,
                        Told.minute(2),
                        Told.minute(2),
                        List.of(new Reject(
                                "acme-vexa/delivery/0011",
                                new Coordinates("meetings.rejected.v1", 0, 1),
                                null,
                                RejectReason.NO_SESSION,
                                "no bot is named",
                                "normalize",
                                null,
                                null,
                                Told.minute(2),
                                "./adjourn rejected replay --reason NO_SESSION --dry-run")),
                        "./adjourn rejected replay --reason NO_SESSION --dry-run"));
    }

    @Override
    public List<SourceView> sources() {
        if (empty) {
            return List.of();
        }
        return List.of(
                new SourceView(
                        "acme-meetstream",
                        "meetstream",
                        Told.minute(58),
                        7200L,
                        1_200,
                        900,
                        290,
                        3,
                        5,
                        2,
                        1,
                        Told.START,
                        WAITING,
                        List.of(new SourceView.UnknownField(
                                "field", "data.new_thing", "new_thing", 12, Told.minute(30)))),
                new SourceView("acme-vexa", "vexa", null, null, 0, 0, 0, 0, 0, 0, 0, null, null, List.of()));
    }

    @Override
    public Standing standing() {
        return standing;
    }

    @Override
    public AutoCloseable listen(Consumer<String> changed) {
        listeners.add(changed);
        return () -> listeners.remove(changed);
    }
}
