package io.millrace.spark.value;

/**
 * Carries a checked exception of the user's code through Scala's functions, which declare none, and reads like it;
 * {@link SparkErrors} takes it off again.
 */
@SuppressWarnings("OverrideThrowableToString") // Spark's message shows what toString gives
public final class CheckedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CheckedException(Throwable thrown) {
        super(thrown);
    }

    @Override
    public String toString() {
        return getCause().toString();
    }
}
