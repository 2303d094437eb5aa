package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.localstack.JavaModule;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A build of streams.
 *
 * @param classPath what a process of it runs on
 */
record StreamsBuild(String classPath) {

    /** What stands here. */
    static StreamsBuild today() {
        return new StreamsBuild(JavaModule.STREAMS.classPath());
    }

    /** What stands here with other classes instead of those of the same name. */
    static StreamsBuild todayWith(Path classes) {
        return new StreamsBuild(classes + File.pathSeparator + JavaModule.STREAMS.classPath());
    }

    /** A release, built from its commit if that was not done before: takes a minute then. */
    static StreamsBuild release(String version) {
        var command = new ArrayList<>(List.of("tools/build-release", version));
        String repository = System.getProperty("adjourn.maven.repository", "");
        if (!repository.isEmpty()) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        try {
            Process process = new ProcessBuilder(command)
                    .directory(JavaModule.home().toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String directory = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " ended with " + process.exitValue());
            }
            return new StreamsBuild(JavaModule.STREAMS.classPathIn(Path.of(directory)));
        } catch (IOException e) {
            throw new AssertionError("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Registers the schemas of its records, as is done before it is installed. */
    void registerSchemas(SchemaRegistryClient registry) throws Exception {
        URL[] places = Stream.of(classPath.split(File.pathSeparator))
                .map(place -> url(Path.of(place)))
                .toArray(URL[]::new);
        // Its own classes, not ours of the same name.
        try (var classes = new URLClassLoader(places, ClassLoader.getPlatformClassLoader())) {
            for (Topic topic : Topics.ALL) {
                // An older build does not know every topic.
                if (topic.value() instanceof Topic.Avro(var schema) && has(classes, schema.getFullName())) {
                    registry.register(topic.subject(), new AvroSchema(text(classes.loadClass(schema.getFullName()))));
                }
            }
        }
    }

    private static boolean has(ClassLoader classes, String name) {
        return classes.getResource(name.replace('.', '/') + ".class") != null;
    }

    /** What it looks for in a registry: the file beside the class; of 0.1.0, which had none, what the class says. */
    private static String text(Class<?> record) throws Exception {
        try (var file = record.getResourceAsStream(record.getSimpleName() + ".avsc")) {
            return file == null
                    ? record.getMethod("getClassSchema").invoke(null).toString()
                    : new String(file.readAllBytes(), UTF_8);
        }
    }

    private static URL url(Path place) {
        try {
            return place.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(place.toString(), e);
        }
    }
}
