package io.adjourn.sandbox;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command of the launcher printed, and how it ended. */
public record CommandLineRun(int exit, String out, String err) {

    public static CommandLineRun of(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Adjourn.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandLineRun(exit, out.toString(), err.toString());
    }
}
