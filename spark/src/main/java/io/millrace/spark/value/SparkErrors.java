package io.millrace.spark.value;

import io.millrace.AnalysisException;
import io.millrace.Errors;
import io.millrace.catalyst.parser.ParseException;
import io.millrace.spi.error.Condition;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceArithmeticException;
import io.millrace.spi.error.MillraceArrayIndexOutOfBoundsException;
import io.millrace.spi.error.MillraceDateTimeException;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.error.MillraceIllegalStateException;
import io.millrace.spi.error.MillraceNumberFormatException;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.error.MillraceUnsupportedOperationException;
import io.millrace.spi.error.NamedCondition;
import io.millrace.streaming.StreamingQueryException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkThrowable;
import org.apache.spark.SparkThrowableHelper;
import org.apache.spark.sql.catalyst.trees.SQLQueryContext;

/**
 * Spark's exceptions as Millrace's: the same condition, SQLSTATE, parameters and position, in the same family of Java
 * exceptions. The cause is what the user's code threw, or else Spark's own exception.
 *
 * <p>An exception without a condition, which is one of the user's code or of a library, reaches the caller as it is.
 */
public final class SparkErrors {
    private static final Map<String, Condition> OWN = new HashMap<>();

    static {
        for (ErrorCondition condition : ErrorCondition.values()) {
            OWN.put(condition.conditionName(), condition);
        }
    }

    private SparkErrors() {}

    /** Runs what may fail in Spark; failures are thrown as Millrace's. */
    public static <T> T translating(Callable<T> action) {
        try {
            return action.call();
        } catch (Exception e) {
            throw Errors.raise(translate(e));
        }
    }

    /** Millrace's exception for one of Spark's. */
    public static Throwable translate(Throwable error) {
        if (error instanceof MillraceThrowable) {
            return error;
        }
        if (error instanceof org.apache.spark.sql.streaming.StreamingQueryException failure) {
            return streaming(failure);
        }
        Throwable named = named(error);
        return named == null ? withoutStages(error) : translate(named, (SparkThrowable) named);
    }

    /** The outermost exception that says what happened; jobs and threads wrap it in others. Null if there is none. */
    private static Throwable named(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof SparkThrowable named && named.getCondition() != null) {
                return at;
            }
        }
        return null;
    }

    /** What a task threw, without the failure of the job around it. */
    private static Throwable withoutStages(Throwable error) {
        return error.getClass() == org.apache.spark.SparkException.class && error.getCause() != null
                ? error.getCause()
                : error;
    }

    private static Throwable translate(Throwable error, SparkThrowable named) {
        ErrorDetail detail = new ErrorDetail(condition(named), named.getMessageParameters(), position(named));
        Throwable cause = cause(error);
        return switch (error) {
            case org.apache.spark.sql.catalyst.parser.ParseException e -> new ParseException(detail, cause);
            case org.apache.spark.sql.AnalysisException e -> new AnalysisException(detail, cause);
            case ArithmeticException e -> new MillraceArithmeticException(detail, cause);
            case DateTimeException e -> new MillraceDateTimeException(detail, cause);
            case NumberFormatException e -> new MillraceNumberFormatException(detail, cause);
            case ArrayIndexOutOfBoundsException e -> new MillraceArrayIndexOutOfBoundsException(detail, cause);
            case IllegalArgumentException e -> new MillraceIllegalArgumentException(detail, cause);
            case IllegalStateException e -> new MillraceIllegalStateException(detail, cause);
            case UnsupportedOperationException e -> new MillraceUnsupportedOperationException(detail, cause);
            default -> new MillraceException(detail, cause);
        };
    }

    /** What the user's code threw, if it did; Spark's exception is with it, suppressed. Else Spark's exception. */
    private static Throwable cause(Throwable error) {
        Throwable thrown = error.getCause() instanceof CheckedException wrapped ? wrapped.getCause() : error.getCause();
        if (thrown == null || thrown instanceof SparkThrowable) {
            return error;
        }
        thrown.addSuppressed(error);
        return thrown;
    }

    private static StreamingQueryException streaming(org.apache.spark.sql.streaming.StreamingQueryException failure) {
        return new StreamingQueryException(
                new ErrorDetail(condition(failure), failure.getMessageParameters(), Optional.empty()),
                failure.getMessage(),
                failure.cause() == null ? null : translate(failure.cause()),
                failure.startOffset(),
                failure.endOffset(),
                failure.time());
    }

    /** Our own condition of that name, with our message; else Spark's. */
    private static Condition condition(SparkThrowable named) {
        String name = named.getCondition();
        Condition own = OWN.get(name);
        if (own != null) {
            return own;
        }
        String message = SparkThrowableHelper.isValidErrorClass(name)
                ? SparkThrowableHelper.getMessageTemplate(name)
                : String.valueOf(((Throwable) named).getMessage());
        return new NamedCondition(name, named.getSqlState(), message);
    }

    /** The stretch of SQL that an error is about. */
    private static Optional<ErrorPosition> position(SparkThrowable error) {
        QueryContext[] contexts = error.getQueryContext();
        return Arrays.stream(contexts == null ? new QueryContext[0] : contexts)
                .filter(SQLQueryContext.class::isInstance)
                .map(SQLQueryContext.class::cast)
                .filter(context -> context.sqlText().isDefined()
                        && context.originStartIndex().isDefined()
                        && context.originStopIndex().isDefined())
                .map(context -> new ErrorPosition(context.sqlText().get(), context.startIndex(), context.stopIndex()))
                .findFirst();
    }
}
