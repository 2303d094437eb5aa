package io.adjourn.meetings.v1;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.testing.Evolution;
import io.adjourn.testing.GoldenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Every version ever released can be read by the current schema and can read what it writes. */
class ReleasedVersionsTest {
    private static final Path HISTORY = Path.of("src/history");

    /** What the build prints, as it is. */
    private static final Path UNRELEASED = Path.of("target/unreleased.txt");

    @Test
    void shouldStayCompatibleBothWaysWithEveryReleasedVersion() {
        Findings.mustBeNone(
                Schemas.RECORDS.stream()
                        .flatMap(ReleasedVersionsTest::breaks)
                        .map(finding -> "consumers would break: " + finding),
                "take the change back, make it a compatible one (a new field with a default, a new symbol), or give the record a"
                        + " new topic (docs/contracts.md#what-may-change-and-what-may-not)");
    }

    /** An unreleased change is allowed, for it may take several to make a version: the build says so. */
    @Test
    void shouldSayWhatNoReleaseHas() throws IOException {
        String unreleased = Schemas.RECORDS.stream()
                .filter(record -> !isReleased(record))
                .map(Schema::getName)
                .collect(joining(", "));

        Files.deleteIfExists(UNRELEASED);
        if (!unreleased.isEmpty()) {
            Files.writeString(
                    UNRELEASED,
                    "schemas that no release has: " + unreleased
                            + "; release/prepare records them, or do it now: release/schemas");
        }
    }

    @Test
    void shouldKeepVersionsOfEveryRecordAndNoOther() {
        assertThat(GoldenFiles.in(HISTORY))
                .extracting(directory -> directory.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(
                        Schemas.RECORDS.stream().map(Schema::getName).toList());
        for (Schema record : Schemas.RECORDS) {
            List<Path> versions = versions(record);
            assertThat(versions)
                    .extracting(ReleasedVersionsTest::version)
                    .isEqualTo(Stream.iterate(1, n -> n + 1)
                            .map(n -> "v" + n)
                            .limit(versions.size())
                            .toList());
        }
    }

    /** Byte for byte: whoever has a text from a registry finds it here, and the other way round. */
    @Test
    void shouldKeepThemAsARegistryGivesThemBack() throws IOException {
        for (Schema record : Schemas.RECORDS) {
            for (Path version : versions(record)) {
                assertThat(version)
                        .hasContent(Schemas.parse(version).toString())
                        .content()
                        .doesNotContain("avro.java.string", "\n");
            }
        }
    }

    private static Stream<String> breaks(Schema current) {
        return versions(current).stream()
                .flatMap(file -> Evolution.breaks(version(file), Schemas.parse(file), current).stream());
    }

    private static boolean isReleased(Schema current) {
        List<Path> versions = versions(current);
        return !versions.isEmpty()
                && Schemas.parse(versions.getLast()).toString().equals(current.toString());
    }

    private static List<Path> versions(Schema record) {
        return GoldenFiles.in(HISTORY.resolve(record.getName())).stream()
                .sorted(Comparator.comparingInt(
                        file -> Integer.parseInt(version(file).substring(1))))
                .toList();
    }

    private static String version(Path file) {
        return file.getFileName().toString().replace(".avsc", "");
    }
}
