package io.adjourn.streams.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.testing.Evolution;
import io.adjourn.testing.GoldenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a release wrote of a meeting, this build reads; and what this build writes, the one before reads. */
class StateHistoryTest {
    /** What is copied over the module to record a version. */
    private static final Path UNRECORDED = Path.of("target/unrecorded");

    static List<Path> states() {
        return GoldenStates.states();
    }

    @Test
    void shouldStayCompatibleBothWaysWithEveryVersion() {
        List<String> breaks = breaks(GoldenStates.current());

        assertThat(breaks)
                .withFailMessage(() ->
                        "States in the changelogs could not be read, or not by the build before. Give a new field a"
                                + " default, and leave what is there as it is:\n  " + String.join("\n  ", breaks))
                .isEmpty();
    }

    @Test
    void shouldBeRecordedWithBytesOfItsStates() throws IOException {
        List<Path> versions = GoldenStates.versions();
        Schema current = GoldenStates.current();
        boolean recorded = !versions.isEmpty()
                && GoldenStates.schema(GoldenStates.version(versions.getLast())).equals(current);
        // What breaks an older version is not to be recorded.
        boolean recordable = !recorded && breaks(current).isEmpty();
        if (recordable) {
            record("v" + (versions.size() + 1), current);
        }

        assertThat(!recordable)
                .withFailMessage(
                        "MeetingState.avsc is not the newest version in its history. To record it as v%d:%n"
                                + "  cp -r streams/target/unrecorded/src streams/",
                        versions.size() + 1)
                .isTrue();
    }

    private static void record(String version, Schema schema) throws IOException {
        Path schemas = Files.createDirectories(UNRECORDED.resolve(GoldenStates.SCHEMAS));
        Files.writeString(schemas.resolve(version + ".avsc"), GoldenStates.text(schema));
        Path states =
                Files.createDirectories(UNRECORDED.resolve(GoldenStates.STATES).resolve(version));
        for (var sample : StateSamples.all().entrySet()) {
            Files.write(states.resolve(sample.getKey() + ".bin"), MeetingBytes.of(sample.getValue()));
            Files.writeString(states.resolve(sample.getKey() + ".json"), GoldenStates.json(sample.getValue(), schema));
        }
    }

    @Test
    void shouldKeepEveryVersionAndBytesOfItsStates() {
        assertThat(GoldenStates.versions())
                .extracting(GoldenStates::version)
                .isEqualTo(Stream.iterate(1, n -> n + 1)
                        .map(n -> "v" + n)
                        .limit(GoldenStates.versions().size())
                        .toList());
        assertThat(GoldenStates.versions())
                .allSatisfy(version -> assertThat(
                                GoldenFiles.in(GoldenStates.STATES.resolve(GoldenStates.version(version))))
                        .extracting(file -> file.getFileName().toString())
                        .contains("open.bin", "closed.bin", "stub.bin", "deleted.bin", "everything.bin"));
        assertThat(GoldenFiles.in(GoldenStates.STATES.resolve(GoldenStates.BEFORE_SCHEMAS)))
                .hasSize(5 * 2);
    }

    /** Written by this build, and seen with the eyes of the version that wrote it first, it is the same. */
    @ParameterizedTest
    @MethodSource("states")
    void shouldReadAndKeepAllThatEachVersionWrote(Path file) throws Exception {
        String version = GoldenStates.STATES.relativize(file).getName(0).toString();

        Meeting meeting = new MeetingBytes(_ -> null).read(Files.readAllBytes(file));

        assertThat(GoldenStates.json(meeting, GoldenStates.schema(version)))
                .isEqualTo(Files.readString(Path.of(file.toString().replace(".bin", ".json"))));
    }

    @Test
    void shouldReadItsOwnStates() {
        assertThat(StateSamples.all().values())
                .allSatisfy(meeting -> assertThat(new MeetingBytes(_ -> null).read(MeetingBytes.of(meeting)))
                        .isEqualTo(meeting));
    }

    /** What is to be said with the next revision outlasts the identities of events. */
    @Test
    void shouldReadAStubThatHasSomethingToSayWithItsNextRevision() throws UnreadableStateException {
        Meeting stub = StateSamples.stub();
        var pending = PendingRevision.withTheNextOne(new RecordContent(7, Map.of("state", 1)));
        Meeting waiting =
                stub.with(new Life.Stub(Objects.requireNonNull(stub.life().last()), pending));

        assertThat(new MeetingBytes(_ -> null).read(MeetingBytes.of(waiting))).isEqualTo(waiting);
    }

    private static List<String> breaks(Schema current) {
        return GoldenStates.versions().stream()
                .map(GoldenStates::version)
                .flatMap(version -> Evolution.breaks(version, GoldenStates.schema(version), current).stream())
                .toList();
    }
}
