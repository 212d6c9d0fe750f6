package io.millrace.sql;

import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Literal;

/** Finds the values of expressions while a text is read: names and statements may be given as expressions. */
@FunctionalInterface
public interface Constants {
    /**
     * The value of an expression over nothing but constants and variables of the session.
     *
     * @throws io.millrace.AnalysisException if the expression is wrong, or uses columns
     */
    Literal value(UnresolvedExpression expression);
}
