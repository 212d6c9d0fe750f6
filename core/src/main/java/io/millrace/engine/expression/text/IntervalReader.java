package io.millrace.engine.expression.text;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads intervals: {@code 1-2}, {@code 1 02:03:04.5}, the same as literals with {@code INTERVAL} and fields around them,
 * and {@code 1 day 2 hours}. Text that is no interval gives an {@link IllegalArgumentException}, one that is too long an
 * {@link ArithmeticException}. Not for hot paths.
 */
public final class IntervalReader {
    /** An interval whose months, days and microseconds are kept apart. */
    public record Parts(int months, int days, long microseconds) {}

    private static final String[] YEAR_FIELDS = {"YEAR", "MONTH"};
    private static final String[] DAY_FIELDS = {"DAY", "HOUR", "MINUTE", "SECOND"};
    private static final String[] DAY_FORMS = {"d", "h", "m", "s.n"};
    private static final long[] UNITS = {86_400_000_000L, 3_600_000_000L, 60_000_000L, 1_000_000L};
    private static final Pattern LITERAL =
            Pattern.compile("(?i)INTERVAL\\s+([+-])?'(.*)'\\s+(\\w+)(?:\\s+TO\\s+(\\w+))?");
    private static final Pattern YEAR_MONTH = Pattern.compile("([+-])?(\\d+)-(\\d{1,2})");
    private static final Pattern WHOLE = Pattern.compile("([+-])?(\\d+)");
    private static final Pattern TERM =
            Pattern.compile("\\G\\s*([+-]?)\\s*(\\d+(?:\\.\\d*)?|\\.\\d+)\\s+([a-zA-Z]+)\\s*");

    private IntervalReader() {}

    /** Months; fields are 0 for year and 1 for month. */
    public static int yearMonth(String text, int startField, int endField) {
        Body body = body(text, YEAR_FIELDS, startField, endField);
        if (startField != endField) {
            Matcher matcher = matched(YEAR_MONTH, body.text());
            int months = Integer.parseInt(matcher.group(3));
            if (months > 11) {
                throw new IllegalArgumentException(text);
            }
            long total = Math.addExact(Math.multiplyExact(Long.parseLong(matcher.group(2)), 12L), months);
            return Math.toIntExact(signed(total, matcher.group(1), body.negative()));
        }
        Matcher matcher = matched(WHOLE, body.text());
        long total = Math.multiplyExact(Long.parseLong(matcher.group(2)), startField == 0 ? 12L : 1L);
        return Math.toIntExact(signed(total, matcher.group(1), body.negative()));
    }

    /** Microseconds; fields are 0 for day to 3 for second. */
    public static long dayTime(String text, int startField, int endField) {
        Body body = body(text, DAY_FIELDS, startField, endField);
        StringBuilder pattern = new StringBuilder("([+-])?");
        for (int field = startField; field <= endField; field++) {
            pattern.append(field == startField ? "" : field == 1 ? " " : ":");
            pattern.append(field == startField ? "(\\d+)" : "(\\d{1,2})");
            pattern.append(field == 3 ? "(?:\\.(\\d{1,9}))?" : "");
        }
        Matcher matcher = matched(Pattern.compile(pattern.toString()), body.text());
        // counted downwards, where there is room for one more
        long micros = 0;
        for (int field = startField; field <= endField; field++) {
            long value = Long.parseLong(matcher.group(2 + field - startField));
            long limit = field == startField ? Long.MAX_VALUE : field == 1 ? 23 : 59;
            if (value > limit) {
                throw new IllegalArgumentException(text);
            }
            micros = Math.subtractExact(micros, Math.multiplyExact(value, UNITS[field]));
        }
        if (endField == 3 && matcher.group(matcher.groupCount()) != null) {
            String fraction = (matcher.group(matcher.groupCount()) + "000000").substring(0, 6);
            micros = Math.subtractExact(micros, Long.parseLong(fraction));
        }
        boolean negative = "-".equals(matcher.group(1)) != body.negative();
        return negative ? micros : Math.negateExact(micros);
    }

    /**
     * The forms of the texts that stand for intervals of a type.
     *
     * @param condition the error of a text in another form
     * @param kind of interval
     * @param shown the bare form and the literal, in back-quotes
     */
    public record Forms(ErrorCondition condition, String kind, String shown) {}

    public static Forms yearMonthForms(YearMonthIntervalType type) {
        String form = type.startField() != type.endField() ? "y-m" : type.startField() == 0 ? "y" : "m";
        return new Forms(
                ErrorCondition.INVALID_INTERVAL_FORMAT__UNMATCHED_FORMAT_STRING,
                "year-month",
                shown(form, YEAR_FIELDS, type.startField(), type.endField()));
    }

    public static Forms dayTimeForms(DayTimeIntervalType type) {
        StringBuilder form = new StringBuilder();
        for (int field = type.startField(); field <= type.endField(); field++) {
            form.append(field == type.startField() ? "" : field == 1 ? " " : ":")
                    .append(DAY_FORMS[field]);
        }
        return new Forms(
                ErrorCondition.INVALID_INTERVAL_FORMAT__UNMATCHED_FORMAT_STRING_WITH_NOTICE,
                "day-time",
                shown(form.toString(), DAY_FIELDS, type.startField(), type.endField()));
    }

    private static String shown(String form, String[] names, int startField, int endField) {
        String fields = names[startField] + (startField == endField ? "" : " TO " + names[endField]);
        return "`[+|-]" + form + "`, `INTERVAL [+|-]'[+|-]" + form + "' " + fields + "`";
    }

    private record Body(String text, boolean negative) {}

    /** What stands between the quotes if it is a whole literal, whose fields must be the wanted ones. */
    private static Body body(String text, String[] names, int startField, int endField) {
        String trimmed = text.trim();
        Matcher literal = LITERAL.matcher(trimmed);
        if (!literal.matches()) {
            return new Body(trimmed, false);
        }
        String last = literal.group(4) == null ? literal.group(3) : literal.group(4);
        if (!literal.group(3).equalsIgnoreCase(names[startField]) || !last.equalsIgnoreCase(names[endField])) {
            throw new IllegalArgumentException(text);
        }
        return new Body(literal.group(2).trim(), "-".equals(literal.group(1)));
    }

    private static Matcher matched(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return matcher;
    }

    private static long signed(long value, String sign, boolean negative) {
        return "-".equals(sign) != negative ? -value : value;
    }

    /** Numbers with units, in any order, perhaps with {@code interval} before them; only seconds may have a fraction. */
    public static Parts calendar(String text) {
        String rest = text.trim();
        if (rest.toLowerCase(Locale.ROOT).startsWith("interval")) {
            rest = rest.substring("interval".length());
        }
        Matcher matcher = TERM.matcher(rest);
        int months = 0;
        int days = 0;
        long micros = 0;
        int end = 0;
        while (matcher.find()) {
            end = matcher.end();
            BigDecimal value = new BigDecimal(matcher.group(2));
            if (matcher.group(1).equals("-")) {
                value = value.negate();
            }
            String unit = matcher.group(3).toLowerCase(Locale.ROOT);
            unit = unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
            switch (unit) {
                case "year" -> months = Math.addExact(months, Math.multiplyExact(whole(value), 12));
                case "month" -> months = Math.addExact(months, whole(value));
                case "week" -> days = Math.addExact(days, Math.multiplyExact(whole(value), 7));
                case "day" -> days = Math.addExact(days, whole(value));
                default -> micros = Math.addExact(micros, micros(value, unit, text));
            }
        }
        if (end == 0 || end != rest.length()) {
            throw new IllegalArgumentException(text);
        }
        return new Parts(months, days, micros);
    }

    private static int whole(BigDecimal value) {
        if (value.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException("A fraction is allowed for seconds only");
        }
        return value.intValueExact();
    }

    private static long micros(BigDecimal value, String unit, String text) {
        long factor = switch (unit) {
            case "hour" -> UNITS[1];
            case "minute" -> UNITS[2];
            case "second" -> UNITS[3];
            case "millisecond" -> 1000;
            case "microsecond" -> 1;
            default -> throw new IllegalArgumentException(text);
        };
        if (!unit.equals("second") && value.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException(text);
        }
        return value.multiply(BigDecimal.valueOf(factor))
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
    }
}
