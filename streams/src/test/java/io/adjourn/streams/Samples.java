package io.adjourn.streams;

import io.adjourn.vendors.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What vendors send, as their own tests have it. */
public final class Samples {
    private static final Set<String> NO_PAYLOADS = Set.of("manifest", "signature-vectors");

    private Samples() {}

    /** The vendor's sample of that name. */
    public static Body of(String vendor, String name) {
        return read(resource("/vendors/" + vendor + "/" + name + ".json"));
    }

    /** All payloads of the vendor. */
    public static List<Body> all(String vendor) {
        try (Stream<Path> files =
                Files.list(Path.of(resource("/vendors/" + vendor).toURI()))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .filter(name -> !NO_PAYLOADS.contains(name))
                    .sorted()
                    .map(name -> of(vendor, name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Body read(URL resource) {
        try (InputStream in = resource.openStream()) {
            return new Body(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(Samples.class.getResource(name), name);
    }
}
