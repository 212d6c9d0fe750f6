package io.millrace.sql;

import java.util.Optional;
import java.util.function.Function;

/**
 * Settings that change what a text means before any name is looked up.
 *
 * @param doubleQuotedIdentifiers whether double quotes enclose names instead of strings
 *     ({@code spark.sql.ansi.doubleQuotedIdentifiers})
 */
public record SqlOptions(boolean doubleQuotedIdentifiers) {
    /** What holds unless the session says otherwise. */
    public static final SqlOptions DEFAULT = new SqlOptions(false);

    /** @param settings the values of a session's settings by name; double quotes enclose names in ANSI mode only */
    public static SqlOptions of(Function<String, Optional<String>> settings) {
        return new SqlOptions(isTrue(settings.apply("spark.sql.ansi.doubleQuotedIdentifiers"))
                && isTrue(settings.apply("spark.sql.ansi.enabled")));
    }

    private static boolean isTrue(Optional<String> value) {
        return value.map(Boolean::parseBoolean).orElse(false);
    }
}
