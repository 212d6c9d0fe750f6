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
    /** The pattern with the letters of old, once a text does not fit. */
    private HybridTimePattern old;

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
        return guarded(current::parse, data, start, length);
    }

    @Override
    public long parseLocal(byte[] data, int start, int length) {
        return guarded(current::parseLocal, data, start, length);
    }

    @Override
    public long parseDate(byte[] data, int start, int length) {
        return guarded(current::parseDate, data, start, length);
    }

    private interface Reading {
        long of(byte[] data, int start, int length);
    }

    private long guarded(Reading reading, byte[] data, int start, int length) {
        try {
            return reading.of(data, start, length);
        } catch (DateTimeException misfit) {
            String text = Utf8.string(data, start, length);
            if (!fittedOnce(text)) {
                throw misfit;
            }
            throw new MillraceException(
                    ErrorDetail.of(
                            ErrorCondition.INCONSISTENT_BEHAVIOR_CROSS_VERSION__PARSE_DATETIME_BY_NEW_PARSER,
                            "datetime",
                            "'" + text + "'",
                            "config",
                            "\"" + TimeParserPolicy.KEY + "\""),
                    misfit);
        }
    }

    private boolean fittedOnce(String text) {
        try {
            if (old == null) {
                old = new HybridTimePattern(pattern, zone, locale, lenient);
            }
            old.parse(text);
            return true;
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException never) {
            return false;
        }
    }
}
