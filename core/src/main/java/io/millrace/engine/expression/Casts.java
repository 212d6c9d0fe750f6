package io.millrace.engine.expression;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;

/** Conversions of values from one type to another. */
final class Casts {
    private Casts() {}

    static Evaluator open(Expression.Conversion conversion, Evaluator child) {
        throw new MillraceException(ErrorDetail.of(
                ErrorCondition.UNSUPPORTED_FEATURE__PLAN, "feature", ExpressionText.sql(conversion)));
    }
}
