package io.adjourn.contracts;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Confluent's caching client, which finds an id again at hardly any cost: its own cache keeps the order of use, and that takes as
 * long as writing half a record.
 */
final class SchemaIdCachingClient extends CachedSchemaRegistryClient {
    /** Not bounded, for a process asks for the schemas of its own catalogue only. */
    private final Map<Question, Integer> ids = new ConcurrentHashMap<>();

    SchemaIdCachingClient(RestService rest, int capacity, Map<String, ?> settings, Map<String, String> headers) {
        super(rest, capacity, settings, headers);
    }

    private record Question(String subject, Object schema, boolean normalize) {}

    @Override
    public int getId(String subject, ParsedSchema schema, boolean normalize) throws IOException, RestClientException {
        var question = new Question(subject, schema.rawSchema(), normalize);
        Integer known = ids.get(question);
        if (known == null) {
            known = super.getId(subject, schema, normalize);
            ids.put(question, known);
        }
        return known;
    }
}
