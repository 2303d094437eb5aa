package io.adjourn.images;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.DockerStatus;

/** One of our images, as {@code images/build} built it, or as it was pulled from a registry. */
enum Image {
    GATEWAY(512),
    STREAMS(1024),
    INSPECTOR(1024),
    RECONCILER(512),
    TOOLS(256);

    private static final long MIB = 1024L * 1024;

    private final long megabytes;

    Image(long megabytes) {
        this.megabytes = megabytes;
    }

    String title() {
        return "adjourn-" + shortName();
    }

    String tagged() {
        return System.getProperty("images.repository", "") + title() + ":"
                + Objects.requireNonNull(System.getProperty("adjourn.version"));
    }

    /** The jars of others, or of our own, that went into it. */
    List<String> jars(String layer) throws IOException {
        try (Stream<Path> files = Files.list(context().resolve(layer))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .toList();
        }
    }

    /** What was copied into it, layer by layer. */
    Path context() {
        return Path.of("target", shortName());
    }

    /** What it is called in {@code images/list}. */
    String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A container of it with a sources file, and otherwise as {@link #container()}. */
    GenericContainer<?> container(Path sources) {
        return container()
                .withCreateContainerCmdModifier(create -> Objects.requireNonNull(create.getHostConfig())
                        .withBinds(Bind.parse(sources + ":/etc/adjourn/sources.yaml:ro")));
    }

    /** A container of it with no rights at all: a root that cannot be written to, no capabilities, little memory. */
    GenericContainer<?> container() {
        return new GenericContainer<>(DockerImageName.parse(tagged()))
                .withCreateContainerCmdModifier(create -> Objects.requireNonNull(create.getHostConfig())
                        .withReadonlyRootfs(true)
                        .withTmpFs(Map.of("/tmp", "rw,exec,mode=1777"))
                        .withCapDrop(Capability.ALL)
                        .withSecurityOpts(List.of("no-new-privileges"))
                        .withMemory(megabytes * MIB)
                        .withMemorySwap(megabytes * MIB));
    }

    /** The container, run as OpenShift does: by a user of a number that nobody knows beforehand, of group 0. */
    static GenericContainer<?> asAnyUser(GenericContainer<?> container) {
        return container.withCreateContainerCmdModifier(create -> create.withUser("1000670000:0"));
    }

    /** A container of it with a jar in its directory of extensions, and otherwise as {@link #container()}. */
    GenericContainer<?> extended(Path jar) {
        return container()
                .withCreateContainerCmdModifier(create -> Objects.requireNonNull(create.getHostConfig())
                        .withBinds(Bind.parse(jar + ":/opt/adjourn/extensions/extension.jar:ro")));
    }

    /**
     * How a run ended.
     *
     * @param errors what it printed to standard error
     * @param output what it printed to standard output
     */
    record Ended(long exitCode, String errors, String output) {}

    /** Runs it to its end. */
    static Ended ended(GenericContainer<?> container) {
        try (container) {
            container.withStartupCheckStrategy(new UntilItStops()).start();
            var state = container
                    .getDockerClient()
                    .inspectContainerCmd(container.getContainerId())
                    .exec()
                    .getState();
            return new Ended(
                    Objects.requireNonNull(state.getExitCodeLong()),
                    container.getLogs(OutputType.STDERR),
                    container.getLogs(OutputType.STDOUT));
        }
    }

    private static final class UntilItStops extends StartupCheckStrategy {
        @Override
        public StartupStatus checkStartupState(DockerClient docker, String container) {
            return DockerStatus.isContainerStopped(getCurrentState(docker, container))
                    ? StartupStatus.SUCCESSFUL
                    : StartupStatus.NOT_YET_KNOWN;
        }
    }
}
