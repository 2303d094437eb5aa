package io.adjourn.vendors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Bytes read as JSON, strictly: RFC 8259 in UTF-8, one value and nothing after it, no key twice in an object, depth up to
 * {@value #MAX_DEPTH}, numbers of up to {@value #MAX_NUMBER_LENGTH} characters. The limits hold while reading, so a hostile
 * body costs no more than its length.
 */
public sealed interface Json {
    int MAX_DEPTH = 64;
    int MAX_NUMBER_LENGTH = 400;

    /** It is JSON. */
    record Value(JsonNode node) implements Json {}

    /**
     * It is not.
     *
     * @param detail what is wrong and where; quotes nothing of the body but a repeated key
     */
    record Malformed(String detail) implements Json {}

    /** Reads the bytes. */
    static Json read(byte[] bytes) {
        try {
            JsonNode node = Reader.STRICT.readTree(bytes);
            return node.isMissingNode() ? new Malformed("the body is empty") : new Value(node);
        } catch (StreamConstraintsException e) {
            return new Malformed("beyond a limit: " + e.getOriginalMessage() + Reader.position(e));
        } catch (JsonProcessingException e) {
            String message = e.getOriginalMessage();
            String what = message.startsWith("Duplicate field") ? message : "not JSON";
            return new Malformed(what + Reader.position(e));
        } catch (IOException e) {
            // Wrong UTF-8 arrives as a CharConversionException; other I/O cannot fail on bytes in memory.
            return new Malformed("not UTF-8");
        }
    }

    /** The value's text as JSON, compact. */
    static String write(JsonNode node) {
        try {
            return Reader.MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree that was read can be written", e);
        }
    }

    /** Jackson, set up once. */
    final class Reader {
        private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .maxNumberLength(MAX_NUMBER_LENGTH)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        // JSON is UTF-8 (RFC 8259, 8.1): a guess at UTF-16 would read what no vendor sent.
                        .disable(JsonFactory.Feature.CHARSET_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        private static final ObjectReader STRICT = MAPPER.reader();

        private Reader() {}

        private static String position(JsonProcessingException e) {
            var at = e.getLocation();
            return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        }
    }
}
