package io.millrace.spi.error;

/** Something that is not supported. */
public final class MillraceUnsupportedOperationException extends UnsupportedOperationException
        implements MillraceThrowable {
    private static final long serialVersionUID = 1L;

    private final ErrorDetail detail;

    public MillraceUnsupportedOperationException(ErrorDetail detail) {
        this(detail, null);
    }

    public MillraceUnsupportedOperationException(ErrorDetail detail, Throwable cause) {
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
