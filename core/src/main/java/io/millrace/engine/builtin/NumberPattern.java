package io.millrace.engine.builtin;

import io.millrace.engine.expression.ExpressionText;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DecimalType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A format of {@code to_number} and {@code to_char}: {@code [MI | S] [$] digits [. digits] [$] [PR | MI | S]}.
 *
 * <p>Digits are 0 or 9, with thousands separators before the point. A stretch that begins with 0 has exactly so many
 * digits; one that begins with 9 may have fewer. A sign or a bracket stands
 * beside the first digit, or before the dollar.
 */
final class NumberPattern {
    private static final String MINUS = "MI";
    private static final String BRACKETS = "PR";

    private final String pattern;
    private final String leadingSign;
    private final String trailingSign;
    private final boolean leadingDollar;
    private final boolean trailingDollar;
    /** The digit groups before the point, from the left. */
    private final List<String> groups;

    private final String fraction;
    private final boolean point;

    private NumberPattern(
            String pattern,
            String leadingSign,
            boolean leadingDollar,
            String whole,
            boolean point,
            String fraction,
            boolean trailingDollar,
            String trailingSign) {
        this.pattern = pattern;
        this.leadingSign = leadingSign;
        this.leadingDollar = leadingDollar;
        this.groups = whole.isEmpty() ? List.of() : List.of(whole.split(","));
        this.point = point;
        this.fraction = fraction;
        this.trailingDollar = trailingDollar;
        this.trailingSign = trailingSign;
    }

    /**
     * Reads a format.
     *
     * @throws MillraceException with a condition {@code INVALID_FORMAT}
     */
    static NumberPattern of(String written) {
        String shown = written.toUpperCase(Locale.ROOT);
        String text = shown.replace('D', '.').replace('G', ',');
        check(text, shown);
        Reader reader = new Reader(text);
        String leading = reader.take(MINUS, "S");
        boolean leadingDollar = !reader.take("$").isEmpty();
        String whole = reader.takeAll("09,");
        boolean point = !reader.take(".").isEmpty();
        String fraction = point ? reader.takeAll("09") : "";
        boolean trailingDollar = !reader.take("$").isEmpty();
        String trailing = reader.take(BRACKETS, MINUS, "S");
        reader.end();
        return new NumberPattern(shown, leading, leadingDollar, whole, point, fraction, trailingDollar, trailing);
    }

    /** @param written the format with the letters that stand for signs, as messages show it */
    private static void check(String text, String written) {
        if (text.isEmpty()) {
            throw invalid(ErrorCondition.INVALID_FORMAT__EMPTY, written);
        }
        int firstDigit = indexOfDigit(text);
        if (firstDigit < 0 && text.indexOf(',') < 0) {
            throw invalid(ErrorCondition.INVALID_FORMAT__WRONG_NUM_DIGIT, written);
        }
        requireOnce(text, written, ".", ". or D");
        requireOnce(text, written, "$", "$");
        requireOnce(text, written, "S", "S");
        requireOnce(text, written, MINUS, MINUS);
        requireOnce(text, written, BRACKETS, BRACKETS);
        int decimal = text.indexOf('.');
        int dollar = text.indexOf('$');
        boolean dollarLast = dollar >= 0 && indexOfDigit(text.substring(dollar)) < 0;
        if (dollar > firstDigit && !dollarLast) {
            throw invalid(ErrorCondition.INVALID_FORMAT__CUR_MUST_BEFORE_DIGIT, written);
        }
        if (decimal >= 0 && dollar > decimal && !dollarLast) {
            throw invalid(ErrorCondition.INVALID_FORMAT__CUR_MUST_BEFORE_DEC, written);
        }
        if (decimal >= 0 && text.lastIndexOf(',') > decimal) {
            throw invalid(ErrorCondition.INVALID_FORMAT__THOUSANDS_SEPS_MUST_BEFORE_DEC, written);
        }
        for (int i = text.indexOf(','); i >= 0; i = text.indexOf(',', i + 1)) {
            if (i == 0 || i + 1 == text.length() || !isDigit(text.charAt(i - 1)) || !isDigit(text.charAt(i + 1))) {
                throw invalid(ErrorCondition.INVALID_FORMAT__CONT_THOUSANDS_SEPS, written);
            }
        }
    }

    private static void requireOnce(String text, String written, String token, String shown) {
        int first = text.indexOf(token);
        if (first >= 0 && text.indexOf(token, first + 1) >= 0) {
            throw invalid(ErrorCondition.INVALID_FORMAT__WRONG_NUM_TOKEN, written, "token", shown);
        }
    }

    private static boolean isDigit(char c) {
        return c == '0' || c == '9';
    }

    private static int indexOfDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isDigit(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static MillraceException invalid(ErrorCondition condition, String text, String... more) {
        List<String> parameters = new ArrayList<>(List.of("format", ExpressionText.quoted(text)));
        parameters.addAll(List.of(more));
        return new MillraceException(ErrorDetail.of(condition, parameters.toArray(String[]::new)));
    }

    /** Takes a format apart from the left. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        String take(String... tokens) {
            for (String token : tokens) {
                if (text.startsWith(token, at)) {
                    at += token.length();
                    return token;
                }
            }
            return "";
        }

        String takeAll(String characters) {
            int start = at;
            while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return text.substring(start, at);
        }

        void end() {
            if (at < text.length()) {
                throw invalid(
                        ErrorCondition.INVALID_FORMAT__UNEXPECTED_TOKEN,
                        text,
                        "token",
                        "character '" + text.charAt(at) + "''");
            }
        }
    }

    /** The format as messages show it. */
    String pattern() {
        return pattern;
    }

    /** The type of the numbers that the format reads. */
    DecimalType type() {
        int whole = groups.stream().mapToInt(String::length).sum();
        return new DecimalType(
                Math.min(DecimalType.MAX_PRECISION, Math.max(1, whole + fraction.length())), fraction.length());
    }

    // Reading

    /** The number that a text means; null if it does not fit the format. */
    BigDecimal parse(String written) {
        String text = written.strip();
        boolean brackets = trailingSign.equals(BRACKETS) && text.startsWith("<") && text.endsWith(">");
        if (brackets) {
            text = text.substring(1, text.length() - 1);
        }
        boolean negative = brackets;
        if (!leadingSign.isEmpty() && isSign(text, 0, leadingSign)) {
            negative = text.charAt(0) == '-';
            text = text.substring(1).strip();
        } else if (isSign(text, text.length() - 1, trailingSign)) {
            negative = text.endsWith("-");
            text = text.substring(0, text.length() - 1).strip();
        }
        if (leadingDollar) {
            if (!text.startsWith("$")) {
                return null;
            }
            text = text.substring(1);
        } else if (trailingDollar) {
            if (!text.endsWith("$")) {
                return null;
            }
            text = text.substring(0, text.length() - 1);
        }
        BigDecimal size = parseDigits(text);
        return size == null || !negative ? size : size.negate();
    }

    private static boolean isSign(String text, int index, String sign) {
        if (text.isEmpty() || sign.isEmpty() || sign.equals(BRACKETS)) {
            return false;
        }
        return text.charAt(index) == '-' || text.charAt(index) == '+' && sign.equals("S");
    }

    private BigDecimal parseDigits(String text) {
        int dot = text.indexOf('.');
        if (dot >= 0 && !point) {
            return null;
        }
        String whole = dot < 0 ? text : text.substring(0, dot);
        String behind = dot < 0 ? "" : text.substring(dot + 1);
        if (behind.length() > fraction.length() || !fits(behind, behind)) {
            return null;
        }
        List<String> found = whole.isEmpty() ? List.of() : List.of(whole.split(",", -1));
        if (found.size() > groups.size() || whole.isEmpty() && behind.isEmpty()) {
            return null;
        }
        int missing = groups.size() - found.size();
        for (int i = 0; i < groups.size(); i++) {
            if (!fits(i < missing ? "" : found.get(i - missing), groups.get(i))) {
                return null;
            }
        }
        return new BigDecimal(
                (whole.isEmpty() ? "0" : whole.replace(",", "")) + (behind.isEmpty() ? "" : "." + behind));
    }

    private static boolean fits(String digits, String group) {
        boolean exact = group.startsWith("0");
        return digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && (exact ? digits.length() == group.length() : digits.length() <= group.length());
    }

    // Writing

    /** The number in this format; with # for digits if it has too many. */
    String format(BigDecimal value) {
        String[] parts = value.abs().toPlainString().split("\\.");
        String whole = parts[0].replaceFirst("^0+", "");
        String behind = parts.length < 2 ? "" : parts[1].replaceFirst("0+$", "");
        int room = groups.stream().mapToInt(String::length).sum();
        boolean tooLong = whole.length() > room || behind.length() > fraction.length();
        StringBuilder digits = new StringBuilder(tooLong ? String.join(" ", groups) : wholeDigits(whole, room));
        boolean negative = value.signum() < 0;
        // a sign takes the place of the zero before the point
        boolean signBefore = !leadingDollar
                && (leadingSign.equals("S")
                        || negative && (leadingSign.equals(MINUS) || trailingSign.equals(BRACKETS)));
        if (point && !tooLong && !signBefore && digits.length() > 0 && digits.charAt(digits.length() - 1) == ' ') {
            digits.setCharAt(digits.length() - 1, '0');
        }
        if (point && !fraction.isEmpty()) {
            digits.append('.').append(tooLong ? fraction : behind + "0".repeat(fraction.length() - behind.length()));
        }
        String shown = tooLong ? digits.toString().replaceAll("[09]", "#") : digits.toString();
        String text = signed((leadingDollar ? "$" : "") + shown, negative);
        return point && fraction.isEmpty() ? text + " " : text;
    }

    /** Right-aligned digits with separators; blanks, or zeros, where there are none. */
    private String wholeDigits(String whole, int room) {
        StringBuilder text = new StringBuilder();
        int missing = room - whole.length();
        int next = 0;
        for (String group : groups) {
            if (!text.isEmpty()) {
                text.append(text.charAt(text.length() - 1) == ' ' ? ' ' : ',');
            }
            boolean started = !text.isEmpty() && text.charAt(text.length() - 1) == ',';
            for (int i = 0; i < group.length(); i++, next++) {
                if (next >= missing) {
                    text.append(whole.charAt(next - missing));
                } else {
                    text.append(group.startsWith("0") || started ? '0' : ' ');
                }
            }
        }
        return text.toString();
    }

    private String signed(String digits, boolean negative) {
        String body = digits.stripLeading();
        StringBuilder text = new StringBuilder(digits.substring(0, digits.length() - body.length()));
        if (leadingSign.equals("S")) {
            text.append(negative ? '-' : '+');
        } else if (leadingSign.equals(MINUS)) {
            text.append(negative ? '-' : ' ');
        } else if (trailingSign.equals(BRACKETS) && negative) {
            text.append('<');
        }
        text.append(body).append(trailingDollar ? "$" : "");
        switch (trailingSign) {
            case "S" -> text.append(negative ? '-' : '+');
            case MINUS -> text.append(negative ? '-' : ' ');
            case BRACKETS -> text.append(negative ? ">" : "  ");
            default -> {}
        }
        return text.toString();
    }
}
