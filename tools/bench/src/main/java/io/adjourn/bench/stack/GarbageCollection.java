package io.adjourn.bench.stack;

import io.adjourn.config.CannotStartException;
import java.io.IOException;
import java.nio.file.Path;

/** Has another Java process throw away what it needs no more. */
public final class GarbageCollection {
    private GarbageCollection() {}

    /**
     * In the process with that id.
     *
     * @throws CannotStartException if there is no {@code jcmd}, or it cannot reach that process
     */
    public static void in(long process) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            int exit = new ProcessBuilder(jcmd, Long.toString(process), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new CannotStartException("jcmd cannot reach process " + process + ": exit code " + exit);
            }
        } catch (IOException e) {
            throw new CannotStartException("there is no " + jcmd + ": run this with a JDK", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }
}
