package io.adjourn.commands;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.adjourn.vendors.Body;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request as somebody wrote it down: a request line or none, headers, an empty line, and the body to the last byte.
 *
 * @param path the segments of its path, decoded; null without a request line
 * @param headers by their names in lower case, of a repeated one the first value, as the gateway takes it
 */
record CapturedRequest(@Nullable List<String> path, Map<String, String> headers, Body body) {
    private static final Pattern REQUEST_LINE = Pattern.compile("[A-Z]+ (?<target>\\S+)( HTTP/[0-9.]+)?");
    private static final Pattern HEADER = Pattern.compile("(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+):(?<value>.*)");

    /** What is wrong with the text, for its writer; quotes nothing of it, which may hold secrets. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message);
        }
    }

    /** Reads it, its head's lines ended by LF or CRLF. */
    static CapturedRequest read(byte[] text) throws UnreadableException {
        List<String> head = head(text);
        @Nullable List<String> path = null;
        var headers = new LinkedHashMap<String, String>();
        int from = 0;
        for (int line = 0; line < head.size(); line++) {
            String content = head.get(line).strip();
            Matcher requestLine = REQUEST_LINE.matcher(content);
            Matcher header = HEADER.matcher(content);
            if (line == 0 && requestLine.matches()) {
                path = segments(requestLine.group("target"));
            } else if (header.matches()) {
                headers.putIfAbsent(
                        header.group("name").toLowerCase(Locale.ROOT),
                        header.group("value").strip());
            } else {
                throw new UnreadableException("line " + (line + 1) + " is not a header: write NAME: VALUE"
                        + (line == 0 ? ", or METHOD PATH before all headers" : ""));
            }
            from += head.get(line).length() + 1;
        }
        int emptyLine = text[from] == '\r' ? 2 : 1;
        return new CapturedRequest(path, headers, new Body(Arrays.copyOfRange(text, from + emptyLine, text.length)));
    }

    /** The lines before the first empty one, without their LF. */
    private static List<String> head(byte[] text) throws UnreadableException {
        var lines = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                String line = new String(text, start, i - start, ISO_8859_1);
                if (line.isEmpty() || line.equals("\r")) {
                    return lines;
                }
                lines.add(line);
                start = i + 1;
            }
        }
        throw new UnreadableException("there is no empty line: an empty line must separate the headers from the body");
    }

    private static List<String> segments(String target) throws UnreadableException {
        try {
            String path = new URI(target).getPath();
            return path == null
                    ? List.of()
                    : List.of(path.replaceFirst("^/", "").split("/", -1));
        } catch (URISyntaxException e) {
            throw new UnreadableException("line 1 has no valid path");
        }
    }

    /** The path segment after the source, null without one. */
    @Nullable
    String token() {
        return path != null && path.size() > 2 && !path.get(2).isEmpty() ? path.get(2) : null;
    }

    /** Without its content, which may hold secrets. */
    @Override
    public String toString() {
        return "CapturedRequest[]";
    }
}
