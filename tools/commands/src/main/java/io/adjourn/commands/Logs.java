package io.adjourn.commands;

import io.adjourn.config.CannotStartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Where this process logs: never to the terminal, which belongs to what a command has to say. */
public final class Logs {
    private static final Logger ROOT = Logger.getLogger("");

    private Logs() {}

    /** Logs nothing. */
    public static void off() {
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
            handler.close();
        }
        ROOT.setLevel(Level.OFF);
    }

    /** Logs to the file, what it held before is kept. */
    public static void to(Path file) {
        off();
        try {
            // A percent sign starts a pattern there.
            var handler = new FileHandler(file.toString().replace("%", "%%"), true);
            handler.setFormatter(new SimpleFormatter());
            ROOT.addHandler(handler);
            ROOT.setLevel(Level.INFO);
        } catch (IOException e) {
            throw new CannotStartException(
                    "cannot write the log " + file + ": choose another directory with --data", e);
        }
    }
}
