package io.millrace.spi.sink;

import java.util.Locale;

/** Which rows of the result a streaming query gives to its sink. */
public enum OutputKind {
    /** Rows that will not change any more. */
    APPEND,
    /** Rows that are new or changed. */
    UPDATE,
    /** The whole result, each time. */
    COMPLETE;

    /** The name in messages: lower case. */
    public String lowerName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
