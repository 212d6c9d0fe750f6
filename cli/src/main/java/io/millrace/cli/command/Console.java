package io.millrace.cli.command;

import java.io.PrintStream;

/**
 * Where a command prints.
 *
 * @param out results, and nothing else
 * @param err everything else
 */
public record Console(PrintStream out, PrintStream err) {}
