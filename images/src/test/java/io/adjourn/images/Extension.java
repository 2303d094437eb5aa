package io.adjourn.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** What somebody adds to an image: a class that says when it was loaded, which a JVM does before all else if asked to. */
public final class Extension extends ClassLoader {
    static final String SAID = "The extension was loaded";
    static final String OPTION = "-Djava.system.class.loader=" + Extension.class.getName();

    private static final String FILE = Extension.class.getName().replace('.', '/') + ".class";

    public Extension(ClassLoader parent) {
        super(parent);
        System.err.println(SAID);
    }

    /** A jar with this class alone. */
    static Path jar(Path directory) throws IOException {
        Path jar = directory.resolve("extension.jar");
        try (var entries = new JarOutputStream(Files.newOutputStream(jar));
                InputStream bytes = Objects.requireNonNull(
                        Extension.class.getClassLoader().getResourceAsStream(FILE))) {
            entries.putNextEntry(new JarEntry(FILE));
            bytes.transferTo(entries);
        }
        return jar;
    }
}
