/** {@code millrace sql}: statements from the command line or a file. */
package io.millrace.cli.sql;
