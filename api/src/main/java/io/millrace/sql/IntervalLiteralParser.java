package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.IntervalParser;
import io.millrace.types.IntervalParser.Interval;
import io.millrace.types.YearMonthIntervalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Literals that start with INTERVAL: {@code INTERVAL 1 DAY 2 HOURS}, {@code INTERVAL '1 2:03' DAY TO MINUTE},
 * {@code INTERVAL '10 minutes'}.
 *
 * <p>The type follows from the units: years and months give a year-month interval, the rest a day-time interval, each
 * from its largest to its smallest unit. Both together are refused.
 */
final class IntervalLiteralParser {
    private static final List<String> YEAR_MONTH = List.of("year", "month");
    private static final List<String> DAY_TIME = List.of("day", "hour", "minute", "second");
    private static final List<String> FINER = List.of("millisecond", "microsecond", "nanosecond");

    private static final Pattern YEARS_MONTHS = Pattern.compile("([+-]?)(\\d+)-(\\d+)");
    private static final Pattern SECONDS = Pattern.compile("(\\d+)(?:\\.(\\d{1,9}))?");
    private static final int HOURS_PER_DAY = 24;
    private static final int SIXTY = 60;
    private static final int MONTHS_PER_YEAR = 12;
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private final Parsers parsers;
    private final TokenStream tokens;

    IntervalLiteralParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** Whether an interval literal is next; INTERVAL may be an ordinary name as well. */
    boolean atInterval() {
        if (!tokens.atWords("INTERVAL")) {
            return false;
        }
        Token first = tokens.peek(1);
        if (first.isNumber() || first.kind() == Token.Kind.STRING) {
            return true;
        }
        Token second = tokens.peek(2);
        return (first.isSign("-") || first.isSign("+"))
                && (second.isNumber() || second.kind() == Token.Kind.STRING)
                && isUnit(tokens.peek(3));
    }

    private static boolean isUnit(Token token) {
        return token.kind() == Token.Kind.WORD && isUnit(singular(token.text()));
    }

    private static boolean isUnit(String singular) {
        return YEAR_MONTH.contains(singular)
                || DAY_TIME.contains(singular)
                || FINER.contains(singular)
                || singular.equals("week");
    }

    private static String singular(String unit) {
        String lower = unit.toLowerCase(Locale.ROOT);
        return lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
    }

    Literal interval() {
        int start = tokens.mark();
        tokens.expect("INTERVAL");
        boolean signed = tokens.atSign("-") || tokens.atSign("+");
        if (!signed && tokens.peek().kind() == Token.Kind.STRING && !isUnit(tokens.peek(1))) {
            return intervalOfString(start);
        }
        Token unit = tokens.peek(signed ? 2 : 1);
        if (isUnit(unit) && tokens.peek(signed ? 3 : 2).isWord("TO")) {
            return unitToUnit(start);
        }
        return severalUnits(start);
    }

    /** {@code INTERVAL '10 minutes'}. */
    private Literal intervalOfString(int start) {
        String text = parsers.literals().oneString();
        ErrorPosition where = tokens.since(start);
        Interval value;
        try {
            value = IntervalParser.parse(text);
        } catch (MillraceIllegalArgumentException malformed) {
            MillraceException error = LiteralParser.invalid("INTERVAL", text, where);
            error.addSuppressed(malformed);
            throw error;
        }
        List<String> units = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            if (word.chars().allMatch(Character::isLetter) && !word.equalsIgnoreCase("interval")) {
                units.add(singular(word));
            }
        }
        return literal(value, units, where);
    }

    /** {@code INTERVAL 1 DAY -2 HOURS}. */
    private Literal severalUnits(int start) {
        StringBuilder text = new StringBuilder();
        List<String> units = new ArrayList<>();
        do {
            text.append(text.isEmpty() ? "" : " ").append(amount());
            if (!isUnit(tokens.peek())) {
                throw tokens.unexpected();
            }
            String unit = singular(tokens.next().text());
            units.add(unit);
            text.append(' ').append(unit);
        } while (atAmountWithUnit());
        ErrorPosition where = tokens.since(start);
        try {
            return literal(IntervalParser.parse(text.toString()), units, where);
        } catch (MillraceIllegalArgumentException malformed) {
            throw new MillraceException(malformed.detail().at(where), malformed);
        }
    }

    private boolean atAmountWithUnit() {
        int at = tokens.atSign("-") || tokens.atSign("+") ? 1 : 0;
        Token amount = tokens.peek(at);
        return (amount.isNumber() || amount.kind() == Token.Kind.STRING) && isUnit(tokens.peek(at + 1));
    }

    /** A number or a string with an optional sign; a minus before a string turns the sign in it. */
    private String amount() {
        boolean negative = tokens.acceptSign("-");
        if (!negative) {
            tokens.acceptSign("+");
        }
        if (tokens.peek().isNumber()) {
            return (negative ? "-" : "") + tokens.next().text();
        }
        String text = parsers.literals().oneString().strip();
        if (!negative) {
            return text;
        }
        return text.startsWith("-") ? text.substring(1) : "-" + text;
    }

    private Literal literal(Interval value, List<String> units, ErrorPosition where) {
        int[] yearMonth = {Integer.MAX_VALUE, -1};
        int[] dayTime = {Integer.MAX_VALUE, -1};
        for (String unit : units) {
            if (YEAR_MONTH.contains(unit)) {
                extend(yearMonth, YEAR_MONTH.indexOf(unit));
            } else {
                extend(
                        dayTime,
                        unit.equals("week") ? 0 : FINER.contains(unit) ? DAY_TIME.size() - 1 : DAY_TIME.indexOf(unit));
            }
        }
        if (yearMonth[1] >= 0 && dayTime[1] >= 0) {
            throw SyntaxErrors.of(where, ErrorCondition.LEGACY_0029, "literal", where.fragment());
        }
        Origin origin = Origin.of(where);
        if (yearMonth[1] >= 0) {
            return new Literal(
                    value.months(), new YearMonthIntervalType((byte) yearMonth[0], (byte) yearMonth[1]), origin);
        }
        long microseconds;
        try {
            long ofDays = Math.multiplyExact(value.days(), (long) HOURS_PER_DAY * SIXTY * SIXTY * MICROS_PER_SECOND);
            microseconds = Math.addExact(value.microseconds(), ofDays);
        } catch (ArithmeticException overflow) {
            throw malformed(where.fragment(), where.fragment(), where);
        }
        return new Literal(microseconds, new DayTimeIntervalType((byte) dayTime[0], (byte) dayTime[1]), origin);
    }

    private static void extend(int[] range, int field) {
        range[0] = Math.min(range[0], field);
        range[1] = Math.max(range[1], field);
    }

    /** {@code INTERVAL '1 2:03' DAY TO MINUTE}. */
    private Literal unitToUnit(int start) {
        if (tokens.peek().isNumber() || tokens.peek(1).isNumber()) {
            throw tokens.unexpected();
        }
        String text = amount();
        String from = unitName();
        tokens.expect("TO");
        Token last = tokens.peek();
        String to = unitName();
        ErrorPosition where = tokens.since(start);
        List<String> family = YEAR_MONTH.contains(from) ? YEAR_MONTH : DAY_TIME;
        int first = family.indexOf(from);
        int end = family.indexOf(to);
        if (first < 0 || end <= first) {
            throw SyntaxErrors.unexpected(tokens.sql(), last, "");
        }
        Origin origin = Origin.of(where);
        try {
            return YEAR_MONTH.contains(from)
                    ? new Literal(months(text, where), new YearMonthIntervalType((byte) first, (byte) end), origin)
                    : new Literal(
                            microseconds(text, first, end, where),
                            new DayTimeIntervalType((byte) first, (byte) end),
                            origin);
        } catch (ArithmeticException | NumberFormatException overflow) {
            throw malformed(text, text, where);
        }
    }

    private String unitName() {
        Token unit = tokens.peek();
        String name = unit.text().toLowerCase(Locale.ROOT);
        if (unit.kind() != Token.Kind.WORD || (!YEAR_MONTH.contains(name) && !DAY_TIME.contains(name))) {
            throw tokens.unexpected();
        }
        tokens.next();
        return name;
    }

    private static int months(String text, ErrorPosition where) {
        Matcher parts = YEARS_MONTHS.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(3)) >= MONTHS_PER_YEAR) {
            throw malformed(text, text, where);
        }
        long months = Math.addExact(
                Math.multiplyExact(Long.parseLong(parts.group(2)), (long) MONTHS_PER_YEAR),
                Long.parseLong(parts.group(3)));
        return Math.toIntExact(parts.group(1).equals("-") ? -months : months);
    }

    /** Only the first field may exceed its usual range; the fields after it must be there. */
    private static long microseconds(String text, int first, int last, ErrorPosition where) {
        boolean negative = text.startsWith("-");
        String unsigned = negative || text.startsWith("+") ? text.substring(1).strip() : text;
        String[] fields = split(unsigned, first);
        if (fields.length != last - first + 1) {
            throw malformed(text, unsigned, where);
        }
        long total = 0;
        for (int i = 0; i < fields.length; i++) {
            total = Math.addExact(total, field(fields[i], first + i, i == 0, text, where));
        }
        return negative ? -total : total;
    }

    private static String[] split(String text, int first) {
        if (first > 0) {
            return text.split(":", -1);
        }
        String[] dayAndTime = text.split("\\s+", 2);
        if (dayAndTime.length < 2) {
            return dayAndTime;
        }
        String[] times = dayAndTime[1].split(":", -1);
        String[] fields = new String[times.length + 1];
        fields[0] = dayAndTime[0];
        System.arraycopy(times, 0, fields, 1, times.length);
        return fields;
    }

    private static long field(String digits, int unit, boolean leading, String text, ErrorPosition where) {
        Matcher parts = SECONDS.matcher(digits);
        boolean seconds = unit == DAY_TIME.size() - 1;
        if (!parts.matches() || (parts.group(2) != null && !seconds)) {
            throw malformed(text, digits, where);
        }
        long whole = Long.parseLong(parts.group(1));
        int limit = unit == 1 ? HOURS_PER_DAY : SIXTY;
        if (!leading && whole >= limit) {
            throw malformed(text, digits, where);
        }
        long secondsPerUnit = switch (unit) {
            case 0 -> (long) HOURS_PER_DAY * SIXTY * SIXTY;
            case 1 -> SIXTY * SIXTY;
            case 2 -> SIXTY;
            default -> 1;
        };
        long microseconds = Math.multiplyExact(whole, secondsPerUnit * MICROS_PER_SECOND);
        if (parts.group(2) == null) {
            return microseconds;
        }
        String nanoseconds = parts.group(2) + "0".repeat(9 - parts.group(2).length());
        return Math.addExact(microseconds, Long.parseLong(nanoseconds) / 1000);
    }

    private static MillraceException malformed(String input, String value, ErrorPosition where) {
        return SyntaxErrors.of(
                where, ErrorCondition.INVALID_INTERVAL_FORMAT__INVALID_VALUE, "input", input, "value", value);
    }
}
