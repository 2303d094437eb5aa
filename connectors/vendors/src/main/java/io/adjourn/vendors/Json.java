package io.adjourn.vendors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.vendors.Utf8Reader.NotUtf8Exception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bytes read as JSON, strictly: RFC 8259 in UTF-8, one value and nothing after it, no key twice in an object, depth up to
 * {@value #MAX_DEPTH}, numbers of up to {@value #MAX_NUMBER_LENGTH} digits, keys of up to {@value #MAX_KEY_LENGTH} characters,
 * up to {@value #MAX_TOKENS} keys, values and brackets. The limits hold while reading, so a hostile body costs no more than its
 * length.
 *
 * <p>Numbers keep their exact value and are never made larger than they are written: 1e999999999 is read at no cost, so
 * check its size before asking for its digits.
 */
public sealed interface Json {
    int MAX_DEPTH = 64;
    int MAX_NUMBER_LENGTH = 400;
    int MAX_KEY_LENGTH = 50_000;

    /** Enough for the words of a transcript of 16 MiB, each with its times; what has more is made to fill memory. */
    int MAX_TOKENS = 4_000_000;

    /** It is JSON. */
    record Value(JsonNode node) implements Json {}

    /**
     * It is not.
     *
     * @param detail what is wrong and where; quotes nothing of the body
     */
    record Malformed(String detail) implements Json {}

    /** Reads the bytes. The tree may take some twenty times their room. */
    static Json read(byte[] bytes) {
        return Reader.read(bytes);
    }

    /**
     * The bytes token by token, for readers that need numbers as they are written. As strict as {@link #read}, but leaves it to
     * the caller to refuse repeated keys and what follows the value.
     *
     * @throws IOException here or while reading on, when the bytes are no such JSON
     */
    static JsonParser tokens(byte[] bytes) throws IOException {
        return Reader.MAPPER.createParser(new Utf8Reader(bytes));
    }

    /** The value's text as JSON, compact. */
    static String write(JsonNode node) {
        try {
            return Reader.MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree that was read can be written", e);
        }
    }

    /** The value's text as JSON, compact, for others to see: without what is {@link RedactedFields}. */
    static String writeForAll(JsonNode node) {
        return write(RedactedFields.takenFrom(node));
    }

    /** What the value says: a text as it is, anything else as JSON, better an odd word than none; null where it is absent or null. */
    static @Nullable String words(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return value.isTextual() ? value.textValue() : write(value);
    }

    /** The text of an object with anything in it; null where the value is none, or an empty one. */
    static @Nullable String writeIfFilled(JsonNode value) {
        return value.isObject() && !value.isEmpty() ? write(value) : null;
    }

    /** The text of an object with these of its keys alone; null where the text is none, or has none of them. */
    static @Nullable String only(Set<String> keys, String object) {
        if (keys.isEmpty() || !(read(object.getBytes(StandardCharsets.UTF_8)) instanceof Value(ObjectNode fields))) {
            return null;
        }
        fields.retain(keys);
        return writeIfFilled(fields);
    }

    /** Jackson, set up once. */
    final class Reader {
        private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .maxNumberLength(MAX_NUMBER_LENGTH)
                                .maxNameLength(MAX_KEY_LENGTH)
                                .maxTokenCount(MAX_TOKENS)
                                .build())
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        // A table of keys that strangers fill overflows with an exception, and interned keys stay for
                        // good.
                        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();

        private Reader() {}

        private static Json read(byte[] bytes) {
            try (JsonParser parser = tokens(bytes)) {
                JsonNode node = MAPPER.readTree(parser);
                if (node == null) {
                    return new Malformed("the body is empty");
                }
                return parser.nextToken() == null
                        ? new Value(node)
                        : new Malformed("more follows the value" + at(parser.currentTokenLocation()));
            } catch (NotUtf8Exception e) {
                return new Malformed(String.valueOf(e.getMessage()));
            } catch (StreamConstraintsException e) {
                return new Malformed("nested deeper than " + MAX_DEPTH + ", or a number longer than "
                        + MAX_NUMBER_LENGTH + " digits, or a key longer than " + MAX_KEY_LENGTH
                        + " characters, or more than " + MAX_TOKENS + " keys, values and brackets");
            } catch (MismatchedInputException e) {
                return new Malformed("a key is repeated in its object" + at(e.getLocation()));
            } catch (NumberFormatException e) {
                // The only way that Jackson says so.
                return new Malformed("a number's exponent is out of all bounds");
            } catch (JsonProcessingException e) {
                return new Malformed("not JSON" + at(e.getLocation()));
            } catch (IOException e) {
                throw new UncheckedIOException("characters in memory can be read", e);
            }
        }

        private static String at(JsonLocation location) {
            return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        }
    }
}
