package io.adjourn.inspector.page;

import io.adjourn.inspector.Sha256;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Style sheet, script and icon, each under a name with its digest: so browsers keep them for good, and a new release has new names. */
@Singleton
final class Assets {
    private static final MediaType STYLE = MediaType.of("text/css; charset=utf-8");
    private static final MediaType SCRIPT = MediaType.of("text/javascript; charset=utf-8");
    private static final MediaType ICON = MediaType.of("image/svg+xml");
    private static final int DIGITS = 12;

    private final Map<String, Asset> byName = new TreeMap<>();
    private final String style;
    private final String script;
    private final String icon;

    /** A file. */
    static final class Asset {
        private final MediaType type;
        private final byte[] content;

        private Asset(MediaType type, byte[] content) {
            this.type = type;
            this.content = content;
        }

        MediaType type() {
            return type;
        }

        byte[] content() {
            return content.clone();
        }
    }

    Assets() {
        style = add("page", ".css", STYLE);
        script = add("page", ".js", SCRIPT);
        icon = add("icon", ".svg", ICON);
    }

    Optional<Asset> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Its address. */
    String style() {
        return style;
    }

    String script() {
        return script;
    }

    String icon() {
        return icon;
    }

    private String add(String name, String ending, MediaType type) {
        byte[] content = read(name + ending);
        String named = name + "-" + digest(content) + ending;
        byName.put(named, new Asset(type, content));
        return "/assets/" + named;
    }

    private static byte[] read(String file) {
        try (InputStream in = Assets.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in this build: build it again, from the start");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(byte[] content) {
        return HexFormat.of().formatHex(Sha256.of(content)).substring(0, DIGITS);
    }
}
