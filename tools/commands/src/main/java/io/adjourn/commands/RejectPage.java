package io.adjourn.commands;

import io.adjourn.commands.rejected.Reject;
import io.adjourn.commands.rejected.RejectedTopic.Entry;
import io.adjourn.meetings.v1.RawCoordinates;
import io.adjourn.meetings.v1.RejectedDelivery;
import io.adjourn.meetings.v1.RejectedHeader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All there is of a reject, for people.
 *
 * @param texts what is done to texts that may hold links before they are shown
 */
record RejectPage(Entry entry, UnaryOperator<String> texts) {
    private static final int PREVIEW_BYTES = 512;
    private static final int BYTES_A_LINE = 16;
    private static final String NONE = "-";

    List<String> lines() {
        Reject reject = entry.reject();
        RejectedDelivery delivery = entry.delivery();
        var lines = new ArrayList<String>();
        var about = new ArrayList<List<String>>();
        about.add(row("reject", reject.id() + " in " + reject.topic()));
        about.add(row("time", reject.time().toString()));
        about.add(row("reason", reject.reason().name()));
        about.add(row("detail", reject.detail()));
        about.add(row("step", reject.step()));
        about.add(row("source", reject.source()));
        about.add(row("vendor", reject.vendor()));
        about.add(row("key", reject.key()));
        about.add(row("raw", raw(delivery.getRaw())));
        about.add(row("rejected by", "Adjourn " + delivery.getAppVersion()));
        if (reject.replayOf() != null) {
            about.add(row("replay of", reject.replayOf().toString()));
        }
        lines.addAll(Columns.of(about));
        lines.add("headers");
        delivery.getHeaders().forEach(header -> lines.add("  " + told(header)));
        lines.addAll(body(delivery.getBody()));
        return lines;
    }

    private static List<String> row(String name, @Nullable String value) {
        return List.of(name, Objects.requireNonNullElse(value, NONE));
    }

    private static String raw(@Nullable RawCoordinates raw) {
        return raw == null
                ? NONE
                : raw.getTopic() + ", partition " + raw.getPartition() + ", offset " + raw.getOffset();
    }

    private String told(RejectedHeader header) {
        ByteBuffer value = header.getValue();
        if (value == null) {
            return header.getKey();
        }
        return header.getKey() + ": "
                + text(value).map(texts).orElseGet(() -> HexFormat.of().formatHex(bytes(value)));
    }

    private List<String> body(ByteBuffer body) {
        int size = body.remaining();
        Optional<String> text = text(body);
        if (text.isPresent()) {
            return List.of("body, " + size + " bytes", texts.apply(text.get()));
        }
        var lines = new ArrayList<String>();
        lines.add("body, " + size + " bytes, not text: use --raw to print it");
        byte[] bytes = bytes(body.slice(body.position(), Math.min(size, PREVIEW_BYTES)));
        for (int from = 0; from < bytes.length; from += BYTES_A_LINE) {
            lines.add(HexFormat.ofDelimiter(" ").formatHex(bytes, from, Math.min(bytes.length, from + BYTES_A_LINE)));
        }
        return lines;
    }

    /** Empty unless it is UTF-8 that cannot move the cursor or recolour the terminal. */
    private static Optional<String> text(ByteBuffer bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.duplicate())
                    .toString();
            boolean harmless = text.codePoints().allMatch(c -> !Character.isISOControl(c) || "\t\r\n".indexOf(c) >= 0);
            return harmless ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
