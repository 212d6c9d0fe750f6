/** The {@code millrace} command: subcommands, the SQL shell and the demo with its embedded Kafka broker. */
package io.millrace.cli;
