package io.millrace.engine.format.json;

/** The text is not JSON. Thrown per record, so it carries no stack. */
final class JsonSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JsonSyntaxException(String problem, int position) {
        super(problem + " at byte " + position + " of the record", null, false, false);
    }
}
