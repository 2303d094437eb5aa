package io.adjourn.vendors.attendee;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.adjourn.vendors.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text that Attendee signs in place of the body: the same JSON with the keys of every object in the order of their code
 * points, no white space, and nothing escaped that need not be. In Python: {@code json.dumps(payload, sort_keys=True,
 * separators=(",", ":"), ensure_ascii=False)}.
 *
 * <p>Written into one array in the order of the body; an object's members are put in order as soon as it ends, by
 * where they stand there. So what it holds at a time is at most some eight times the body's length, and its time is a small
 * multiple of it, at most the limit of depth times it.
 */
final class CanonicalJson {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final char LAST_ASCII = '~';
    private static final int END_OF_KEY = -1;
    /** Digits that no double is too small for. */
    private static final int LONGEST_FINITE = 308;

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
        var ascii = new ByteArrayOutputStream(2 * canonical.length);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= LAST_ASCII) {
                ascii.write(c);
            } else {
                ascii.write('\\');
                ascii.write('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    ascii.write(HEX[(c >> shift) & 0xf]);
                }
            }
        }
        return ascii.toByteArray();
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
            case VALUE_NUMBER_FLOAT -> finite();
            default -> asWritten();
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
        boolean inOrder = true;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            if (!members.isEmpty()) {
                write(',');
            }
            int start = length;
            string(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
            inOrder &= members.isEmpty() || compareKeys(out, members.getLast().start, start) < 0;
            write(':');
            value(in.nextToken());
            members.add(new Member(start, length - start));
        }
        if (!inOrder) {
            putInOrder(members);
        }
        write('}');
    }

    private void putInOrder(List<Member> members) throws IOException {
        int at = members.getFirst().start;
        System.arraycopy(out, at, aside, at, length - at);
        members.sort((one, other) -> compareKeys(aside, one.start, other.start));
        Member last = null;
        for (Member member : members) {
            if (last != null && compareKeys(aside, last.start, member.start) == 0) {
                throw new JsonParseException(in, "a repeated key");
            }
            System.arraycopy(aside, member.start, out, at, member.length);
            at += member.length;
            if (at < length) {
                out[at++] = ',';
            }
            last = member;
        }
    }

    /** A key and its value, as they stand in the output: that is all that is kept of them. */
    private record Member(int start, int length) {}

    /** Compares the keys that begin there, in quotes, in Python's order: that of code points, which is that of their UTF-8. */
    private static int compareKeys(byte[] text, int one, int other) {
        int i = one + 1;
        int j = other + 1;
        while (true) {
            int a = unescaped(text, i);
            int b = unescaped(text, j);
            if (a != b || a == END_OF_KEY) {
                return Integer.compare(a, b);
            }
            i += written(text, i);
            j += written(text, j);
        }
    }

    /** What the byte there stands for, or the escape that begins there. */
    private static int unescaped(byte[] text, int at) {
        if (text[at] == '"') {
            return END_OF_KEY;
        }
        if (text[at] != '\\') {
            return text[at] & 0xff;
        }
        return switch (text[at + 1]) {
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'u' -> HexFormat.fromHexDigit(text[at + 4]) << 4 | HexFormat.fromHexDigit(text[at + 5]);
            default -> text[at + 1];
        };
    }

    /** How many bytes that is written in. */
    private static int written(byte[] text, int at) {
        if (text[at] != '\\') {
            return 1;
        }
        return text[at + 1] == 'u' ? 6 : 2;
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
    private void finite() throws IOException {
        int start = length;
        asWritten();
        if (mayBeInfinite(start)
                && Double.isInfinite(
                        Double.parseDouble(new String(out, start, length - start, StandardCharsets.US_ASCII)))) {
            throw new JsonParseException(in, "a number beyond a double");
        }
    }

    /** Whether the number at the end of the output has an exponent, or as many digits as the largest double. */
    private boolean mayBeInfinite(int start) {
        boolean exponent = false;
        for (int i = start; i < length; i++) {
            exponent |= out[i] == 'e' || out[i] == 'E';
        }
        return exponent || length - start > LONGEST_FINITE;
    }

    /** A number, or a word of JSON. */
    private void asWritten() throws IOException {
        char[] text = in.getTextCharacters();
        int from = in.getTextOffset();
        int to = from + in.getTextLength();
        for (int i = from; i < to; i++) {
            write(text[i]);
        }
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
