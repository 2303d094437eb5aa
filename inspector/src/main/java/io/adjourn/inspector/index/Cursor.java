package io.adjourn.inspector.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.inspector.Sha256;
import io.adjourn.inspector.view.BadCursorException;
import io.adjourn.inspector.view.Query;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** Where the next page of a query begins. It holds a digest of the query, so that none is taken for one of another. */
final class Cursor {
    private static final int DIGEST = 8;
    private static final int LONGEST = 2 * Keys.LONGEST;

    private Cursor() {}

    static String of(Query query, Posting from) {
        byte[] bytes = ByteBuffer.allocate(DIGEST + from.bytes().length)
                .put(digest(query))
                .put(from.bytes())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Posting read(Query query, String cursor) {
        byte[] bytes;
        try {
            bytes = cursor.length() > LONGEST
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw noCursor();
        }
        if (bytes.length < DIGEST + Long.BYTES) {
            throw noCursor();
        }
        if (!Arrays.equals(bytes, 0, DIGEST, digest(query), 0, DIGEST)) {
            throw new BadCursorException("the cursor belongs to another search: begin this one without a cursor");
        }
        return new Posting(Arrays.copyOfRange(bytes, DIGEST, bytes.length));
    }

    private static BadCursorException noCursor() {
        return new BadCursorException("the cursor is none that was given out: begin the search without a cursor");
    }

    private static byte[] digest(Query query) {
        return Arrays.copyOf(Sha256.of(query.toString().getBytes(UTF_8)), DIGEST);
    }
}
