package io.adjourn.gateway;

import io.adjourn.config.LogFormat;
import io.adjourn.config.StartFailure;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the gateway and stops it on SIGTERM: it is no longer ready, requests being answered are finished, what waits is sent.
 * Exit codes: 0 stopped, 2 bad configuration, 1 anything else.
 */
public final class GatewayApplication {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayApplication.class);

    private GatewayApplication() {}

    public static void main(String[] args) throws InterruptedException {
        ApplicationContext context = ApplicationContext.builder(args)
                .mainClass(GatewayApplication.class)
                .banner(false)
                .deduceEnvironment(false)
                .eagerInitSingletons(true)
                .build();
        try {
            LogFormat.check(System.getenv(LogFormat.VARIABLE));
            context.start();
            NettyEmbeddedServer server =
                    context.getBean(NettyEmbeddedServer.class).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(context), "stop"));
            LOG.info("Gateway started: ports={}", server.getBoundPorts());
        } catch (RuntimeException e) {
            StartFailure failure = StartFailure.of(e, "The gateway", Explanations::of);
            System.err.println(failure.line());
            System.exit(failure.exitCode());
        }
        new CountDownLatch(1).await();
    }

    private static void stop(ApplicationContext context) {
        context.close();
        LOG.info("Gateway stopped");
        // Ended by a signal, a JVM would say 143; this was asked for and went well.
        Runtime.getRuntime().halt(0);
    }
}
