package io.millrace.spi.error;

import java.util.Map;
import java.util.Optional;

/** An error that says which condition it is; every exception that Millrace raises on purpose implements it. */
public interface MillraceThrowable {
    /** What happened, and with which values. */
    ErrorDetail detail();

    /** The name of the condition, for example {@code UNRESOLVED_COLUMN.WITH_SUGGESTION}. */
    default String getCondition() {
        return detail().condition().conditionName();
    }

    /** The older name of {@link #getCondition()}. */
    default String getErrorClass() {
        return getCondition();
    }

    /** The SQLSTATE, or null for a condition that has none. */
    default String getSqlState() {
        return detail().condition().sqlState();
    }

    /** The values in the message by name. */
    default Map<String, String> getMessageParameters() {
        return detail().parameters();
    }

    /** The piece of SQL or the call that is at fault, if known. */
    default Optional<ErrorPosition> position() {
        return detail().position();
    }
}
