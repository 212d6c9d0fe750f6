package io.millrace.engine.analysis;

import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.ExtractValue;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.util.List;

/**
 * {@code HAVING c[0] > 1}: a column below the select list goes before one that the list calls so, and an element is taken out of
 * that one or of none.
 */
final class HavingElements {
    private HavingElements() {}

    /** @param input knows the columns below the select list */
    static void require(List<UnresolvedExpression> conditions, ExpressionAnalyzer input) {
        conditions.forEach(condition -> require(condition, input));
    }

    private static void require(UnresolvedExpression expression, ExpressionAnalyzer input) {
        if (expression instanceof ExtractValue extract
                && extract.child() instanceof ColumnReference column
                && input.own(column).isPresent()) {
            try {
                input.analyze(extract);
            } catch (MillraceException failure) {
                if (failure.detail().condition() == ErrorCondition.INVALID_EXTRACT_BASE_FIELD_TYPE) {
                    throw new MillraceException(
                            ErrorDetail.of(
                                    ErrorCondition.INVALID_EXTRACT_BASE_FIELD_TYPE,
                                    "base",
                                    "\"tempresolvedcolumn(" + String.join(".", column.parts()) + ")\"",
                                    "other",
                                    failure.getMessageParameters().get("other")),
                            failure);
                }
                // what else is wrong with it shows when the condition is looked at
            }
        }
        UnresolvedChildren.of(expression).forEach(child -> require(child, input));
    }
}
