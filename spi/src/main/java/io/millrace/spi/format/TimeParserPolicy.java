package io.millrace.spi.format;

import java.util.Locale;
import java.util.Map;

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

    /** @param settings values by key, in any case; the policy need not be among them */
    public static TimeParserPolicy of(Map<String, String> settings) {
        String value = settings.get(KEY);
        return value == null ? CORRECTED : valueOf(value.trim().toUpperCase(Locale.ROOT));
    }
}
