package io.adjourn.vendors.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * A source's secrets: several while one is being rotated. Never printed.
 *
 * @param values none of them empty: an empty key signs for everybody
 */
public record Secrets(List<String> values) {
    public static final Secrets NONE = new Secrets(List.of());

    public Secrets {
        values = List.copyOf(values);
        if (values.contains("")) {
            throw new IllegalArgumentException("a secret is empty");
        }
    }

    /** Whether one of them is the text. Tries all of them, in constant time. */
    boolean contain(String text) {
        byte[] presented = text.getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (String secret : values) {
            known |= MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), presented);
        }
        return known;
    }

    /** The same without white space around them, for vendors that take it away; those of nothing else are gone. */
    Secrets stripped() {
        return new Secrets(values.stream()
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .toList());
    }

    @Override
    public String toString() {
        return "Secrets[" + values.size() + "]";
    }
}
