package io.adjourn.vendors.attendee;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.adjourn.vendors.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text that Attendee signs in place of the body: the same JSON with the keys of every object in the order of their code
 * points, no white space, and nothing escaped that need not be. In Python: {@code json.dumps(payload, sort_keys=True,
 * separators=(",", ":"), ensure_ascii=False)}.
 *
 * <p>Written into one array in the order of the body; an object's members are put in order as soon as it ends. So the cost
 * is a small multiple of the body's length, at most the limit of depth times it.
 */
final class CanonicalJson {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final char LAST_ASCII = '~';

    private final JsonParser in;

    /** As long as the body: all that is rewritten here gets shorter or stays as long. */
    private final byte[] out;

    private final byte[] aside;
    private int length;

    private CanonicalJson(JsonParser in, int bodyLength) {
        this.in = in;
        this.out = new byte[bodyLength];
        this.aside = new byte[bodyLength];
    }

    /**
     * The body in that form, with its numbers as they are written; null where it is no JSON that Python could have sent: not
     * within the limits of {@link Json}, a key repeated, half a surrogate pair, or a number beyond a double.
     */
    static byte @Nullable [] of(byte[] body) {
        try (JsonParser in = Json.tokens(body)) {
            var canonical = new CanonicalJson(in, body.length);
            return canonical.isOneValue() ? Arrays.copyOf(canonical.out, canonical.length) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** The text with everything beyond printable ASCII escaped, as Python does by default; null where there is nothing such. */
    static byte @Nullable [] inAscii(byte[] canonical) {
        if (isAscii(canonical)) {
            return null;
        }
        String text = new String(canonical, StandardCharsets.UTF_8);
        var ascii = new StringBuilder(2 * text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= LAST_ASCII) {
                ascii.append(c);
            } else {
                ascii.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    ascii.append((char) HEX[(c >> shift) & 0xf]);
                }
            }
        }
        return ascii.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isAscii(byte[] canonical) {
        for (byte b : canonical) {
            if (b < 0 || b > LAST_ASCII) {
                return false;
            }
        }
        return true;
    }

    private boolean isOneValue() throws IOException {
        JsonToken first = in.nextToken();
        if (first == null) {
            return false;
        }
        value(first);
        return in.nextToken() == null;
    }

    private void value(JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> string(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
            case VALUE_NUMBER_FLOAT -> finite(in.getText());
            default -> ascii(in.getText());
        }
    }

    private void array() throws IOException {
        write('[');
        boolean first = true;
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (!first) {
                write(',');
            }
            value(token);
            first = false;
        }
        write(']');
    }

    private void object() throws IOException {
        write('{');
        var members = new ArrayList<Member>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            if (!members.isEmpty()) {
                write(',');
            }
            int start = length;
            String key = in.currentName();
            string(key.toCharArray(), 0, key.length());
            write(':');
            value(in.nextToken());
            members.add(new Member(key, start, length - start));
        }
        if (!Member.isInOrder(members)) {
            putInOrder(members);
        }
        write('}');
    }

    private void putInOrder(List<Member> members) throws IOException {
        int at = members.getFirst().start;
        System.arraycopy(out, at, aside, at, length - at);
        members.sort(Member.IN_ORDER);
        if (!Member.isInOrder(members)) {
            throw new JsonParseException(in, "a repeated key");
        }
        for (Member member : members) {
            System.arraycopy(aside, member.start, out, at, member.length);
            at += member.length;
            if (at < length) {
                out[at++] = ',';
            }
        }
    }

    /** A key and its value, as they stand in the output. */
    private record Member(String key, int start, int length) {
        private static final Comparator<Member> IN_ORDER = (one, other) -> compareCodePoints(one.key, other.key);

        /** Whether each key comes before the next, so that none is there twice. */
        private static boolean isInOrder(List<Member> members) {
            for (int i = 1; i < members.size(); i++) {
                if (IN_ORDER.compare(members.get(i - 1), members.get(i)) >= 0) {
                    return false;
                }
            }
            return true;
        }

        /** Python's order. Java's own is that of UTF-16, where what is written as a surrogate pair comes before U+E000. */
        private static int compareCodePoints(String one, String other) {
            int shorter = Math.min(one.length(), other.length());
            for (int i = 0; i < shorter; i++) {
                char a = one.charAt(i);
                char b = other.charAt(i);
                if (a != b) {
                    return Character.isSurrogate(a) == Character.isSurrogate(b)
                            ? Character.compare(a, b)
                            : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
                }
            }
            return Integer.compare(one.length(), other.length());
        }
    }

    private void string(char[] text, int from, int count) throws IOException {
        write('"');
        int end = from + count;
        for (int i = from; i < end; i++) {
            char c = text[i];
            if (c < 0x80) {
                character(c);
            } else if (c < 0x800) {
                write(0xc0 | (c >> 6));
                continuation(c);
            } else if (!Character.isSurrogate(c)) {
                write(0xe0 | (c >> 12));
                continuation(c >> 6);
                continuation(c);
            } else {
                i++;
                if (i == end || !Character.isSurrogatePair(c, text[i])) {
                    throw new JsonParseException(in, "half a surrogate pair");
                }
                int codePoint = Character.toCodePoint(c, text[i]);
                write(0xf0 | (codePoint >> 18));
                continuation(codePoint >> 12);
                continuation(codePoint >> 6);
                continuation(codePoint);
            }
        }
        write('"');
    }

    private void continuation(int bits) {
        write(0x80 | (bits & 0x3f));
    }

    private void character(char c) {
        switch (c) {
            case '"' -> ascii("\\\"");
            case '\\' -> ascii("\\\\");
            case '\b' -> ascii("\\b");
            case '\t' -> ascii("\\t");
            case '\n' -> ascii("\\n");
            case '\f' -> ascii("\\f");
            case '\r' -> ascii("\\r");
            default -> {
                if (c < ' ') {
                    ascii("\\u00");
                    write(HEX[c >> 4]);
                    write(HEX[c & 0xf]);
                } else {
                    write(c);
                }
            }
        }
    }

    /** A number with a fraction or an exponent. Python reads one beyond a double as infinite, which no JSON can say. */
    private void finite(String number) throws IOException {
        if (Double.isInfinite(Double.parseDouble(number))) {
            throw new JsonParseException(in, "a number beyond a double");
        }
        ascii(number);
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            write(text.charAt(i));
        }
    }

    private void write(int b) {
        out[length++] = (byte) b;
    }
}
