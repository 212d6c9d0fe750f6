/** {@code millrace run}: programs of one file, compiled once. */
package io.millrace.cli.run;
