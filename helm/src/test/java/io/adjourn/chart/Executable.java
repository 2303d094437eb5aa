package io.adjourn.chart;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that some machines have and some have not. */
final class Executable {
    private Executable() {}

    /**
     * Where it is, empty where it is not.
     *
     * @param variable of the environment, which may name it
     * @param name to look for on the path otherwise
     */
    static Optional<String> find(String variable, String name) {
        Stream<Path> named = Optional.ofNullable(System.getenv(variable)).map(Path::of).stream();
        Stream<Path> onPath = Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name));
        return Stream.concat(named, onPath)
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
