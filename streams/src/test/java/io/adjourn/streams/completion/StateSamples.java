package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.streams.completion.Life.Closed;
import io.adjourn.streams.completion.Life.Open;
import io.adjourn.streams.completion.Life.Reopened;
import io.adjourn.streams.completion.Life.Stub;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.VendorWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A meeting of each kind, for the bytes that stay in this repository. No two values of one are alike that could be mistaken for each
 * other. What is added to a state is given a value in {@link #everything}.
 */
public final class StateSamples {
    private static final Moment JOINED = new Moment(1_772_186_401_000_001L, false);
    private static final Moment ENDED = new Moment(1_772_188_000_000_002L, true);

    private static final RunFacts IN = new RunFacts(new Presence(true, false, false, false), false, JOINED, null, null);

    private static final BotTimeline RUN = new BotTimeline(
            List.of(
                    new Step(
                            BotState.JOINING,
                            JOINED,
                            false,
                            null,
                            new VendorWords("Joining", null, null),
                            RunFacts.NONE,
                            1_772_186_402_000L,
                            0x1111L),
                    new Step(
                            BotState.ENDED,
                            ENDED,
                            true,
                            EndReason.EVERYONE_LEFT,
                            new VendorWords("Stopped", "ALONE", "nobody was left"),
                            IN,
                            1_772_188_001_000L,
                            -0x2222L)),
            false);

    private static final LogTimes LOG = new LogTimes(1_772_186_402_000L, 1_772_188_003_000L, true, null);

    private static final Publication PUBLICATION =
            new Publication(1, 1_772_188_003_000L, 1_772_188_003_000L, false, false, false);

    private StateSamples() {}

    /** All of them, by name. */
    public static Map<String, Meeting> all() {
        var all = new LinkedHashMap<String, Meeting>();
        all.put("open", open());
        all.put("closed", closed());
        all.put("stub", stub());
        all.put("reopened", reopened());
        all.put("deleted", deleted());
        all.put("everything", everything());
        return all;
    }

    static Meeting open() {
        Step joining = RUN.steps().getFirst();
        return new Meeting(
                "vexa",
                new MeetingState(
                        "V2",
                        new SeenEventIds(new long[] {0x1111L}, 1, 0),
                        new LogTimes(1_772_186_402_000L, 1_772_186_402_000L, true, null),
                        new BotTimeline(List.of(joining), false),
                        MeetingDetails.NOTHING,
                        List.of(),
                        null),
                new Open(),
                1_772_208_002_000L,
                Numbering.FIRST);
    }

    static Meeting closed() {
        return new Meeting(
                "meetstream",
                new MeetingState(
                        "M1",
                        new SeenEventIds(new long[] {-0x2222L, 0x1111L, 0x3333L}, 3, 2),
                        LOG,
                        RUN,
                        new MeetingDetails(
                                null,
                                null,
                                null,
                                null,
                                new Attributed<>("{\"team\":\"acme\"}", JOINED, 0x1111L),
                                new NameList(List.of("Ada", "Grace"), false),
                                NameList.NOBODY,
                                null,
                                null),
                        List.of(new ArtifactFact(
                                ArtifactKind.AUDIO,
                                null,
                                ArtifactStatus.READY,
                                new Link("https://media.example/a?sig=1", null),
                                new Media("mp3", null, null),
                                false,
                                null,
                                ENDED,
                                ENDED,
                                0x3333L)),
                        null),
                new Closed(PUBLICATION, null),
                1_774_780_003_000L,
                Numbering.FIRST);
    }

    public static Meeting stub() {
        Meeting closed = closed();
        return new Meeting(
                closed.vendor(),
                closed.state().withoutIdentities(),
                new Stub(PUBLICATION, null),
                1_809_340_003_000L,
                Numbering.FIRST);
    }

    static Meeting deleted() {
        MeetingState state = closed().state();
        return new Meeting(
                "attendee",
                new MeetingState(
                        "A1",
                        state.seen(),
                        state.log(),
                        state.run().withoutMessages(),
                        state.details().redacted(),
                        state.artifacts().stream().map(ArtifactFact::redacted).toList(),
                        new Moment(1_772_190_000_000_003L, false),
                        true),
                new Closed(new Publication(2, 1_772_188_003_000L, 1_772_190_001_000L, true, true, false, true), null),
                null,
                new Numbering(1, 1));
    }

    static Meeting reopened() {
        Meeting closed = closed();
        var last = new Publication(1, 1_772_188_003_000L, 1_772_188_003_000L, false, false, true);
        return closed.with(new Reopened(last, new RecordContent(-24L, Map.of("outcome", -25, "artifacts", 26))));
    }

    static Meeting everything() {
        var steps = new ArrayList<Step>();
        long micros = JOINED.micros();
        for (BotState state : BotState.values()) {
            boolean terminal = StateOrder.isEnd(state);
            steps.add(new Step(
                    state,
                    new Moment(micros, terminal),
                    terminal,
                    terminal ? EndReason.REMOVED_BY_PARTICIPANT : null,
                    new VendorWords("state-" + state, "reason-" + state, "message-\u4f1a-" + state),
                    new RunFacts(
                            new Presence(true, terminal, true, !terminal),
                            !terminal,
                            new Moment(micros + 100, false),
                            new Moment(micros + 200, false),
                            1234.5 + steps.size()),
                    1_772_186_400_100L + steps.size(),
                    0x0101_0101_0101_0101L * micros++,
                    terminal));
        }
        var artifacts = new ArrayList<ArtifactFact>();
        List<ArtifactKind> kinds = List.of(ArtifactKind.values());
        List<ArtifactStatus> statuses = List.of(ArtifactStatus.values());
        for (int i = 0; i < kinds.size(); i++) {
            ArtifactKind kind = kinds.get(i);
            artifacts.add(new ArtifactFact(
                    kind,
                    "artifact-" + kind,
                    statuses.get(i % statuses.size()),
                    new Link("https://media.example/" + kind, Instant.parse("2026-02-27T12:00:00.000004Z")),
                    new Media("format-" + kind, 5_000_000_000L + i, 61.5 + i),
                    i % 2 == 0,
                    new Attributed<>("failure-" + kind, new Moment(micros + 300, true), 40 + i),
                    new Moment(micros + 400, i % 2 == 0),
                    new Moment(micros, i % 3 == 0),
                    micros++));
        }
        return new Meeting(
                "meetingbaas-v2",
                new MeetingState(
                        "B2",
                        new SeenEventIds(new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}, 6, 7),
                        new LogTimes(1_772_186_400_008L, 1_772_186_400_009L, true, 1_772_186_400_012L),
                        new BotTimeline(steps, true),
                        new MeetingDetails(
                                new Attributed<>("zoom", new Moment(micros++, false), 15),
                                new Attributed<>("native-16", new Moment(micros++, true), 16),
                                new Attributed<>("https://zoom.example/17", new Moment(micros++, false), 17),
                                new Attributed<>("calendar-event-29", new Moment(micros++, true), 29),
                                new Attributed<>("{\"number\":18}", new Moment(micros++, true), 18),
                                new NameList(List.of("Ada", "Grace", "\u4f1a"), true),
                                new NameList(List.of("Edsger"), true),
                                new Attributed<>("AUDIO,TRANSCRIPT", new Moment(micros++, false), 19),
                                1_772_186_400_013L),
                        artifacts,
                        new Moment(micros, true)),
                new Closed(
                        new Publication(19, 1_772_186_400_020L, 1_772_186_400_021L, true, false, true),
                        new PendingRevision(
                                1_772_186_400_022L,
                                new RecordContent(-23L, Map.of("outcome", -27, "artifacts", 28)),
                                true)),
                1_772_186_400_024L,
                new Numbering(25, 26),
                List.of(
                        "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                        "0af7651916cd43dd8448eb211c80319d-b7ad6b7169203332"));
    }
}
