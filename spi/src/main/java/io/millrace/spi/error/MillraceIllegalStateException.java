package io.millrace.spi.error;

/** Something that is not as it must be by now: a log that lacks a batch, a file that ends too early. */
public final class MillraceIllegalStateException extends IllegalStateException implements MillraceThrowable {
    private static final long serialVersionUID = 1L;

    private final ErrorDetail detail;

    public MillraceIllegalStateException(ErrorDetail detail) {
        this(detail, null);
    }

    public MillraceIllegalStateException(ErrorDetail detail, Throwable cause) {
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
