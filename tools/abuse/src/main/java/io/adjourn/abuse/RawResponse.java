package io.adjourn.abuse;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * An answer of HTTP/1.1, of which the body is read and forgotten.
 *
 * @param keepsOpen whether one more request may follow on the connection
 */
record RawResponse(int status, boolean keepsOpen) {
    private static final int LONGEST_HEAD = 16 * 1024;

    /**
     * Reads one, and not a byte more.
     *
     * @throws IOException if the connection ends before, or what comes is no answer
     */
    static RawResponse read(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || head.length() > LONGEST_HEAD) {
                throw new EOFException("the answer ends within its head");
            }
            head.append((char) next);
        }
        String text = head.toString().toLowerCase(Locale.ROOT);
        if (!text.matches("(?s)http/1\\.1 [0-9]{3} .*")) {
            throw new IOException("no answer of HTTP/1.1");
        }
        in.skipNBytes(number(text, "\r\ncontent-length:"));
        return new RawResponse(Integer.parseInt(text.substring(9, 12)), !text.contains("\r\nconnection: close"));
    }

    private static long number(String head, String header) {
        int start = head.indexOf(header);
        return start < 0
                ? 0
                : Long.parseLong(head.substring(start + header.length(), head.indexOf('\r', start + 1))
                        .strip());
    }
}
