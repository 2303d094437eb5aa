package io.adjourn.vendors;

/**
 * How a vendor's read API takes its key.
 *
 * @param name the header
 * @param prefix what stands before the key in it, such as {@code "Token "}; may be empty
 */
public record ApiKeyHeader(String name, String prefix) {

    /** The header's value for a key. */
    public String value(String key) {
        return prefix + key;
    }
}
