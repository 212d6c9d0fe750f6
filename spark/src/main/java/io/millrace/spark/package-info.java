/**
 * A second engine behind the seam {@code io.millrace.plan.Engine}: the same unresolved plans run on Apache Spark 4.2, on
 * one machine or a cluster.
 *
 * <p>Plans become Catalyst's own unresolved plans, node by node, and Spark does everything else: names, types, execution.
 * They are built as Spark's SQL parser builds them, and not through {@code Dataset} and {@code Column}, because only so
 * nothing is looked up too early: outer references of sub-queries, aliases in GROUP BY, aggregates in HAVING, and the
 * place in the SQL text that an error points to. Where user code runs, and where a source or a sink is opened, Spark's
 * public API is used.
 *
 * <p>Below this package: {@code translation} (plans and expressions), {@code usercode} (lambdas that travel to
 * executors), {@code value} (types, cells, errors).
 */
package io.millrace.spark;
