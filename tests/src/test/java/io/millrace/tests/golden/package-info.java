/**
 * Spark's own SQL statements and answers, read from a folder that is not part of the project, run on Millrace and counted.
 * {@code GoldenTest} says how.
 */
package io.millrace.tests.golden;
