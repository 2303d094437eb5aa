package io.adjourn.commands;

import picocli.CommandLine.Command;

/**
 * The commands that work on an installation: what the image of the tools runs. Those that start a broker and a registry of their
 * own are not among them.
 */
@Command(
        name = "adjourn",
        header = "Commands for operators of Adjourn.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "demo, up and audit start a broker of their own: they are available from a checkout of the sources only."
        })
public final class Tools extends Launcher {

    public static void main(String[] args) {
        Logs.off();
        System.exit(commandLine(new Tools()).execute(args));
    }
}
