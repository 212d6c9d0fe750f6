package io.millrace.types;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import java.util.Locale;

/**
 * Reads intervals written as text, such as {@code 10 minutes}, {@code 1 day 2 hours} or {@code interval -1 month}.
 *
 * <p>Units are year, month, week, day, hour, minute, second, millisecond and microsecond, in any case, with or without a
 * final s. Only seconds may have a fraction, of at most nine digits; what is below a microsecond is cut off.
 */
public final class IntervalParser {
    private static final int MAX_FRACTION_DIGITS = 9;
    private static final long NO_FRACTION = -1;
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private final String input;
    private final String text;
    private int position;

    private int months;
    private int days;
    private long microseconds;

    private IntervalParser(String input) {
        this.input = input;
        text = input.strip().toLowerCase(Locale.ROOT);
    }

    /** An interval by its three parts, which never flow into each other. */
    public record Interval(int months, int days, long microseconds) {}

    /**
     * Reads an interval.
     *
     * @throws MillraceIllegalArgumentException with one of {@code INVALID_INTERVAL_FORMAT}
     */
    public static Interval parse(String input) {
        if (input == null) {
            throw new MillraceIllegalArgumentException(
                    ErrorDetail.of(ErrorCondition.INVALID_INTERVAL_FORMAT__INPUT_IS_NULL));
        }
        return new IntervalParser(input).read();
    }

    private Interval read() {
        skipPrefix();
        if (position == text.length()) {
            throw error(ErrorCondition.INVALID_INTERVAL_FORMAT__INPUT_IS_EMPTY);
        }
        while (position < text.length()) {
            readPart();
        }
        return new Interval(months, days, microseconds);
    }

    private void skipPrefix() {
        String prefix = "interval";
        if (text.startsWith(prefix)) {
            position = prefix.length();
            if (position < text.length() && !Character.isWhitespace(peek())) {
                throw error(ErrorCondition.INVALID_INTERVAL_FORMAT__INVALID_PREFIX, "prefix", wordAt(0));
            }
            skipBlanks();
        }
    }

    /** Reads one number with its unit, and the blanks after it. */
    private void readPart() {
        int wordStart = position;
        boolean negative = peek() == '-';
        if (negative || peek() == '+') {
            position++;
            skipBlanks();
            if (position == text.length()) {
                throw error(ErrorCondition.INVALID_INTERVAL_FORMAT__MISSING_NUMBER, "word", wordAt(wordStart));
            }
        }
        boolean signed = position > wordStart;
        int numberStart = position;
        long whole = readWhole(signed);
        long nanoseconds = NO_FRACTION;
        if (peek() == '.') {
            nanoseconds = readFraction();
            if (!signed && position == numberStart + 1) {
                throw error(ErrorCondition.INVALID_INTERVAL_FORMAT__INVALID_VALUE, "value", wordAround(position));
            }
        }
        if (position < text.length() && !Character.isWhitespace(peek())) {
            throw error(ErrorCondition.INVALID_INTERVAL_FORMAT__INVALID_VALUE, "value", wordAround(position));
        }
        skipBlanks();
        if (position == text.length()) {
            throw error(ErrorCondition.INVALID_INTERVAL_FORMAT__MISSING_UNIT, "word", wordAround(numberStart));
        }
        String unit = wordAt(position);
        position += unit.length();
        add(unit, negative ? -1 : 1, whole, nanoseconds);
        skipBlanks();
    }

    /** @param signed whether a sign stood before, after which a number is expected */
    private long readWhole(boolean signed) {
        int start = position;
        while (isDigit(peek())) {
            position++;
        }
        if (position == start) {
            if (peek() == '.') {
                return 0;
            }
            throw signed
                    ? error(ErrorCondition.INVALID_INTERVAL_FORMAT__INVALID_VALUE, "value", wordAround(start))
                    : error(ErrorCondition.INVALID_INTERVAL_FORMAT__UNRECOGNIZED_NUMBER, "number", wordAround(start));
        }
        try {
            // one digit more than a long may have is possible for the most negative one, which Spark refuses, too
            return Long.parseLong(text, start, position, 10);
        } catch (NumberFormatException tooLarge) {
            throw error(ErrorCondition.INVALID_INTERVAL_FORMAT__ARITHMETIC_EXCEPTION);
        }
    }

    private long readFraction() {
        int start = ++position;
        long nanoseconds = 0;
        while (isDigit(peek())) {
            nanoseconds = nanoseconds * 10 + (peek() - '0');
            position++;
            if (position - start > MAX_FRACTION_DIGITS) {
                throw error(ErrorCondition.INVALID_INTERVAL_FORMAT__INVALID_PRECISION, "value", wordAround(start));
            }
        }
        for (int digits = position - start; digits < MAX_FRACTION_DIGITS; digits++) {
            nanoseconds *= 10;
        }
        return nanoseconds;
    }

    private void add(String unit, int sign, long whole, long nanoseconds) {
        String singular = unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
        if (nanoseconds != NO_FRACTION && !unit.startsWith("s")) {
            throw error(ErrorCondition.INVALID_INTERVAL_FORMAT__INVALID_FRACTION, "unit", unit);
        }
        long signed = sign * whole;
        try {
            switch (singular) {
                case "year" -> addMonths(Math.multiplyExact(signed, 12L));
                case "month" -> addMonths(signed);
                case "week" -> addDays(Math.multiplyExact(signed, 7L));
                case "day" -> addDays(signed);
                case "hour" -> addMicroseconds(Math.multiplyExact(signed, 3600 * MICROS_PER_SECOND));
                case "minute" -> addMicroseconds(Math.multiplyExact(signed, 60 * MICROS_PER_SECOND));
                case "second" -> {
                    addMicroseconds(Math.multiplyExact(signed, MICROS_PER_SECOND));
                    addMicroseconds(sign * (Math.max(nanoseconds, 0) / 1000));
                }
                case "millisecond" -> addMicroseconds(Math.multiplyExact(signed, 1000L));
                case "microsecond" -> addMicroseconds(signed);
                default -> throw error(ErrorCondition.INVALID_INTERVAL_FORMAT__INVALID_UNIT, "unit", unit);
            }
        } catch (ArithmeticException overflow) {
            throw error(ErrorCondition.INVALID_INTERVAL_FORMAT__ARITHMETIC_EXCEPTION);
        }
    }

    private void addMonths(long count) {
        months = Math.toIntExact(Math.addExact(months, count));
    }

    private void addDays(long count) {
        days = Math.toIntExact(Math.addExact(days, count));
    }

    private void addMicroseconds(long count) {
        microseconds = Math.addExact(microseconds, count);
    }

    private void skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private char peek() {
        return position < text.length() ? text.charAt(position) : 0;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /** The stretch without blanks that a place is in. */
    private String wordAround(int place) {
        int start = Math.min(place, text.length() - 1);
        while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return wordAt(start);
    }

    /** The stretch without blanks that starts here. */
    private String wordAt(int start) {
        int end = start;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    private MillraceIllegalArgumentException error(ErrorCondition condition, String... details) {
        String[] parameters = new String[details.length + 2];
        parameters[0] = "input";
        parameters[1] = input;
        System.arraycopy(details, 0, parameters, 2, details.length);
        return new MillraceIllegalArgumentException(ErrorDetail.of(condition, parameters));
    }
}
