package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.IntervalFieldParser;
import io.millrace.types.IntervalParser;
import io.millrace.types.IntervalParser.Interval;
import io.millrace.types.YearMonthIntervalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    /** Numbers that an amount may be: without an exponent or a letter for the type. */
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d*)?|\\.\\d+");

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final Parsers parsers;
    private final TokenStream tokens;

    IntervalLiteralParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /**
     * An amount of a unit, or of a stretch of them.
     *
     * @param sign before the amount; may be empty
     * @param text a number, or the value of a string
     * @param unit as it is written
     * @param to the last unit of a stretch
     */
    private record Part(String sign, String text, boolean isNumber, String unit, Optional<String> to) {
        /** A minus before a string turns the sign in it. */
        String amount() {
            if (isNumber) {
                return sign + text;
            }
            if (!sign.equals("-")) {
                return text;
            }
            return text.startsWith("-") ? text.substring(1) : "-" + text;
        }
    }

    /** Whether an interval literal is next; INTERVAL may be an ordinary name as well. */
    boolean atInterval() {
        if (!tokens.atWords("INTERVAL")) {
            return false;
        }
        int unit = lengthOfAmount(1) + 1;
        return tokens.peek(1).kind() == Token.Kind.STRING
                || unit > 1 && (tokens.peek(1).isNumber() || isUnit(tokens.peek(unit)));
    }

    /** The number of tokens of the amount that starts some tokens ahead; 0 if there is none. */
    private int lengthOfAmount(int ahead) {
        int start = ahead + (isSign(tokens.peek(ahead)) ? 1 : 0);
        Token number = tokens.peek(start);
        if (number.isNumber()) {
            return NUMBER.matcher(number.text()).matches() ? start + 1 - ahead : 0;
        }
        int end = start;
        while (tokens.peek(end).kind() == Token.Kind.STRING) {
            end++;
        }
        return end > start ? end - ahead : 0;
    }

    private static boolean isSign(Token token) {
        return token.isSign("-") || token.isSign("+");
    }

    private boolean atAmountWithUnit() {
        int length = lengthOfAmount(0);
        return length > 0 && isUnit(tokens.peek(length));
    }

    private static boolean isUnit(Token token) {
        if (token.kind() != Token.Kind.WORD) {
            return false;
        }
        String unit = singular(token.text());
        return isField(unit) || FINER.contains(unit) || unit.equals("week");
    }

    private static boolean isField(String unit) {
        return YEAR_MONTH.contains(unit) || DAY_TIME.contains(unit);
    }

    private static String singular(String unit) {
        String lower = unit.toLowerCase(Locale.ROOT);
        return lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
    }

    Literal interval() {
        int start = tokens.mark();
        tokens.expect("INTERVAL");
        if (tokens.peek().kind() == Token.Kind.STRING && !atAmountWithUnit()) {
            return intervalOfString(start);
        }
        int firstAmount = tokens.mark();
        List<Part> parts = new ArrayList<>();
        do {
            parts.add(part());
        } while (atAmountWithUnit());
        ErrorPosition where = tokens.since(start);
        if (parts.size() > 1 && parts.stream().anyMatch(part -> part.to().isPresent())) {
            throw SyntaxErrors.of(where, ErrorCondition.LEGACY_0024);
        }
        ErrorPosition amounts = tokens.since(firstAmount);
        return parts.getFirst().to().isPresent()
                ? stretch(parts.getFirst(), where, amounts)
                : severalUnits(parts, where, amounts);
    }

    private Part part() {
        String sign = isSign(tokens.peek()) ? tokens.next().text() : "";
        boolean number = tokens.peek().isNumber();
        String text = number ? tokens.next().text() : parsers.literals().string();
        if (!isUnit(tokens.peek())) {
            throw tokens.unexpected();
        }
        String unit = tokens.next().text();
        boolean stretch = isField(unit.toLowerCase(Locale.ROOT))
                && tokens.atWords("TO")
                && isField(tokens.peek(1).text().toLowerCase(Locale.ROOT));
        if (!stretch) {
            return new Part(sign, text, number, unit, Optional.empty());
        }
        tokens.expect("TO");
        return new Part(sign, text, number, unit, Optional.of(tokens.next().text()));
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

    /** {@code INTERVAL 1 DAY -2 HOURS}, which is read as a text of the same words. */
    private Literal severalUnits(List<Part> parts, ErrorPosition where, ErrorPosition amounts) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (!part.isNumber() && part.text().chars().anyMatch(Character::isLetter)) {
                // Units within the text would be taken for those of the literal.
                throw SyntaxErrors.of(amounts, ErrorCondition.LEGACY_0026, "value", part.text());
            }
            text.append(' ').append(part.amount()).append(' ').append(part.unit());
        }
        List<String> units = parts.stream().map(part -> singular(part.unit())).toList();
        try {
            return literal(IntervalParser.parse(text.toString()), units, where);
        } catch (MillraceIllegalArgumentException malformed) {
            throw new MillraceException(malformed.detail().at(where), malformed);
        }
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
            long ofDays = Math.multiplyExact(value.days(), MICROS_PER_DAY);
            microseconds = Math.addExact(value.microseconds(), ofDays);
        } catch (ArithmeticException overflow) {
            throw SyntaxErrors.of(where, ErrorCondition.INTERVAL_ARITHMETIC_OVERFLOW__WITHOUT_SUGGESTION);
        }
        return new Literal(microseconds, new DayTimeIntervalType((byte) dayTime[0], (byte) dayTime[1]), origin);
    }

    private static void extend(int[] range, int field) {
        range[0] = Math.min(range[0], field);
        range[1] = Math.max(range[1], field);
    }

    /** {@code INTERVAL '1 2:03' DAY TO MINUTE}. */
    private static Literal stretch(Part part, ErrorPosition where, ErrorPosition amounts) {
        if (part.isNumber()) {
            throw SyntaxErrors.of(amounts, ErrorCondition.LEGACY_0027);
        }
        String from = part.unit().toLowerCase(Locale.ROOT);
        String to = part.to().orElseThrow().toLowerCase(Locale.ROOT);
        List<String> fields = YEAR_MONTH.contains(from) ? YEAR_MONTH : DAY_TIME;
        byte first = (byte) fields.indexOf(from);
        byte last = (byte) fields.indexOf(to);
        if (last <= first) {
            throw SyntaxErrors.of(
                    amounts,
                    ErrorCondition.INVALID_INTERVAL_FORMAT__UNSUPPORTED_FROM_TO_EXPRESSION,
                    "input",
                    part.amount(),
                    "from",
                    from,
                    "to",
                    to);
        }
        try {
            if (YEAR_MONTH.contains(from)) {
                YearMonthIntervalType type = new YearMonthIntervalType(first, last);
                return new Literal((int) new IntervalFieldParser(type).parse(part.amount()), type, Origin.of(where));
            }
            DayTimeIntervalType type = new DayTimeIntervalType(first, last);
            return new Literal(new IntervalFieldParser(type).parse(part.amount()), type, Origin.of(where));
        } catch (MillraceIllegalArgumentException malformed) {
            throw new MillraceException(malformed.detail().at(amounts), malformed);
        }
    }
}
