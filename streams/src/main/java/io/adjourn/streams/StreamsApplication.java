package io.adjourn.streams;

import io.adjourn.config.LogFormat;
import io.adjourn.config.StartFailure;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the streams application and stops it on SIGTERM: what is being worked on is committed, state is closed. Exit codes: 0
 * stopped, 2 the configuration must be changed, 3 the stream died of a fault that a new start may survive, 1 anything else.
 */
public final class StreamsApplication {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsApplication.class);

    private StreamsApplication() {}

    public static void main(String[] args) throws InterruptedException {
        ApplicationContext context = ApplicationContext.builder(args)
                .mainClass(StreamsApplication.class)
                .banner(false)
                .deduceEnvironment(false)
                .eagerInitSingletons(true)
                .build();
        try {
            LogFormat.check(System.getenv(LogFormat.VARIABLE));
            context.start();
            context.getBean(EmbeddedServer.class).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(context), "stop"));
            context.getBean(StreamsRuntime.class).start();
        } catch (RuntimeException e) {
            fail(e);
        }
        new CountDownLatch(1).await();
    }

    /** Ends the process with one line that says why it could not start. */
    static void fail(Throwable thrown) {
        StartFailure failure = StartFailure.of(thrown, "Streams", StreamsApplication::explained);
        System.err.println(failure.line());
        System.exit(failure.exitCode());
    }

    /** Why streams alone may not start. */
    private static Optional<StartFailure> explained(Throwable thrown) {
        return thrown instanceof ServerStartupException
                ? Optional.of(StartFailure.portTaken(thrown.getMessage(), "ADJOURN_STREAMS_PORT"))
                : Optional.empty();
    }

    private static void stop(ApplicationContext context) {
        StreamsRuntime runtime = context.getBean(StreamsRuntime.class);
        context.close();
        LOG.info("Streams stopped");
        if (!runtime.hasFailed()) {
            // Ended by a signal, a JVM would say 143; this was asked for and went well.
            Runtime.getRuntime().halt(0);
        }
    }
}
