package io.adjourn.reconciler;

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
 * Starts the reconciler and stops it on SIGTERM: nothing more is asked, what was answered is stored, another instance has the lease at
 * once. Exit codes: 0 stopped, 2 the configuration must be changed, 1 anything else.
 */
public final class ReconcilerApplication {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcilerApplication.class);

    private ReconcilerApplication() {}

    public static void main(String[] args) throws InterruptedException {
        ApplicationContext context = ApplicationContext.builder(args)
                .mainClass(ReconcilerApplication.class)
                .banner(false)
                .deduceEnvironment(false)
                .eagerInitSingletons(true)
                .build();
        try {
            LogFormat.check(System.getenv(LogFormat.VARIABLE));
            context.start();
            context.getBean(EmbeddedServer.class).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(context), "stop"));
            context.getBean(ReconcilerRuntime.class).start();
        } catch (RuntimeException e) {
            fail(e);
        }
        new CountDownLatch(1).await();
    }

    /** Ends the process with one line that says why. */
    static void fail(Throwable thrown) {
        StartFailure failure = StartFailure.of(thrown, "The reconciler", ReconcilerApplication::explained);
        System.err.println(failure.line());
        System.exit(failure.exitCode());
    }

    /** Why the reconciler alone may not start. */
    private static Optional<StartFailure> explained(Throwable thrown) {
        return thrown instanceof ServerStartupException
                ? Optional.of(StartFailure.portTaken(thrown.getMessage(), "ADJOURN_RECONCILER_PORT"))
                : Optional.empty();
    }

    private static void stop(ApplicationContext context) {
        ReconcilerRuntime runtime = context.getBean(ReconcilerRuntime.class);
        context.close();
        LOG.info("Reconciler stopped");
        if (!runtime.hasFailed()) {
            // Ended by a signal, a JVM would say 143; this was asked for and went well.
            Runtime.getRuntime().halt(0);
        }
    }
}
