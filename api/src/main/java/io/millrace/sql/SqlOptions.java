package io.millrace.sql;

import java.util.Optional;
import java.util.function.Function;

/**
 * Settings that change what a text means before any name is looked up.
 *
 * @param doubleQuotedIdentifiers whether double quotes enclose names instead of strings
 *     ({@code spark.sql.ansi.doubleQuotedIdentifiers})
 * @param adjacentStrings whether a doubled quote ends a string and begins the next, instead of standing for itself
 *     ({@code spark.sql.legacy.consecutiveStringLiterals.enabled})
 * @param namesByPattern whether names in back-quotes are regular expressions in select lists
 *     ({@code spark.sql.parser.quotedRegexColumnNames})
 * @param setOperationsInOrder whether INTERSECT binds no tighter than the other set operations
 *     ({@code spark.sql.legacy.setopsPrecedence.enabled})
 * @param localTimestamps whether {@code TIMESTAMP} alone means {@code TIMESTAMP_NTZ} ({@code spark.sql.timestampType})
 * @param boundViews whether a view that names no schema mode is bound to its columns
 *     ({@code spark.sql.legacy.viewSchemaCompensation} is false)
 */
public record SqlOptions(
        boolean doubleQuotedIdentifiers,
        boolean adjacentStrings,
        boolean namesByPattern,
        boolean setOperationsInOrder,
        boolean localTimestamps,
        boolean boundViews) {
    /** What holds unless the session says otherwise. */
    public static final SqlOptions DEFAULT = new SqlOptions(false, false, false, false, false, false);

    /** @param settings the values of a session's settings by name; double quotes enclose names in ANSI mode only */
    public static SqlOptions of(Function<String, Optional<String>> settings) {
        return new SqlOptions(
                isTrue(settings, "spark.sql.ansi.doubleQuotedIdentifiers")
                        && isTrue(settings, "spark.sql.ansi.enabled"),
                isTrue(settings, "spark.sql.legacy.consecutiveStringLiterals.enabled"),
                isTrue(settings, "spark.sql.parser.quotedRegexColumnNames"),
                isTrue(settings, "spark.sql.legacy.setopsPrecedence.enabled"),
                settings.apply("spark.sql.timestampType")
                        .filter(value -> value.trim().equalsIgnoreCase("TIMESTAMP_NTZ"))
                        .isPresent(),
                settings.apply("spark.sql.legacy.viewSchemaCompensation")
                        .filter(value -> value.trim().equalsIgnoreCase("false"))
                        .isPresent());
    }

    private static boolean isTrue(Function<String, Optional<String>> settings, String key) {
        return settings.apply(key)
                .map(value -> Boolean.parseBoolean(value.trim()))
                .orElse(false);
    }
}
