package io.adjourn.contracts;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.SslConfigs;

/**
 * Where the schema registry is, and how it lets us in. Its text is the address alone: settings hold credentials.
 *
 * @param url the base of its Confluent API, or several with commas between them
 * @param settings those of Confluent's client by its own names, such as {@code basic.auth.user.info}
 */
public record SchemaRegistry(String url, Map<String, String> settings) {
    private static final int SCHEMAS_CACHED = 1000;
    private static final String TLS = "ssl.";

    private static final String SOURCE_OF_BASIC = SchemaRegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE;
    private static final String USER_INFO = SchemaRegistryClientConfig.USER_INFO_CONFIG;
    private static final String SOURCE_OF_BEARER = SchemaRegistryClientConfig.BEARER_AUTH_CREDENTIALS_SOURCE;
    private static final String TOKEN = SchemaRegistryClientConfig.BEARER_AUTH_TOKEN_CONFIG;

    /** All settings that Confluent's client reads; of Kafka's TLS settings it knows these. */
    public static final List<String> SETTINGS = List.of(
            SOURCE_OF_BASIC,
            USER_INFO,
            "sasl.jaas.config",
            SOURCE_OF_BEARER,
            TOKEN,
            SchemaRegistryClientConfig.PROXY_HOST,
            SchemaRegistryClientConfig.PROXY_PORT,
            SchemaRegistryClientConfig.MISSING_CACHE_SIZE_CONFIG,
            SchemaRegistryClientConfig.MISSING_ID_CACHE_TTL_CONFIG,
            SchemaRegistryClientConfig.MISSING_SCHEMA_CACHE_TTL_CONFIG,
            SslConfigs.SSL_PROTOCOL_CONFIG,
            SslConfigs.SSL_PROVIDER_CONFIG,
            SslConfigs.SSL_KEYMANAGER_ALGORITHM_CONFIG,
            SslConfigs.SSL_TRUSTMANAGER_ALGORITHM_CONFIG,
            SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
            SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_KEY_PASSWORD_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG);

    /**
     * Checks what can be checked without asking it.
     *
     * @throws IllegalArgumentException if the address or a setting cannot be; the message is one line for people
     */
    public SchemaRegistry {
        settings = Map.copyOf(settings);
        Stream.of(url.split(",", -1)).forEach(SchemaRegistry::check);
        needs(settings, USER_INFO, SOURCE_OF_BASIC, "USER_INFO");
        needs(settings, TOKEN, SOURCE_OF_BEARER, "STATIC_TOKEN");
        isOneOf(settings, SOURCE_OF_BASIC, List.of("USER_INFO", "SASL_INHERIT"));
        isOneOf(settings, SOURCE_OF_BEARER, List.of("STATIC_TOKEN"));
    }

    /** One that asks for no credentials. */
    public static SchemaRegistry at(String url) {
        return new SchemaRegistry(url, Map.of());
    }

    /**
     * A client of it; asks it nothing yet.
     *
     * @throws IllegalArgumentException if it cannot be made with these settings; the message is one line for people
     */
    public SchemaRegistryClient client() {
        var all = new HashMap<String, String>(settings);
        settings.forEach((name, value) -> {
            if (name.startsWith(TLS)) {
                all.put(SchemaRegistryClientConfig.CLIENT_NAMESPACE + name, value);
            }
        });
        try {
            return new RememberingClient(url, SCHEMAS_CACHED, all);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("registry.*: " + rootOf(e).getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return url;
    }

    private static void check(String url) {
        // Nothing of it may be told before it is known to hold no password.
        URI uri = parsed(url);
        if (uri.getRawUserInfo() != null || url.contains("@")) {
            throw new IllegalArgumentException(
                    "the schema registry's URL contains credentials, but the URL is shown in logs: remove them, and"
                            + " set registry." + SOURCE_OF_BASIC + " to USER_INFO and registry."
                            + USER_INFO
                            + " to USER:PASSWORD");
        }
        if (uri.getHost() == null || !Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
            throw new IllegalArgumentException("the schema registry's URL " + url
                    + " is not a complete URL such as http://localhost:8081/apis/ccompat/v7");
        }
    }

    private static URI parsed(String url) {
        try {
            return new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "the schema registry's URL has an invalid character at position " + e.getIndex());
        }
    }

    private static void needs(Map<String, String> settings, String credential, String source, String value) {
        if (settings.containsKey(credential) && !settings.containsKey(source)) {
            throw new IllegalArgumentException(
                    "registry." + credential + " has no effect on its own: set registry." + source + " to " + value);
        }
    }

    /** Of any other, Confluent's client says nothing and sends no credentials. */
    private static void isOneOf(Map<String, String> settings, String name, List<String> values) {
        String value = settings.get(name);
        if (value != null && !values.contains(value)) {
            throw new IllegalArgumentException(
                    "registry." + name + ": " + value + " is not allowed: use " + String.join(" or ", values));
        }
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
