package io.millrace.cli;

import io.millrace.cli.command.Command;
import io.millrace.cli.command.Console;
import io.millrace.cli.command.FailureReport;
import io.millrace.cli.command.UsageException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code millrace <command> …}. Results go to standard output, all else to standard error; exit codes are those of
 * {@link Command}.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Text is UTF-8 whatever the locale says, so that results mean the same everywhere.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.setOut(out);
        System.setErr(err);
        Result result = run(arguments, new Console(out, err));
        out.flush();
        err.flush();
        if (result.code() != Command.SUCCESS || !result.leavesThreads()) {
            System.exit(result.code());
        }
    }

    /**
     * How a command ended.
     *
     * @param code the exit code
     * @param leavesThreads whether its threads may go on
     */
    record Result(int code, boolean leavesThreads) {}

    static Result run(String[] arguments, Console console) {
        if (arguments.length == 0) {
            Help.print(console.err());
            return new Result(Command.USAGE, false);
        }
        String name = Commands.canonical(arguments[0]);
        if (name == null) {
            console.err()
                    .println("millrace: there is no command '" + arguments[0] + "'"
                            + Commands.nearest(arguments[0])
                                    .map(n -> "; did you mean '" + n + "'?")
                                    .orElse(""));
            console.err().println("'millrace help' lists the commands.");
            return new Result(Command.USAGE, false);
        }
        Command command = Commands.create(name);
        int code = run(command, Arrays.copyOfRange(arguments, 1, arguments.length), console);
        return new Result(code, command.leavesThreads());
    }

    private static int run(Command command, String[] arguments, Console console) {
        CommandLine line = new CommandLine(command.specification());
        line.setStopAtPositional(true);
        boolean verbose = false;
        try {
            ParseResult parsed = line.parseArgs(arguments);
            if (parsed.isUsageHelpRequested()) {
                line.usage(console.out(), CommandLine.Help.Ansi.OFF);
                return Command.SUCCESS;
            }
            verbose = parsed.hasMatchedOption("--verbose");
            return command.run(parsed, console);
        } catch (ParameterException | UsageException e) {
            console.err().println("millrace: " + e.getMessage());
            console.err().println("'" + line.getCommandName() + " --help' shows how it is used.");
            return Command.USAGE;
        } catch (InterruptedException e) {
            return Command.INTERRUPTED;
        } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError | AssertionError e) {
            FailureReport.print(e, verbose, console.err());
            return Command.FAILURE;
        }
    }
}
