/** Types, cells and errors, between the forms of Millrace's API and those of Spark. */
package io.millrace.spark.value;
