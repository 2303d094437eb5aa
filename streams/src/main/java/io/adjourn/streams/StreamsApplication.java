package io.adjourn.streams;

import io.adjourn.sources.InvalidSourcesException;
import io.adjourn.sources.Sources;
import io.adjourn.sources.SourcesFile;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.Micronaut;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the streams application. Exit code 2: the configuration must be changed before another start can help. */
public final class StreamsApplication {
    static final int BAD_CONFIGURATION = 2;

    private static final Logger LOG = LoggerFactory.getLogger(StreamsApplication.class);
    private static final String SOURCES = "ADJOURN_SOURCES";

    private StreamsApplication() {}

    public static void main(String[] args) {
        try {
            start(sources(System.getenv(SOURCES)), args);
        } catch (InvalidSourcesException e) {
            System.err.println(e.getMessage());
            System.exit(BAD_CONFIGURATION);
        }
    }

    private static void start(Sources sources, String... args) {
        ApplicationContext application = Micronaut.build(args)
                .mainClass(StreamsApplication.class)
                .banner(false)
                .singletons(sources)
                .start();
        application.getBean(StreamsRuntime.class).start();
    }

    /** The sources' waits; without a file, each vendor's own are used. Secrets are never read here. */
    private static Sources sources(@Nullable String file) throws InvalidSourcesException {
        if (file == null && !Files.exists(Path.of("sources.yaml"))) {
            LOG.info("no sources.yaml here and {} is not set: every meeting closes by its vendor's defaults", SOURCES);
            return Sources.NONE;
        }
        return SourcesFile.readWithoutSecrets(Path.of(file == null ? "sources.yaml" : file));
    }
}
