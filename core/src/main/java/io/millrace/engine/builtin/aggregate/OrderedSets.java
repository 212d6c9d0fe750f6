package io.millrace.engine.builtin.aggregate;

import io.millrace.engine.expression.CallSite;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;

/** What functions refuse that look at a group in an order: {@code WITHIN GROUP (ORDER BY …)}. */
final class OrderedSets {
    private OrderedSets() {}

    static void refuseDistinct(CallSite call) {
        if (call.distinct()) {
            throw error(call, ErrorCondition.INVALID_WITHIN_GROUP_EXPRESSION__DISTINCT_UNSUPPORTED);
        }
    }

    static MillraceException missing(CallSite call) {
        return error(call, ErrorCondition.INVALID_WITHIN_GROUP_EXPRESSION__WITHIN_GROUP_MISSING);
    }

    static void requireOrderings(CallSite call, int expected) {
        int actual = call.order().size();
        if (actual != expected) {
            throw error(
                    call,
                    ErrorCondition.INVALID_WITHIN_GROUP_EXPRESSION__WRONG_NUM_ORDERINGS,
                    "expectedNum",
                    String.valueOf(expected),
                    "actualNum",
                    String.valueOf(actual));
        }
    }

    private static MillraceException error(CallSite call, ErrorCondition condition, String... further) {
        String[] parameters = new String[further.length + 2];
        parameters[0] = "funcName";
        parameters[1] = "`" + call.name() + "`";
        System.arraycopy(further, 0, parameters, 2, further.length);
        return new MillraceException(ErrorDetail.of(condition, parameters).at(call.position()));
    }
}
