package io.adjourn.images;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.testcontainers.utility.DockerImageName;

/**
 * What the images are tested with, as {@code images/parts} found or made it.
 *
 * @param kafka an image with the entry contract of {@code apache/kafka}
 * @param registry an image with the port and the API of {@code confluentinc/cp-schema-registry}
 * @param registryPath where below its address the registry has that API
 */
record Parts(DockerImageName kafka, DockerImageName registry, String registryPath) {

    static Parts found() throws IOException {
        var parts = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("target", "parts.properties"))) {
            parts.load(file);
        }
        return new Parts(
                DockerImageName.parse(parts.getProperty("kafka")),
                DockerImageName.parse(parts.getProperty("registry")),
                parts.getProperty("registry.path"));
    }
}
