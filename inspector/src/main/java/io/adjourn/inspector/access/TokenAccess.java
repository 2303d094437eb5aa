package io.adjourn.inspector.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.inspector.Sha256;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokens in a file: as {@code Authorization: Bearer}, or as the password of any user, which a browser asks for. */
final class TokenAccess implements Access {
    private static final Logger LOG = LoggerFactory.getLogger(TokenAccess.class);
    private static final int SHORTEST = 20;
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final Path file;
    private final byte[] secret;
    private volatile Read read;

    /** What the file said, and when it was written. */
    private record Read(FileTime at, List<Known> tokens) {}

    /** A token and whose it is. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by MessageDigest alone.
    private record Known(byte[] token, Viewer viewer) {}

    TokenAccess(Path file) {
        this.file = file;
        this.read = readFile();
        this.secret = secret(read);
    }

    @Override
    public Optional<Viewer> viewer(HttpRequest<?> request) {
        String given = token(request.getHeaders().get(HttpHeaders.AUTHORIZATION));
        if (given == null) {
            return Optional.empty();
        }
        byte[] bytes = given.getBytes(UTF_8);
        Optional<Viewer> found = Optional.empty();
        // All of them, however soon one fits: the time tells nothing.
        for (Known known : current().tokens()) {
            if (MessageDigest.isEqual(known.token(), bytes)) {
                found = Optional.of(known.viewer());
            }
        }
        return found;
    }

    private static @Nullable String token(@Nullable String header) {
        if (header == null) {
            return null;
        }
        if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return header.substring(BEARER.length()).strip();
        }
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        try {
            String userAndPassword = new String(
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip()), UTF_8);
            int colon = userAndPassword.indexOf(':');
            return colon < 0 ? null : userAndPassword.substring(colon + 1);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public MutableHttpResponse<?> challenge(HttpRequest<?> request) {
        return HttpResponse.unauthorized()
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Basic realm=\"Adjourn inspector: a token as the password\", charset=\"UTF-8\"");
    }

    @Override
    public String howToBeLetIn() {
        return "Load this page again, and give your token as the password, with any name. Programs send it as"
                + " Authorization: Bearer.";
    }

    /** Of all tokens that there are at the start: who knows one of them does not know it. */
    @Override
    public byte[] secret() {
        return secret.clone();
    }

    private static byte[] secret(Read read) {
        return Sha256.of(read.tokens().stream().map(Known::token).toArray(byte[][]::new));
    }

    /** A file that cannot be read any more keeps what it said, loudly. */
    private Read current() {
        try {
            if (!Files.getLastModifiedTime(file).equals(read.at())) {
                read = readFile();
            }
        } catch (IOException | BadConfigurationException e) {
            LOG.error("Tokens cannot be read; those from before still hold: file={} why={}", file, e.getMessage());
        }
        return read;
    }

    private Read readFile() {
        try {
            FileTime at = Files.getLastModifiedTime(file);
            var tokens = new ArrayList<Known>();
            int number = 0;
            for (String line : Files.readAllLines(file, UTF_8)) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    tokens.add(known(line.strip(), number));
                }
            }
            if (tokens.isEmpty()) {
                throw new BadConfigurationException("inspector.access.tokens.file: " + file
                        + " has no token: write a line TOKEN NAME ROLE for each");
            }
            return new Read(at, List.copyOf(tokens));
        } catch (IOException e) {
            throw new BadConfigurationException(
                    "inspector.access.tokens.file: " + file + " cannot be read: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    /** Never quotes the line. */
    private Known known(String line, int number) {
        String[] parts = line.split("\\s+", -1);
        if (parts.length != 3 || parts[0].length() < SHORTEST) {
            throw new BadConfigurationException("inspector.access.tokens.file: " + file + ", line " + number
                    + " is not TOKEN NAME ROLE with a token of at least " + SHORTEST
                    + " characters: make one with `openssl rand -hex 32`");
        }
        return new Known(parts[0].getBytes(UTF_8), new Viewer(parts[1], role(parts[2], number)));
    }

    private Role role(String text, int number) {
        try {
            return Role.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadConfigurationException(
                    "inspector.access.tokens.file: " + file + ", line " + number
                            + ": the role must be viewer or privileged",
                    e);
        }
    }
}
