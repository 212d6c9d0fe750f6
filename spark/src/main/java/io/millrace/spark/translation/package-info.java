/** Unresolved plans and expressions as Catalyst's. */
package io.millrace.spark.translation;
