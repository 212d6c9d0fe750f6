package io.millrace.cli;

import io.millrace.cli.command.Command;
import io.millrace.cli.command.Console;
import io.millrace.cli.command.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code millrace help [command]}. */
final class HelpCommand implements Command {
    @Override
    public CommandSpec specification() {
        return Command.named("help", "Shows the commands, or the options of one.", "  millrace help sql")
                .addPositional(PositionalParamSpec.builder()
                        .paramLabel("COMMAND")
                        .type(String.class)
                        .arity("0..1")
                        .description("The command to explain.")
                        .build());
    }

    @Override
    public int run(ParseResult arguments, Console console) {
        String written = arguments.matchedPositionalValue(0, "");
        if (written.isEmpty()) {
            Help.print(console.out());
            return SUCCESS;
        }
        String name = Commands.canonical(written);
        if (name == null) {
            throw new UsageException("there is no command '" + written + "'");
        }
        new CommandLine(Commands.create(name).specification()).usage(console.out(), CommandLine.Help.Ansi.OFF);
        return SUCCESS;
    }
}
