package io.adjourn.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.adjourn.vendors.Body;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is sent and when, and what must come of it. Each stands for its kind.
 *
 * @param name of letters, digits and hyphens
 * @param vendor the id of the vendor that sends it
 * @param settings those of its source, as a sources file has them
 * @param checks what must hold in the end
 */
public record Report(String name, String vendor, Map<String, String> settings, List<Sent> deliveries, Checks checks) {
    private static final JsonMapper MAPPER = new JsonMapper();

    public Report {
        settings = Map.copyOf(settings);
        deliveries = List.copyOf(deliveries);
    }

    /**
     * One request.
     *
     * @param second when it is sent, from the first on
     * @param proof in which of the vendor's ways
     */
    public record Sent(long second, ReportProof proof, Body body) {}

    /** All there are, by name. */
    public static List<Report> all() {
        try {
            Path home = Path.of(Report.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(home)) {
                return in(home.resolve("reports"));
            }
            try (FileSystem jar = FileSystems.newFileSystem(home)) {
                return in(jar.getPath("reports"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Report> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(Report::read).toList();
        }
    }

    private static Report read(Path file) {
        try {
            JsonNode report = MAPPER.readTree(Files.readAllBytes(file));
            var settings = new TreeMap<String, String>();
            report.path("settings")
                    .properties()
                    .forEach(setting ->
                            settings.put(setting.getKey(), setting.getValue().toString()));
            var deliveries = new ArrayList<Sent>();
            for (JsonNode sent : report.path("deliveries")) {
                deliveries.add(new Sent(
                        sent.path("second").longValue(),
                        ReportProof.of(sent.path("sign").asText()),
                        new Body(MAPPER.writeValueAsBytes(sent.path("body")))));
            }
            return new Report(
                    report.path("case").asText(),
                    report.path("vendor").asText(),
                    settings,
                    deliveries,
                    new Checks(report.path("checks")));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no case", e);
        }
    }

    /** The source that it is sent to, as a sources file has it below {@code sources}. */
    public String source(String called) {
        String secrets = deliveries.stream()
                .map(sent -> '"' + sent.proof().secret() + '"')
                .distinct()
                .collect(Collectors.joining(", "));
        return "  " + called + ":\n    vendor: " + vendor + "\n    secrets: [" + secrets + "]\n"
                + settings.entrySet().stream()
                        .map(setting -> "    " + setting.getKey() + ": " + setting.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return name;
    }
}
