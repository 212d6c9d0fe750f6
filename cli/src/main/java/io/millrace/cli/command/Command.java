package io.millrace.cli.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * One command of {@code millrace}. Its options are built by hand, not found by reflection, and only when the command is
 * asked for, because every millisecond before the first row is the user's.
 */
public interface Command {
    /** It did what it was asked for. */
    int SUCCESS = 0;
    /** A query or a program failed. */
    int FAILURE = 1;
    /** The command line was wrong. */
    int USAGE = 2;
    /** It was stopped by Ctrl-C. */
    int INTERRUPTED = 130;

    /** Its options and its help, with an example; help and verbose are added to it. */
    CommandSpec specification();

    /** Does it; gives the exit code. What it throws is reported to the user. */
    int run(ParseResult arguments, Console console) throws Exception;

    /** Whether threads that it leaves behind are to end by themselves; otherwise the process ends with the command. */
    default boolean leavesThreads() {
        return false;
    }

    /** A specification with what every command has: {@code --help} and {@code --verbose}. */
    static CommandSpec named(String name, String description, String... example) {
        CommandSpec specification = CommandSpec.create().name("millrace " + name);
        specification.usageMessage().description(description);
        specification.usageMessage().footerHeading("%nExample:%n");
        specification.usageMessage().footer(example);
        specification.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Shows this help.")
                .build());
        specification.addOption(OptionSpec.builder("--verbose")
                .type(boolean.class)
                .description("Shows the stack trace of a failure.")
                .build());
        return specification;
    }
}
