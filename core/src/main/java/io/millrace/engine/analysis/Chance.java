package io.millrace.engine.analysis;

import io.millrace.engine.expression.Expression;
import java.util.Set;

/** What gives other values each time that it is asked. */
public final class Chance {
    /** Functions that are constant while a batch runs. */
    private static final Set<String> TIMES =
            Set.of("current_timestamp", "now", "current_date", "curdate", "localtimestamp", "current_time");

    private Chance() {}

    /** Whether a call depends on chance by itself; the current time does not, which is one for a whole batch. */
    public static boolean decides(Expression part) {
        return part instanceof Expression.ScalarCall call
                && !call.function().deterministic()
                && !TIMES.contains(call.function().name());
    }
}
