package io.millrace.cli.run;

/** A program does not compile; the message is what the compiler says, line by line. */
final class CompilationFailure extends Exception {
    private static final long serialVersionUID = 1L;

    CompilationFailure(String message) {
        super(message);
    }
}
