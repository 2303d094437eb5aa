package io.adjourn.images;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.PortBinding;
import io.adjourn.localstack.Port;
import io.adjourn.testing.Await;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A container that stays: it can be stopped and started again, as an orchestrator would, and is then found where it was.
 *
 * @param port where its main port is on this machine
 * @param management where its health is
 */
record Service(GenericContainer<?> container, Port port, Port management) implements AutoCloseable {
    private static final int GRACE_SECONDS = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** A service with two ports of the container bound on this machine, started and ready. */
    static Service started(GenericContainer<?> container, int port, int management) {
        var service = new Service(container, Port.free(), Port.free());
        container
                .withExposedPorts(port, management)
                .withCreateContainerCmdModifier(create -> Objects.requireNonNull(create.getHostConfig())
                        .withPortBindings(
                                PortBinding.parse("127.0.0.1:" + service.port.number() + ":" + port),
                                PortBinding.parse("127.0.0.1:" + service.management.number() + ":" + management)))
                .waitingFor(
                        Wait.forHttp("/health/readiness").forPort(management).withStartupTimeout(PATIENCE))
                .start();
        return service;
    }

    URI url() {
        return URI.create("http://localhost:" + port.number());
    }

    /** Tells it to end, as a rolling update does, and returns its exit code when it is gone. */
    long terminate() {
        docker().stopContainerCmd(id()).withTimeout(GRACE_SECONDS).exec();
        return exitCode();
    }

    /** Ends it without warning. */
    void kill() {
        docker().killContainerCmd(id()).exec();
        awaitItsEnd();
    }

    /** The exit code it ended with by itself. */
    long awaitItsEnd() {
        Await.until("the end of " + container.getDockerImageName(), PATIENCE, () -> !isRunning());
        return exitCode();
    }

    /** Starts it again, on what is left in its volume, and returns once it is ready. */
    void restart() {
        docker().startContainerCmd(id()).exec();
        Await.until(container.getDockerImageName() + " is ready again", PATIENCE, this::isReady);
    }

    String log() {
        return container.getLogs();
    }

    private boolean isRunning() {
        return Boolean.TRUE.equals(
                docker().inspectContainerCmd(id()).exec().getState().getRunning());
    }

    private boolean isReady() {
        return Http.status(URI.create("http://localhost:" + management.number() + "/health/readiness")) == 200;
    }

    private long exitCode() {
        return Objects.requireNonNull(
                docker().inspectContainerCmd(id()).exec().getState().getExitCodeLong());
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    private String id() {
        return container.getContainerId();
    }

    @Override
    public void close() {
        container.close();
    }
}
