package io.adjourn.sandbox;

import io.adjourn.commands.Launcher;
import io.adjourn.commands.Logs;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The launcher's commands: those that run everything on this machine, and those for operators. */
@Command(
        name = "adjourn",
        header = "One truthful completion record per meeting, from every meeting-bot vendor's webhooks.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DemoCommand.class, UpCommand.class, AuditCommand.class},
        footer = {"", "Start with: ./adjourn demo", "Measure with: ./adjourn bench"})
public final class Adjourn extends Launcher {

    public static void main(String[] args) {
        Logs.off();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return commandLine(new Adjourn());
    }
}
