package io.millrace.spi.error;

/** A text that is no date or time, or a time that cannot be. */
public final class MillraceDateTimeException extends java.time.DateTimeException implements MillraceThrowable {
    private static final long serialVersionUID = 1L;

    private final ErrorDetail detail;

    public MillraceDateTimeException(ErrorDetail detail) {
        this(detail, null);
    }

    public MillraceDateTimeException(ErrorDetail detail, Throwable cause) {
        super(detail.message());
        this.detail = detail;
        if (cause != null) {
            initCause(cause);
        }
    }

    @Override
    public ErrorDetail detail() {
        return detail;
    }
}
