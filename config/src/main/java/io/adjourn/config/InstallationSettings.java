package io.adjourn.config;

import io.adjourn.contracts.BodyLimit;
import io.adjourn.contracts.ErasureSecrets;
import io.adjourn.contracts.Installation;
import io.adjourn.contracts.SecretFile;
import io.adjourn.contracts.TopicNames;
import io.adjourn.contracts.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what all applications and commands of one installation share: what it is called, and what its topics are. */
public final class InstallationSettings {
    private static final String NAME = "adjourn.installation";
    private static final String PREFIX = "adjourn.topics.prefix";
    private static final String GENERATION = "adjourn.topics.generation";
    private static final String NAMES = "adjourn.topics.names.";
    private static final String BODY = "adjourn.body.max-bytes";
    private static final String ERASE_SECRETS = "adjourn.erase.secrets";
    private static final String APPLICATION = "streams.application-id";

    /** Those of topics, and of bodies. Only commands read the file with the topics' configuration. */
    public static final List<KnownSettings> KNOWN = List.of(
            new KnownSettings(
                    "adjourn.topics",
                    Stream.concat(
                                    Stream.of("prefix", "generation", "config-file"),
                                    shortNames().map(name -> "names." + name))
                            .toList()),
            new KnownSettings("adjourn.body", List.of("max-bytes")),
            new KnownSettings("adjourn.erase", List.of("secrets", "secrets.file")));

    private InstallationSettings() {}

    /**
     * The installation that is meant.
     *
     * @param settings the value of a key such as {@code adjourn.topics.prefix}, null where it is not set
     * @throws BadConfigurationException if one of them cannot be
     */
    public static Installation read(Function<String, @Nullable String> settings) {
        try {
            var names = new HashMap<String, String>();
            shortNames().forEach(shortName -> {
                String name = settings.apply(NAMES + shortName);
                if (name != null && !name.isEmpty()) {
                    names.put(shortName, name);
                }
            });
            return Installation.of(
                    given(settings, NAME),
                    given(settings, APPLICATION),
                    new TopicNames(given(settings, PREFIX), generation(given(settings, GENERATION)), names),
                    body(given(settings, BODY)));
        } catch (IllegalArgumentException e) {
            throw new BadConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    /** By the names of environment variables, as commands have them. */
    public static Installation read(Map<String, String> environment) {
        return read(Map.of(), environment);
    }

    /**
     * By keys in a file, and by the names of environment variables for what it does not say.
     *
     * @param file whose other keys are ignored
     */
    public static Installation read(Map<String, String> file, Map<String, String> environment) {
        KnownSettings.check(List.of(file.keySet(), environment.keySet()), KNOWN);
        return read(key -> file.containsKey(key) ? file.get(key) : environment.get(variable(key)));
    }

    /**
     * The secrets by which erasures are known: written out, with commas between them, or one a line of a file.
     *
     * @param settings the value of a key such as {@code adjourn.erase.secrets}, null where it is not set
     * @throws BadConfigurationException if they cannot be
     */
    public static ErasureSecrets erasureSecrets(Function<String, @Nullable String> settings) {
        String file = given(settings, ERASE_SECRETS + SecretFile.SUFFIX);
        String written = given(settings, ERASE_SECRETS);
        try {
            if (file != null && written != null) {
                throw new IllegalArgumentException("is set, and so is its file: remove one of them");
            }
            String text = file == null ? written : SecretFile.read(ERASE_SECRETS + SecretFile.SUFFIX, file);
            return text == null ? ErasureSecrets.NONE : new ErasureSecrets(List.of(text.split("[,\\n]")));
        } catch (IllegalArgumentException e) {
            // Never with the value.
            throw new BadConfigurationException(ERASE_SECRETS + ": " + e.getMessage(), e);
        }
    }

    /** By the names of environment variables, as commands have them. */
    public static ErasureSecrets erasureSecrets(Map<String, String> environment) {
        return erasureSecrets(key -> environment.get(variable(key)));
    }

    private static String variable(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Whether a key is among those that are read here. */
    public static boolean isOurs(String key) {
        return key.startsWith("adjourn.") || key.equals(APPLICATION);
    }

    private static @Nullable String given(Function<String, @Nullable String> settings, String key) {
        String value = settings.apply(key);
        return value == null || value.isEmpty() ? null : value;
    }

    private static int generation(@Nullable String text) {
        try {
            return text == null ? 1 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new BadConfigurationException(GENERATION, text, "is not a number: use 1, 2 and so on");
        }
    }

    private static BodyLimit body(@Nullable String text) {
        if (text == null) {
            return BodyLimit.LARGEST;
        }
        long bytes = ByteSize.parse(text)
                .orElseThrow(() -> new BadConfigurationException(BODY, text, "is not a size: use e.g. 16MiB or 7MiB"))
                .bytes();
        return new BodyLimit(Math.clamp(bytes, 0, Integer.MAX_VALUE));
    }

    private static Stream<String> shortNames() {
        return Stream.concat(Topics.ALL.stream(), Stream.of(Topics.OWNERS, Topics.RECONCILER))
                .map(topic -> topic.shortName());
    }
}
