/** Errors of SQL text, in the package where programs written for Spark look for them. */
package io.millrace.catalyst.parser;
