package io.millrace.sql;

import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Literal;

/** Finds the values of expressions while a text is read: names and statements may be given as expressions. */
@FunctionalInterface
public interface Constants {
    /** The value of an expression over constants and variables of the session; one that is wrong, or uses columns, fails. */
    Literal value(UnresolvedExpression expression);
}
