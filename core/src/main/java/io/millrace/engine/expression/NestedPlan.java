package io.millrace.engine.expression;

/** A plan inside an expression: that of a sub-query. Expressions carry it and know nothing about it. */
public interface NestedPlan {}
