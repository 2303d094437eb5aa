package io.adjourn.config;

import io.adjourn.contracts.SchemaRegistry;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings that operators pass on to the schema registry's client, {@code registry.*}. */
public final class RegistryOptions {
    private RegistryOptions() {}

    /**
     * The registry by its address and what was given of its client's settings.
     *
     * @param url as {@link SchemaRegistry#url}
     * @param spelt without the prefix; null where there are none. Of an environment variable Micronaut makes every spelling it could
     *     stand for: those that are no setting are left out
     * @throws BadConfigurationException if one of them cannot be; the message is one line for people
     */
    public static SchemaRegistry registry(String url, @Nullable Map<String, String> spelt) {
        Map<String, String> given = spelt == null ? Map.of() : spelt;
        try {
            return new SchemaRegistry(
                    url,
                    given.entrySet().stream()
                            .filter(setting -> SchemaRegistry.SETTINGS.contains(setting.getKey()))
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        } catch (IllegalArgumentException e) {
            throw new BadConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }
}
