package io.adjourn.streams.topology;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.meetings.v1.RawCoordinates;
import io.adjourn.streams.completion.Meeting;
import io.adjourn.streams.completion.MeetingFold;
import io.adjourn.streams.encode.Message;
import io.adjourn.streams.normalize.RawDelivery;
import io.adjourn.streams.plan.Plan;
import io.adjourn.tracing.MessagingAttributes.Operation;
import io.adjourn.tracing.Traceparent;
import io.adjourn.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The spans of streams (ADR 37): one for each raw record that is processed, with its reading, its fold and each record written for it
 * below, and one for each closing by deadline. Where there are no traces, all of it does nothing and makes nothing.
 */
public final class Spans {
    private static final Current NOTHING = new Current(null, null);

    private final Tracing tracing;
    private final String group;

    /** @param group the consumer group that reads the raw topic */
    public Spans(Tracing tracing, String group) {
        this.tracing = tracing;
        this.group = group;
    }

    /** A span that is the current one of its thread until it is closed. */
    record Current(@Nullable Span span, @Nullable Scope scope) implements AutoCloseable {
        @SuppressWarnings("MustBeClosedChecker") // Closed with it.
        private static Current of(SpanBuilder builder) {
            Span span = builder.startSpan();
            return new Current(span, span.makeCurrent());
        }

        @Override
        public void close() {
            if (scope != null) {
                scope.close();
            }
            if (span != null) {
                span.end();
            }
        }
    }

    /** Of a raw record that is processed: continues the trace that it came by. */
    Current processing(RawDelivery raw) {
        if (!tracing.isOn()) {
            return NOTHING;
        }
        RawCoordinates place = raw.coordinates();
        SpanContext sent = Traceparent.read(raw.headers().get(RawHeaders.TRACEPARENT));
        var builder = tracing.span(Operation.PROCESS.spanName(place.getTopic()), SpanKind.CONSUMER)
                .setParent(Context.root().with(Span.wrap(sent)));
        tracing.messaging().set(builder, Operation.PROCESS, place.getTopic(), raw.key());
        tracing.messaging().setId(builder, place.getDeliveryId());
        tracing.messaging().setPlace(builder, group, place.getPartition(), place.getOffset());
        return Current.of(builder);
    }

    /** Of a step of the current one. */
    Current step(String name) {
        return tracing.isOn() ? Current.of(tracing.span(name, SpanKind.INTERNAL)) : NOTHING;
    }

    /**
     * Of a meeting whose deadline has come: a trace of its own, for nobody sent anything. Where the plan publishes nothing, there is
     * nothing to trace.
     */
    Current deadline(String key, Meeting meeting, Plan plan) {
        if (!tracing.isOn() || plan.messages().isEmpty()) {
            return NOTHING;
        }
        var builder = tracing.span("deadline", SpanKind.INTERNAL)
                .setNoParent()
                .setAttribute("adjourn.meeting", key)
                .setAttribute("adjourn.vendor", meeting.vendor());
        return Current.of(linked(builder, meeting));
    }

    /** The plan, whose meeting remembers the trace of a delivery that shaped it. */
    Plan remembered(Plan plan, RawDelivery raw) {
        Meeting meeting = plan.meeting();
        if (!tracing.isOn()
                || meeting == null
                || !(plan.count() instanceof Plan.Processed processed)
                || processed.fresh().stream().noneMatch(MeetingFold::takes)) {
            return plan;
        }
        SpanContext sent = Traceparent.read(raw.headers().get(RawHeaders.TRACEPARENT));
        return sent.isSampled() ? plan.with(meeting.tracedBy(sent.getTraceId() + "-" + sent.getSpanId())) : plan;
    }

    /** Says what became of the delivery. */
    void tell(Plan.Count count) {
        if (tracing.isOn()) {
            String outcome = switch (count) {
                case Plan.Processed processed -> processed.fresh().isEmpty() ? "duplicate" : "normalized";
                case Plan.Rejected(var _, var _, var reason) -> "rejected: " + reason;
                case Plan.Ignored _ -> "ignored";
                case Plan.Due _ -> "due";
            };
            Span.current().setAttribute("adjourn.outcome", outcome);
        }
    }

    /**
     * Of a record that is written: its context goes into the record's headers.
     *
     * @param meeting whose traces a completion is linked to; null where there is none
     */
    void written(Message message, @Nullable Meeting meeting) {
        if (!tracing.isOn()) {
            return;
        }
        String topic = message.topic().name();
        var builder = tracing.span(Operation.CREATE.spanName(topic), SpanKind.PRODUCER);
        tracing.messaging().set(builder, Operation.CREATE, topic, message.key());
        if (meeting != null && message.restsOnMeeting()) {
            linked(builder, meeting);
        }
        Span span = builder.startSpan();
        RawHeaders.replaceTraceparent(message.headers(), Traceparent.write(span.getSpanContext()));
        // Kafka Streams sends it later, with all of its transaction.
        span.end();
    }

    private static SpanBuilder linked(SpanBuilder builder, Meeting meeting) {
        List<String> traces = meeting.traces();
        traces.forEach(trace -> builder.addLink(Traceparent.read("00-" + trace + "-01")));
        return builder;
    }
}
