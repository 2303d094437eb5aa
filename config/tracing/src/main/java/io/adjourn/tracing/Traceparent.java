package io.adjourn.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The context of a span as W3C's header {@code traceparent}, which records carry. */
public final class Traceparent {
    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int TRACE = 3;
    private static final int SPAN = 36;
    private static final int FLAGS = 53;

    private static final HexFormat HEX = HexFormat.of();

    private Traceparent() {}

    /** A new one that is not sampled: deliveries can still be distinguished by it. */
    public static String unsampled(RandomGenerator random) {
        return "00-" + id(random) + id(random) + "-" + id(random) + "-00";
    }

    /** Eight bytes, not all of them zero: the format forbids that. */
    private static String id(RandomGenerator random) {
        return HEX.toHexDigits(random.nextLong(1, Long.MAX_VALUE));
    }

    /** Whether the text is one, of the version we know. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** The context that it says; an invalid one where it says none. */
    public static SpanContext read(@Nullable String text) {
        return text != null && isOne(text)
                ? SpanContext.createFromRemoteParent(
                        text.substring(TRACE, SPAN - 1),
                        text.substring(SPAN, FLAGS - 1),
                        TraceFlags.fromHex(text, FLAGS),
                        TraceState.getDefault())
                : SpanContext.getInvalid();
    }

    /** A valid context as text. */
    public static String write(SpanContext context) {
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }
}
