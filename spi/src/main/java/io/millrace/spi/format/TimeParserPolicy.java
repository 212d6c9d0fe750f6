package io.millrace.spi.format;

import java.util.Locale;

/** Which letters patterns of dates and times have, and what becomes of texts that only old ones fit. */
public enum TimeParserPolicy {
    /** The letters of {@link java.time.format.DateTimeFormatter}; a text that does not fit is no time. */
    CORRECTED,
    /** The same, but a text that fitted the pattern before Spark 3.0, and no longer does, is an error. */
    EXCEPTION,
    /** The letters of {@link java.text.SimpleDateFormat}, read and shown in the calendar of its time. */
    LEGACY;

    /** The key of the setting. */
    public static final String KEY = "spark.sql.legacy.timeParserPolicy";

    /** @param value the value of the setting in any case, or null if it is not set */
    public static TimeParserPolicy of(String value) {
        return value == null ? CORRECTED : valueOf(value.trim().toUpperCase(Locale.ROOT));
    }
}
