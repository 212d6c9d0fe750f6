/** The program's own code, as it travels inside Spark's plans and runs on executors. */
package io.millrace.spark.usercode;
