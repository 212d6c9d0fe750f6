package io.millrace.engine.format;

import io.millrace.engine.builtin.DateErrors;
import io.millrace.engine.builtin.DateTimePattern;
import io.millrace.spi.format.TimeParserPolicy;
import io.millrace.spi.option.Options;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A pattern among the options of a format. A reader finds out with the first value that it is illegal: no value fits it; but
 * if it was a pattern in older versions of Spark, the first value that comes is an error. Used by one thread at a time.
 */
final class OptionPattern {
    private static final Map<String, String> USUAL =
            Map.of("dateFormat", "yyyy-MM-dd", "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private final String text;
    /** Whether it is for times without a zone, of which no older version of Spark had a pattern. */
    private final boolean local;

    private final DateTimePattern compiled;
    private final IllegalArgumentException illegal;

    private OptionPattern(
            String option, String text, ZoneId zone, boolean forParsing, Locale locale, TimeParserPolicy policy) {
        this.text = text;
        this.local = option.equals("timestampNTZFormat");
        DateTimePattern pattern = null;
        IllegalArgumentException reason = null;
        try {
            pattern = DateTimePattern.compile(text, zone, forParsing, locale, policy, true);
        } catch (IllegalArgumentException e) {
            reason = e;
        }
        compiled = pattern;
        illegal = reason;
    }

    /** Null if the option is not given; but with the old letters there is always a pattern. */
    static OptionPattern of(Options options, String option, ZoneId zone, boolean forParsing, TimeParserPolicy policy) {
        Locale locale = options.get("locale").map(Locale::forLanguageTag).orElse(Locale.US);
        String usual = policy == TimeParserPolicy.LEGACY ? USUAL.get(option) : null;
        return options.get(option)
                .or(() -> Optional.ofNullable(usual))
                .map(text -> new OptionPattern(option, text, zone, forParsing, locale, policy))
                .orElse(null);
    }

    /** Fails unless it is a pattern. */
    OptionPattern required() {
        if (illegal != null) {
            throw local ? DateErrors.noPattern(text, illegal) : DateErrors.invalidPattern(text, illegal);
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
