/**
 * Errors as conditions: a name, an SQLSTATE, named values, and where in the query it happened.
 *
 * <p>Conditions carry Spark's names where Spark has one, so that an answer found on the web applies.
 */
package io.millrace.spi.error;
