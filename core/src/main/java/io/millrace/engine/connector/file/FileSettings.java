package io.millrace.engine.connector.file;

import io.millrace.engine.expression.LanguageSetting;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.format.FileFormat.ReadSettings;
import io.millrace.spi.format.TimeParserPolicy;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.ReadRequest;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings and options of files, with Spark's names and defaults. */
final class FileSettings {
    private static final String PREFIX = "spark.sql.streaming.";
    private static final Pattern TIME = Pattern.compile("\\s*(-?\\d+)\\s*([a-zA-Z]*)\\s*");

    private FileSettings() {}

    /** @param log {@code fileSource} or {@code fileSink} */
    static CompactingFileLog.Retention retention(Map<String, String> configuration, String log) {
        String prefix = PREFIX + log + ".log.";
        return new CompactingFileLog.Retention(
                integer(configuration, prefix + "compactInterval", 10),
                Boolean.parseBoolean(configuration.getOrDefault(prefix + "deletion", "true")),
                millis(prefix + "cleanupDelay", configuration.getOrDefault(prefix + "cleanupDelay", "10min")),
                integer(configuration, PREFIX + "minBatchesToRetain", 100));
    }

    static int cleanerThreads(Map<String, String> configuration) {
        return Integer.parseInt(configuration.getOrDefault(PREFIX + "fileSource.cleaner.numThreads", "1"));
    }

    /** Whether files must survive loss of power, and not only a killed process. */
    static boolean forcesFiles(Map<String, String> configuration) {
        return Boolean.parseBoolean(configuration.getOrDefault("millrace.checkpoint.force", "true"));
    }

    static boolean infersStreamSchema(Map<String, String> configuration) {
        return Boolean.parseBoolean(configuration.getOrDefault(PREFIX + "schemaInference", "false"));
    }

    static ReadSettings read(ReadRequest request) {
        boolean localTimestamps =
                "TIMESTAMP_NTZ".equalsIgnoreCase(request.configuration().get(LanguageSetting.TIMESTAMP_TYPE.key()));
        return new ReadSettings(
                request.options(), request.zone(), localTimestamps, TimeParserPolicy.of(request.configuration()));
    }

    static boolean infersPartitionTypes(Map<String, String> configuration) {
        return Boolean.parseBoolean(
                configuration.getOrDefault("spark.sql.sources.partitionColumnTypeInference.enabled", "true"));
    }

    /** Whether overwriting replaces only the partitions that are written to. */
    static boolean overwritesPartitions(Options options, Map<String, String> configuration) {
        String key = "spark.sql.sources.partitionOverwriteMode";
        String option = "partitionOverwriteMode";
        String mode = options.get(option).orElseGet(() -> configuration.getOrDefault(key, "STATIC"));
        return switch (mode.toUpperCase(Locale.ROOT)) {
            case "DYNAMIC" -> true;
            case "STATIC" -> false;
            default ->
                throw options.contains(option)
                        ? options.invalid(option, "STATIC or DYNAMIC")
                        : mismatch(key, mode, "STATIC or DYNAMIC");
        };
    }

    private static int integer(Map<String, String> configuration, String key, int otherwise) {
        String text = configuration.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text.trim());
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw mismatch(key, text, "positive whole number");
        }
        throw mismatch(key, text, "positive whole number");
    }

    private static MillraceIllegalArgumentException mismatch(String key, String value, String type) {
        return new MillraceIllegalArgumentException(ErrorDetail.of(
                ErrorCondition.INVALID_CONF_VALUE__TYPE_MISMATCH,
                "confName",
                key,
                "confType",
                type,
                "confValue",
                value));
    }

    /** An option that is a stretch of time such as {@code 7d} or {@code 500ms}; without unit it is milliseconds. */
    static long millis(Options options, String option, String otherwise) {
        return millis(option, options.get(option, otherwise));
    }

    private static long millis(String name, String text) {
        Matcher matcher = TIME.matcher(text);
        TimeUnit unit = matcher.matches() ? unit(matcher.group(2)) : null;
        if (unit == null) {
            throw new MillraceIllegalArgumentException(ErrorDetail.of(
                    ErrorCondition.INVALID_OPTION_VALUE,
                    "option",
                    name,
                    "value",
                    "'" + text + "'",
                    "accepted",
                    "a time such as 7d, 12h, 30min, 10s or 500ms"));
        }
        return unit.toMillis(Long.parseLong(matcher.group(1)));
    }

    private static TimeUnit unit(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "us" -> TimeUnit.MICROSECONDS;
            case "", "ms" -> TimeUnit.MILLISECONDS;
            case "s" -> TimeUnit.SECONDS;
            case "m", "min" -> TimeUnit.MINUTES;
            case "h" -> TimeUnit.HOURS;
            case "d" -> TimeUnit.DAYS;
            default -> null;
        };
    }
}
