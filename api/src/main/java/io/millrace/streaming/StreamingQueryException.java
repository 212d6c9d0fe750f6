package io.millrace.streaming;

import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceThrowable;

/** The failure of a streaming query. Its message ends with the query's ids, offsets, state and plan. */
public class StreamingQueryException extends Exception implements MillraceThrowable {
    private static final long serialVersionUID = 1L;

    private final ErrorDetail detail;
    private final String startOffset;
    private final String endOffset;
    private final long time;

    /**
     * For engines.
     *
     * @param detail the condition, {@code STREAM_FAILED}
     * @param debugInformation ids, offsets, state and plan, to stand below the message
     * @param cause what went wrong; an exception of user code as it was thrown
     * @param startOffset where the failed batch began, as JSON
     * @param endOffset where the failed batch ended, as JSON
     * @param time milliseconds since the epoch
     */
    public StreamingQueryException(
            ErrorDetail detail,
            String debugInformation,
            Throwable cause,
            String startOffset,
            String endOffset,
            long time) {
        super(detail.message() + "\n" + debugInformation, cause);
        this.detail = detail;
        this.startOffset = startOffset;
        this.endOffset = endOffset;
        this.time = time;
    }

    @Override
    public ErrorDetail detail() {
        return detail;
    }

    public String message() {
        return getMessage();
    }

    public Throwable cause() {
        return getCause();
    }

    public String startOffset() {
        return startOffset;
    }

    public String endOffset() {
        return endOffset;
    }

    /** When the query failed, in milliseconds since the epoch. */
    public long time() {
        return time;
    }
}
