package io.adjourn.streams.completion;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The ids of traces and spans as a state keeps them: 24 bytes for both, and as text with a dash between. */
final class DeliveryTraces {
    private static final HexFormat HEX = HexFormat.of();
    private static final int TRACE_ID = 16;
    private static final int SPAN_ID = 8;
    private static final ByteBuffer NONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private DeliveryTraces() {}

    static ByteBuffer stored(List<String> traces) {
        if (traces.isEmpty()) {
            return NONE;
        }
        var bytes = ByteBuffer.allocate(traces.size() * (TRACE_ID + SPAN_ID));
        for (String trace : traces) {
            int dash = trace.indexOf('-');
            bytes.put(HEX.parseHex(trace, 0, dash)).put(HEX.parseHex(trace, dash + 1, trace.length()));
        }
        return bytes.flip();
    }

    static List<String> read(ByteBuffer stored) {
        if (!stored.hasRemaining()) {
            return List.of();
        }
        var traces = new ArrayList<String>();
        var bytes = stored.duplicate();
        while (bytes.remaining() >= TRACE_ID + SPAN_ID) {
            traces.add(hex(bytes, TRACE_ID) + "-" + hex(bytes, SPAN_ID));
        }
        return traces;
    }

    private static String hex(ByteBuffer bytes, int number) {
        var taken = new byte[number];
        bytes.get(taken);
        return HEX.formatHex(taken);
    }
}
