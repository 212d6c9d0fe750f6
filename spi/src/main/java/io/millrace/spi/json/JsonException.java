package io.millrace.spi.json;

/** A text that is not JSON, or a value that JSON cannot hold. */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int position;

    JsonException(String problem, int position) {
        super(position < 0 ? problem : problem + " at character " + position);
        this.position = position;
    }

    /** Where the text goes wrong, counted from 0; -1 when a value could not be written. */
    public int position() {
        return position;
    }
}
