/**
 * Data types as Spark names them: what a column may hold, schemas, their DDL and JSON texts.
 *
 * <p>Types are immutable values; two types are equal when they mean the same, nullability of nested parts included.
 */
package io.millrace.types;
