package io.millrace.spark.value;

import io.millrace.AnalysisException;
import io.millrace.Errors;
import io.millrace.catalyst.parser.ParseException;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceArithmeticException;
import io.millrace.spi.error.MillraceArrayIndexOutOfBoundsException;
import io.millrace.spi.error.MillraceDateTimeException;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.error.MillraceNumberFormatException;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.error.MillraceUnsupportedOperationException;
import io.millrace.streaming.StreamingQueryException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.catalyst.trees.SQLQueryContext;

/**
 * Spark's exceptions as Millrace's: the same condition, SQLSTATE, parameters and position, in the same family of Java
 * exceptions. Spark's own exception stays as the cause.
 *
 * <p>An exception without a condition, which is one of the user's code or of a library, reaches the caller as it is.
 */
public final class SparkErrors {
    private static final Map<String, ErrorCondition> KNOWN = new LinkedHashMap<>();

    static {
        for (ErrorCondition condition : ErrorCondition.values()) {
            KNOWN.put(condition.conditionName(), condition);
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
        ErrorCondition condition = KNOWN.get(named.getCondition());
        boolean analysis = error instanceof org.apache.spark.sql.AnalysisException;
        if (condition == null) {
            return analysis ? new OtherAnalysisException(error, named) : new OtherException(error, named);
        }
        ErrorDetail detail = new ErrorDetail(condition, named.getMessageParameters(), position(named));
        return switch (error) {
            case org.apache.spark.sql.catalyst.parser.ParseException e -> new ParseException(detail, e);
            case org.apache.spark.sql.AnalysisException e -> new AnalysisException(detail, e);
            case ArithmeticException e -> new MillraceArithmeticException(detail, e);
            case DateTimeException e -> new MillraceDateTimeException(detail, e);
            case NumberFormatException e -> new MillraceNumberFormatException(detail, e);
            case ArrayIndexOutOfBoundsException e -> new MillraceArrayIndexOutOfBoundsException(detail, e);
            case IllegalArgumentException e -> new MillraceIllegalArgumentException(detail, e);
            case UnsupportedOperationException e -> new MillraceUnsupportedOperationException(detail, e);
            default -> new MillraceException(detail, error);
        };
    }

    private static StreamingQueryException streaming(org.apache.spark.sql.streaming.StreamingQueryException failure) {
        ErrorCondition condition = KNOWN.getOrDefault(failure.getCondition(), ErrorCondition.STREAM_FAILED);
        return new StreamingQueryException(
                new ErrorDetail(condition, failure.getMessageParameters(), Optional.empty()),
                failure.getMessage(),
                failure.cause() == null ? null : translate(failure.cause()),
                failure.startOffset(),
                failure.endOffset(),
                failure.time());
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

    private static ErrorDetail detail(SparkThrowable named) {
        String message = ((Throwable) named).getMessage();
        return new ErrorDetail(ErrorCondition.LEGACY_3102, Map.of("msg", String.valueOf(message)), position(named));
    }

    /** An error of analysis under a condition that only Spark has. */
    public static final class OtherAnalysisException extends AnalysisException {
        private static final long serialVersionUID = 1L;

        private final transient SparkThrowable named;

        OtherAnalysisException(Throwable error, SparkThrowable named) {
            super(SparkErrors.detail(named), error);
            this.named = named;
        }

        @Override
        public String getCondition() {
            return named.getCondition();
        }

        @Override
        public String getSqlState() {
            return named.getSqlState();
        }

        @Override
        public Map<String, String> getMessageParameters() {
            return named.getMessageParameters();
        }
    }

    /** Another error under a condition that only Spark has. */
    public static final class OtherException extends MillraceException {
        private static final long serialVersionUID = 1L;

        private final transient SparkThrowable named;

        OtherException(Throwable error, SparkThrowable named) {
            super(SparkErrors.detail(named), error);
            this.named = named;
        }

        @Override
        public String getCondition() {
            return named.getCondition();
        }

        @Override
        public String getSqlState() {
            return named.getSqlState();
        }

        @Override
        public Map<String, String> getMessageParameters() {
            return named.getMessageParameters();
        }
    }
}
