package io.millrace.sql;

import io.millrace.plan.UnresolvedExpression;
import java.util.Map;
import java.util.Optional;

/** What the parameters of a text stand for, if anything; and which kinds of parameters the text turned out to have. */
final class ParameterValues {
    private final Map<String, UnresolvedExpression> values;
    private boolean byPosition;
    private boolean byName;

    /** @param values by name, or by number as text, from 0 */
    ParameterValues(Map<String, UnresolvedExpression> values) {
        this.values = Map.copyOf(values);
    }

    Optional<UnresolvedExpression> ofName(String name) {
        byName = true;
        return Optional.ofNullable(values.get(name));
    }

    Optional<UnresolvedExpression> ofPosition(int position) {
        byPosition = true;
        return Optional.ofNullable(values.get(String.valueOf(position)));
    }

    /** Whether the text has question marks. */
    boolean byPosition() {
        return byPosition;
    }

    /** Whether the text has names after colons. */
    boolean byName() {
        return byName;
    }
}
