package io.millrace.engine.builtin;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.format.TimeParserPolicy;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;

/** A pattern that refuses texts which would fit if its letters still meant what they did before Spark 3.0. */
final class GuardedTimePattern implements DateTimePattern {
    private final JavaTimePattern current;
    private final String pattern;
    private final ZoneId zone;
    private final Locale locale;
    private final boolean lenient;

    GuardedTimePattern(JavaTimePattern current, String pattern, ZoneId zone, Locale locale, boolean lenient) {
        this.current = current;
        this.pattern = pattern;
        this.zone = zone;
        this.locale = locale;
        this.lenient = lenient;
    }

    @Override
    public void format(long micros, BytesWriter out) {
        current.format(micros, out);
    }

    @Override
    public void formatDate(int days, BytesWriter out) {
        current.formatDate(days, out);
    }

    @Override
    public long parse(byte[] data, int start, int length) {
        try {
            return current.parse(data, start, length);
        } catch (DateTimeException e) {
            throw refusal(Utf8.string(data, start, length), e);
        }
    }

    @Override
    public long parseLocal(byte[] data, int start, int length) {
        try {
            return current.parseLocal(data, start, length);
        } catch (DateTimeException e) {
            throw refusal(Utf8.string(data, start, length), e);
        }
    }

    @Override
    public long parseDate(byte[] data, int start, int length) {
        try {
            return current.parseDate(data, start, length);
        } catch (DateTimeException e) {
            throw refusal(Utf8.string(data, start, length), e);
        }
    }

    private RuntimeException refusal(String text, DateTimeException misfit) {
        if (!fittedOnce(text)) {
            return misfit;
        }
        return new MillraceException(
                ErrorDetail.of(
                        ErrorCondition.INCONSISTENT_BEHAVIOR_CROSS_VERSION__PARSE_DATETIME_BY_NEW_PARSER,
                        "datetime",
                        "'" + text + "'",
                        "config",
                        "\"" + TimeParserPolicy.KEY + "\""),
                misfit);
    }

    private boolean fittedOnce(String text) {
        try {
            new HybridTimePattern(pattern, zone, locale, lenient).parse(text);
            return true;
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException never) {
            return false;
        }
    }
}
