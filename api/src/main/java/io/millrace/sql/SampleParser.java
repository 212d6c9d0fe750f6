package io.millrace.sql;

import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.Limit;
import io.millrace.plan.UnresolvedPlan.Sample;
import io.millrace.spi.error.ErrorCondition;
import java.math.BigDecimal;
import java.util.concurrent.ThreadLocalRandom;

/** TABLESAMPLE: a share of the rows by chance, or the first so many. */
final class SampleParser {
    private final Parsers parsers;
    private final TokenStream tokens;

    SampleParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** The sample of the input, if one is asked for here. */
    UnresolvedPlan sample(UnresolvedPlan input, int start) {
        if (!tokens.atWords("TABLESAMPLE") || !tokens.peek(1).isSign("(")) {
            return input;
        }
        int sampleStart = tokens.mark();
        tokens.expect("TABLESAMPLE");
        tokens.expectSign("(");
        if (tokens.acceptSign(")")) {
            throw SyntaxErrors.of(tokens.since(sampleStart), ErrorCondition.LEGACY_0014);
        }
        if (tokens.atWords("BUCKET") && tokens.peek(1).kind() != Token.Kind.SIGN) {
            return byBucket(input, start, sampleStart);
        }
        int sign = tokens.atSign("-") ? 1 : 0;
        return tokens.peek(sign).isNumber() && tokens.peek(sign + 1).isWord("PERCENT")
                ? byPercentage(input, start, sampleStart)
                : byRows(input, start);
    }

    private UnresolvedPlan byPercentage(UnresolvedPlan input, int start, int sampleStart) {
        boolean negative = tokens.acceptSign("-");
        Token number = tokens.peek();
        if (!number.text().matches("[0-9.]+")) {
            throw SyntaxErrors.unexpected(tokens.sql(), number, "");
        }
        BigDecimal percentage = new BigDecimal(tokens.next().text());
        tokens.expect("PERCENT");
        tokens.expectSign(")");
        double share = percentage.movePointLeft(2).doubleValue() * (negative ? -1 : 1);
        return byShare(input, share, sampleStart, start);
    }

    private UnresolvedPlan byShare(UnresolvedPlan input, double share, int sampleStart, int start) {
        if (!(share >= 0 && share <= 1)) {
            throw SyntaxErrors.of(
                    tokens.since(sampleStart),
                    ErrorCondition.LEGACY_0064,
                    "msg",
                    "Sampling fraction (" + share + ") must be on interval [0, 1]");
        }
        return new Sample(input, 0, share, false, seed(), tokens.originSince(start));
    }

    /** {@code BUCKET 1 OUT OF 4}: a quarter, by chance; no rows are put into buckets for it. */
    private UnresolvedPlan byBucket(UnresolvedPlan input, int start, int sampleStart) {
        int bucketStart = tokens.mark();
        tokens.expect("BUCKET");
        double numerator = parsers.literals().wholeNumber();
        tokens.expect("OUT", "OF");
        double denominator = parsers.literals().wholeNumber();
        if (tokens.accept("ON")) {
            parsers.names().multipartName();
            boolean function = tokens.acceptSign("(");
            if (function) {
                tokens.expectSign(")");
            }
            throw SyntaxErrors.of(
                    tokens.since(bucketStart),
                    ErrorCondition.LEGACY_0015,
                    "msg",
                    "BUCKET x OUT OF y ON " + (function ? "function" : "colname"));
        }
        tokens.expectSign(")");
        return byShare(input, numerator / denominator, sampleStart, start);
    }

    /** Without REPEATABLE each statement draws anew. */
    private long seed() {
        if (!tokens.accept("REPEATABLE")) {
            return ThreadLocalRandom.current().nextLong();
        }
        tokens.expectSign("(");
        Token number = tokens.peek();
        if (number.kind() != Token.Kind.INTEGER) {
            throw tokens.unexpected();
        }
        tokens.next();
        tokens.expectSign(")");
        try {
            return Long.parseLong(number.text());
        } catch (NumberFormatException tooLarge) {
            throw SyntaxErrors.unexpected(tokens.sql(), number, "");
        }
    }

    private UnresolvedPlan byRows(UnresolvedPlan input, int start) {
        int countStart = tokens.mark();
        UnresolvedExpression count = parsers.expressions().expression();
        if (tokens.atSign(")")) {
            String bytes = tokens.textSince(countStart);
            boolean length = bytes.matches("[0-9]+[BbKkMmGg]");
            throw SyntaxErrors.of(
                    tokens.since(countStart),
                    length ? ErrorCondition.LEGACY_0015 : ErrorCondition.LEGACY_0016,
                    length ? "msg" : "bytesStr",
                    length ? "byteLengthLiteral" : bytes);
        }
        tokens.expect("ROWS");
        tokens.expectSign(")");
        if (tokens.accept("REPEATABLE")) {
            throw SyntaxErrors.unsupported(tokens.since(start), "REPEATABLE with a number of rows");
        }
        return new Limit(input, count, tokens.originSince(start));
    }
}
