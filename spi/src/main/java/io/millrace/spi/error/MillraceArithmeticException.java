package io.millrace.spi.error;

/** Overflow or division by zero. */
public final class MillraceArithmeticException extends ArithmeticException implements MillraceThrowable {
    private static final long serialVersionUID = 1L;

    private final ErrorDetail detail;

    public MillraceArithmeticException(ErrorDetail detail) {
        this(detail, null);
    }

    public MillraceArithmeticException(ErrorDetail detail, Throwable cause) {
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
