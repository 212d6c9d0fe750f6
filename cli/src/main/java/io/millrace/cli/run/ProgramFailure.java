package io.millrace.cli.run;

import java.util.Arrays;
import java.util.OptionalInt;

/** The main method of a program threw; the cause is what it threw. */
final class ProgramFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProgramFailure(Throwable thrown) {
        super(thrown);
    }

    /** The innermost line of the program's file that the failure went through. */
    OptionalInt line(String fileName) {
        return Arrays.stream(getCause().getStackTrace())
                .filter(frame -> fileName.equals(frame.getFileName()))
                .mapToInt(StackTraceElement::getLineNumber)
                .findFirst();
    }
}
