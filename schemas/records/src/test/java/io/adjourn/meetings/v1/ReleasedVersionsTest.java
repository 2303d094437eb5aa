package io.adjourn.meetings.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.testing.Evolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every version ever released can be read by the current schema and can read what it writes. */
class ReleasedVersionsTest {
    private static final Path HISTORY = Path.of("src/history");
    private static final Path UNRELEASED = Path.of("target/unreleased");

    static Stream<Schema> records() {
        return Schemas.RECORDS.stream();
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldStayCompatibleBothWaysWithEveryReleasedVersion(Schema current) {
        List<String> breaks = breaks(current);

        assertThat(breaks)
                .withFailMessage(() -> "Consumers would break. Make the change a compatible one, or a new topic:\n  "
                        + String.join("\n  ", breaks))
                .isEmpty();
    }

    /** An unreleased change is allowed, for it may take several to make a version; it is said, and so is how to release it. */
    @ParameterizedTest
    @MethodSource("records")
    void shouldKeepEveryReleasedVersionAndSayHowToReleaseTheCurrent(Schema current) throws IOException {
        List<Path> versions = versions(current);

        assertThat(versions)
                .extracting(ReleasedVersionsTest::version)
                .isEqualTo(Stream.iterate(1, n -> n + 1)
                        .map(n -> "v" + n)
                        .limit(versions.size())
                        .toList());
        if (breaks(current).isEmpty() && !isReleased(current, versions)) {
            String next = current.getName() + "/v" + (versions.size() + 1) + ".avsc";
            Path file = UNRELEASED.resolve(next);
            Files.createDirectories(file.getParent());
            Files.writeString(file, current.toString());
            System.out.printf(
                    "%s has unreleased changes. To release them: cp schemas/records/%s schemas/records/%s%n",
                    current.getName(), file, HISTORY.resolve(next));
        }
    }

    @Test
    void shouldKeepVersionsOfEveryRecordAndNoOther() {
        assertThat(Schemas.files(HISTORY))
                .extracting(directory -> directory.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(
                        Schemas.RECORDS.stream().map(Schema::getName).toList());
    }

    private static List<String> breaks(Schema current) {
        return versions(current).stream()
                .flatMap(file -> Evolution.breaks(version(file), Schemas.parse(file), current).stream())
                .toList();
    }

    private static boolean isReleased(Schema current, List<Path> versions) throws IOException {
        return !versions.isEmpty() && Files.readString(versions.getLast()).equals(current.toString());
    }

    private static List<Path> versions(Schema record) {
        return Schemas.files(HISTORY.resolve(record.getName())).stream()
                .sorted(Comparator.comparingInt(
                        file -> Integer.parseInt(version(file).substring(1))))
                .toList();
    }

    private static String version(Path file) {
        return file.getFileName().toString().replace(".avsc", "");
    }
}
