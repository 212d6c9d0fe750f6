package io.millrace.spi.error;

/** A text that is no number. */
public final class MillraceNumberFormatException extends NumberFormatException implements MillraceThrowable {
    private static final long serialVersionUID = 1L;

    private final ErrorDetail detail;

    public MillraceNumberFormatException(ErrorDetail detail) {
        this(detail, null);
    }

    public MillraceNumberFormatException(ErrorDetail detail, Throwable cause) {
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
