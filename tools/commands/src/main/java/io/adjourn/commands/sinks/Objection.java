package io.adjourn.commands.sinks;

/** What is wrong with one setting of a connector. Its text says no value: that may be a secret. */
public record Objection(String setting, String problem) {
    @Override
    public String toString() {
        return setting + ": " + problem;
    }
}
