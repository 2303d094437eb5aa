package io.adjourn.vendors.verify;

import java.util.List;

/** A source's secrets: several while one is being rotated. Never printed. */
public record Secrets(List<String> values) {
    public static final Secrets NONE = new Secrets(List.of());

    public Secrets {
        values = List.copyOf(values);
    }

    @Override
    public String toString() {
        return "Secrets[" + values.size() + "]";
    }
}
