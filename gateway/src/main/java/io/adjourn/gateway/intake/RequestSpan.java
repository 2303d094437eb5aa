package io.adjourn.gateway.intake;

import io.adjourn.config.Source;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.gateway.intake.IntakeOutcome.Spooled;
import io.adjourn.gateway.intake.IntakeOutcome.Stored;
import io.adjourn.tracing.Traceparent;
import io.adjourn.tracing.Tracing;
import io.adjourn.vendors.verify.Request;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The span of a verified request, from its receipt to what became of it: the root of a delivery's trace. Its sender's own trace is
 * linked to, not continued. Requests that are refused have none, or strangers could fill what collects traces.
 */
final class RequestSpan {
    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;

    private final @Nullable Span span;
    private final String traceparent;

    private RequestSpan(@Nullable Span span, String traceparent) {
        this.span = span;
        this.traceparent = traceparent;
    }

    /** Where there are no traces, a context alone. */
    static RequestSpan start(Tracing tracing, String method, Request request, Source source, String delivery) {
        if (!tracing.isOn()) {
            return new RequestSpan(null, Traceparent.unsampled(ThreadLocalRandom.current()));
        }
        var builder = tracing.span(method + " /webhooks/{source}", SpanKind.SERVER)
                .setNoParent()
                .setStartTimestamp(request.receivedAt())
                .setAttribute("http.request.method", method)
                .setAttribute("http.route", "/webhooks/{source}")
                // Without what may follow: a token.
                .setAttribute("url.path", "/webhooks/" + source.name())
                .setAttribute("adjourn.source", source.name())
                .setAttribute("adjourn.vendor", source.vendor().id())
                .setAttribute("adjourn.delivery.id", delivery);
        SpanContext foreign = Traceparent.read(request.headers().get(RawHeaders.TRACEPARENT));
        if (foreign.isValid()) {
            builder.addLink(foreign);
        }
        Span span = builder.startSpan();
        return new RequestSpan(span, Traceparent.write(span.getSpanContext()));
    }

    /** What the raw record says of it. */
    String traceparent() {
        return traceparent;
    }

    void end(IntakeOutcome outcome) {
        if (span == null) {
            return;
        }
        switch (outcome) {
            case Stored _ -> span.setAttribute("http.response.status_code", ACCEPTED);
            case Spooled _ ->
                span.setAttribute("http.response.status_code", ACCEPTED).setAttribute("adjourn.spooled", true);
            default ->
                span.setAttribute("http.response.status_code", UNAVAILABLE)
                        .setAttribute("error.type", Integer.toString(UNAVAILABLE))
                        .setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
