package io.adjourn.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A file of {@code connectors/sinks}: what users are given, and nothing made for a test. */
public final class SinkFile {
    private static final Path SINKS = Path.of("connectors", "sinks");

    private SinkFile() {}

    /**
     * The configuration of that name, as JSON.
     *
     * @param replaced what stands there instead of hosts, users and directories, and what these are here
     */
    public static String config(String name, Map<String, String> replaced) {
        String text = text(Path.of("config", name + ".json"));
        for (Map.Entry<String, String> one : replaced.entrySet()) {
            text = text.replace(json(one.getKey()), json(one.getValue()));
        }
        return text;
    }

    /** The statements in the file of that name, for PostgreSQL. */
    public static String sql(String name) {
        return text(Path.of("sql", name + ".sql"));
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String text(Path file) {
        try {
            return Files.readString(JavaModule.home().resolve(SINKS).resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
