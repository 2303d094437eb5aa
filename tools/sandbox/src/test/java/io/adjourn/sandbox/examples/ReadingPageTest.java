package io.adjourn.sandbox.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.localstack.JavaModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page on reading the topics shows the examples as they are, and they are short enough to read. */
class ReadingPageTest {
    private static final Path HOME = JavaModule.home();
    private static final Path PAGE = HOME.resolve("docs/contracts/reading.md");
    private static final Path RENEWED = Path.of("target/reading.md");
    private static final int LONGEST = 80;

    /** A line that names a file, and what was included after it before. */
    private static final Pattern INCLUDED =
            Pattern.compile("<!-- include (\\S+) -->\\n(?:```\\w*\\n.*?\\n```\\n)?", Pattern.DOTALL);

    private static final Map<String, String> LANGUAGES = Map.of(
            "js", "js", "java", "java", "py", "python", "go", "go", "cs", "csharp", "sql", "sql", "json", "json");

    @Test
    void shouldShowTheFilesAsTheyAre() throws IOException {
        String page = Files.readString(PAGE);
        String renewed =
                INCLUDED.matcher(page).replaceAll(included -> Matcher.quoteReplacement(shown(included.group(1))));
        Files.writeString(RENEWED, renewed);

        assertThat(page)
                .withFailMessage(
                        "docs/contracts/reading.md is stale. To renew it: cp tools/sandbox/%s docs/contracts/reading.md",
                        RENEWED)
                .isEqualTo(renewed);
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldBeShort(String file) throws IOException {
        assertThat(Files.readAllLines(HOME.resolve(file))).hasSizeLessThan(LONGEST);
    }

    static List<String> files() throws IOException {
        return INCLUDED.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult included) -> included.group(1))
                .toList();
    }

    private static String shown(String file) {
        String extension = file.substring(file.lastIndexOf('.') + 1);
        try {
            return "<!-- include " + file + " -->\n```" + LANGUAGES.getOrDefault(extension, "") + "\n"
                    + Files.readString(HOME.resolve(file)).strip() + "\n```\n";
        } catch (IOException e) {
            throw new UncheckedIOException("the page includes a file that is not there", e);
        }
    }
}
