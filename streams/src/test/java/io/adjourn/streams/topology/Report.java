package io.adjourn.streams.topology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.adjourn.vendors.Body;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A whole small case after a public report, from {@code reports} in the test resources: what is sent and when, and what must hold.
 *
 * @param name that of its file
 * @param settings those of its source, as a sources file has them
 */
record Report(String name, String vendor, Map<String, String> settings, List<Sent> deliveries, JsonNode checks) {
    private static final Path FOLDER = Path.of("src/test/resources/reports");
    private static final JsonMapper MAPPER = new JsonMapper();

    /**
     * One request.
     *
     * @param second when it is sent, from the first on
     * @param sign in which of the vendor's ways: a name of {@link ReportProof}
     */
    record Sent(long second, String sign, Body body) {}

    /** All there are, by name. */
    static List<Report> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(Report::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Report read(Path file) {
        try {
            JsonNode report = MAPPER.readTree(file.toFile());
            var settings = new HashMap<String, String>();
            report.path("settings")
                    .properties()
                    .forEach(setting ->
                            settings.put(setting.getKey(), setting.getValue().toString()));
            var deliveries = new ArrayList<Sent>();
            for (JsonNode sent : report.path("deliveries")) {
                deliveries.add(new Sent(
                        sent.path("second").longValue(),
                        sent.path("sign").textValue(),
                        new Body(MAPPER.writeValueAsBytes(sent.path("body")))));
            }
            return new Report(
                    report.path("case").textValue(),
                    report.path("vendor").textValue(),
                    settings,
                    List.copyOf(deliveries),
                    report.path("checks"));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no case", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
