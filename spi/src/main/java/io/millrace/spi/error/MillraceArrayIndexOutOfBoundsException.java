package io.millrace.spi.error;

/** An array index outside the array. */
public final class MillraceArrayIndexOutOfBoundsException extends ArrayIndexOutOfBoundsException
        implements MillraceThrowable {
    private static final long serialVersionUID = 1L;

    private final ErrorDetail detail;

    public MillraceArrayIndexOutOfBoundsException(ErrorDetail detail) {
        this(detail, null);
    }

    public MillraceArrayIndexOutOfBoundsException(ErrorDetail detail, Throwable cause) {
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
