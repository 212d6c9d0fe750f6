package io.millrace.engine.format;

import io.millrace.engine.builtin.DateErrors;
import io.millrace.engine.builtin.DateTimePattern;
import io.millrace.spi.option.Options;
import java.time.ZoneId;
import java.util.Locale;

/**
 * A pattern among the options of a format. A reader finds out with the first value that it is illegal: no value fits it; but
 * if it was a pattern in older versions of Spark, the first value that comes is an error. Used by one thread at a time.
 */
final class OptionPattern {
    private final String text;
    private final DateTimePattern compiled;
    private final IllegalArgumentException illegal;

    private OptionPattern(String text, ZoneId zone, boolean forParsing, Locale locale) {
        this.text = text;
        DateTimePattern pattern = null;
        IllegalArgumentException reason = null;
        try {
            pattern = DateTimePattern.compile(text, zone, forParsing, locale);
        } catch (IllegalArgumentException e) {
            reason = e;
        }
        compiled = pattern;
        illegal = reason;
    }

    /** Null if the option is not given. */
    static OptionPattern of(Options options, String option, ZoneId zone, boolean forParsing) {
        Locale locale = options.get("locale").map(Locale::forLanguageTag).orElse(Locale.US);
        return options.get(option)
                .map(text -> new OptionPattern(text, zone, forParsing, locale))
                .orElse(null);
    }

    /** Fails unless it is a pattern. */
    OptionPattern required() {
        if (illegal != null) {
            throw DateErrors.invalidPattern(text, illegal);
        }
        return this;
    }

    /** Fails if it was a pattern once, and is none any more. */
    void refuseOld() {
        if (illegal != null && DateErrors.wasPattern(text)) {
            throw DateErrors.invalidPattern(text, illegal);
        }
    }

    boolean isLegal() {
        return illegal == null;
    }

    /** What was compiled; only if it {@linkplain #isLegal() is legal}. */
    DateTimePattern compiled() {
        return compiled;
    }
}
