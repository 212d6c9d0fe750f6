package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import io.millrace.types.SqlStrings;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Numbers, strings, and strings with a type before them. Intervals have a parser of their own. */
final class LiteralParser {
    private static final Set<String> LITERAL_TYPES =
            Set.of("DATE", "TIMESTAMP", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIME", "X");
    private static final String SUPPORTED_TYPES =
            "\"DATE\", \"TIMESTAMP_NTZ\", \"TIMESTAMP_LTZ\", \"TIMESTAMP\", \"INTERVAL\", \"X\", \"TIME\"";

    private final TokenStream tokens;
    private final boolean adjacentStrings;

    LiteralParser(Parsers parsers) {
        tokens = parsers.tokens();
        adjacentStrings = parsers.options().adjacentStrings();
    }

    // Strings

    /** The value of one or more string literals in a row. */
    String string() {
        StringBuilder value = new StringBuilder(oneString());
        while (tokens.peek().kind() == Token.Kind.STRING) {
            value.append(oneString());
        }
        return value.toString();
    }

    /** The value of a single string literal. */
    String oneString() {
        if (tokens.peek().kind() != Token.Kind.STRING) {
            throw tokens.unexpected();
        }
        String literal = tokens.next().text();
        return adjacentStrings ? SqlStrings.adjacentValue(literal) : SqlStrings.stringValue(literal);
    }

    /** A number of digits alone, as counts are written. */
    int wholeNumber() {
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.INTEGER) {
            throw tokens.unexpected();
        }
        tokens.next();
        try {
            return Integer.parseInt(token.text());
        } catch (NumberFormatException e) {
            throw SyntaxErrors.unsupported(tokens.here(), "a count of " + token.text());
        }
    }

    Literal stringLiteral() {
        int start = tokens.mark();
        String value = string();
        return new Literal(value, DataTypes.StringType, tokens.originSince(start));
    }

    /** {@code DATE '…'} and its like, of which the type is next. */
    UnresolvedExpression typedLiteral() {
        int start = tokens.mark();
        String type = Keywords.upper(tokens.next());
        String text = oneString();
        ErrorPosition where = tokens.since(start);
        if (!LITERAL_TYPES.contains(type)) {
            throw SyntaxErrors.of(
                    where,
                    ErrorCondition.UNSUPPORTED_TYPED_LITERAL,
                    "unsupportedType",
                    "\"" + type + "\"",
                    "supportedTypes",
                    SUPPORTED_TYPES);
        }
        Origin origin = Origin.of(where);
        if (type.equals("X")) {
            return new Literal(bytes(text, where), DataTypes.BinaryType, origin);
        }
        List<UnresolvedExpression> arguments = List.of(
                new Literal(type, DataTypes.StringType, origin), new Literal(text, DataTypes.StringType, origin));
        return new FunctionCall(List.of("typed_literal"), arguments, origin);
    }

    private static byte[] bytes(String digits, ErrorPosition where) {
        try {
            return HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
        } catch (IllegalArgumentException malformed) {
            throw invalid("X", digits, where);
        }
    }

    static MillraceException invalid(String type, String text, ErrorPosition where) {
        return SyntaxErrors.of(
                where,
                ErrorCondition.INVALID_TYPED_LITERAL,
                "valueType",
                "\"" + type + "\"",
                "value",
                "'" + text + "'");
    }

    // Numbers

    /** A number with an optional minus before it, which belongs to the number. */
    Literal number() {
        int start = tokens.mark();
        String sign = tokens.acceptSign("-") ? "-" : "";
        Token token = tokens.next();
        ErrorPosition where = tokens.since(start);
        if (token.kind() == Token.Kind.INTEGER) {
            return integer(sign + token.text(), where);
        }
        String text = token.text().toUpperCase(Locale.ROOT);
        String digits = sign + token.text().replaceAll("[LSYDFBlsydfb]+$", "");
        return switch (text.substring(digits.length() - sign.length())) {
            case "Y" -> integral(digits, Byte.MIN_VALUE, Byte.MAX_VALUE, DataTypes.ByteType, where);
            case "S" -> integral(digits, Short.MIN_VALUE, Short.MAX_VALUE, DataTypes.ShortType, where);
            case "L" -> integral(digits, Long.MIN_VALUE, Long.MAX_VALUE, DataTypes.LongType, where);
            case "F" -> floating(digits, where);
            case "D" -> doubled(digits, where);
            case "BD" -> decimal(digits, where);
            default -> text.contains("E") ? doubled(digits, where) : decimal(digits, where);
        };
    }

    /** The smallest of INT, BIGINT and DECIMAL that holds the number. */
    private static Literal integer(String digits, ErrorPosition where) {
        BigInteger value = new BigInteger(digits);
        if (value.bitLength() < Integer.SIZE) {
            return new Literal(value.intValue(), DataTypes.IntegerType, Origin.of(where));
        }
        if (value.bitLength() < Long.SIZE) {
            return new Literal(value.longValue(), DataTypes.LongType, Origin.of(where));
        }
        return decimal(digits, where);
    }

    private static Literal integral(String digits, long least, long most, DataType type, ErrorPosition where) {
        BigInteger value = new BigInteger(digits);
        if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
            throw outOfRange(digits, String.valueOf(least), String.valueOf(most), type, where);
        }
        long number = value.longValue();
        Object boxed = switch (type) {
            case io.millrace.types.ByteType ignored -> (Object) (byte) number;
            case io.millrace.types.ShortType ignored -> (Object) (short) number;
            default -> (Object) number;
        };
        return new Literal(boxed, type, Origin.of(where));
    }

    private static Literal floating(String digits, ErrorPosition where) {
        BigDecimal exact = exact(digits, where);
        BigDecimal most = new BigDecimal((double) Float.MAX_VALUE);
        if (exact.abs().compareTo(most) > 0) {
            throw outOfRange(digits, Float.MAX_VALUE, DataTypes.FloatType, where);
        }
        return new Literal(Float.parseFloat(digits), DataTypes.FloatType, Origin.of(where));
    }

    private static Literal doubled(String digits, ErrorPosition where) {
        BigDecimal exact = exact(digits, where);
        if (exact.abs().compareTo(new BigDecimal(Double.MAX_VALUE)) > 0) {
            throw outOfRange(digits, Double.MAX_VALUE, DataTypes.DoubleType, where);
        }
        return new Literal(Double.parseDouble(digits), DataTypes.DoubleType, Origin.of(where));
    }

    private static Literal decimal(String digits, ErrorPosition where) {
        BigDecimal value = exact(digits, where);
        // the number of digits before the point is known before any of them is written out
        if ((long) value.precision() - value.scale() > DecimalType.MAX_PRECISION
                || value.scale() > DecimalType.MAX_SCALE
                || value.precision() > DecimalType.MAX_PRECISION) {
            throw SyntaxErrors.of(
                    where,
                    ErrorCondition.DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION,
                    "precision",
                    String.valueOf(Math.max(value.precision() - Math.min(value.scale(), 0L), value.scale())),
                    "maxPrecision",
                    String.valueOf(DecimalType.MAX_PRECISION));
        }
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        DecimalType type = new DecimalType(Math.max(plain.precision(), plain.scale()), plain.scale());
        return new Literal(plain, type, Origin.of(where));
    }

    private static BigDecimal exact(String digits, ErrorPosition where) {
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException beyondAllBounds) {
            throw outOfRange(digits, Double.MAX_VALUE, DataTypes.DoubleType, where);
        }
    }

    private static MillraceException outOfRange(String digits, double most, DataType type, ErrorPosition where) {
        String bound = BigDecimal.valueOf(most).toString();
        return outOfRange(digits, "-" + bound, bound, type, where);
    }

    private static MillraceException outOfRange(
            String digits, String least, String most, DataType type, ErrorPosition where) {
        return SyntaxErrors.of(
                where,
                ErrorCondition.INVALID_NUMERIC_LITERAL_RANGE,
                "rawStrippedQualifier",
                digits,
                "minValue",
                least,
                "maxValue",
                most,
                "typeName",
                type.simpleString());
    }
}
