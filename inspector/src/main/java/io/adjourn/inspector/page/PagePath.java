package io.adjourn.inspector.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a path below {@code /meetings/} names: a meeting, its revisions, or one of its deliveries. Read from the path as it was sent, so
 * that a session's id may hold whatever may stand in one.
 */
sealed interface PagePath {

    /** The key of its meeting. */
    String key();

    record OfMeeting(String key) implements PagePath {}

    record OfRevisions(String key) implements PagePath {}

    record OfDelivery(String key, String deliveryId) implements PagePath {}

    /**
     * What this one names.
     *
     * @param path such as {@code /meetings/acme-vexa/16/revisions}, percent-encoded
     * @return empty where it can be no such place
     */
    static Optional<PagePath> of(String path) {
        return Segments.of(path).flatMap(Segments::place);
    }

    /** A path's segments, decoded. */
    record Segments(List<String> all) {
        private static final Pattern SOURCE = Pattern.compile("[a-z0-9-]{1,63}");
        /** As long as a session's id or a delivery's may be. */
        private static final int LONGEST = 256;

        static Optional<Segments> of(String path) {
            var segments = new ArrayList<String>();
            for (String segment : path.substring(1).split("/", -1)) {
                Optional<String> decoded = decoded(segment);
                if (decoded.isEmpty()) {
                    return Optional.empty();
                }
                segments.add(decoded.get());
            }
            return Optional.of(new Segments(segments));
        }

        private Optional<PagePath> place() {
            if (all.size() < 3 || !SOURCE.matcher(all.get(1)).matches() || !printable(all.get(2))) {
                return Optional.empty();
            }
            String key = all.get(1) + "/" + all.get(2);
            return switch (all.size()) {
                case 3 -> Optional.of(new OfMeeting(key));
                case 4 -> all.get(3).equals("revisions") ? Optional.of(new OfRevisions(key)) : Optional.empty();
                case 5 ->
                    all.get(3).equals("deliveries") && printable(all.get(4))
                            ? Optional.of(new OfDelivery(key, all.get(4)))
                            : Optional.empty();
                default -> Optional.empty();
            };
        }

        private static boolean printable(String text) {
            return !text.isEmpty()
                    && text.codePointCount(0, text.length()) <= LONGEST
                    && text.indexOf('/') < 0
                    && text.codePoints().noneMatch(Character::isISOControl);
        }

        /** Strictly: a plus is a plus, and what is no UTF-8 names nothing. */
        private static Optional<String> decoded(String segment) {
            var bytes = new ByteArrayOutputStream();
            for (int index = 0; index < segment.length(); index++) {
                char character = segment.charAt(index);
                if (character != '%') {
                    bytes.writeBytes(String.valueOf(character).getBytes(UTF_8));
                    continue;
                }
                if (index + 2 >= segment.length()) {
                    return Optional.empty();
                }
                int high = Character.digit(segment.charAt(index + 1), 16);
                int low = Character.digit(segment.charAt(index + 2), 16);
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.write(high * 16 + low);
                index += 2;
            }
            try {
                return Optional.of(UTF_8.newDecoder()
                        .decode(ByteBuffer.wrap(bytes.toByteArray()))
                        .toString());
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        }
    }
}
