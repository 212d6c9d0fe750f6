package io.millrace.sql;

/**
 * Settings that change what a text means before any name is looked up.
 *
 * @param doubleQuotedIdentifiers whether double quotes enclose names instead of strings
 *     ({@code spark.sql.ansi.doubleQuotedIdentifiers})
 */
public record SqlOptions(boolean doubleQuotedIdentifiers) {
    /** What holds unless the session says otherwise. */
    public static final SqlOptions DEFAULT = new SqlOptions(false);
}
