package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.streams.completion.StateSchemas;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A state that cannot be read costs its meeting, and no other; and nothing for good. */
class UnreadableStateTest {
    private static final String KEY = TopologyFixture.SOURCE + "/" + Bodies.BOT;
    private static final String HEALTHY = "healthy";

    /** When the sample that is open is armed for. */
    private static final long ARMED = 1_772_208_002_000L;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path stateDir;

    @SuppressWarnings("NullAway.Init") // set before each
    private TopologyFixture stream;

    @BeforeEach
    void start() {
        stream = new TopologyFixture(stateDir);
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    static Stream<Arguments> unreadable() throws IOException {
        byte[] state = golden("v1", "open");
        byte[] unknown = state.clone();
        unknown[1]++;
        byte[] newer = state.clone();
        newer[0] = 8;
        return Stream.of(
                Arguments.of("zeros", new byte[40], "it begins with 0, which is not a format that this build knows"),
                Arguments.of("nothing", new byte[0], "it is empty"),
                Arguments.of(
                        "another application's", "{\"a\":1}".getBytes(StandardCharsets.UTF_8), "it begins with 123"),
                Arguments.of(
                        "an unknown fingerprint's", unknown, "which this build does not know and which is not stored"),
                Arguments.of("a newer format's", newer, "it begins with 8, which is not a format"),
                Arguments.of("cut", Arrays.copyOf(state, state.length - 1), "it is truncated or damaged"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void shouldRejectTheMeetingsDeliveriesWithTheirBytesAndGoOnWithOthers(String kind, byte[] state, String why) {
        stream.states().put(KEY, state);

        stream.deliver(Bodies.joining("00"));
        tellOfAHealthyMeeting();

        assertThat(stream.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.getReason()).isEqualTo(RejectReason.STATE_UNREADABLE);
            assertThat(rejected.getDetail())
                    .startsWith("the meeting's state cannot be read: it ")
                    .contains(why)
                    .doesNotContain("\n");
            assertThat(rejected.getBody().array())
                    .isEqualTo(Bodies.joining("00").getBytes(StandardCharsets.UTF_8));
        });
        assertThat(stream.states().get(KEY)).as(kind).isEqualTo(state);
        assertThat(stream.measured(
                        "adjourn.streams.unreadable.states", "source", TopologyFixture.SOURCE, "met.by", "delivery"))
                .isEqualTo(1);
        assertThat(stream.completions()).singleElement().satisfies(completion -> {
            assertThat(completion.getMeetingId()).isEqualTo(TopologyFixture.SOURCE + "/" + HEALTHY);
            assertThat(completion.getOutcome()).isEqualTo(Outcome.FAILED);
        });
    }

    @Test
    void shouldRejectADeliveryWhereverTheStateIsCut() throws IOException {
        int faults = 0;
        for (String version : new String[] {"0.1.0", "v1"}) {
            for (String name : new String[] {"closed", "stub"}) {
                byte[] state = golden(version, name);
                for (int length = 0; length < state.length; length++) {
                    stream.states().put(KEY, Arrays.copyOf(state, length));
                    stream.deliver(Bodies.joining("00"));
                    faults++;
                }
            }
        }

        assertThat(stream.rejected())
                .hasSize(faults)
                .allSatisfy(rejected -> assertThat(rejected.getReason()).isEqualTo(RejectReason.STATE_UNREADABLE));
        tellOfAHealthyMeeting();
        assertThat(stream.completions()).hasSize(1);
    }

    /** As when a build that can read it follows. */
    @Test
    void shouldTakeDeliveriesAgainOnceTheStateCanBeRead() throws IOException {
        stream.states().put(KEY, new byte[40]);
        stream.deliver(Bodies.joining("00"));

        stream.states().put(KEY, golden("v1", "open"));
        stream.deliver(Bodies.joining("00"));

        assertThat(stream.rejected()).hasSize(1);
        assertThat(stream.lifecycle()).hasSize(1);
    }

    @Test
    void shouldWriteInTheNewFormatWhatRelease010WroteWhenItsMeetingIsTouched() throws IOException {
        stream.states().put(KEY, golden("0.1.0", "open"));

        stream.deliver(Bodies.joining("00"));

        assertThat(stream.states().get(KEY)).startsWith((byte) 6);
        assertThat(stream.meeting(KEY).orElseThrow().has(0x1111L)).isTrue();
    }

    @Test
    void shouldLeaveItsSchemaBesideTheStates() {
        stream.deliver(Bodies.joining("00"));

        assertThat(stream.states().get(StateSchemas.KEY)).isEqualTo(StateSchemas.newest());
    }

    @Test
    void shouldTryADeadlineAgainUntilItsMeetingCanBeRead() throws IOException {
        stream.states().put(KEY, new byte[40]);
        stream.bytesOf(Stores.DEADLINES).put(entry(ARMED, KEY), new byte[0]);
        Duration untilDue = Duration.ofMillis(ARMED - TopologyFixture.START.toEpochMilli());

        stream.timePasses(untilDue.plusSeconds(1));

        assertThat(stream.measured(
                        "adjourn.streams.unreadable.states", "source", TopologyFixture.SOURCE, "met.by", "deadline"))
                .isEqualTo(1);
        assertThat(stream.deadlines()).hasSize(1);
        tellOfAHealthyMeeting();

        // Of MeetStream, for the vendor of the sample waits otherwise.
        stream.states().put(KEY, golden("v1", "open"));
        stream.timePasses(Duration.ofMinutes(59));
        assertThat(stream.completions()).hasSize(1);
        stream.timePasses(Duration.ofMinutes(2));
        assertThat(stream.completions())
                .filteredOn(completion -> completion.getMeetingId().equals(KEY))
                .singleElement()
                .satisfies(completion -> assertThat(completion.getOutcome()).isEqualTo(Outcome.TIMED_OUT));
    }

    /** Too short, of no time, of no text; with a value of a newer version. */
    @Test
    void shouldPassOverWhatIsNoEntryOfAnIndex() {
        for (String index : new String[] {Stores.DEADLINES, Stores.OPEN}) {
            for (byte[] key :
                    new byte[][] {{0}, new byte[7], new byte[8], new byte[30], {0, 0, 0, 0, 0, 0, 0, 0, -1, -2}}) {
                stream.bytesOf(index).put(Bytes.wrap(key), new byte[] {9, 9});
            }
        }

        stream.timePasses(Duration.ofMinutes(1));
        tellOfAHealthyMeeting();
        stream.timePasses(Duration.ofMinutes(1));

        assertThat(stream.completions()).hasSize(1);
        assertThat(stream.rejected()).isEmpty();
    }

    private void tellOfAHealthyMeeting() {
        stream.deliver(Bodies.joining("00").replace(Bodies.BOT, HEALTHY));
        stream.deliver(Bodies.denied("02").replace(Bodies.BOT, HEALTHY));
    }

    private static Bytes entry(long time, String meeting) {
        byte[] name = meeting.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(time)
                .put(name)
                .array());
    }

    private static byte[] golden(String version, String name) throws IOException {
        try (InputStream file =
                UnreadableStateTest.class.getResourceAsStream("/state/MeetingState/" + version + "/" + name + ".bin")) {
            assertThat(file).isNotNull();
            return file.readAllBytes();
        }
    }
}
