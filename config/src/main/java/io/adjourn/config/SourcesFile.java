package io.adjourn.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.vendors.Vendors;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads sources files.
 *
 * <pre>{@code
 * sources:
 *   acme:                                # POST /webhooks/acme
 *     vendor: some-vendor                # the id of one of the vendors
 *     secrets: ["${ACME_SECRET}"]        # several while one is rotated; also secret-files: [PATH]
 *     expects: [AUDIO, TRANSCRIPT]       # this and all below: by default as the vendor's
 *     settle: PT2H
 *     silence: PT6H
 *     scheduled-silence: P14D
 *     rate-limit: 100/s                  # verified deliveries the gateway takes; also N/min; by default any number
 *     on-kafka-unavailable: spool          # or reject
 *     api-keys: ["${ACME_API_KEY}"]      # only for the reconciler; also api-key-files: [PATH]; by default it asks nothing
 *     api-base-url: https://bots.acme.example  # by default the vendor's own
 *   acme-bots:                           # POST /webhooks/acme-bots/{token}
 *     vendor: some-vendor
 *     verification: token
 *     secrets: ["${ACME_TOKEN}"]
 * }</pre>
 *
 * A source's secrets serve every scheme of its vendor unless {@code schemes} names some. {@code verification} is
 * {@code signature} unless it says {@code token} or {@code none}. Paths of secret files are relative to the sources file.
 */
public final class SourcesFile {
    private static final String SOURCES = "sources";
    /** Some ten thousand sources; SnakeYAML reads no more either. */
    private static final int MAX_BYTES = 3 * 1024 * 1024;

    private static final String NEED_QUOTES = "values with one of {}[]*&!%@ need quotes";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SourcesFile() {}

    /**
     * The sources of the file, ready to verify.
     *
     * @param vendors whose deliveries there are
     * @param environment what {@code ${NAME}} stands for
     * @throws InvalidSourcesException if anything in it is wrong, also a secret that is not set; says what comes first
     */
    public static Sources read(Path file, Vendors vendors, Map<String, String> environment)
            throws InvalidSourcesException {
        return read(file, new SourceReader(vendors, new SecretsReader(environment), null));
    }

    /**
     * The sources of the file, ready to ask vendors: with their API keys, without the secrets that verify, which need not be set.
     *
     * @param environment what {@code ${NAME}} stands for
     * @throws InvalidSourcesException if anything else in it is wrong
     */
    public static Sources readWithApiKeys(Path file, Vendors vendors, Map<String, String> environment)
            throws InvalidSourcesException {
        return read(file, new SourceReader(vendors, null, new SecretsReader(environment)));
    }

    /**
     * The sources of the file with all that any application reads: for those who check it.
     *
     * @throws InvalidSourcesException if anything in it is wrong, also a secret or an API key that is not set
     */
    public static Sources readWhole(Path file, Vendors vendors, Map<String, String> environment)
            throws InvalidSourcesException {
        var secrets = new SecretsReader(environment);
        return read(file, new SourceReader(vendors, secrets, secrets));
    }

    /**
     * The sources of the file without their secrets, which need not be set: for those who do not verify.
     *
     * @throws InvalidSourcesException if anything else in it is wrong
     */
    public static Sources readWithoutSecrets(Path file, Vendors vendors) throws InvalidSourcesException {
        return read(file, new SourceReader(vendors, null, null));
    }

    private static Sources read(Path file, SourceReader reader) throws InvalidSourcesException {
        Setting root = root(file);
        if (root == null) {
            throw InvalidSourcesException.of(file, "is empty: write at least one source under " + SOURCES + ":");
        }
        Map<String, Setting> top = root.fields();
        for (var field : top.entrySet()) {
            if (!field.getKey().equals(SOURCES)) {
                throw field.getValue().unknown(field.getKey(), List.of(SOURCES));
            }
        }
        Setting list = top.get(SOURCES);
        if (list == null) {
            throw InvalidSourcesException.of(file, "is empty: write at least one source under " + SOURCES + ":");
        }
        var sources = new HashMap<String, Source>();
        for (var source : list.fields().entrySet()) {
            sources.put(source.getKey(), reader.source(source.getKey(), source.getValue()));
        }
        if (sources.isEmpty()) {
            throw list.wrong("is empty: write at least one source under it");
        }
        return new Sources(sources);
    }

    /** What the file has, whatever it is about; null where it is empty. */
    static @Nullable Setting root(Path file) throws InvalidSourcesException {
        Node root = compose(file, textOf(file));
        return root == null ? null : Setting.root(file, root);
    }

    private static String textOf(Path file) throws InvalidSourcesException {
        try {
            byte[] bytes = SmallFile.read(file, MAX_BYTES);
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            checkPrintable(file, text);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw InvalidSourcesException.of(file, "file not found: create it, or set ADJOURN_SOURCES to yours");
        } catch (SmallFile.UnusableException e) {
            throw InvalidSourcesException.of(file, String.valueOf(e.getMessage()));
        } catch (CharacterCodingException e) {
            throw InvalidSourcesException.of(file, "is not UTF-8: save it as UTF-8");
        } catch (IOException e) {
            throw InvalidSourcesException.of(file, "cannot be read: check its permissions");
        }
    }

    private static void checkPrintable(Path file, String text) throws InvalidSourcesException {
        int line = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!StreamReader.isPrintable(text.codePointAt(i))) {
                throw InvalidSourcesException.at(
                        file, line, "contains a character that YAML does not allow: remove it");
            }
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
    }

    private static @Nullable Node compose(Path file, String text) throws InvalidSourcesException {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            // Its own words may quote the file, and so a secret.
            var mark = e.getProblemMark();
            throw InvalidSourcesException.at(
                    file,
                    mark.getLine() + 1,
                    "is not YAML at column " + (mark.getColumn() + 1)
                            + ": check quotes, brackets and indentation there; " + NEED_QUOTES);
        } catch (YAMLException e) {
            throw InvalidSourcesException.of(file, "is too large or nested too deeply: simplify it");
        } catch (RuntimeException e) {
            // Of what the parser does not expect itself, such as a tag whose escapes decode to nothing.
            throw InvalidSourcesException.of(file, "is not YAML: check its quotes, brackets and tags; " + NEED_QUOTES);
        }
    }
}
