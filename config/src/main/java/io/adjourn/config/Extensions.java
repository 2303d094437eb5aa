package io.adjourn.config;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Jars of the operator's own, such as a cloud's login module: where Kafka's clients look for classes that settings name. The directory
 * is {@code ADJOURN_EXTENSIONS}, else {@code /opt/adjourn/extensions}; it may be empty, or missing.
 */
public final class Extensions {
    private static final String VARIABLE = "ADJOURN_EXTENSIONS";
    private static final String DEFAULT = "/opt/adjourn/extensions";

    private Extensions() {}

    /**
     * Lets this thread, and those that are started from it, find them. To be called before the first client is made.
     *
     * @throws BadConfigurationException if the directory cannot be read
     */
    public static void use(Map<String, String> environment) {
        List<URL> jars = jars(Path.of(environment.getOrDefault(VARIABLE, DEFAULT)));
        if (!jars.isEmpty()) {
            Thread current = Thread.currentThread();
            current.setContextClassLoader(
                    new URLClassLoader(jars.toArray(URL[]::new), current.getContextClassLoader()));
        }
    }

    static List<URL> jars(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.jar")) {
            var jars = new ArrayList<URL>();
            for (Path file : files) {
                jars.add(url(file));
            }
            return jars;
        } catch (IOException e) {
            throw new BadConfigurationException(
                    VARIABLE + ": " + directory + " cannot be read: check its permissions", e);
        }
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }
}
