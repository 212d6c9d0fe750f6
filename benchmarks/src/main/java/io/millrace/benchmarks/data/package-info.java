/** Data that all engines read, the same for the same arguments. */
package io.millrace.benchmarks.data;
