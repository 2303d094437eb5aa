package io.adjourn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionsTest {

    @Test
    void shouldFindWhatAJarInTheDirectoryHas(@TempDir Path directory) throws Exception {
        try (OutputStream file = Files.newOutputStream(directory.resolve("own.jar"));
                var jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry("own.txt"));
        }
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            Extensions.use(Map.of("ADJOURN_EXTENSIONS", directory.toString()));

            assertThat(Thread.currentThread().getContextClassLoader().getResource("own.txt"))
                    .isNotNull();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void shouldNeedNoDirectoryAndNoJar(@TempDir Path empty) {
        assertThatCode(() -> Extensions.use(Map.of("ADJOURN_EXTENSIONS", "/nowhere")))
                .doesNotThrowAnyException();
        assertThat(Extensions.jars(empty)).isEmpty();
    }
}
