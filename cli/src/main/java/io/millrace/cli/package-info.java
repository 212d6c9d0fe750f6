/** The command line: {@link io.millrace.cli.Main} finds the command and runs it. */
package io.millrace.cli;
