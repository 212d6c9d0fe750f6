package io.millrace.streaming;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.sink.OutputKind;

/** Which rows of the result a streaming query gives to its sink. */
public final class OutputMode {
    private static final OutputMode APPEND = new OutputMode(OutputKind.APPEND, "Append");
    private static final OutputMode UPDATE = new OutputMode(OutputKind.UPDATE, "Update");
    private static final OutputMode COMPLETE = new OutputMode(OutputKind.COMPLETE, "Complete");

    private final OutputKind kind;
    private final String name;

    private OutputMode(OutputKind kind, String name) {
        this.kind = kind;
        this.name = name;
    }

    /** Rows that will not change any more. */
    public static OutputMode Append() {
        return APPEND;
    }

    /** Rows that are new or changed. */
    public static OutputMode Update() {
        return UPDATE;
    }

    /** The whole result, each time. */
    public static OutputMode Complete() {
        return COMPLETE;
    }

    /** The mode of a name, in any case. */
    static OutputMode of(String name) {
        for (OutputMode mode : new OutputMode[] {APPEND, UPDATE, COMPLETE}) {
            if (mode.name.equalsIgnoreCase(name)) {
                return mode;
            }
        }
        throw new MillraceIllegalArgumentException(
                ErrorDetail.of(ErrorCondition.STREAMING_OUTPUT_MODE__INVALID, "outputMode", name));
    }

    /** For engines and front ends: the mode as it stands in plans. */
    public OutputKind kind() {
        return kind;
    }

    @Override
    public String toString() {
        return name;
    }
}
