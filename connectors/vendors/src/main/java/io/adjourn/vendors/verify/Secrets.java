package io.adjourn.vendors.verify;

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

    @Override
    public String toString() {
        return "Secrets[" + values.size() + "]";
    }
}
