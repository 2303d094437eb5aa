package io.adjourn.inspector.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Addresses of the pages. They last: what they name is named by the topics, not by an index that is built again. */
final class Paths {
    static final String HOME = "/";
    static final String REJECTS = "/rejects";
    static final String SOURCES = "/sources";
    private static final String UNRESERVED = "-._~";

    private Paths() {}

    static String meeting(String key) {
        return "/meetings" + segments(key);
    }

    static String compare(String key) {
        return meeting(key) + "/revisions";
    }

    static String compare(String key, String before, String after) {
        return compare(key) + "?before=" + encoded(before) + "&after=" + encoded(after);
    }

    static String delivery(String key, String deliveryId) {
        return meeting(key) + "/deliveries/" + encoded(deliveryId);
    }

    static String updates(String key) {
        return api(key) + "/updates";
    }

    static String api(String key) {
        return "/api/meetings" + segments(key);
    }

    /** The search with these fields; those that are empty are left out. */
    static String search(Map<String, ? extends @Nullable String> fields) {
        var said = new LinkedHashMap<String, String>();
        fields.forEach((name, value) -> {
            if (value != null && !value.isEmpty()) {
                said.put(name, value);
            }
        });
        return said.isEmpty()
                ? HOME
                : said.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&", HOME + "?", ""));
    }

    private static String segments(String key) {
        int slash = key.indexOf('/');
        return slash < 0
                ? "/" + encoded(key)
                : "/" + encoded(key.substring(0, slash)) + "/" + encoded(key.substring(slash + 1));
    }

    /** By RFC 3986, so that it is one segment or one value, whatever is in it. A segment of dots would be a step up, so they are encoded. */
    static String encoded(String text) {
        boolean dots = text.equals(".") || text.equals("..");
        var encoded = new StringBuilder();
        for (byte octet : text.getBytes(UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean plain = character < 0x80
                    && (Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0)
                    && !(dots && character == '.');
            if (plain) {
                encoded.append(character);
            } else {
                encoded.append('%').append(String.format("%02X", (int) character));
            }
        }
        return encoded.toString();
    }
}
