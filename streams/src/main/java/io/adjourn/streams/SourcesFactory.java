package io.adjourn.streams;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.Sources;
import io.adjourn.config.SourcesFile;
import io.adjourn.vendors.Vendors;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the sources' waits, once, at start. Their secrets are never read here, and need not be there. */
@Factory
final class SourcesFactory {
    private static final Logger LOG = LoggerFactory.getLogger(SourcesFactory.class);
    private static final Path DEFAULT = Path.of("sources.yaml");

    /** @param file as configured; null where it is not, and then none is needed */
    @Singleton
    Sources sources(@Nullable @Property(name = "adjourn.sources") Path file) {
        if (file == null && !Files.exists(DEFAULT)) {
            LOG.info("No sources.yaml in the working directory and ADJOURN_SOURCES is not set; meetings close by"
                    + " their vendors' defaults");
            return Sources.NONE;
        }
        try {
            return SourcesFile.readWithoutSecrets(file == null ? DEFAULT : file, Vendors.KNOWN);
        } catch (InvalidSourcesException e) {
            throw new BadConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }
}
