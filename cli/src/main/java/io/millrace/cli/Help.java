package io.millrace.cli;

import java.io.PrintStream;

/** The list of commands. */
final class Help {
    private Help() {}

    static void print(PrintStream to) {
        to.println("Usage: millrace <command> [options]");
        to.println();
        Commands.SUMMARIES.forEach(
                (name, summary) -> to.println("  " + name + " ".repeat(10 - name.length()) + summary));
        to.println();
        to.println("'millrace <command> --help' shows a command's options and an example.");
        to.println("Exit codes: 0 done, 1 a query or program failed, 2 wrong usage, 130 interrupted.");
    }
}
