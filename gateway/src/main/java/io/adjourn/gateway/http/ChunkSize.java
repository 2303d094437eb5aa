package io.adjourn.gateway.http;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line before each chunk of a body: its size, and extensions, which are ignored. RFC 9112, sections 7.1 and 7.1.1. */
final class ChunkSize {
    /** How long such a line may be, its line end not counted. */
    static final int MAX_LINE_BYTES = 1024;

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String QUOTED = "\"(?:[\\t !#-\\[\\]-~\\x80-\\xff]|\\\\[\\t -~\\x80-\\xff])*+\"";
    private static final String EXTENSION =
            "[ \\t]*+;[ \\t]*+" + TOKEN + "(?:[ \\t]*+=[ \\t]*+(?:" + TOKEN + "|" + QUOTED + "))?+";
    private static final Pattern LINE = Pattern.compile("([0-9A-Fa-f]{1,8}+)(?:" + EXTENSION + ")*+");

    private ChunkSize() {}

    /**
     * Reads such a line.
     *
     * @param line one character for each byte, without the line end
     * @return empty where it is none, or where the size has more than eight digits
     */
    static OptionalLong of(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1), 16)) : OptionalLong.empty();
    }
}
