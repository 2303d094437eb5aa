package io.adjourn.inspector;

import io.adjourn.config.LogFormat;
import io.adjourn.config.StartFailure;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the inspector and stops it on SIGTERM. Exit codes: 0 stopped, 2 the configuration must be changed, 1 anything else. It starts
 * without Kafka and without the registry, and serves what its index has.
 */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Adjourn inspector",
                        version = "1",
                        description = "What happened to a meeting: read-only. docs/inspector.md has more."))
public final class InspectorApplication {
    private static final Logger LOG = LoggerFactory.getLogger(InspectorApplication.class);

    private InspectorApplication() {}

    public static void main(String[] args) throws InterruptedException {
        ApplicationContext context = ApplicationContext.builder(args)
                .mainClass(InspectorApplication.class)
                .banner(false)
                .deduceEnvironment(false)
                .eagerInitSingletons(true)
                .build();
        try {
            LogFormat.check(System.getenv(LogFormat.VARIABLE));
            context.start();
            EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(context), "stop"));
            LOG.info("Inspector started: port={}", server.getPort());
        } catch (RuntimeException e) {
            fail(e);
        }
        new CountDownLatch(1).await();
    }

    private static void fail(Throwable thrown) {
        StartFailure failure = StartFailure.of(thrown, "The inspector", InspectorApplication::explained);
        System.err.println(failure.line());
        System.exit(failure.exitCode());
    }

    /** Why the inspector alone may not start. */
    private static Optional<StartFailure> explained(Throwable thrown) {
        return switch (thrown) {
            case ServerStartupException e ->
                Optional.of(StartFailure.portTaken(
                        e.getMessage(), "ADJOURN_INSPECTOR_PORT or ADJOURN_INSPECTOR_MANAGEMENT_PORT"));
            case UncheckedIOException e -> Optional.of(StartFailure.failed(String.valueOf(e.getMessage())));
            default -> Optional.empty();
        };
    }

    private static void stop(ApplicationContext context) {
        context.close();
        LOG.info("Inspector stopped");
        // Ended by a signal, a JVM would say 143; this was asked for and went well.
        Runtime.getRuntime().halt(0);
    }
}
