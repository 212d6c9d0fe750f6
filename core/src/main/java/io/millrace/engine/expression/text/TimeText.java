package io.millrace.engine.expression.text;

/** Times of day as text: {@code 12:30:45.5}. */
public final class TimeText {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private TimeText() {}

    /** {@code HH:mm:ss}, and the fraction without zeros at its end. */
    public static String format(long nanoseconds) {
        BytesWriter out = new BytesWriter(32);
        write(nanoseconds, out);
        return out.toString();
    }

    /** Like {@link #format}, into a buffer. */
    public static void write(long nanoseconds, BytesWriter out) {
        long seconds = nanoseconds / NANOS_PER_SECOND;
        Digits.two((int) (seconds / 3600), out);
        out.append(':');
        Digits.two((int) (seconds / 60 % 60), out);
        out.append(':');
        Digits.two((int) (seconds % 60), out);
        Digits.fraction((int) (nanoseconds % NANOS_PER_SECOND), 9, out);
    }
}
