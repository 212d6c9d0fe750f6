/**
 * The programs that are measured. Millrace runs them as they stand here, Spark after the four substitutions of the port
 * rule; so they use nothing but the public API and the JDK.
 */
package io.millrace.benchmarks.programs;
