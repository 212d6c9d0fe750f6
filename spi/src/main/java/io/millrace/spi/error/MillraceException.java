package io.millrace.spi.error;

/** An error of a query, its data or its configuration that fits no Java family better. */
public class MillraceException extends RuntimeException implements MillraceThrowable {
    private static final long serialVersionUID = 1L;

    private final ErrorDetail detail;

    public MillraceException(ErrorDetail detail) {
        this(detail, null);
    }

    public MillraceException(ErrorDetail detail, Throwable cause) {
        super(detail.message(), cause);
        this.detail = detail;
    }

    @Override
    public ErrorDetail detail() {
        return detail;
    }
}
