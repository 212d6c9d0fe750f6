package io.millrace.engine.expression;

import io.millrace.spi.format.TimeParserPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a session, under Spark's names, that change what a query means. Every one has a value that it has unless
 * it is set, Spark's; some have values that are known and not carried out, which a session refuses, since to accept them
 * would be to answer with other rows than were asked for.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are copies that nobody can change
public enum LanguageSetting {
    /** Whether invalid values are errors; else most of them are nulls. */
    ANSI("spark.sql.ansi.enabled", true),
    /** Whether double quotes enclose names; else they enclose strings. */
    DOUBLE_QUOTED_NAMES("spark.sql.ansi.doubleQuotedIdentifiers", false),
    /** Whether names differ that differ in case alone. */
    CASE_SENSITIVE("spark.sql.caseSensitive", false),
    /** Whether the columns of {@code groupBy} are in the result of {@code agg}. */
    RETAIN_GROUP_COLUMNS("spark.sql.retainGroupColumns", true),
    /** Whether results of decimal arithmetic that have too many digits lose some behind the point; else they are null. */
    DECIMAL_PRECISION_LOSS("spark.sql.decimalOperations.allowPrecisionLoss", true),
    /** What becomes of a map's key that comes twice: an error, or the last value wins. */
    MAP_KEY_DEDUPLICATION("spark.sql.mapKeyDedupPolicy", "EXCEPTION", List.of("EXCEPTION", "LAST_WIN"), List.of()),
    /** Whether there may be values of the type TIME. */
    TIME_TYPE("spark.sql.timeType.enabled", false),
    /** How {@code to_csv} and {@code show} write binary values. */
    BINARY_OUTPUT_STYLE(
            "spark.sql.binaryOutputStyle", "", List.of("UTF-8", "BASIC", "BASE64", "HEX", "HEX_DISCRETE"), List.of()),

    /** Whether negative positions of {@code array_insert} count from before the last element. */
    LEGACY_ARRAY_INSERT("spark.sql.legacy.negativeIndexInArrayInsert", false),
    /** Whether {@code encode} and {@code decode} take every character set that Java has. */
    LEGACY_CHARACTER_SETS("spark.sql.legacy.javaCharsets", false),
    /** Whether {@code encode} and {@code decode} replace what cannot be written; else that is an error. */
    LEGACY_CODING_ERRORS("spark.sql.legacy.codingErrorAction", false),
    /** Whether {@code count()} without an argument is 0; else it is an error. */
    LEGACY_EMPTY_COUNT("spark.sql.legacy.allowParameterlessCount", false),
    /** Whether {@code count(t.*)} counts rows without a null in the columns of {@code t}; else it is an error. */
    LEGACY_TABLE_COUNT("spark.sql.legacy.allowStarWithSingleTableIdentifierInCount", false),
    /** Whether {@code percentile_disc} takes the nearest value instead of the first that reaches the share. */
    LEGACY_DISCRETE_PERCENTILE("spark.sql.legacy.percentileDiscCalculation", false),
    /** Whether {@code lpad} and {@code rpad} of binary values give texts. */
    LEGACY_TEXT_PADDING("spark.sql.legacy.lpadRpadAlwaysReturnString", false, false),

    /** What {@code TIMESTAMP} means in SQL and in schemas given as text, and what times are made: with or without a zone. */
    TIMESTAMP_TYPE("spark.sql.timestampType", "TIMESTAMP_LTZ", List.of("TIMESTAMP_NTZ", "TIMESTAMP_LTZ"), List.of()),
    /** Which letters patterns of dates and times have. */
    TIME_PARSER_POLICY(TimeParserPolicy.KEY, "CORRECTED", List.of("EXCEPTION", "LEGACY", "CORRECTED"), List.of()),
    /** Whether differences of times and literals are intervals of the type INTERVAL, with months and microseconds. */
    LEGACY_INTERVALS("spark.sql.legacy.interval.enabled", false, false),
    /** Whether quoted names in select lists are regular expressions. */
    NAMES_BY_PATTERN("spark.sql.parser.quotedRegexColumnNames", false),
    /** Whether words of the SQL standard cannot be names. */
    RESERVED_WORDS("spark.sql.ansi.enforceReservedKeywords", false, false),
    /** Whether JOIN binds tighter than the comma. */
    JOIN_BEFORE_COMMA("spark.sql.ansi.relationPrecedence", false, false),
    /** Whether the number of a select item may stand in GROUP BY. */
    GROUP_BY_NUMBER("spark.sql.groupByOrdinal", true),
    /** Whether the alias of a select item may stand in GROUP BY. */
    GROUP_BY_ALIAS("spark.sql.groupByAliases", true),
    /** Whether the number of a select item may stand in ORDER BY. */
    ORDER_BY_NUMBER("spark.sql.orderByOrdinal", true),
    /** Which values INSERT converts to the types of columns. */
    STORE_ASSIGNMENT(
            "spark.sql.storeAssignmentPolicy",
            "ANSI",
            List.of("ANSI", "LEGACY", "STRICT"),
            List.of("LEGACY", "STRICT")),
    /** Whether a scalar sub-query that counts may give 0 for a group that is not there. Spark's own mistake of old. */
    LEGACY_SCALAR_COUNT("spark.sql.optimizer.decorrelateSubqueryLegacyIncorrectCountHandling.enabled", false),
    /** Whether EXISTS and IN see no row where a sub-query counts none. Spark's own mistake of old. */
    LEGACY_EXISTENCE_COUNT("spark.sql.optimizer.decorrelateExistsSubqueryLegacyIncorrectCountHandling.enabled", false),
    /** Whether sub-queries may take values out of maps of the query around. */
    MAPS_IN_SUBQUERIES("spark.sql.optimizer.pullOutNestedDataOuterRefExpressions.enabled", true),
    /** Whether binary values put together are a text. */
    CONCATENATION_AS_TEXT("spark.sql.function.concatBinaryAsString", false, false),
    /** Whether {@code elt} of binary values is a text. */
    ELEMENT_AS_TEXT("spark.sql.function.eltOutputAsString", false, false),
    /** Whether a null that is written before IN and a sub-query makes all of it null, even where the sub-query has no rows. */
    LEGACY_EMPTY_LIST("spark.sql.legacy.nullInEmptyListBehavior", false),
    /** Whether quotes that follow each other end a string and begin the next. */
    LEGACY_STRING_LITERALS("spark.sql.legacy.consecutiveStringLiterals.enabled", false),
    /** Whether set operations bind from left to right, INTERSECT as the others. */
    LEGACY_SET_OPERATIONS("spark.sql.legacy.setopsPrecedence.enabled", false),
    /** Whether errors that a query raises have no condition. */
    LEGACY_RAISED_ERRORS("spark.sql.legacy.raiseErrorWithoutErrorClass", false, false),
    /** Whether a view that names no schema mode casts its columns; else it is bound to them. */
    COMPENSATING_VIEWS("spark.sql.legacy.viewSchemaCompensation", true),
    /** Which query a name means that WITH defines at two levels. */
    LEGACY_COMMON_TABLES(
            "spark.sql.legacy.ctePrecedencePolicy",
            "CORRECTED",
            List.of("CORRECTED", "EXCEPTION", "LEGACY"),
            List.of("EXCEPTION"));

    private static final Map<String, LanguageSetting> BY_KEY = new HashMap<>();

    static {
        for (LanguageSetting setting : values()) {
            BY_KEY.put(setting.key, setting);
        }
    }

    private final String key;
    private final String defaultValue;
    private final List<String> choices;
    private final List<String> refused;

    LanguageSetting(String key, boolean defaultValue) {
        this(key, defaultValue, true);
    }

    LanguageSetting(String key, boolean defaultValue, boolean carried) {
        this(
                key,
                String.valueOf(defaultValue),
                List.of("TRUE", "FALSE"),
                carried ? List.of() : List.of(defaultValue ? "FALSE" : "TRUE"));
    }

    LanguageSetting(String key, String defaultValue, List<String> choices, List<String> refused) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.choices = List.copyOf(choices);
        this.refused = List.copyOf(refused);
    }

    /** The setting of a key, if it is one of these. */
    public static Optional<LanguageSetting> of(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    public String key() {
        return key;
    }

    public String defaultValue() {
        return defaultValue;
    }

    /** All values that the setting may have, in upper case. */
    public List<String> choices() {
        return choices;
    }

    /** Whether the setting is true or false. */
    public boolean isFlag() {
        return choices.contains("TRUE");
    }

    /** Whether a value, in any case, is one that the setting may have. */
    public boolean allows(String value) {
        return choices.contains(canonical(value));
    }

    /** Whether a value that the setting may have is carried out. */
    public boolean isCarried(String value) {
        return !refused.contains(canonical(value));
    }

    private static String canonical(String value) {
        return value.trim().toUpperCase(Locale.ROOT);
    }
}
