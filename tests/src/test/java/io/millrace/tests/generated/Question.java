package io.millrace.tests.generated;

/**
 * An expression over the table of its {@link Batch}. Part of the program that is ported to Spark.
 *
 * @param kind where it stands
 * @param expression as SQL, without line ends
 */
record Question(Kind kind, String expression) {}
