package io.adjourn.vendors;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every vendor's package has the same layout, so that who knows one knows all, and the next is written by copying one. */
class VendorLayoutTest {
    private static final String LEFT = "FILL IN:";

    /** What each class does. */
    private static final Map<String, String> ROLES = OrderedMap.of(
            entry("Payload", "gives access to the fields of the JSON body"),
            entry("EventKind", "says what kind of event it is"),
            entry("Vocabulary", "has the tables of the vendor's names and words, and what they mean in ours"),
            entry("Mapping", "makes events of a payload, with their semantic keys"),
            entry("Drift", "says where a payload has fields and words that are not known"),
            entry("Dialect", "says which of the vendor's dialects a payload is in"));

    /** What must not know what, so that each can be read alone. */
    private static final Map<String, Set<String>> MUST_NOT_KNOW = Map.of(
            "Payload", Set.of("EventKind", "Vocabulary", "Mapping", "Drift", "Dialect"),
            "EventKind", Set.of("Mapping", "Drift", "Dialect", "JsonNode"),
            "Vocabulary", Set.of("Payload", "Mapping", "Drift", "Dialect", "JsonNode"),
            "Mapping", Set.of("Drift"),
            "Drift", Set.of("Mapping"),
            "Dialect", Set.of("Mapping", "Drift"));

    /** Other names for these jobs, which say nothing to who does not know the package. */
    private static final Pattern VAGUE = Pattern.compile("\\b(?:class|record|enum|interface) ("
            + "Reading|Words?|Names?|Named|Known|Meaning|Unfamiliar|Unknown|Identity|Steps?|Facts?|Fields?|Told)\\b");

    static Stream<Arguments> roles() {
        return Vendors.KNOWN.all().stream()
                .flatMap(vendor ->
                        ROLES.entrySet().stream().map(role -> Arguments.of(vendor.id(), role.getKey(), vendor)));
    }

    static Stream<Arguments> vendors() {
        return Vendors.KNOWN.all().stream().map(vendor -> Arguments.of(vendor.id(), vendor));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("roles")
    void shouldHaveAClassForEachRole(String id, String role, Vendor vendor) {
        assertThat(folder(vendor).resolve(role + ".java"))
                .withFailMessage(
                        "%s has no class %s: the one that %s. docs/adding-a-vendor.md says what belongs into it",
                        folder(vendor), role, ROLES.get(role))
                .isRegularFile();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("roles")
    void shouldKeepTheRolesApart(String id, String role, Vendor vendor) {
        String source = source(vendor, role);

        assertThat(MUST_NOT_KNOW.getOrDefault(role, Set.of()))
                .as("%s %s, and must not know of", folder(vendor).resolve(role + ".java"), ROLES.get(role))
                .noneMatch(other ->
                        Pattern.compile("\\b" + other + "\\b").matcher(source).find());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vendors")
    void shouldBeAJsonVendorThatLeavesTheRestToItsRoles(String id, Vendor vendor) {
        String source = source(vendor, vendor.getClass().getSimpleName());

        assertThat(vendor).isInstanceOf(JsonVendor.class);
        assertThat(ROLES.keySet())
                .as("%s uses", vendor.getClass().getSimpleName())
                .filteredOn(role -> !role.equals("Vocabulary"))
                .allMatch(role ->
                        Pattern.compile("\\b" + role + "\\b").matcher(source).find());
    }

    /** What tools/new-vendor leaves open says so. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("vendors")
    void shouldHaveNothingLeftToFillIn(String id, Vendor vendor) {
        List<String> left = Stream.concat(
                        Stream.of(folder(vendor), tests(vendor), Path.of("../../docs/vendors")), simulators(vendor))
                .flatMap(folder -> files(folder).stream())
                .filter(file -> !file.toString().endsWith(".md") || file.endsWith(id + ".md"))
                .flatMap(VendorLayoutTest::leftIn)
                .toList();

        assertThat(left).as("what is left to fill in for %s", id).isEmpty();
    }

    private static Stream<String> leftIn(Path file) {
        List<String> lines = read(file).lines().toList();
        return IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).contains(LEFT))
                .mapToObj(line -> file.normalize() + ":" + (line + 1) + ": "
                        + lines.get(line)
                                .substring(lines.get(line).indexOf(LEFT) + LEFT.length())
                                .strip());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vendors")
    void shouldCallNothingByAnotherName(String id, Vendor vendor) {
        assertThat(files(folder(vendor)))
                .as("classes in %s with names that say nothing; the roles are %s", folder(vendor), ROLES.keySet())
                .allSatisfy(file -> assertThat(VAGUE.matcher(read(file)).results())
                        .as("%s", file.getFileName())
                        .isEmpty());
    }

    private static Path folder(Vendor vendor) {
        return Path.of("src/main/java", vendor.getClass().getPackageName().replace('.', '/'));
    }

    private static Path tests(Vendor vendor) {
        return Path.of("src/test/java", vendor.getClass().getPackageName().replace('.', '/'));
    }

    /** Whoever plays it: of another module, which cannot be asked from here. */
    private static Stream<Path> simulators(Vendor vendor) {
        String[] names = vendor.getClass().getPackageName().split("\\.", -1);
        return Stream.of("../../sandbox/src/main/java", "../../tools/simulators/src/main/java")
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(VendorLayoutTest::below)
                .filter(path -> path.endsWith(names[names.length - 1]));
    }

    private static Stream<Path> below(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its code, without comments; empty where there is none, which another test says. */
    private static String source(Vendor vendor, String role) {
        Path file = folder(vendor).resolve(role + ".java");
        return Files.exists(file) ? read(file).replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "") : "";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
