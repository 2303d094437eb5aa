package io.adjourn.commands;

import picocli.CommandLine.Command;

/**
 * The commands that work on an installation: what the image of the tools runs. Those that start a broker and a registry of their
 * own are not among them.
 */
@Command(
        name = "adjourn",
        header = "What operators of Adjourn need.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "demo, up and replay start a broker of their own: they come with the sources."})
public final class Tools extends Launcher {

    public static void main(String[] args) {
        Logs.off();
        System.exit(commandLine(new Tools()).execute(args));
    }
}
