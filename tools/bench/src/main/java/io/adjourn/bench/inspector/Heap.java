package io.adjourn.bench.inspector;

import io.adjourn.config.CannotStartException;
import io.adjourn.localstack.LocalInspector;
import java.io.IOException;
import java.nio.file.Path;

/** What a process still needs of its heap. */
final class Heap {
    private Heap() {}

    /** In bytes, once what nobody needs any more was thrown away. */
    static double inUse(LocalInspector inspector) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            int exit = new ProcessBuilder(jcmd.toString(), Long.toString(inspector.id()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new CannotStartException(jcmd + " cannot have the inspector's heap collected: exit code " + exit);
            }
        } catch (IOException e) {
            throw new CannotStartException(jcmd + " does not run: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
        return inspector.metrics().sum("jvm_memory_used_bytes", "area=\"heap\"");
    }
}
