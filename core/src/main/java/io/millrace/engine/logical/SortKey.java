package io.millrace.engine.logical;

import io.millrace.engine.expression.Expression;

/** One item of an order. */
public record SortKey(Expression value, boolean ascending, boolean nullsFirst) {}
