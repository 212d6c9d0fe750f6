package io.millrace;

import io.millrace.spi.error.Condition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceThrowable;
import java.util.Optional;

/**
 * A query that cannot be run as it was written.
 *
 * <p>It is checked, as in Spark, though most methods throw it without declaring it; see {@link Errors#raise}.
 */
public class AnalysisException extends Exception implements MillraceThrowable {
    private static final long serialVersionUID = 1L;

    private final ErrorDetail detail;

    public AnalysisException(ErrorDetail detail) {
        this(detail, null);
    }

    public AnalysisException(ErrorDetail detail, Throwable cause) {
        super(detail.message(), cause);
        this.detail = detail;
    }

    /** The exception of a condition; the parameters of its message come as name, value, name, value and so on. */
    public static AnalysisException of(Condition condition, String... namesAndValues) {
        return new AnalysisException(ErrorDetail.of(condition, namesAndValues));
    }

    @Override
    public ErrorDetail detail() {
        return detail;
    }

    /** The message. */
    public String message() {
        return getMessage();
    }

    /** The message without the SQL at fault. */
    public String getSimpleMessage() {
        return new ErrorDetail(detail.condition(), detail.parameters(), Optional.empty()).message();
    }

    /** The line of the SQL at fault, counted from 1. */
    public Optional<Integer> line() {
        return detail.position().map(ErrorPosition::line);
    }

    /** The column in that line, counted from 0. */
    public Optional<Integer> startPosition() {
        return detail.position().map(ErrorPosition::column);
    }
}
