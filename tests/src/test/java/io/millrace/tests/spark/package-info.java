/** Apache Spark as the oracle: programs written for Millrace, ported back, run in a JVM of their own. */
package io.millrace.tests.spark;
