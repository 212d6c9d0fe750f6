package io.millrace.spi.error;

/** A value that an option or a function does not accept. */
public final class MillraceIllegalArgumentException extends IllegalArgumentException implements MillraceThrowable {
    private static final long serialVersionUID = 1L;

    private final ErrorDetail detail;

    public MillraceIllegalArgumentException(ErrorDetail detail) {
        this(detail, null);
    }

    public MillraceIllegalArgumentException(ErrorDetail detail, Throwable cause) {
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
