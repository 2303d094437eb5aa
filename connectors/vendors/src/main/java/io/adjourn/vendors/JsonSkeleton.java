package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The few fields of a vendor's bodies that say what a delivery is about, and the reading that keeps those alone. Thread-safe.
 *
 * <p>All else in a body is skipped by its quotes and brackets, so a reading takes memory for the wanted fields and none for what
 * stands beside them, and its time is one pass over the bytes. What is skipped is not checked either: that is left to the one that reads
 * all of the body. Of a body that {@link Json} reads, the outline has the wanted fields as they are there, except that an array,
 * an object without wanted fields, and a text too long for an id are there as empty ones.
 */
public final class JsonSkeleton {
    /** Of four hexadecimal digits behind a backslash and a u, the longest way to write a char. */
    private static final int ESCAPE_LENGTH = 6;

    /** Of a text with its quotes. */
    private static final int LONGEST_ID = ESCAPE_LENGTH * Subject.MAX_ID_LENGTH + 2;

    private final Field[] fields;

    private JsonSkeleton(Field[] fields) {
        this.fields = fields;
    }

    /**
     * A wanted field.
     *
     * @param below what is wanted of its value where that is an object
     */
    private record Field(String name, JsonSkeleton below) {}

    /**
     * The outline of those fields.
     *
     * @param paths of names, in ASCII: those of the objects that lead to a field and its own, such as {@code data.bot_id}
     */
    public static JsonSkeleton of(String... paths) {
        return of(Stream.of(paths));
    }

    private static JsonSkeleton of(Stream<String> paths) {
        Map<String, Stream.Builder<String>> belowByName = new TreeMap<>();
        paths.forEach(path -> {
            int point = path.indexOf('.');
            String name = point < 0 ? path : path.substring(0, point);
            var below = belowByName.computeIfAbsent(name, _ -> Stream.builder());
            if (point >= 0) {
                below.add(path.substring(point + 1));
            }
        });
        return new JsonSkeleton(belowByName.entrySet().stream()
                .map(entry -> new Field(entry.getKey(), of(entry.getValue().build())))
                .toArray(Field[]::new));
    }

    /** The wanted fields of the body; missing where it is no object, or where they are ambiguous: one occurs twice, for example. */
    JsonNode in(byte[] body) {
        var scan = new Scan(body);
        scan.skipSpace();
        JsonNode object = scan.isAt('{') ? scan.object(this) : null;
        return object == null ? MissingNode.getInstance() : object;
    }

    private boolean isLeaf() {
        return fields.length == 0;
    }

    /** A way through a body. Of what is no JSON, it gets to some end or answers null. */
    private static final class Scan {
        private final byte[] body;
        private int at;

        Scan(byte[] body) {
            this.body = body;
        }

        boolean isAt(char c) {
            return at < body.length && body[at] == c;
        }

        void skipSpace() {
            while (at < body.length && isSpace(body[at])) {
                at++;
            }
        }

        /** The wanted fields of the object here. */
        @Nullable
        ObjectNode object(JsonSkeleton wanted) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            next();
            if (isAt('}')) {
                at++;
                return object;
            }
            while (isAt('"')) {
                Field field = key(wanted);
                skipSpace();
                if (!isAt(':')) {
                    return null;
                }
                next();
                if (field == null) {
                    skipValue();
                } else {
                    JsonNode value = value(field.below);
                    if (value == null || object.putIfAbsent(field.name, value) != null) {
                        return null;
                    }
                }
                skipSpace();
                if (isAt('}')) {
                    at++;
                    return object;
                }
                if (!isAt(',')) {
                    return null;
                }
                next();
            }
            return null;
        }

        /** Goes behind the key here. It is that of the field, or of none that is wanted. */
        private @Nullable Field key(JsonSkeleton wanted) {
            int start = at + 1;
            skipText();
            for (Field field : wanted.fields) {
                if (isKey(field.name, start, at - 1)) {
                    return field;
                }
            }
            return null;
        }

        /** Whether that is how the name is written, some of its characters perhaps as hexadecimal digits. */
        private boolean isKey(String name, int from, int to) {
            int i = from;
            for (int n = 0; n < name.length(); n++) {
                if (i < to && body[i] == name.charAt(n)) {
                    i++;
                } else if (isEscape(name.charAt(n), i, to)) {
                    i += ESCAPE_LENGTH;
                } else {
                    return false;
                }
            }
            return i == to;
        }

        private boolean isEscape(char c, int from, int to) {
            if (from + ESCAPE_LENGTH > to || body[from] != '\\' || body[from + 1] != 'u') {
                return false;
            }
            int written = 0;
            for (int i = from + 2; i < from + ESCAPE_LENGTH; i++) {
                written = written << 4 | Character.digit(body[i], 16);
            }
            return written == c;
        }

        private @Nullable JsonNode value(JsonSkeleton wanted) {
            if (isAt('{') && !wanted.isLeaf()) {
                return object(wanted);
            }
            int start = at;
            skipValue();
            // Without a bracket behind the value the body is none.
            if (at == start || at == body.length) {
                return null;
            }
            return switch (body[start]) {
                case '{' -> JsonNodeFactory.instance.objectNode();
                case '[' -> JsonNodeFactory.instance.arrayNode();
                case '"' -> at - start > LONGEST_ID ? TextNode.valueOf("") : text(start);
                default -> at - start > LONGEST_ID ? null : decoded(start);
            };
        }

        private @Nullable JsonNode text(int start) {
            for (int i = start; i < at; i++) {
                if (body[i] < ' ' || body[i] == '\\') {
                    return decoded(start);
                }
            }
            return TextNode.valueOf(new String(body, start + 1, at - start - 2, US_ASCII));
        }

        /** The text or number from there on, as strictly as all of a body is read. */
        private @Nullable JsonNode decoded(int start) {
            return Json.read(Arrays.copyOfRange(body, start, at)) instanceof Json.Value(var node) ? node : null;
        }

        private void next() {
            at++;
            skipSpace();
        }

        private void skipValue() {
            if (isAt('"')) {
                skipText();
            } else if (isAt('{') || isAt('[')) {
                skipContainer();
            } else {
                while (at < body.length && !isEndOfScalar(body[at])) {
                    at++;
                }
            }
        }

        private void skipContainer() {
            int depth = 0;
            while (at < body.length) {
                switch (body[at]) {
                    case '"' -> {
                        skipText();
                        continue;
                    }
                    case '{', '[' -> depth++;
                    case '}', ']' -> depth--;
                    default -> {
                        // Nothing that opens or closes.
                    }
                }
                at++;
                if (depth == 0) {
                    return;
                }
            }
        }

        private void skipText() {
            int i = at + 1;
            while (i < body.length && body[i] != '"') {
                i += body[i] == '\\' ? 2 : 1;
            }
            at = Math.min(i + 1, body.length);
        }

        private static boolean isSpace(byte b) {
            return b == ' ' || b == '\n' || b == '\r' || b == '\t';
        }

        private static boolean isEndOfScalar(byte b) {
            return b == ',' || b == '}' || b == ']' || isSpace(b);
        }
    }
}
