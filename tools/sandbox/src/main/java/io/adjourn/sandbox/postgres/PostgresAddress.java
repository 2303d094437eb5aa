package io.adjourn.sandbox.postgres;

import io.adjourn.config.BadConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A database and who we are there. Its text has no password. */
record PostgresAddress(String jdbc, String user, String password) {
    private static final String EXAMPLE = "postgresql://user@localhost:5432/analytics, with the password in PGPASSWORD";

    /**
     * Reads an address as {@code psql} takes it.
     *
     * @param environment where {@code PGPASSWORD} is looked for if the address has no password
     */
    static PostgresAddress of(String text, Map<String, String> environment) {
        try {
            var uri = new URI(text);
            if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
                throw new BadConfigurationException("--postgres is no address of a PostgreSQL: use " + EXAMPLE);
            }
            String[] user = uri.getRawUserInfo() == null
                    ? new String[0]
                    : uri.getRawUserInfo().split(":", 2);
            if (user.length == 0 || uri.getHost() == null || uri.getPath().length() < 2) {
                throw new BadConfigurationException("--postgres names no user, host or database: use " + EXAMPLE);
            }
            String password = user.length == 2 ? decoded(user[1]) : environment.getOrDefault("PGPASSWORD", "");
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            int port = uri.getPort() < 0 ? 5432 : uri.getPort();
            return new PostgresAddress(
                    "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getRawPath() + query,
                    decoded(user[0]),
                    password);
        } catch (URISyntaxException e) {
            // Without the text, which may hold a password.
            throw new BadConfigurationException("--postgres is no address: use " + EXAMPLE);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return user + " at " + jdbc;
    }
}
