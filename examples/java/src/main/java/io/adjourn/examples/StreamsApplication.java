package io.adjourn.examples;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.kstream.Consumed;

/** Keeps a table of meetings, with Kafka Streams. */
public final class StreamsApplication {
    private StreamsApplication() {}

    /** Runs until it is interrupted or terminated. */
    public static void main(String[] args) {
        var settings = new HashMap<>(Settings.consumer());
        settings.put("application.id", Settings.group());
        settings.put("deserialization.exception.handler", SkipOrFail.class);
        var properties = new Properties();
        properties.putAll(settings);

        var values = new KafkaAvroDeserializer();
        values.configure(settings, false);
        Serializer<Object> none = (topic, value) -> {
            throw new UnsupportedOperationException("this application only reads");
        };
        Serde<Object> serde = Serdes.serdeFrom(none, values);

        var table = new MeetingTable();
        var builder = new StreamsBuilder();
        builder.stream(Settings.topics(), Consumed.with(Serdes.String(), serde)).foreach(table::take);
        var streams = new KafkaStreams(builder.build(), properties);
        // A thread that has failed begins again where it has committed.
        streams.setUncaughtExceptionHandler(failure -> REPLACE_THREAD);
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
        streams.start();
    }

    /** Kafka's own LogAndContinueExceptionHandler would skip every record while the registry is away. */
    public static final class SkipOrFail implements DeserializationExceptionHandler {
        @Override
        public Response handleError(ErrorHandlerContext at, ConsumerRecord<byte[], byte[]> record, Exception failure) {
            if (Failures.isRegistryAway(failure)) {
                MeetingTable.print("wait", Failures.reason(failure));
                return Response.fail();
            }
            MeetingTable.print("skip", at.topic() + "-" + at.partition() + "@" + at.offset(), Failures.reason(failure));
            return Response.resume();
        }

        @Override
        public void configure(Map<String, ?> settings) {}
    }
}
