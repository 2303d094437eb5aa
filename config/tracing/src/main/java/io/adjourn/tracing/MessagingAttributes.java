package io.adjourn.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;

/**
 * OpenTelemetry's semantic conventions for messaging, with Kafka's. They are not stable yet; these are the names of today. With
 * {@code messaging/dup} in {@code OTEL_SEMCONV_STABILITY_OPT_IN} spans have those of version 1.24 beside them.
 */
public final class MessagingAttributes {
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> OLD_OPERATION = AttributeKey.stringKey("messaging.operation");
    private static final AttributeKey<String> KEY = AttributeKey.stringKey("messaging.kafka.message.key");
    private static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
    private static final AttributeKey<String> OLD_GROUP = AttributeKey.stringKey("messaging.kafka.consumer.group");
    private static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    private static final AttributeKey<Long> OLD_PARTITION =
            AttributeKey.longKey("messaging.kafka.destination.partition");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    private static final AttributeKey<Long> OLD_OFFSET = AttributeKey.longKey("messaging.kafka.message.offset");

    private final boolean alsoOldNames;

    MessagingAttributes(boolean alsoOldNames) {
        this.alsoOldNames = alsoOldNames;
    }

    /** What is done with a message. */
    public enum Operation {
        /** It is made; it goes out with others later. */
        CREATE("create", "create"),
        /** It goes out. */
        SEND("send", "publish"),
        /** It is worked on. */
        PROCESS("process", "process");

        private final String today;
        private final String before;

        Operation(String today, String before) {
            this.today = today;
            this.before = before;
        }

        /** What a span of it is called. */
        public String spanName(String topic) {
            return today + " " + topic;
        }
    }

    /** On a span of that operation. */
    public void set(SpanBuilder span, Operation operation, String topic, String key) {
        span.setAttribute(SYSTEM, "kafka")
                .setAttribute(DESTINATION, topic)
                .setAttribute(OPERATION_NAME, operation.today)
                .setAttribute(OPERATION_TYPE, operation.today)
                .setAttribute(KEY, key);
        if (alsoOldNames) {
            span.setAttribute(OLD_OPERATION, operation.before);
        }
    }

    /** Of a record that was read. */
    public void setPlace(SpanBuilder span, String group, int partition, long offset) {
        span.setAttribute(GROUP, group)
                .setAttribute(PARTITION, Integer.toString(partition))
                .setAttribute(OFFSET, offset);
        if (alsoOldNames) {
            span.setAttribute(OLD_GROUP, group)
                    .setAttribute(OLD_PARTITION, (long) partition)
                    .setAttribute(OLD_OFFSET, offset);
        }
    }

    /** Of a record that Kafka has taken. */
    public void setPlace(Span span, int partition, long offset) {
        span.setAttribute(PARTITION, Integer.toString(partition)).setAttribute(OFFSET, offset);
        if (alsoOldNames) {
            span.setAttribute(OLD_PARTITION, (long) partition).setAttribute(OLD_OFFSET, offset);
        }
    }

    /** What identifies the message. */
    public void setId(SpanBuilder span, String id) {
        span.setAttribute(MESSAGE_ID, id);
    }
}
