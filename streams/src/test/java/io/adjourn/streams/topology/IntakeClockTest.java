package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Watermark;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.streams.clock.IntakeClock;
import io.adjourn.streams.clock.IntakeState;
import io.adjourn.testing.Tries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No record is wrong when it is written: deadlines wait for what gateways have accepted and not yet given to Kafka. */
class IntakeClockTest {
    private static final Instant START = TopologyFixture.START;
    private static final Duration SETTLE = Duration.ofHours(2);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    @TempDir
    private Path stateDir;

    private TopologyFixture stream;

    @BeforeEach
    void start() {
        stream = new TopologyFixture(stateDir);
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void shouldNotCloseByAnyClockBeforeTheIntakeHasPassedTheDeadline() {
        ended();
        stream.watermark("a", START.plusSeconds(1));
        stream.timePasses(SETTLE.plusHours(1));
        stream.watermark("a", START.plusSeconds(1));
        stream.tick();
        assertThat(stream.completions()).isEmpty();

        deliver(Bodies.transcript(), START.plusSeconds(2));
        stream.watermark("a", stream.now());

        assertThat(only().getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(only().getClosedBy()).isEqualTo(ClosedBy.ALL_ARRIVED);
        assertThat(only().getClosedAt()).isEqualTo(START.plusSeconds(2));
    }

    /** What another delivery is about does not close it either, though received after the deadline. */
    @Test
    void shouldNotCloseAtADeliveryFromAfterTheDeadlineThatTheIntakeHasNotPassed() {
        ended();
        stream.watermark("a", START.plusSeconds(1));
        stream.logTimePasses(SETTLE.plusHours(1));
        deliver(Bodies.inMeeting("02"), stream.now());
        assertThat(stream.completions()).isEmpty();

        deliver(Bodies.transcript(), START.plusSeconds(2));
        assertThat(only().getOutcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void shouldCloseAQuietPartitionByTheWatermarkAlone() {
        ended();
        stream.watermark("a", START);
        stream.logTimePasses(SETTLE);
        stream.watermark("a", START.plus(SETTLE).minusMillis(1));
        assertThat(stream.completions()).isEmpty();

        stream.watermark("a", START.plus(SETTLE));

        assertThat(only().getOutcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(only().getMissing()).containsExactly(ArtifactKind.TRANSCRIPT);
        assertThat(only().getClosedBy()).isEqualTo(ClosedBy.DEADLINE);
        assertThat(only().getClosedAt()).isEqualTo(START.plus(SETTLE));
    }

    @Test
    void shouldWaitForTheGatewayThatIsFurthestBehind() {
        ended();
        stream.watermark("a", START);
        stream.watermark("b", START);
        stream.logTimePasses(SETTLE);
        stream.watermark("a", stream.now());
        assertThat(stream.completions()).isEmpty();

        stream.watermark("b", stream.now());
        assertThat(stream.completions()).hasSize(1);
    }

    @Test
    void shouldWaitForNobodyWhoSaidGoodbye() {
        ended();
        stream.watermark("a", START);
        stream.watermark("b", START);
        stream.logTimePasses(SETTLE);
        stream.watermark("a", stream.now());
        stream.watermark("b", null);
        assertThat(stream.completions()).hasSize(1);
    }

    @Test
    void shouldGoByTheWallClockOnceEveryGatewayHasSaidGoodbye() {
        ended();
        stream.watermark("a", START);
        stream.watermark("a", null);
        stream.timePasses(SETTLE.plusSeconds(1));
        assertThat(only().getClosedAt()).isEqualTo(START.plus(SETTLE));
    }

    @Test
    void shouldGiveUpAGatewayThatSaysNothingWhileOthersSpeak() {
        ended();
        stream.watermark("dead", START.plusSeconds(1));
        speak("a", SETTLE);
        assertThat(stream.measured("adjourn.streams.gateways.silent")).isEqualTo(1);
        assertThat(only().getClosedAt()).isEqualTo(START.plus(SETTLE));
    }

    @Test
    void shouldWaitForAGatewayForAsLongAsIsSet() {
        ended();
        stream.watermark("dead", START.plusSeconds(1));
        speak("a", TopologyFixture.GATEWAY_SILENCE);
        assertThat(stream.measured("adjourn.streams.gateways.silent")).isZero();
        speak("a", INTERVAL.multipliedBy(2));
        assertThat(stream.measured("adjourn.streams.gateways.silent")).isEqualTo(1);
    }

    /** Who is away for a day with a full spool finds its meetings closed, and opens no past again. */
    @Test
    void shouldTakeWhatAGatewayBringsAfterADayAsNewsOfToday() {
        ended();
        stream.watermark("dead", START.plusSeconds(1));
        speak("a", SETTLE);
        assertThat(only().getOutcome()).isEqualTo(Outcome.PARTIAL);
        stream.logTimePasses(Duration.ofDays(1));
        stream.watermark("a", stream.now());
        Instant back = stream.now();

        stream.watermark("dead", START.plusSeconds(1));
        deliver(Bodies.transcript(), START.plusSeconds(2));
        deliver(Bodies.inMeeting("01").replace(Bodies.BOT, "other"), START.plusSeconds(3));
        stream.watermark("dead", null);
        speak("a", Duration.ofSeconds(10));

        List<MeetingCompletion> all = stream.completions();
        assertThat(all).hasSize(2);
        assertThat(all.getLast().getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(all.getLast().getRevision()).isEqualTo(2);
        assertThat(all.getLast().getRevisedAt()).isAfterOrEqualTo(back);
        assertThat(stream.meeting(TopologyFixture.SOURCE + "/other")
                        .orElseThrow()
                        .firstSeen())
                .as("what the clock had passed")
                .isEqualTo(back.toEpochMilli());
    }

    /** Kafka was away, and nobody could speak. */
    @Test
    void shouldGiveUpNobodyForAPauseInWhichNothingWasWritten() {
        ended();
        stream.watermark("a", START.plusSeconds(1));
        stream.watermark("b", START.plusSeconds(1));
        stream.timePasses(Duration.ofHours(5));

        stream.watermark("a", START.plusSeconds(1));
        stream.tick();
        deliver(Bodies.transcript(), START.plusSeconds(2));
        stream.watermark("a", stream.now());
        stream.watermark("b", stream.now());

        assertThat(only().getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(stream.measured("adjourn.streams.gateways.silent")).isZero();
    }

    @Test
    void shouldLetWaitsRunFromTheReceipt() {
        stream.watermark("a", START);
        stream.logTimePasses(Duration.ofHours(1));
        deliver(Bodies.inMeeting("01"), START.plusSeconds(1));
        deliver(Bodies.stopped("40"), START.plusSeconds(2));
        deliver(Bodies.audio(), START.plusSeconds(3));
        stream.logTimePasses(SETTLE);
        stream.watermark("a", stream.now());
        assertThat(only().getClosedAt()).isEqualTo(START.plusSeconds(2).plus(SETTLE));
        assertThat(only().getFirstSeenAt()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void shouldTakeNoDeliveryForReceivedAfterItsLogTime() {
        stream.watermark("a", START);
        deliver(Bodies.inMeeting("01"), START.plus(Duration.ofHours(1)));
        assertThat(stream.meeting(TopologyFixture.SOURCE + "/" + Bodies.BOT)
                        .orElseThrow()
                        .firstSeen())
                .isEqualTo(START.toEpochMilli());
        assertThat(stream.counted("adjourn.streams.clamped.times", "what", "receipt"))
                .isEqualTo(1);
    }

    @Test
    void shouldTakeAWatermarkFromTheFutureForItsLogTime() {
        ended();
        stream.watermark("forged", Instant.parse("+1000000000-12-31T23:59:59.999999999Z"));
        stream.tick();
        assertThat(stream.completions()).isEmpty();
        assertThat(stream.counted("adjourn.streams.clamped.times", "what", "watermark"))
                .isEqualTo(1);
        stream.logTimePasses(SETTLE);
        stream.watermark("forged", Instant.parse("9999-01-01T00:00:00Z"));
        assertThat(only().getClosedAt()).isEqualTo(START.plus(SETTLE));
    }

    /** Its oldest spooled delivery is of a minute ago; its clock is an hour off. */
    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1})
    void shouldNotCloseTooEarlyWhateverAGatewaysClockSays(long hoursAhead) {
        Duration ahead = Duration.ofHours(hoursAhead);
        stream.watermark(new Watermark("a", "host", START.plus(ahead), START.plus(ahead)));
        deliver(Bodies.inMeeting("01"), START.plus(ahead));
        deliver(Bodies.stopped("40"), START.plus(ahead));
        deliver(Bodies.audio(), START.plus(ahead));
        stream.logTimePasses(SETTLE.plusSeconds(30));
        Instant spooled = START.plus(SETTLE).minusSeconds(30).plus(ahead);
        stream.watermark(new Watermark("a", "host", stream.now().plus(ahead), spooled));
        stream.tick();
        assertThat(stream.completions()).isEmpty();

        deliver(Bodies.transcript(), spooled);

        assertThat(only().getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(stream.counted("adjourn.streams.clamped.times", "what", "watermark") > 0)
                .isEqualTo(hoursAhead > 0);
    }

    @Test
    void shouldNeitherCountNorRejectAWatermark() {
        stream.watermark("a", START);
        stream.watermark("a", null);
        assertThat(stream.rejected()).isEmpty();
        assertThat(stream.measured("adjourn.streams.deliveries")).isZero();
    }

    /** It moves nothing, and does not vanish. */
    @Test
    void shouldRejectWhatIsMarkedAsAWatermarkAndCannotBeRead() {
        var headers = new RecordHeaders();
        headers.add(RawHeaders.WATERMARK, "noon".getBytes(StandardCharsets.UTF_8));
        stream.deliver("", new byte[0], headers);
        assertThat(stream.rejected())
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.getReason()).isEqualTo(RejectReason.UNKNOWN_VENDOR));
        assertThat(stream.bytesOf(Stores.DEADLINES).get(IntakeClock.KEY)).isNull();
    }

    @Test
    void shouldKeepNoMoreGatewaysThanAnybodyRuns() {
        for (int i = 0; i <= IntakeClock.MOST_GATEWAYS; i++) {
            stream.watermark("forged-" + i, START);
        }
        assertThat(IntakeState.of(stream.bytesOf(Stores.DEADLINES).get(IntakeClock.KEY))
                        .gateways())
                .hasSize(IntakeClock.MOST_GATEWAYS);
        assertThat(stream.measured("adjourn.streams.gateways.silent")).isEqualTo(1);
    }

    static LongStream seeds() {
        return LongStream.range(0, Tries.of(20));
    }

    /** Three gateways that come, go, die, fill their spools and drain them; once the wall clock runs along, once all is read at once. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldWriteTheSameRecordsWhenTheLogIsReadOnceMore(long seed) {
        // Records with times in them are not comparable; their texts are.
        List<String> live = read(seed, true, stateDir.resolve("live"));
        List<String> again = read(seed, false, stateDir.resolve("again"));
        assertThat(live).hasSizeGreaterThanOrEqualTo(3);
        assertThat(again).isEqualTo(live);
    }

    private static List<String> read(long seed, boolean live, Path stateDir) {
        var random = new Random(seed);
        List<String> left = new ArrayList<>();
        for (String bot : List.of("one", "two", "three")) {
            for (String body :
                    List.of(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.transcript())) {
                left.add(body.replace(Bodies.BOT, bot));
            }
        }
        try (var stream = new TopologyFixture(stateDir)) {
            stream.backlogIsRead(live);
            Consumer<Duration> pass = live ? stream::timePasses : stream::logTimePasses;
            while (!left.isEmpty()) {
                pass.accept(random.nextInt(20) == 0 ? Duration.ofMinutes(130) : Duration.ofSeconds(7));
                String gateway = "gateway-" + random.nextInt(3);
                switch (random.nextInt(8)) {
                    case 0 -> stream.watermark(gateway, null);
                    case 1, 2, 3 -> stream.watermark(gateway, stream.now());
                    case 4 -> stream.watermark(gateway, stream.now().minusSeconds(random.nextInt(5_000)));
                    default -> {
                        if (random.nextInt(10) == 0) {
                            stream.deliver(
                                    "meetstream",
                                    left.removeFirst(),
                                    stream.now().minusSeconds(random.nextInt(5_000)));
                        }
                    }
                }
            }
            stream.backlogIsRead(true);
            for (int i = 0; i < 3; i++) {
                stream.watermark("gateway-" + i, null);
            }
            stream.timePasses(Duration.ofDays(15));
            return stream.completions().stream()
                    .sorted((one, other) -> one.getEventId().compareTo(other.getEventId()))
                    .map(MeetingCompletion::toString)
                    .toList();
        }
    }

    private void ended() {
        stream.deliver(Bodies.inMeeting("01"));
        stream.deliver(Bodies.stopped("40"));
        stream.deliver(Bodies.audio());
    }

    private void deliver(String body, Instant receivedAt) {
        stream.deliver("meetstream", body, receivedAt);
    }

    /** It says again and again that all has arrived. */
    private void speak(String gateway, Duration time) {
        for (Duration spoken = Duration.ZERO; spoken.compareTo(time) < 0; spoken = spoken.plus(INTERVAL)) {
            stream.logTimePasses(INTERVAL);
            stream.watermark(gateway, stream.now());
        }
    }

    private MeetingCompletion only() {
        assertThat(stream.completions()).hasSize(1);
        return stream.completions().getFirst();
    }
}
