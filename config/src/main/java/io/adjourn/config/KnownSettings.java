package io.adjourn.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings there are under a prefix: what is misspelt would have no effect, and who wrote it believes in it.
 *
 * @param prefix such as {@code streams}
 * @param keys what may come after it, such as {@code shutdown-grace}
 */
public record KnownSettings(String prefix, List<String> keys) {
    private static final Pattern CAPITAL_INSIDE = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    /** What Kubernetes sets in every container for a service of that name, and nobody wrote. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP)(_.*)?)?)");

    public KnownSettings {
        keys = keys.stream().sorted().toList();
    }

    /**
     * Those of a record: a key for each component, and below the key of a component that is a record declared in it those of
     * its own.
     */
    public static KnownSettings of(String prefix, Class<? extends Record> settings) {
        return new KnownSettings(prefix, keys(settings).toList());
    }

    /**
     * Makes sure that all names that were given are known.
     *
     * @param given names of settings, by where they come from
     * @throws BadConfigurationException naming the first that is not
     */
    public static void check(Iterable<? extends Iterable<String>> given, List<KnownSettings> known) {
        for (Iterable<String> names : given) {
            for (String name : names) {
                for (KnownSettings settings : known) {
                    settings.complaint(name).ifPresent(complaint -> {
                        throw new BadConfigurationException(complaint);
                    });
                }
            }
        }
    }

    /**
     * What is wrong with a name, in one line; empty where it is known, or not under the prefix.
     *
     * @param name as it was given: a key, or the name of an environment variable
     */
    public Optional<String> complaint(String name) {
        String variables = variable(prefix + ".");
        if (name.startsWith(variables)) {
            boolean isLink =
                    SERVICE_LINK.matcher(name.substring(variables.length())).matches();
            return isLink ? Optional.empty() : complaint(name, full().map(KnownSettings::variable));
        }
        return name.startsWith(prefix + ".") ? complaint(dashed(name), full()) : Optional.empty();
    }

    private static Optional<String> complaint(String name, Stream<String> names) {
        List<String> known = names.toList();
        return known.contains(name)
                ? Optional.empty()
                : Optional.of(name + " is unknown"
                        + Spelling.nearest(name, known)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; remove it; known are " + String.join(", ", known)));
    }

    private Stream<String> full() {
        return keys.stream().map(key -> prefix + "." + key);
    }

    private static Stream<String> keys(Class<?> settings) {
        return Arrays.stream(settings.getRecordComponents())
                .flatMap(component -> component.getType().getDeclaringClass() == settings
                        ? keys(component.getType()).map(key -> name(component) + "." + key)
                        : Stream.of(name(component)));
    }

    private static String name(RecordComponent component) {
        return dashed(component.getName());
    }

    private static String dashed(String name) {
        return CAPITAL_INSIDE.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    private static String variable(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
