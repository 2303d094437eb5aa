package io.adjourn.reconciler;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.SmallFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/**
 * The tokens that open the API for links. The file is read at each request, so tokens are rotated by writing it.
 *
 * @param file one token a line
 */
record LinkTokens(Path file) {
    private static final int MAX_BYTES = 16 * 1024;
    private static final int SHORTEST = 24;
    private static final String SCHEME = "Bearer ";

    /**
     * Makes sure that there is one.
     *
     * @throws BadConfigurationException if the file cannot be read, or has none that is long enough
     */
    LinkTokens checked() {
        try {
            if (tokens().isEmpty()) {
                throw new BadConfigurationException(
                        "reconciler.links.token-file: " + file + " has no token of at least " + SHORTEST
                                + " characters: write one, such as `openssl rand -hex 24` prints");
            }
            return this;
        } catch (IOException e) {
            throw new BadConfigurationException(
                    "reconciler.links.token-file: " + file
                            + " cannot be read: check that it exists and its permissions",
                    e);
        }
    }

    /** Whether that header of a request has one of them. Tries all, in constant time; a file that cannot be read opens nothing. */
    boolean open(String authorization) {
        if (!authorization.startsWith(SCHEME)) {
            return false;
        }
        byte[] presented = authorization.substring(SCHEME.length()).strip().getBytes(UTF_8);
        boolean isKnown = false;
        try {
            for (String token : tokens()) {
                isKnown |= MessageDigest.isEqual(token.getBytes(UTF_8), presented);
            }
        } catch (IOException e) {
            return false;
        }
        return isKnown;
    }

    private List<String> tokens() throws IOException {
        return new String(SmallFile.read(file, MAX_BYTES), UTF_8)
                .lines()
                .map(String::strip)
                .filter(token -> token.length() >= SHORTEST)
                .toList();
    }
}
