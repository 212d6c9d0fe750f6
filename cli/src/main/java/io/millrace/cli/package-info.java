<<<<<<< HEAD
/** The {@code millrace} command: subcommands, the SQL shell and the demo with its embedded Kafka broker. */
=======
/** The command line: {@link io.millrace.cli.Main} finds the command and runs it. */
>>>>>>> kafka
package io.millrace.cli;
