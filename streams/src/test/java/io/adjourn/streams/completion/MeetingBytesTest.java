package io.adjourn.streams.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.streams.state.MeetingState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeetingBytesTest {
    private static final int HEADER = 9;

    private final MeetingBytes bytes = new MeetingBytes(_ -> null);

    /** A field and a symbol more than this build has. */
    private static final Schema NEXT = next(", {\"name\": \"of_the_next\", \"type\": \"long\", \"default\": 0}]}");

    private static Schema next(String end) {
        String text = GoldenStates.current()
                .toString()
                .replace("\"FAILED\",\"UNKNOWN\"]", "\"FAILED\",\"DREAMING\",\"UNKNOWN\"]");
        return new Schema.Parser().parse(text.substring(0, text.length() - 2) + end);
    }

    @Test
    void shouldBeginWithTheFormatAndTheSchemasFingerprint() {
        byte[] open = MeetingBytes.of(StateSamples.open());
        byte[] stub = MeetingBytes.of(StateSamples.stub());

        assertThat(open[0]).isEqualTo((byte) 6);
        assertThat(stub[0]).isEqualTo((byte) 7);
        assertThat(Arrays.copyOfRange(open, 1, HEADER))
                .isEqualTo(fingerprint(MeetingState.getClassSchema()))
                .isEqualTo(Arrays.copyOfRange(stub, 1, HEADER));
    }

    @Test
    void shouldReadWhatTheNextBuildWroteWithoutWhatIsNewInIt() throws Exception {
        byte[] written = byNext(StateSamples.closed(), "DREAMING");
        var beside = new MeetingBytes(key -> key.equals(keyOf(NEXT))
                ? SchemaNormalization.toParsingForm(NEXT).getBytes(StandardCharsets.UTF_8)
                : null);

        Meeting meeting = beside.read(written);

        BotTimeline run = meeting.state().run();
        assertThat(run.steps().getFirst().state()).isEqualTo(BotState.UNKNOWN);
        assertThat(run.steps().getLast())
                .isEqualTo(StateSamples.closed().state().run().steps().getLast());
        assertThat(meeting.life()).isEqualTo(StateSamples.closed().life());
        assertThat(meeting.scheduledAt()).isEqualTo(StateSamples.closed().scheduledAt());
    }

    @Test
    void shouldNameTheSchemaWhenNobodyLeftIt() throws IOException {
        byte[] written = byNext(StateSamples.closed(), "ENDED");

        assertThatThrownBy(() -> bytes.read(written))
                .isInstanceOf(UnreadableStateException.class)
                .hasMessage("it was written with schema " + keyOf(NEXT).substring("schema-".length())
                        + ", which this build does not know and which is not stored beside the states");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "\"string\"", "{\"type\": \"record\"}"})
    void shouldNotBelieveASchemaThatIsNotTheOne(String left) throws IOException {
        byte[] written = byNext(StateSamples.closed(), "ENDED");
        var misled = new MeetingBytes(_ -> left.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> misled.read(written)).hasMessageContaining("which this build does not know");
    }

    @Test
    void shouldSayWhereWhenTheSchemaThatWroteItCannotBeRead() throws IOException {
        Schema other = new Schema.Parser()
                .parse(
                        "{\"type\":\"record\",\"name\":\"MeetingState\",\"namespace\":\"io.adjourn.streams.state\",\"fields\":[]}");
        var beside = new MeetingBytes(_ -> other.toString().getBytes(StandardCharsets.UTF_8));
        byte[] written = ByteBuffer.allocate(HEADER)
                .put((byte) 6)
                .put(fingerprint(other))
                .array();

        assertThatThrownBy(() -> beside.read(written))
                .isInstanceOf(UnreadableStateException.class)
                .hasMessageContaining("this build cannot read it (at /fields/0)");
    }

    @Test
    void shouldSayOfEachBeginningOfAStateThatItCannotBeRead() {
        for (Meeting meeting : StateSamples.all().values()) {
            shouldReadNoBeginningOf(MeetingBytes.of(meeting));
        }
        for (String name : List.of("open", "closed", "stub", "deleted", "everything")) {
            shouldReadNoBeginningOf(GoldenStates.bytes(GoldenStates.BEFORE_SCHEMAS, name));
        }
    }

    private void shouldReadNoBeginningOf(byte[] state) {
        for (int length = 0; length < state.length; length++) {
            byte[] cut = Arrays.copyOf(state, length);
            assertThatThrownBy(() -> bytes.read(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(UnreadableStateException.class);
        }
    }

    @Test
    void shouldNotReadWhatHasMoreAtItsEnd() {
        for (byte[] state : List.of(
                MeetingBytes.of(StateSamples.closed()), GoldenStates.bytes(GoldenStates.BEFORE_SCHEMAS, "closed"))) {
            assertThatThrownBy(() -> bytes.read(Arrays.copyOf(state, state.length + 1)))
                    .isInstanceOf(UnreadableStateException.class)
                    .hasMessageContaining("truncated or damaged");
        }
    }

    /** A length that is damaged asks for no more memory than a state may take. */
    @Test
    void shouldReadOrRefuseAStateWhicheverBitIsFlipped() {
        for (Meeting meeting : StateSamples.all().values()) {
            byte[] state = MeetingBytes.of(meeting);
            for (int bit = 0; bit < state.length * Byte.SIZE; bit++) {
                byte[] flipped = state.clone();
                flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
                try {
                    bytes.read(flipped);
                } catch (UnreadableStateException e) {
                    assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\n");
                }
            }
        }
    }

    /** Zeros, what another application may have written, what was damaged. */
    @Test
    void shouldNeverThrowAnythingElse() {
        var random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            var any = new byte[random.nextInt(100)];
            if (i % 3 > 0) {
                random.nextBytes(any);
            }
            if (any.length > 0 && i % 2 == 0) {
                any[0] = i % 4 == 0 ? (byte) 0xC3 : (byte) (4 + random.nextInt(4));
            }
            try {
                bytes.read(any);
            } catch (UnreadableStateException e) {
                assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\n");
            }
        }
    }

    private static byte[] byNext(Meeting meeting, String firstState) throws IOException {
        byte[] written = MeetingBytes.of(meeting);
        GenericRecord record = new GenericDatumReader<GenericRecord>(GoldenStates.current(), NEXT)
                .read(null, DecoderFactory.get().binaryDecoder(written, HEADER, written.length - HEADER, null));
        record.put("of_the_next", 7L);
        GenericRecord run = (GenericRecord) record.get("run");
        GenericRecord step = (GenericRecord) ((List<?>) run.get("steps")).getFirst();
        Schema states = step.getSchema().getField("state").schema();
        step.put("state", new GenericData.EnumSymbol(states, firstState));
        var out = new ByteArrayOutputStream();
        out.write(6);
        out.writeBytes(fingerprint(NEXT));
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(NEXT).write(record, encoder);
        return out.toByteArray();
    }

    private static String keyOf(Schema schema) {
        return "schema-%016x".formatted(SchemaNormalization.parsingFingerprint64(schema));
    }

    private static byte[] fingerprint(Schema schema) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array();
    }
}
