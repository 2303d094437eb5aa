package io.adjourn.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The samples of a vendor, in the folder of the test resources that has its name: payloads, {@code manifest.json} with what
 * each is to be read as, and {@code signature-vectors.json} with requests and their verdicts.
 */
record Samples(Vendor vendor) {
    private static final String MANIFEST = "manifest.json";
    private static final String VECTORS = "signature-vectors.json";
    private static final JsonMapper MAPPER = new JsonMapper();

    static Stream<Samples> ofAll() {
        return Vendors.KNOWN.all().stream().map(Samples::new);
    }

    /** A payload's bytes. */
    byte[] payload(String file) {
        return read(folder().resolve(file));
    }

    /** The names of all payloads. */
    List<String> payloads() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(MANIFEST) && !name.equals(VECTORS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Some payload's bytes. */
    byte[] anyPayload() {
        return payload(payloads().stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no payload in connectors/vendors/" + folder()
                        + ": put in one for each event and variant, and say in " + MANIFEST + " what it is")));
    }

    /** Where its vectors are. */
    Path vectorsFile() {
        return folder().resolve(VECTORS);
    }

    /** What the payloads are to be read as. */
    List<Row> rows() {
        return elements(json(MANIFEST).path("rows"))
                .map(row -> new Row(vendor, row.path("file").textValue(), row))
                .toList();
    }

    /** Requests and their verdicts. */
    List<Vector> vectors() {
        return elements(json(VECTORS).path("vectors"))
                .map(vector -> Vector.of(vendor, vector))
                .toList();
    }

    /** One row of a manifest. */
    record Row(Vendor vendor, String file, JsonNode reading) {

        Subject subject() {
            if (reading.has("calendar")) {
                return Subject.calendar(reading.path("calendar").textValue());
            }
            return reading.has("account")
                    ? new Subject.Account()
                    : Subject.meeting(reading.path("session").textValue());
        }

        /** The status of each kind of artifact. */
        Map<String, String> artifacts() {
            var artifacts = new HashMap<String, String>();
            reading.path("artifacts")
                    .properties()
                    .forEach(artifact ->
                            artifacts.put(artifact.getKey(), artifact.getValue().textValue()));
            if (reading.has("artifact")) {
                artifacts.put(
                        reading.path("artifact").textValue(),
                        reading.path("artifact_status").textValue());
            }
            return artifacts;
        }

        @Override
        public String toString() {
            return vendor.id() + "/" + file;
        }
    }

    /** A request, when it came (0 where that decides nothing), and what is to become of it: the name of the scheme that accepts, or the reason of the refusal. */
    record Vector(
            Vendor vendor,
            String name,
            List<String> secrets,
            Map<String, String> headers,
            String body,
            Instant receivedAt,
            String verdict) {

        private static Vector of(Vendor vendor, JsonNode vector) {
            var headers = new HashMap<String, String>();
            vector.path("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().textValue()));
            return new Vector(
                    vendor,
                    vector.path("name").textValue(),
                    elements(vector.path("secrets")).map(JsonNode::textValue).toList(),
                    headers,
                    vector.path("body").textValue(),
                    Instant.ofEpochSecond(vector.path("now").longValue()),
                    vector.path("verdict").textValue());
        }

        @Override
        public String toString() {
            return vendor.id() + "/" + name;
        }
    }

    @Override
    public String toString() {
        return vendor.id();
    }

    private Path folder() {
        return Path.of("src/test/resources", vendor.id());
    }

    private JsonNode json(String file) {
        try {
            return MAPPER.readTree(read(folder().resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
