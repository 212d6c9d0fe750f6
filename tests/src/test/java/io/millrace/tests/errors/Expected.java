package io.millrace.tests.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.streaming.StreamingQueryException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an error should be.
 *
 * @param family a class that users may catch it by
 * @param condition the name of the condition; null where Spark throws a plain Java exception
 * @param sqlState its SQLSTATE; null for conditions without a name
 * @param parameters values in the message that must be these; others may be there
 * @param position the SQL at fault; empty where it is not looked at
 * @param endsQuery whether it ends a running query, so that users see it as the cause of STREAM_FAILED
 */
record Expected(
        Class<? extends Throwable> family,
        String condition,
        String sqlState,
        Map<String, String> parameters,
        Optional<ErrorPosition> position,
        boolean endsQuery) {

    /** @param parameters name, value, name, value … */
    static Expected error(Class<? extends Throwable> family, String condition, String sqlState, String... parameters) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            values.put(parameters[i], parameters[i + 1]);
        }
        return new Expected(family, condition, sqlState, values, Optional.empty(), false);
    }

    /** A plain Java exception. */
    static Expected plain(Class<? extends Throwable> family) {
        return error(family, null, null);
    }

    Expected at(ErrorPosition where) {
        return new Expected(family, condition, sqlState, parameters, Optional.of(where), endsQuery);
    }

    /** The same as the end of a running query. */
    Expected insideQuery() {
        return new Expected(family, condition, sqlState, parameters, position, true);
    }

    void verify(Throwable thrown) {
        assertThat(thrown).as("an error").isNotNull();
        if (!endsQuery) {
            verifyItself(thrown);
            return;
        }
        assertThat(thrown).isInstanceOf(StreamingQueryException.class);
        StreamingQueryException failure = (StreamingQueryException) thrown;
        assertThat(failure.getCondition()).isEqualTo("STREAM_FAILED");
        assertThat(failure.getSqlState()).isEqualTo("XXKST");
        assertThat(failure.getMessageParameters()).containsOnlyKeys("id", "runId", "message");
        verifyItself(failure.cause());
        assertThat(failure.getMessage()).contains(String.valueOf(failure.cause().getMessage()));
    }

    private void verifyItself(Throwable thrown) {
        if (condition != null) {
            assertThat(thrown).isInstanceOf(MillraceThrowable.class);
            MillraceThrowable known = (MillraceThrowable) thrown;
            assertThat(known.getCondition()).as(thrown.getMessage()).isEqualTo(condition);
            assertThat(known.getSqlState()).isEqualTo(sqlState);
            assertThat(known.getMessageParameters()).containsAllEntriesOf(parameters);
            position.ifPresent(where -> assertThat(known.position()).contains(where));
            assertThat(thrown.getMessage()).as("every parameter has a value").doesNotContainPattern("<[a-z]\\w+>");
        }
        assertThat(thrown).isInstanceOf(family);
    }
}
