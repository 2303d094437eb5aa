package io.adjourn.sandbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The page of settings says of each what its record's Javadoc says, and the default of the application. */
class SettingsPageTest {
    private static final Path PAGE = Path.of("../../docs/settings.md");
    private static final Path RENEWED = Path.of("target/settings.md");
    private static final String MARK = "how to renew what follows. -->\n";
    private static final Pattern YAML_LINE = Pattern.compile("( *)([a-z0-9.-]+): ?(.*)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z_.]+):`?([^`}]*)`?}");

    @Test
    void shouldBeUpToDate() throws IOException {
        String page = Files.readString(PAGE);
        String renewed = page.substring(0, page.indexOf(MARK) + MARK.length()) + generated();
        Files.writeString(RENEWED, renewed);

        assertThat(page)
                .withFailMessage(
                        "docs/settings.md is stale. To renew it: cp tools/sandbox/%s docs/settings.md", RENEWED)
                .isEqualTo(renewed);
    }

    private static String generated() throws IOException {
        Path gateway = Path.of("../../gateway/src/main");
        Path streams = Path.of("../../streams/src/main");
        Path inspector = Path.of("../../inspector/src/main");
        Map<String, String> inspectors = properties(inspector.resolve("resources/application.properties"));
        Path reconciler = Path.of("../../reconciler/src/main");
        return "\n## Gateway\n"
                + table(
                        gateway.resolve("java/io/adjourn/gateway/sources/GatewaySettings.java"),
                        yaml(gateway.resolve("resources/application.yml")))
                + "\n## Streams\n"
                + table(
                        streams.resolve("java/io/adjourn/streams/StreamsSettings.java"),
                        properties(streams.resolve("resources/application.properties")))
                + "\n## Inspector\n"
                + table(inspector.resolve("java/io/adjourn/inspector/InspectorSettings.java"), inspectors)
                + "\nWho may see what:\n\n"
                + table(inspector.resolve("java/io/adjourn/inspector/access/AccessSettings.java"), inspectors)
                + "\n## Reconciler\n"
                + table(
                        reconciler.resolve("java/io/adjourn/reconciler/ReconcilerSettings.java"),
                        properties(reconciler.resolve("resources/application.properties")));
    }

    private static String table(Path source, Map<String, String> defaults) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(source));
            CompilationUnitTree unit = task.parse().iterator().next();
            var settings = (ClassTree) unit.getTypeDecls().getFirst();
            var rows = new Settings(DocTrees.instance(task), unit, defaults)
                    .rows("", new TreePath(new TreePath(unit), settings));
            return "| environment | default | |\n|---|---|---|\n" + rows.collect(Collectors.joining());
        }
    }

    /** The settings in one file of source. */
    private record Settings(DocTrees docs, CompilationUnitTree unit, Map<String, String> defaults) {

        Stream<String> rows(String prefix, TreePath path) {
            var settings = (ClassTree) path.getLeaf();
            String own = prefix + prefixOf(settings) + ".";
            Map<String, ClassTree> nested = settings.getMembers().stream()
                    .filter(ClassTree.class::isInstance)
                    .map(ClassTree.class::cast)
                    .collect(Collectors.toMap(type -> type.getSimpleName().toString(), type -> type));
            Map<String, String> said = said(path);
            String about = prefix.isEmpty() ? "" : about(path) + ": ";
            return settings.getMembers().stream()
                    .filter(VariableTree.class::isInstance)
                    .map(VariableTree.class::cast)
                    .filter(SettingsPageTest::isComponent)
                    .flatMap(component -> {
                        ClassTree group = nested.get(component.getType().toString());
                        return group == null
                                ? Stream.of(row(
                                        own + hyphenated(component.getName().toString()),
                                        about,
                                        said.getOrDefault(component.getName().toString(), "")))
                                : rows(own, new TreePath(path, group));
                    });
        }

        private String row(String key, String about, String meaning) {
            String variable = key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
            String value = defaults.getOrDefault(key, "");
            // Filled in by the build, and nobody's to set.
            if (value.startsWith("@")) {
                return "";
            }
            assertThat(meaning).as("Javadoc of %s", key).isNotBlank();
            return "| `" + variable + "` | " + (value.isEmpty() ? "none" : "`" + value + "`") + " | " + about + meaning
                    + " |\n";
        }

        /** What a group of settings is about. */
        private String about(TreePath path) {
            return requireNonNull(docs.getDocCommentTree(path)).getFirstSentence().stream()
                    .map(DocTree::toString)
                    .collect(Collectors.joining())
                    .replaceAll("\\.$", "");
        }

        /** What is said of each component, as Markdown. */
        private Map<String, String> said(TreePath path) {
            DocCommentTree comment = requireNonNull(docs.getDocCommentTree(path), path.getLeaf()::toString);
            return comment.getBlockTags().stream()
                    .filter(ParamTree.class::isInstance)
                    .map(ParamTree.class::cast)
                    .collect(Collectors.toMap(
                            param -> param.getName().toString(),
                            param -> param.getDescription().stream()
                                    .map(DocTree::toString)
                                    .collect(Collectors.joining())
                                    .replaceAll("\\{@code ([^}]*)}", "`$1`")
                                    .replaceAll("\\s+", " ")));
        }
    }

    /** What stands in {@code @ConfigurationProperties("...")}. */
    private static String prefixOf(ClassTree settings) {
        AnnotationTree annotation = settings.getModifiers().getAnnotations().getFirst();
        String argument = annotation.getArguments().getFirst().toString();
        return argument.substring(argument.indexOf('"') + 1, argument.lastIndexOf('"'));
    }

    private static boolean isComponent(VariableTree variable) {
        return variable.getModifiers().getFlags().stream()
                .noneMatch(flag -> flag.name().equals("STATIC"));
    }

    private static String hyphenated(String name) {
        return name.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The values of a plain YAML file by their keys with points between. */
    private static Map<String, String> yaml(Path file) throws IOException {
        Map<String, String> values = new HashMap<>();
        Deque<String> above = new ArrayDeque<>();
        for (String line : Files.readAllLines(file)) {
            Matcher matcher = YAML_LINE.matcher(line);
            if (matcher.matches()) {
                while (above.size() > matcher.group(1).length() / 2) {
                    above.removeLast();
                }
                above.addLast(matcher.group(2));
                if (!matcher.group(3).isEmpty()) {
                    values.put(String.join(".", above), byDefault(matcher.group(3)));
                }
            }
        }
        return values;
    }

    private static Map<String, String> properties(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> byDefault(pair[1])));
    }

    private static String byDefault(String value) {
        Matcher placeholder = PLACEHOLDER.matcher(value);
        return placeholder.matches() ? placeholder.group(2) : value;
    }
}
