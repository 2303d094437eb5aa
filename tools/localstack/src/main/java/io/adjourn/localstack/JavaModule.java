package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A module of this project as it was built: what a process of its own needs to run it. */
public enum JavaModule {
    GATEWAY("gateway", "io.adjourn.gateway.GatewayApplication"),
    STREAMS("streams", "io.adjourn.streams.StreamsApplication"),
    INSPECTOR("inspector", "io.adjourn.inspector.InspectorApplication"),
    RECONCILER("reconciler", "io.adjourn.reconciler.ReconcilerApplication");

    private final String directory;
    private final String mainClass;

    JavaModule(String directory, String mainClass) {
        this.directory = directory;
        this.mainClass = mainClass;
    }

    public String mainClass() {
        return mainClass;
    }

    /** Its own classes, then what its build wrote down as its dependencies. */
    public String classPath() {
        return classPathIn(home());
    }

    /** The same of another build of the project. */
    public String classPathIn(Path home) {
        return target(home).resolve("classes") + File.pathSeparator + dependencies(home);
    }

    /** Where its own classes and resources are. */
    public Path classes() {
        return target(home()).resolve("classes");
    }

    /** What it depends on, without itself. */
    public String dependencies() {
        return dependencies(home());
    }

    private String dependencies(Path home) {
        try {
            return Files.readString(target(home).resolve("classpath.txt")).strip();
        } catch (IOException e) {
            throw new CannotStartException(
                    "the module " + directory + " is not built in " + home + ": run ./adjourn there, or mvn package",
                    e);
        }
    }

    private Path target(Path home) {
        return home.resolve(directory).resolve("target");
    }

    /** The top of the project, which the launcher and the build pass on. */
    public static Path home() {
        return Path.of(System.getProperty("adjourn.home", ".")).toAbsolutePath().normalize();
    }
}
