package io.adjourn.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A module of this project as it was built: what a process of its own needs to run it. */
enum JavaModule {
    GATEWAY("gateway", "io.adjourn.gateway.GatewayApplication"),
    STREAMS("streams", "io.adjourn.streams.StreamsApplication");

    private final String directory;
    private final String mainClass;

    JavaModule(String directory, String mainClass) {
        this.directory = directory;
        this.mainClass = mainClass;
    }

    String mainClass() {
        return mainClass;
    }

    /** Its own classes, then what its build wrote down as its dependencies. */
    String classPath() {
        Path target = home().resolve(directory).resolve("target");
        try {
            String dependencies =
                    Files.readString(target.resolve("classpath.txt")).strip();
            return target.resolve("classes") + File.pathSeparator + dependencies;
        } catch (IOException e) {
            throw new CannotStartException(
                    "the module " + directory + " is not built in " + home() + ": run ./adjourn there, or mvn package",
                    e);
        }
    }

    /** The top of the project, which the launcher and the build pass on. */
    static Path home() {
        return Path.of(System.getProperty("adjourn.home", ".")).toAbsolutePath().normalize();
    }
}
