package io.adjourn.gateway.publish;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.tracing.MessagingAttributes.Operation;
import io.adjourn.tracing.Traceparent;
import io.adjourn.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The span of sending a raw record, until Kafka answers. Its parent is the request, by the context that the record carries: also where
 * the record was in the spool meanwhile, and the gateway is another one. Its reader continues from here.
 */
final class SendSpan {
    private static final SendSpan NONE = new SendSpan(Tracing.OFF, null);

    private final Tracing tracing;
    private final @Nullable Span span;

    private SendSpan(Tracing tracing, @Nullable Span span) {
        this.tracing = tracing;
        this.span = span;
    }

    /** Begins it, and writes its context into the record. */
    static SendSpan start(Tracing tracing, RawRecord rawRecord, ProducerRecord<String, byte[]> kafka, boolean spooled) {
        if (!tracing.isOn()) {
            return NONE;
        }
        SpanContext request = Traceparent.read(rawRecord.headers().get(RawHeaders.TRACEPARENT));
        if (!request.isValid()) {
            return NONE;
        }
        var builder = tracing.span(Operation.SEND.spanName(kafka.topic()), SpanKind.PRODUCER)
                .setParent(Context.root().with(Span.wrap(request)));
        tracing.messaging().set(builder, Operation.SEND, kafka.topic(), rawRecord.key());
        tracing.messaging().setId(builder, rawRecord.headers().getOrDefault(RawHeaders.DELIVERY_ID, ""));
        if (spooled) {
            builder.setAttribute("adjourn.spooled", true);
        }
        Span span = builder.startSpan();
        RawHeaders.replaceTraceparent(kafka.headers(), Traceparent.write(span.getSpanContext()));
        return new SendSpan(tracing, span);
    }

    /** Kafka has answered. */
    void end(@Nullable RecordMetadata place, @Nullable Exception fault) {
        if (span == null) {
            return;
        }
        if (fault != null) {
            // Its message may name anything; the log has what matters.
            span.setAttribute("error.type", fault.getClass().getName()).setStatus(StatusCode.ERROR);
        } else if (place != null) {
            tracing.messaging().setPlace(span, place.partition(), place.offset());
        }
        span.end();
    }
}
