/**
 * Aggregate functions. The values of all groups lie in {@link io.millrace.engine.builtin.aggregate.GroupColumn}s, one per
 * buffer column; an accumulator only adds the arithmetic.
 */
package io.millrace.engine.builtin.aggregate;
