package io.millrace.engine.expression;

/** One item of an order. */
public record SortKey(Expression value, boolean ascending, boolean nullsFirst) {}
