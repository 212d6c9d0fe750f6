/** The programs under examples/ print what they print on Spark. */
package io.millrace.tests.programs;
