package io.millrace.cli;

import io.millrace.cli.command.Command;
import io.millrace.cli.command.Console;
import io.millrace.cli.command.Version;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code millrace version}. */
final class VersionCommand implements Command {
    @Override
    public CommandSpec specification() {
        return Command.named("version", "Prints the version of Millrace and of Java.", "  millrace version");
    }

    @Override
    public int run(ParseResult arguments, Console console) {
        console.out()
                .println("millrace " + Version.current() + " (Java " + Runtime.version() + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ")");
        return SUCCESS;
    }
}
