package io.adjourn.commands.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.state.StoredState.Damaged;
import io.adjourn.commands.state.StoredState.Decoded;
import io.adjourn.commands.state.StoredState.OfRelease01;
import io.adjourn.commands.state.StoredState.OfUnknownSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams is not on our class path: what its releases stored is kept beside its tests. */
class StoredStateTest {
    private static final Path GOLDEN = Path.of("../../streams/src/test/resources/state/MeetingState");
    private static final Schema SCHEMA = schema();

    static Stream<Path> statesOfVersionOne() throws IOException {
        return states("v1");
    }

    static Stream<Path> statesOfRelease01() throws IOException {
        return states("0.1.0");
    }

    private static Stream<Path> states(String version) throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN.resolve(version))) {
            return files.filter(file -> file.toString().endsWith(".bin")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("statesOfVersionOne")
    void shouldDecodeWithTheSchemaThatStandsBesideIt(Path state) throws IOException {
        String json = Files.readString(Path.of(state.toString().replace(".bin", ".json")));
        GenericRecord wanted = new GenericDatumReader<GenericRecord>(SCHEMA)
                .read(null, DecoderFactory.get().jsonDecoder(SCHEMA, json));

        assertThat(StoredState.of(Files.readAllBytes(state), left())).isInstanceOfSatisfying(Decoded.class, decoded -> {
            assertThat(decoded.fingerprint()).isEqualTo(fingerprint());
            assertThat(decoded.state()).hasToString(wanted.toString());
        });
    }

    @ParameterizedTest
    @MethodSource("statesOfRelease01")
    void shouldKnowTheFormatOfRelease01(Path state) throws IOException {
        assertThat(StoredState.of(Files.readAllBytes(state), left())).isEqualTo(new OfRelease01());
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "stub"})
    void shouldSayThatItIsDamagedWhereverItIsCut(String state) throws IOException {
        byte[] whole = golden(state);
        for (int length = 0; length < whole.length; length++) {
            assertThat(StoredState.of(Arrays.copyOf(whole, length), left()))
                    .as("cut after %s bytes", length)
                    .isInstanceOf(Damaged.class);
        }
    }

    @Test
    void shouldSayThatItIsDamagedWhereMoreFollows() throws IOException {
        byte[] whole = golden("open");

        assertThat(StoredState.of(Arrays.copyOf(whole, whole.length + 1), left()))
                .isEqualTo(new Damaged("continues after its end"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "stub"})
    void shouldNotFailAtAnyChangedByte(String state) throws IOException {
        byte[] whole = golden(state);
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] = (byte) ~changed[i];
            assertThat(StoredState.of(changed, left())).isNotNull();
        }
    }

    @Test
    void shouldNameTheSchemaThatIsNotBesideIt() throws IOException {
        byte[] state = golden("open");
        byte[] another = "{\"type\": \"record\", \"name\": \"Another\", \"fields\": []}".getBytes(UTF_8);

        assertThat(Stream.of(
                                Map.<String, byte[]>of(),
                                Map.of("schema-" + fingerprint(), another),
                                Map.of("schema-" + fingerprint(), "no schema".getBytes(UTF_8)))
                        .map(schemas -> StoredState.of(state, schemas)))
                .containsOnly(new OfUnknownSchema(fingerprint()));
    }

    @Test
    void shouldTellWhatIsNoFormatOfAdjourns() {
        assertThat(StoredState.of(new byte[] {0, 0, 0}, left()))
                .isEqualTo(new Damaged("begins with 0, which is not a format that this build knows"));
        assertThat(StoredState.of(new byte[0], left())).isEqualTo(new Damaged("is empty"));
    }

    private static byte[] golden(String name) throws IOException {
        return Files.readAllBytes(GOLDEN.resolve("v1").resolve(name + ".bin"));
    }

    /** As streams leaves it: its canonical form, under its fingerprint. */
    private static Map<String, byte[]> left() {
        return Map.of(
                "schema-" + fingerprint(),
                SchemaNormalization.toParsingForm(SCHEMA).getBytes(UTF_8));
    }

    private static String fingerprint() {
        return "%016x".formatted(SchemaNormalization.parsingFingerprint64(SCHEMA));
    }

    private static Schema schema() {
        try {
            return new Schema.Parser()
                    .parse(Path.of("../../streams/src/main/resources/state-schemas/MeetingState/v1.avsc")
                            .toFile());
        } catch (IOException e) {
            throw new AssertionError("the schema's history has no first version", e);
        }
    }
}
