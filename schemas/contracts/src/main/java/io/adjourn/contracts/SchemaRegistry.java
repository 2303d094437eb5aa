package io.adjourn.contracts;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.security.basicauth.BasicAuthCredentialProvider;
import io.confluent.kafka.schemaregistry.client.security.bearerauth.BearerAuthCredentialProvider;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Where the schema registry is, and how it lets us in. Its text is the address alone: settings hold credentials.
 *
 * @param url the base of its Confluent API, or several with commas between them
 * @param settings those of Confluent's client by its own names, such as {@code basic.auth.user.info}; a credential's name with
 *     {@code .file} is for a file that has it
 */
public record SchemaRegistry(String url, Map<String, String> settings) {
    private static final int SCHEMAS_CACHED = 1000;

    private static final String SOURCE_OF_BASIC = SchemaRegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE;
    private static final String USER_INFO = SchemaRegistryClientConfig.USER_INFO_CONFIG;
    private static final String SOURCE_OF_BEARER = SchemaRegistryClientConfig.BEARER_AUTH_CREDENTIALS_SOURCE;
    private static final String TOKEN = SchemaRegistryClientConfig.BEARER_AUTH_TOKEN_CONFIG;
    private static final String OAUTH = "OAUTHBEARER";
    // By the names that later releases of Confluent's client give them.
    private static final String ISSUER = "bearer.auth.issuer.endpoint.url";
    private static final String CLIENT_ID = "bearer.auth.client.id";
    private static final String CLIENT_SECRET = "bearer.auth.client.secret";
    private static final String SCOPE = "bearer.auth.scope";
    private static final String CLUSTER = "bearer.auth.logical.cluster";
    private static final String IDENTITY_POOL = "bearer.auth.identity.pool.id";

    /** Credentials, each of which may also be in a file. */
    private static final List<String> SECRETS = List.of(
            USER_INFO,
            "sasl.jaas.config",
            TOKEN,
            CLIENT_SECRET,
            SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_KEY_PASSWORD_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG);

    /** All settings that the registry's client reads. */
    public static final List<String> SETTINGS = Stream.concat(
                    Stream.of(
                            SOURCE_OF_BASIC,
                            USER_INFO,
                            "sasl.jaas.config",
                            SOURCE_OF_BEARER,
                            TOKEN,
                            ISSUER,
                            CLIENT_ID,
                            CLIENT_SECRET,
                            SCOPE,
                            CLUSTER,
                            IDENTITY_POOL,
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
                            SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
                            SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
                            SslConfigs.SSL_KEY_PASSWORD_CONFIG,
                            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
                            SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                            SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
                            SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG),
                    SECRETS.stream().map(secret -> secret + SecretFile.SUFFIX))
            .toList();

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
        needs(settings, ISSUER, SOURCE_OF_BEARER, OAUTH);
        isOneOf(settings, SOURCE_OF_BASIC, List.of("USER_INFO", "SASL_INHERIT"));
        isOneOf(settings, SOURCE_OF_BEARER, List.of("STATIC_TOKEN", OAUTH));
        if (OAUTH.equals(settings.get(SOURCE_OF_BEARER))) {
            mustHave(settings, ISSUER, "the address of tokens, such as https://issuer.example/oauth2/token");
            mustHave(settings, CLIENT_ID, "the client's id");
            if (!settings.containsKey(CLIENT_SECRET + SecretFile.SUFFIX)) {
                mustHave(
                        settings,
                        CLIENT_SECRET,
                        "the client's secret, or registry." + CLIENT_SECRET + SecretFile.SUFFIX
                                + " to a file that has it");
            }
            parsed(settings.getOrDefault(ISSUER, ""));
        }
    }

    /** One that asks for no credentials. */
    public static SchemaRegistry at(String url) {
        return new SchemaRegistry(url, Map.of());
    }

    /**
     * What the addresses of schemas begin with, before their ids, without credentials: what the clients of records fetch them from. Of
     * several addresses it is the first, so that one schema has one address.
     */
    public String schemas() {
        URI base = parsed(url.split(",", -1)[0]);
        String path = base.getRawPath();
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return base.getScheme() + "://" + base.getRawAuthority() + bare + "/schemas/ids/";
    }

    /**
     * A client of it; asks it nothing yet.
     *
     * @throws IllegalArgumentException if it cannot be made with these settings; the message is one line for people
     */
    public SchemaRegistryClient client() {
        try {
            Map<String, String> given = withoutFiles();
            var rest = new RestService(List.of(url.split(",", -1)));
            var client = new SchemaIdCachingClient(rest, SCHEMAS_CACHED, ofConfluent(given), headers());
            tls(given).ifPresent(rest::setSslSocketFactory);
            basic().ifPresent(rest::setBasicAuthCredentialProvider);
            bearer().ifPresent(rest::setBearerAuthCredentialProvider);
            return client;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("registry.*: " + Causes.text(e), e);
        }
    }

    /** What is given by a file as the file has it now, except what is asked for again with each request. */
    private Map<String, String> withoutFiles() {
        var all = new HashMap<String, String>();
        settings.forEach((name, value) -> {
            String bare = bare(name);
            if (bare.equals(name)) {
                all.put(name, value);
            } else {
                all.put(bare, SecretFile.read("registry." + name, value));
            }
        });
        return all;
    }

    /** The settings of Confluent's client; the tokens and the TLS of this one are ours. */
    private static Map<String, String> ofConfluent(Map<String, String> given) {
        var all = new HashMap<String, String>();
        given.forEach((name, value) -> {
            if (!name.startsWith(ClientTls.PREFIX) && !name.startsWith("bearer.")) {
                all.put(name, value);
            }
        });
        return all;
    }

    private static Optional<SSLSocketFactory> tls(Map<String, String> given) {
        try (DefaultSslEngineFactory engines = ClientTls.of(given).orElse(null)) {
            return Optional.ofNullable(engines).map(tls -> tls.sslContext().getSocketFactory());
        }
    }

    /** A user and its password in a file, which may be rotated; else Confluent's client has them. */
    private Optional<BasicAuthCredentialProvider> basic() {
        return settings.containsKey(USER_INFO + SecretFile.SUFFIX)
                ? Optional.of(new UserInfo(secret(USER_INFO)))
                : Optional.empty();
    }

    private Optional<BearerAuthCredentialProvider> bearer() {
        String source = settings.get(SOURCE_OF_BEARER);
        if (source == null) {
            return Optional.empty();
        }
        if (source.equals(OAUTH)) {
            return Optional.of(new OAuthTokens(
                    URI.create(settings.getOrDefault(ISSUER, "")),
                    settings.getOrDefault(CLIENT_ID, ""),
                    secret(CLIENT_SECRET),
                    settings.get(SCOPE)));
        }
        mustHave(withoutFiles(), TOKEN, "the token");
        return Optional.of(new StaticToken(secret(TOKEN)));
    }

    /** Of a file, what it has each time it is asked for: so it can be rotated. */
    private Supplier<String> secret(String name) {
        String file = settings.get(name + SecretFile.SUFFIX);
        return file == null
                ? () -> settings.getOrDefault(name, "")
                : () -> SecretFile.read("registry." + name + SecretFile.SUFFIX, file);
    }

    /** A token that somebody else renews. */
    private record StaticToken(Supplier<String> token) implements BearerAuthCredentialProvider {
        @Override
        public String alias() {
            return "STATIC_TOKEN";
        }

        @Override
        public void configure(Map<String, ?> settings) {
            // All of it is known already.
        }

        @Override
        public String getBearerToken(URL registry) {
            return token.get();
        }
    }

    /** A user and its password, which somebody else renews. */
    private record UserInfo(Supplier<String> text) implements BasicAuthCredentialProvider {
        @Override
        public String alias() {
            return "USER_INFO";
        }

        @Override
        public void configure(Map<String, ?> settings) {
            // All of it is known already.
        }

        @Override
        public String getUserInfo(URL registry) {
            return text.get();
        }
    }

    /** Which registry a token of Confluent Cloud is for. */
    private Map<String, String> headers() {
        var headers = new HashMap<String, String>();
        String cluster = settings.get(CLUSTER);
        if (cluster != null) {
            headers.put("target-sr-cluster", cluster);
        }
        String pool = settings.get(IDENTITY_POOL);
        if (pool != null) {
            headers.put("Confluent-Identity-Pool-Id", pool);
        }
        return headers;
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
        boolean isGiven = settings.containsKey(credential) || settings.containsKey(credential + SecretFile.SUFFIX);
        if (isGiven && !settings.containsKey(source)) {
            throw new IllegalArgumentException(
                    "registry." + credential + " has no effect on its own: set registry." + source + " to " + value);
        }
    }

    private static void mustHave(Map<String, String> settings, String name, String what) {
        if (settings.getOrDefault(name, "").isBlank()) {
            throw new IllegalArgumentException("registry." + name + " is missing: set it to " + what);
        }
    }

    private static String bare(String name) {
        return name.endsWith(SecretFile.SUFFIX) ? name.substring(0, name.length() - SecretFile.SUFFIX.length()) : name;
    }

    /** Of any other, Confluent's client says nothing and sends no credentials. */
    private static void isOneOf(Map<String, String> settings, String name, List<String> values) {
        String value = settings.get(name);
        if (value != null && !values.contains(value)) {
            throw new IllegalArgumentException(
                    "registry." + name + ": " + value + " is not allowed: use " + String.join(" or ", values));
        }
    }
}
