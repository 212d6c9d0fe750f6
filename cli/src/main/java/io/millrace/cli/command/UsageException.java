package io.millrace.cli.command;

/** The command line is wrong in a way that only the command can see. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
