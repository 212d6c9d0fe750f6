package io.millrace.spi.error;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One occurrence of a condition. It can be serialized, so that it survives the way from another process to the caller.
 */
public final class ErrorDetail implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Condition condition;
    private final LinkedHashMap<String, String> parameters;
    // Null if unknown: an Optional cannot be serialized.
    private final ErrorPosition position;

    /**
     * @param condition which condition
     * @param parameters the values in its message by name, in the message's order
     * @param position the SQL at fault, if known
     */
    public ErrorDetail(Condition condition, Map<String, String> parameters, Optional<ErrorPosition> position) {
        this.condition = Objects.requireNonNull(condition, "condition");
        this.parameters = new LinkedHashMap<>(parameters);
        this.position = position.orElse(null);
    }

    /** @param namesAndValues name, value, name, value … */
    public static ErrorDetail of(Condition condition, String... namesAndValues) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], String.valueOf(namesAndValues[i + 1]));
        }
        return new ErrorDetail(condition, parameters, Optional.empty());
    }

    /** Which condition. */
    public Condition condition() {
        return condition;
    }

    /** The values in its message by name, in the message's order. */
    public Map<String, String> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /** The SQL at fault, if known. */
    public Optional<ErrorPosition> position() {
        return Optional.ofNullable(position);
    }

    public ErrorDetail at(ErrorPosition where) {
        return at(Optional.ofNullable(where));
    }

    public ErrorDetail at(Optional<ErrorPosition> where) {
        return new ErrorDetail(condition, parameters, where);
    }

    /** {@code [CONDITION] text SQLSTATE: xxxxx}, and the SQL at fault below it. */
    public String message() {
        String text = condition.format(parameters);
        return position == null ? text : text + '\n' + position.render();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ErrorDetail that
                && condition.equals(that.condition)
                && parameters.equals(that.parameters)
                && Objects.equals(position, that.position);
    }

    @Override
    public int hashCode() {
        return Objects.hash(condition, parameters, position);
    }

    @Override
    public String toString() {
        return message();
    }
}
