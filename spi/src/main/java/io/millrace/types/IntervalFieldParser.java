package io.millrace.types;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads intervals of which the type says the fields: {@code 1-2}, {@code 1 02:03:04.5}, and the same as a literal with
 * {@code INTERVAL} and the fields around it. Blanks at both ends are ignored. The first field takes as many digits as an
 * interval has room for, the others what a clock shows. Not for hot paths.
 *
 * <p>Besides {@code +} and {@code -} a {@code |} is taken for a sign, which means nothing: so it is in Spark.
 *
 * <p>{@link #parse} fails with a {@link MillraceIllegalArgumentException}: {@code INVALID_INTERVAL_FORMAT} for a text of
 * another form or too long an interval, {@code _LEGACY_ERROR_TEMP_0063} for a field beyond its range.
 */
public final class IntervalFieldParser {
    private static final String YEAR_MONTH = "year-month";
    private static final String DAY_TIME = "day-time";
    private static final String[] YEAR_FIELDS = {"YEAR", "MONTH"};
    private static final String[] DAY_FIELDS = {"DAY", "HOUR", "MINUTE", "SECOND"};
    private static final String[] DAY_FORMS = {"d", "h", "m", "s.n"};
    private static final long[] MICROS = {86_400_000_000L, 3_600_000_000L, 60_000_000L, 1_000_000L};
    /** The digits that the first field may have. */
    private static final int[] LEADING_DIGITS = {9, 10, 12, 13};

    private static final int MONTHS_PER_YEAR = 12;
    private static final Pattern LITERAL =
            Pattern.compile("(?i)INTERVAL\\s+([+|-])?'(.*)'\\s+(\\w+)(?:\\s+TO\\s+(\\w+))?");
    private static final Pattern YEARS_AND_MONTHS = Pattern.compile("([+|-])?(\\d+)-(\\d+)");
    private static final Pattern WHOLE = Pattern.compile("([+|-])?(\\d+)");

    private final String kind;
    private final String[] names;
    private final int first;
    private final int last;
    private final DataType type;
    private final Pattern pattern;

    /** Of months. */
    public IntervalFieldParser(YearMonthIntervalType type) {
        this(YEAR_MONTH, YEAR_FIELDS, type.startField(), type.endField(), type);
    }

    /** Of microseconds. */
    public IntervalFieldParser(DayTimeIntervalType type) {
        this(DAY_TIME, DAY_FIELDS, type.startField(), type.endField(), type);
    }

    private IntervalFieldParser(String kind, String[] names, int first, int last, DataType type) {
        this.kind = kind;
        this.names = names;
        this.first = first;
        this.last = last;
        this.type = type;
        this.pattern = kind.equals(DAY_TIME) ? pattern() : first == last ? WHOLE : YEARS_AND_MONTHS;
    }

    /** An interval in months or microseconds, as its type counts. */
    public long parse(String text) {
        Body body = body(text);
        Matcher matcher = pattern.matcher(body.text());
        if (!matcher.matches()) {
            throw unmatched(text);
        }
        boolean negative = "-".equals(matcher.group(1)) != body.negative();
        try {
            return kind.equals(DAY_TIME) ? micros(matcher, negative) : months(matcher, negative);
        } catch (ArithmeticException | NumberFormatException overflow) {
            throw tooLong(text);
        }
    }

    private int months(Matcher matcher, boolean negative) {
        long months = Long.parseLong(matcher.group(2));
        if (first == 0) {
            months = Math.multiplyExact(months, (long) MONTHS_PER_YEAR);
        }
        if (first != last) {
            long rest = Long.parseLong(matcher.group(3));
            if (rest >= MONTHS_PER_YEAR) {
                throw new ArithmeticException("More months than a year has");
            }
            months = Math.addExact(months, rest);
        }
        return Math.toIntExact(negative ? -months : months);
    }

    private long micros(Matcher matcher, boolean negative) {
        // counted downwards, where there is room for one more
        long micros = 0;
        for (int field = first; field <= last; field++) {
            long value = Long.parseLong(matcher.group(2 + field - first));
            checkRange(field, value);
            micros = Math.subtractExact(micros, Math.multiplyExact(value, MICROS[field]));
        }
        if (last == DayTimeIntervalType.SECOND && matcher.group(matcher.groupCount()) != null) {
            String fraction = (matcher.group(matcher.groupCount()) + "000000").substring(0, 6);
            micros = Math.subtractExact(micros, Long.parseLong(fraction));
        }
        return negative ? micros : Math.negateExact(micros);
    }

    private Pattern pattern() {
        StringBuilder pattern = new StringBuilder("([+|-])?");
        for (int field = first; field <= last; field++) {
            pattern.append(separator(field)).append("(\\d{1,").append(field == first ? LEADING_DIGITS[field] : 2);
            pattern.append(field == DayTimeIntervalType.SECOND ? "})(?:\\.(\\d{1,9}))?" : "})");
        }
        return Pattern.compile(pattern.toString());
    }

    private String separator(int field) {
        return field == first ? "" : field == DayTimeIntervalType.HOUR ? " " : ":";
    }

    /** A field alone may say more than there is room for, which shows as the interval is counted. */
    private void checkRange(int field, long value) {
        long limit = field == first ? Long.MAX_VALUE / MICROS[field] : field == DayTimeIntervalType.HOUR ? 23 : 59;
        if (first != last && value > limit) {
            String name = names[field].toLowerCase(Locale.ROOT);
            throw new MillraceIllegalArgumentException(ErrorDetail.of(
                    ErrorCondition.LEGACY_0063,
                    "msg",
                    "requirement failed: " + name + " " + value + " outside range [0, " + limit + "]"));
        }
    }

    /** @param negative whether there is a minus before the quotes */
    private record Body(String text, boolean negative) {}

    /** What stands between the quotes if it is a whole literal, whose fields must be the wanted ones. */
    private Body body(String input) {
        String trimmed = input.strip();
        Matcher literal = LITERAL.matcher(trimmed);
        if (!literal.matches()) {
            return new Body(trimmed, false);
        }
        String end = literal.group(4) == null ? literal.group(3) : literal.group(4);
        if (!literal.group(3).equalsIgnoreCase(names[first]) || !end.equalsIgnoreCase(names[last])) {
            throw unmatched(input);
        }
        return new Body(literal.group(2), "-".equals(literal.group(1)));
    }

    private MillraceIllegalArgumentException tooLong(String input) {
        return new MillraceIllegalArgumentException(ErrorDetail.of(
                ErrorCondition.INVALID_INTERVAL_FORMAT__INTERVAL_PARSING, "input", input, "interval", kind));
    }

    private MillraceIllegalArgumentException unmatched(String input) {
        boolean months = kind.equals(YEAR_MONTH);
        return new MillraceIllegalArgumentException(ErrorDetail.of(
                months
                        ? ErrorCondition.INVALID_INTERVAL_FORMAT__UNMATCHED_FORMAT_STRING
                        : ErrorCondition.INVALID_INTERVAL_FORMAT__UNMATCHED_FORMAT_STRING_WITH_NOTICE,
                "input",
                input,
                "intervalStr",
                kind,
                "supportedFormat",
                forms(months ? monthForm() : dayForm()),
                "typeName",
                type.typeName()));
    }

    private String monthForm() {
        return first != last ? "y-m" : first == YearMonthIntervalType.YEAR ? "y" : "m";
    }

    private String dayForm() {
        StringBuilder form = new StringBuilder();
        for (int field = first; field <= last; field++) {
            form.append(separator(field)).append(DAY_FORMS[field]);
        }
        return form.toString();
    }

    /** The bare form and the literal. */
    private String forms(String form) {
        String fields = names[first] + (first == last ? "" : " TO " + names[last]);
        return "`[+|-]" + form + "`, `INTERVAL [+|-]'[+|-]" + form + "' " + fields + "`";
    }
}
