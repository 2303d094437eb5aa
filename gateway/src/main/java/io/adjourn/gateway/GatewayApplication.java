package io.adjourn.gateway;

import io.adjourn.config.Extensions;
import io.adjourn.config.LogFormat;
import io.adjourn.config.StartFailure;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the gateway and stops it on SIGTERM: it is no longer ready, requests being answered are finished, what waits is sent.
 * Exit codes: 0 stopped, 2 bad configuration, 1 anything else.
 */
public final class GatewayApplication {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayApplication.class);

    private static final AtomicInteger EXIT_CODE = new AtomicInteger();

    private GatewayApplication() {}

    public static void main(String[] args) throws InterruptedException {
        ApplicationContext context = ApplicationContext.builder(args)
                .mainClass(GatewayApplication.class)
                .banner(false)
                .deduceEnvironment(false)
                .eagerInitSingletons(true)
                .build();
        try {
            Extensions.use(System.getenv());
            LogFormat.check(System.getenv(LogFormat.VARIABLE));
            context.start();
            NettyEmbeddedServer server =
                    context.getBean(NettyEmbeddedServer.class).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(context), "stop"));
            LOG.info("Gateway started: ports={}", server.getBoundPorts());
        } catch (RuntimeException e) {
            fail(e);
        }
        new CountDownLatch(1).await();
    }

    /** Ends the process with one line that says why; whoever comes second ends with it. */
    static void fail(Throwable thrown) {
        StartFailure failure = StartFailure.of(thrown, "The gateway", Explanations::of);
        if (EXIT_CODE.compareAndSet(0, failure.exitCode())) {
            System.err.println(failure.line());
            System.exit(failure.exitCode());
        }
    }

    private static void stop(ApplicationContext context) {
        context.close();
        LOG.info("Gateway stopped");
        // Ended by a signal, a JVM would say 143; this was asked for and went well, unless somebody said otherwise.
        Runtime.getRuntime().halt(EXIT_CODE.get());
    }
}
