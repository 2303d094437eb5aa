package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/** The page about upgrading says of each release what is in its commit, and of what comes next what stands here. */
class UpgradingPageTest {
    private static final Path PAGE = Path.of("../../docs/upgrading.md");
    private static final Path RENEWED = Path.of("target/upgrading.md");
    private static final String MARK = "how to renew what follows. -->\n";
    private static final Pattern RELEASE = Pattern.compile("## \\[([0-9.]+)] - .*\\RCommit `([0-9a-f]{40})`\\.");
    private static final Pattern VERSION = Pattern.compile("<version>(.*)</version>");
    private static final Pattern KAFKA = Pattern.compile("<kafka\\.version>(.*)</kafka\\.version>");
    private static final Pattern SCHEMA = Pattern.compile("v([0-9]+)\\.avsc");
    private static final String NONE = "none";
    private static final String STATES = "streams/src/main/resources/state-schemas/MeetingState";
    private static final String RECORDS = "schemas/records/src/history/";
    private static final String RECORDS_OF_0_1_0 = "schemas/contracts/src/history/";

    @Test
    void shouldBeUpToDate() throws Exception {
        String page = Files.readString(PAGE);
        String renewed = page.substring(0, page.indexOf(MARK) + MARK.length()) + table(page);
        Files.writeString(RENEWED, renewed);

        assertThat(page)
                .withFailMessage(
                        "docs/upgrading.md is stale. To renew it: cp tools/sandbox/%s docs/upgrading.md", RENEWED)
                .isEqualTo(renewed);
    }

    private static String table(String page) throws Exception {
        var rows = new StringBuilder("\n")
                .append(row(Stream.concat(
                        Stream.of("release", "commit", "Kafka", "a meeting's state"),
                        written().map(topic -> "`" + topic.name() + "`"))))
                .append("|---|---|---|---|")
                .append(written().map(_ -> "---|").collect(Collectors.joining()))
                .append('\n');
        List<MatchResult> releases = RELEASE.matcher(Files.readString(Path.of("../../CHANGELOG.md")))
                .results()
                .toList();
        for (MatchResult release : releases.reversed()) {
            rows.append(released(release.group(1), release.group(2), page));
        }
        Tree here = new WorkingTree(Path.of("../.."));
        return rows.append(row(
                        first(VERSION, here.text("pom.xml")), "not released", here, topic -> unreleased(topic, here)))
                .toString();
    }

    /** From its commit; where this clone lacks it, as the page has it. */
    private static String released(String version, String commit, String page) throws Exception {
        Optional<Tree> tree = Commit.of(commit);
        if (tree.isPresent()) {
            return row(version, "`" + commit.substring(0, 12) + "`", tree.get(), topic -> version(topic, tree.get()));
        }
        return page.lines()
                .filter(line -> line.startsWith("| " + version + " | "))
                .findFirst()
                .map(line -> line + "\n")
                .orElseThrow(() -> new AssertionError(
                        "docs/upgrading.md lacks release " + version + ", and this clone lacks commit " + commit));
    }

    /** What a topic has in its cell. */
    private interface Cell {
        String of(Topic topic) throws IOException;
    }

    private static String row(String release, String commit, Tree tree, Cell cell) throws IOException {
        var cells = Stream.<String>builder()
                .add(release)
                .add(commit)
                .add(first(KAFKA, tree.text("pom.xml")))
                .add(newest(tree, STATES)
                        .map(version -> "Avro, version " + version)
                        .orElse("a format of its own"));
        for (Topic topic : written().toList()) {
            cells.add(cell.of(topic));
        }
        return row(cells.build());
    }

    private static String row(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static Stream<Topic> written() {
        return Topics.ALL.stream().filter(topic -> topic.value() instanceof Topic.Avro);
    }

    private static String version(Topic topic, Tree tree) {
        String record = schema(topic).getName();
        return newest(tree, RECORDS + record)
                .or(() -> newest(tree, RECORDS_OF_0_1_0 + record))
                .map(version -> Integer.toString(version))
                .orElse(NONE);
    }

    /** The newest version, and whether there is to be a further one; a new topic has none yet. */
    private static String unreleased(Topic topic, Tree tree) throws IOException {
        String newest = version(topic, tree);
        if (newest.equals(NONE)) {
            return "new";
        }
        Schema current = schema(topic);
        Schema released = new Schema.Parser().parse(tree.text(RECORDS + current.getName() + "/v" + newest + ".avsc"));
        boolean isChanged =
                !SchemaNormalization.toParsingForm(released).equals(SchemaNormalization.toParsingForm(current));
        return isChanged ? newest + ", changed" : newest;
    }

    private static Schema schema(Topic topic) {
        return ((Topic.Avro) topic.value()).schema();
    }

    private static Optional<Integer> newest(Tree tree, String directory) {
        return tree.names(directory).stream()
                .map(SCHEMA::matcher)
                .filter(Matcher::matches)
                .map(version -> Integer.valueOf(version.group(1)))
                .max(Integer::compare);
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.group(1);
    }

    /** The project's files at some time. */
    private sealed interface Tree {
        String text(String file) throws IOException;

        /** Names of what is in the directory; none where there is no such directory. */
        List<String> names(String directory);
    }

    private record WorkingTree(Path root) implements Tree {
        @Override
        public String text(String file) throws IOException {
            return Files.readString(root.resolve(file));
        }

        @Override
        public List<String> names(String directory) {
            String[] names = root.resolve(directory).toFile().list();
            return names == null ? List.of() : List.of(names);
        }
    }

    private record Commit(String id) implements Tree {

        /** Empty where this clone lacks it, or is none, or there is no Git. */
        static Optional<Tree> of(String id) {
            return git("cat-file", "-t", id).map(_ -> new Commit(id));
        }

        @Override
        public String text(String file) throws IOException {
            return git("show", id + ":" + file).orElseThrow(() -> new IOException("no " + file + " in " + id));
        }

        @Override
        public List<String> names(String directory) {
            return git("ls-tree", "--full-tree", "--name-only", id + ":" + directory)
                    .map(names -> names.lines().toList())
                    .orElse(List.of());
        }

        private static Optional<String> git(String... arguments) {
            try {
                var process = new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(arguments))
                                .toList())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
                return process.onExit().join().exitValue() == 0 ? Optional.of(answer) : Optional.empty();
            } catch (IOException _) {
                return Optional.empty();
            }
        }
    }
}
