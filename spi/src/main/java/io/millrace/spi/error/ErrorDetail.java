package io.millrace.spi.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One occurrence of a condition.
 *
 * @param condition which condition
 * @param parameters the values in its message by name, in the message's order
 * @param position the SQL at fault, if known
 */
public record ErrorDetail(ErrorCondition condition, Map<String, String> parameters, Optional<ErrorPosition> position) {
    public ErrorDetail {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** @param namesAndValues name, value, name, value … */
    public static ErrorDetail of(ErrorCondition condition, String... namesAndValues) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], String.valueOf(namesAndValues[i + 1]));
        }
        return new ErrorDetail(condition, parameters, Optional.empty());
    }

    public ErrorDetail at(ErrorPosition where) {
        return new ErrorDetail(condition, parameters, Optional.ofNullable(where));
    }

    public ErrorDetail at(Optional<ErrorPosition> where) {
        return new ErrorDetail(condition, parameters, where);
    }

    /** {@code [CONDITION] text SQLSTATE: xxxxx}, and the SQL at fault below it. */
    public String message() {
        StringBuilder text = new StringBuilder(condition.format(parameters));
        position.ifPresent(where -> text.append('\n').append(where.render()));
        return text.toString();
    }
}
