/**
 * Typed expressions and how they are computed: once per batch, over vectors.
 *
 * <p>An {@link io.millrace.engine.expression.Expression} is an immutable record with a type. Before it runs its
 * attributes are bound to column positions, and {@code Evaluators.compile} turns it into a tree of
 * {@link io.millrace.engine.expression.Evaluator} objects, which own scratch vectors and belong to one task.
 */
package io.millrace.engine.expression;
