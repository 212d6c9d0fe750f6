/**
 * Small questions put to both engines: text files of cases with Spark's answers in them, and the program that asks. The
 * classes that are part of that program use the public API and the JDK only, so that it can be ported to Spark.
 */
package io.millrace.tests.cases;
