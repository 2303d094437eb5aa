package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.localstack.JavaModule;
import io.adjourn.simulator.Simulators;
import io.adjourn.testing.Room;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only all modules together show; each has a test of its own for the rest. */
class ArchitectureTest {
    /** Those of what is shipped or run by people; what is only for tests may play vendors. */
    private static final List<String> MODULES = List.of(
            "schemas/records",
            "schemas/contracts",
            "connectors/vendors",
            "config",
            "gateway/spool",
            "gateway",
            "streams",
            "tools/simulators",
            "tools/commands",
            "tools/localstack",
            "tools/sandbox",
            "tools/bench");

    /** What says something to the machine; schemas are left out, for their words are documentation. */
    private static final Pattern CODE = Pattern.compile(".*\\.(java|ya?ml|properties|xml)");

    /** Who asks the catalogue for kinds of topics, not for names. */
    private static final List<String> CATALOGUE_KINDS =
            List.of("EventRecords.java", "Messages.java", "TopicConfigFile.java", "InstallationSettings.java");

    /** Names that are English words, too: how they are written where they are names. */
    private static final Map<String, String> ALSO_WORDS =
            Map.of("attendee", "Attendee\\b|[\"':/-] ?attendee\\b|\\battendee[\"'/-]");

    @Test
    void shouldKnowOnlyWhatIsBelow() {
        Room.SANDBOX.mustKnowOnlyWhatIsBelow();
    }

    @Test
    void shouldWriteAVendorsNameNowhereElseEither() throws IOException {
        var members = new ArrayList<Object>(Vendors.KNOWN.all());
        members.addAll(Simulators.ALL);
        Set<String> allowed = members.stream()
                .map(member -> "/" + member.getClass().getPackageName().replace('.', '/') + "/")
                .collect(Collectors.toSet());
        allowed.add("/io/adjourn/vendors/Vendors.java");
        allowed.add("/io/adjourn/simulator/Simulators.java");
        Pattern names = Pattern.compile(Vendors.KNOWN.all().stream()
                .map(ArchitectureTest::nameOf)
                .distinct()
                .collect(Collectors.joining("|")));

        var written = new ArrayList<String>();
        for (Path file : code()) {
            if (allowed.stream().noneMatch(file.toString()::contains)) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (names.matcher(lines.get(i)).find()) {
                        written.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
                    }
                }
            }
        }
        assertThat(written)
                .as(
                        "lines with a vendor's name outside of its own packages; how a name is written that is a word, too, is in"
                                + " ALSO_WORDS")
                .isEmpty();
    }

    /** What runs takes them from its installation. The catalogue says what kinds there are: to settings, and to what an event is. */
    @Test
    void shouldTakeNoTopicsNameFromTheCatalogueWhereSomethingRuns() throws IOException {
        Pattern byName = Pattern.compile("\\bTopics\\.[A-Z]+|\"meetings\\.[a-z]+\\.v1");
        var written = new ArrayList<String>();
        for (String module : List.of("config", "gateway", "streams", "tools/commands")) {
            try (Stream<Path> files =
                    Files.walk(JavaModule.home().resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(file -> file.toString().endsWith(".java")).toList()) {
                    if (CATALOGUE_KINDS.stream().noneMatch(file.toString()::endsWith)
                            && byName.matcher(Files.readString(file)).find()) {
                        written.add(file.toString());
                    }
                }
            }
        }
        assertThat(written).isEmpty();
    }

    /** The vendor's name however it is spelled, without a version: {@code acme-bots-v2} is Acme Bots. */
    private static String nameOf(Vendor vendor) {
        String name = vendor.id().replaceFirst("-v[0-9]+$", "").replace("-", "");
        String spaced = name.chars().mapToObj(Character::toString).collect(Collectors.joining("[ -]?"));
        return ALSO_WORDS.getOrDefault(name, "(?i:" + name + "|\\b" + spaced + ")");
    }

    private static List<Path> code() throws IOException {
        var code = new ArrayList<Path>(List.of(JavaModule.home().resolve("adjourn")));
        for (String module : MODULES) {
            try (Stream<Path> files =
                    Files.walk(JavaModule.home().resolve(module).resolve("src/main"))) {
                files.filter(file -> CODE.matcher(file.toString()).matches()).forEach(code::add);
            }
        }
        return code;
    }
}
