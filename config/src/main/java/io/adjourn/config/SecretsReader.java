package io.adjourn.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.vendors.verify.Scheme;
import io.adjourn.vendors.verify.Secrets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the secrets of a source: written out, from environment variables, from files.
 *
 * @param environment what {@code ${NAME}} stands for
 */
record SecretsReader(Map<String, String> environment) {
    static final String SECRETS = "secrets";
    static final String SECRET_FILES = "secret-files";
    static final String API_KEYS = "api-keys";
    static final String API_KEY_FILES = "api-key-files";

    private static final int MIN_TOKEN_LENGTH = 16;
    private static final int MAX_SECRET_BYTES = 64 * 1024;
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String TOKEN_CHARACTERS = ALPHANUMERIC + "-._~";
    private static final String NAME_CHARACTERS = ALPHANUMERIC + "_";

    /** The source's secrets, at least one, each of which some of the schemes can use. */
    Secrets secrets(Setting source, Map<String, Setting> fields, List<Scheme> schemes) throws InvalidSourcesException {
        List<Found> found = found(source, fields, SECRETS, SECRET_FILES);
        for (Found secret : found) {
            if (schemes.stream().noneMatch(scheme -> scheme.canUse(secret.value))) {
                throw secret.setting.wrong("the secret does not have the format that "
                        + schemes.stream().map(Scheme::name).collect(Collectors.joining(" or "))
                        + " requires: copy it completely, as the vendor shows it");
            }
        }
        return secretsOf(found);
    }

    /** The source's secrets as tokens for a path: hard to guess, and of characters that stand in a path as they are. */
    Secrets tokens(Setting source, Map<String, Setting> fields) throws InvalidSourcesException {
        List<Found> tokens = found(source, fields, SECRETS, SECRET_FILES);
        for (Found token : tokens) {
            if (token.value.length() < MIN_TOKEN_LENGTH
                    || !token.value.chars().allMatch(c -> TOKEN_CHARACTERS.indexOf(c) >= 0)) {
                throw token.setting.wrong("is not a valid token: use at least " + MIN_TOKEN_LENGTH
                        + " random characters of A-Z a-z 0-9 - . _ ~, such as `openssl rand -hex 24` prints");
            }
        }
        return secretsOf(tokens);
    }

    /** The source's keys of its vendor's API: each fits into a header. */
    Secrets apiKeys(Setting source, Map<String, Setting> fields) throws InvalidSourcesException {
        List<Found> keys = found(source, fields, API_KEYS, API_KEY_FILES);
        for (Found key : keys) {
            if (!key.value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw key.setting.wrong("is not a valid API key: it has a space, or a character that is not ASCII; copy"
                        + " it completely, as the vendor shows it");
            }
        }
        return secretsOf(keys);
    }

    /** A secret and where it was found. */
    private record Found(Setting setting, String value) {}

    private List<Found> found(Setting source, Map<String, Setting> fields, String written, String files)
            throws InvalidSourcesException {
        var found = new ArrayList<Found>();
        for (Setting setting : items(fields.get(written))) {
            found.add(checked(setting, substituted(setting)));
        }
        for (Setting setting : items(fields.get(files))) {
            found.add(checked(setting, contentOf(setting)));
        }
        if (found.isEmpty()) {
            throw source.wrong("has no secret: add " + written + ": [\"${NAME}\"] or " + files + ": [PATH]");
        }
        return found;
    }

    private static List<Setting> items(@Nullable Setting list) throws InvalidSourcesException {
        return list == null ? List.of() : list.items();
    }

    /** The text, or what its variable stands for. */
    private String substituted(Setting setting) throws InvalidSourcesException {
        String text = setting.text();
        if (!text.contains("${")) {
            return text;
        }
        String name = text.startsWith("${") && text.endsWith("}") ? text.substring(2, text.length() - 1) : "";
        // Only a name is safe to print: anything else may be the secret itself.
        if (name.isEmpty() || !name.chars().allMatch(c -> NAME_CHARACTERS.indexOf(c) >= 0)) {
            throw setting.wrong("must be a variable alone, such as \"${NAME}\", with nothing before or after it");
        }
        String value = environment.get(name);
        if (value == null) {
            throw setting.wrong("the environment variable " + name + " is not set: set it to the secret");
        }
        if (value.isBlank()) {
            throw setting.wrong("the environment variable " + name + " is empty: set it to the secret");
        }
        return value;
    }

    /** The file's text, without the line's end that editors leave; relative to the sources file. */
    private static String contentOf(Setting setting) throws InvalidSourcesException {
        String name = setting.text();
        try {
            byte[] bytes = SmallFile.read(setting.file().resolveSibling(name), MAX_SECRET_BYTES);
            String content = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (content.isBlank()) {
                throw setting.wrong("the file " + name + " is empty: write the secret into it");
            }
            return withoutLineEnd(content);
        } catch (SmallFile.UnusableException e) {
            throw setting.wrong("the file " + name + " " + e.getMessage());
        } catch (IOException | InvalidPathException e) {
            throw setting.wrong("the file " + name + " cannot be read as UTF-8 text: check that it exists and its"
                    + " permissions");
        }
    }

    private static String withoutLineEnd(String content) {
        int end = content.length();
        end -= content.startsWith("\n", end - 1) ? 1 : 0;
        end -= content.startsWith("\r", end - 1) ? 1 : 0;
        return content.substring(0, end);
    }

    private static Found checked(Setting setting, String secret) throws InvalidSourcesException {
        if (!secret.strip().equals(secret)) {
            throw setting.wrong("the secret begins or ends with white space, which no vendor's secret does: remove it");
        }
        return new Found(setting, secret);
    }

    private static Secrets secretsOf(List<Found> found) {
        return new Secrets(found.stream().map(Found::value).toList());
    }
}
