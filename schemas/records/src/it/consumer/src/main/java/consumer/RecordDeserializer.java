package consumer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads Confluent's wire format (a zero byte, the id of the writer's schema, Avro) with Avro and the JDK alone. Confluent's own
 * deserializer does the same, but is not on Maven Central.
 */
public final class RecordDeserializer<T extends SpecificRecord> implements Deserializer<T> {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final String registry;
    private final Class<T> type;

    public RecordDeserializer(String registry, Class<T> type) {
        this.registry = registry;
        this.type = type;
    }

    @Override
    public T deserialize(String topic, byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < 5 || buffer.get() != 0) {
            throw new SerializationException("not in Confluent's wire format, in " + topic);
        }
        try {
            SpecificDatumReader<T> reader = new SpecificDatumReader<>(type);
            reader.setSchema(schema(buffer.getInt()));
            return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
        } catch (IOException e) {
            throw new SerializationException("a record of " + topic + " cannot be read", e);
        }
    }

    private Schema schema(int id) throws IOException {
        Schema known = schemas.get(id);
        if (known == null) {
            known = new Schema.Parser().parse(text(id));
            schemas.put(id, known);
        }
        return known;
    }

    private String text(int id) throws IOException {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(registry + "/schemas/ids/" + id))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("the registry answers " + answer.statusCode() + " of schema " + id
                        + ": is it the one that the topic was written with?");
            }
            // The answer is a JSON object whose member is the schema, as text; Avro brings Jackson.
            return new com.fasterxml.jackson.databind.ObjectMapper()
                    .readTree(answer.body())
                    .get("schema")
                    .textValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
