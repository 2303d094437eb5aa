package io.adjourn.commands;

import java.io.Console;
import java.io.PrintWriter;

/** Where a command prints: with colours, and with a line that is written again and again, where a person may be watching. */
public final class Terminal {
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintWriter out;
    private final boolean interactive;
    private final boolean coloured;
    private boolean passing;

    private Terminal(PrintWriter out, boolean interactive, boolean coloured) {
        this.out = out;
        this.interactive = interactive;
        this.coloured = coloured;
    }

    /** The colours in use, by what they are used for. */
    public enum Colour {
        GOOD(32),
        PARTLY(33),
        BAD(31),
        GONE(35),
        QUIET(2),
        STRONG(1);

        private final int code;

        Colour(int code) {
            this.code = code;
        }
    }

    /** The terminal we print to; NO_COLOR (no-color.org) is honoured. */
    @SuppressWarnings("SystemConsoleNull") // it is, where input or output is redirected: Java 25 went back to that
    public static Terminal of(PrintWriter out) {
        Console console = System.console();
        boolean interactive = console != null && console.isTerminal();
        String noColour = System.getenv("NO_COLOR");
        return new Terminal(out, interactive, interactive && (noColour == null || noColour.isEmpty()));
    }

    public String paint(Colour colour, String text) {
        return coloured ? "\u001B[" + colour.code + "m" + text + "\u001B[0m" : text;
    }

    public synchronized void line(String text) {
        out.println(passing ? CLEAR_LINE + text : text);
        out.flush();
        passing = false;
    }

    /** Shows the text until the next line; nothing where nobody watches. */
    public synchronized void passing(String text) {
        if (interactive) {
            out.print(CLEAR_LINE + text);
            out.flush();
            passing = true;
        }
    }
}
