package io.adjourn.sinks.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.adjourn.sinks.json.ConnectJson;
import io.adjourn.sinks.json.Texts;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.apache.kafka.connect.data.Schema;

/** JSON that PostgreSQL's {@code jsonb} takes. Times are texts that it casts to {@code timestamptz}. */
final class StorableJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Far beyond it {@code numeric} overflows, and jsonb refuses the whole. */
    private static final int LARGEST_EXPONENT = 10_000;

    private StorableJson() {}

    /** The value of an array, a map or a record. */
    static String ofValue(Schema schema, Object value) {
        return written(json -> ConnectJson.write(json, schema, value, Texts::storable));
    }

    /** JSON text as jsonb takes it; what is no JSON becomes a JSON string. */
    static String ofText(String text) {
        try {
            return written(json -> copy(text, json));
        } catch (UncheckedIOException notJson) {
            return written(json -> json.writeString(Texts.storable(text)));
        }
    }

    private static void copy(String text, JsonGenerator json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            int depth = 0;
            do {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    throw new EOFException("the text ends too early");
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                copy(token, parser, json);
            } while (depth > 0);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "more than one value");
            }
        }
    }

    private static void copy(JsonToken token, JsonParser parser, JsonGenerator json) throws IOException {
        switch (token) {
            case FIELD_NAME -> json.writeFieldName(Texts.storable(parser.currentName()));
            case VALUE_STRING -> json.writeString(Texts.storable(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText(), json);
            default -> json.copyCurrentEvent(parser);
        }
    }

    /** As it is written, for a number has no size in JSON; one that PostgreSQL has no room for becomes a text. */
    private static void number(String digits, JsonGenerator json) throws IOException {
        int exponent = Math.max(digits.indexOf('e'), digits.indexOf('E'));
        boolean fits = digits.length() <= LARGEST_EXPONENT;
        if (fits && exponent >= 0) {
            String power = digits.substring(exponent + 1).replaceFirst("^\\+", "");
            fits = power.length() <= 6 && Math.abs(Integer.parseInt(power)) <= LARGEST_EXPONENT;
        }
        if (fits) {
            json.writeNumber(digits);
        } else {
            json.writeString(digits);
        }
    }

    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private static String written(Writing writing) {
        var text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
