package io.millrace.engine.session;

import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.expression.text.TimestampText;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The settings of a session, under Spark's names. Thread-safe. */
final class SessionConfiguration {
    static final String TIME_ZONE = "spark.sql.session.timeZone";
    static final String ANSI = LanguageSetting.ANSI.key();
    static final String CHECKPOINT_LOCATION = "spark.sql.streaming.checkpointLocation";
    static final String STOP_ACTIVE_RUN = "spark.sql.streaming.stopActiveRunOnRestart";
    static final String FORCE_FILES = "millrace.checkpoint.force";
    static final String SNAPSHOT_BYTES = "millrace.state.snapshot.bytes";
    static final String THREADS = "millrace.threads";
    static final String MEMORY = "millrace.memory.bytes";

    /** Kinds of values. */
    private enum Kind {
        BOOLEAN,
        INT,
        TEXT
    }

    private record Setting(String defaultValue, Kind kind) {}

    private static final Map<String, Setting> KNOWN = new LinkedHashMap<>();
    private static final Set<String> STATIC = Set.of(
            "spark.sql.warehouse.dir",
            "spark.sql.extensions",
            "spark.sql.catalogImplementation",
            "spark.sql.streaming.streamingQueryListeners",
            "spark.master",
            "spark.app.name",
            THREADS,
            MEMORY);

    static {
        String streaming = "spark.sql.streaming.";
        known("spark.sql.cteRecursionLevelLimit", "100", Kind.INT);
        known("spark.sql.cteRecursionRowLimit", "1000000", Kind.INT);
        known("spark.sql.shuffle.partitions", "200", Kind.INT);
        known("spark.sql.datetime.java8API.enabled", "false", Kind.BOOLEAN);
        known(streaming + "minBatchesToRetain", "100", Kind.INT);
        known(streaming + "pollingDelay", "10", Kind.TEXT);
        known(streaming + "noDataMicroBatches.enabled", "true", Kind.BOOLEAN);
        known(streaming + "noDataProgressEventInterval", "10000", Kind.TEXT);
        known(streaming + "numRecentProgressUpdates", "100", Kind.INT);
        known(streaming + "multipleWatermarkPolicy", "min", Kind.TEXT);
        known(streaming + "schemaInference", "false", Kind.BOOLEAN);
        known(streaming + "fileSource.schema.forceNullable", "true", Kind.BOOLEAN);
        known(streaming + "fileSource.log.compactInterval", "10", Kind.INT);
        known(streaming + "fileSink.log.compactInterval", "10", Kind.INT);
        known(streaming + "unsupportedOperationCheck", "true", Kind.BOOLEAN);
        known(streaming + "forceDeleteTempCheckpointLocation", "false", Kind.BOOLEAN);
        known(STOP_ACTIVE_RUN, "true", Kind.BOOLEAN);
        known(FORCE_FILES, "true", Kind.BOOLEAN);
        known(SNAPSHOT_BYTES, "67108864", Kind.INT);
    }

    private final Map<String, String> values = new ConcurrentHashMap<>();

    private static void known(String key, String defaultValue, Kind kind) {
        KNOWN.put(key, new Setting(defaultValue, kind));
    }

    SessionConfiguration(Map<String, String> settings) {
        settings.forEach((key, value) -> {
            require(key, value);
            values.put(key, value);
        });
    }

    Optional<String> get(String key) {
        if (key.equals(TIME_ZONE)) {
            return Optional.of(values.getOrDefault(TIME_ZONE, zone().getId()));
        }
        return Optional.ofNullable(values.get(key)).or(() -> defaultOf(key));
    }

    private static Optional<String> defaultOf(String key) {
        Setting known = KNOWN.get(key);
        return known == null
                ? LanguageSetting.of(key).map(LanguageSetting::defaultValue)
                : Optional.of(known.defaultValue());
    }

    /** All settings with a value, defaults included, by key. */
    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        KNOWN.forEach((key, setting) -> all.put(key, setting.defaultValue()));
        for (LanguageSetting setting : LanguageSetting.values()) {
            all.put(setting.key(), setting.defaultValue());
        }
        all.put(TIME_ZONE, zone().getId());
        all.putAll(values);
        return all;
    }

    void set(String key, String value) {
        if (!isModifiable(key)) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.CANNOT_MODIFY_STATIC_CONFIG, "key", "\"" + key + "\""));
        }
        require(key, value);
        values.put(key, value);
    }

    void unset(String key) {
        values.remove(key);
    }

    boolean isModifiable(String key) {
        return !STATIC.contains(key);
    }

    boolean flag(String key) {
        return Boolean.parseBoolean(get(key).orElse("false"));
    }

    /** The session time zone; the machine's unless it was set. */
    ZoneId zone() {
        String id = values.get(TIME_ZONE);
        return id == null ? ZoneId.systemDefault() : TimestampText.zoneOf(id);
    }

    private static void require(String key, String value) {
        if (key.equals(TIME_ZONE)) {
            try {
                TimestampText.zoneOf(value);
            } catch (DateTimeException e) {
                throw new MillraceIllegalArgumentException(
                        ErrorDetail.of(
                                ErrorCondition.INVALID_CONF_VALUE__TIME_ZONE, "confName", key, "confValue", value),
                        e);
            }
        }
        LanguageSetting.of(key).ifPresent(setting -> require(setting, value));
        Setting known = KNOWN.get(key);
        if (known == null) {
            return;
        }
        boolean fits = switch (known.kind()) {
            case BOOLEAN ->
                value.trim().equalsIgnoreCase("true") || value.trim().equalsIgnoreCase("false");
            case INT -> value.trim().matches("[+-]?\\d{1,9}");
            case TEXT -> true;
        };
        if (!fits) {
            throw otherType(key, value, known.kind() == Kind.BOOLEAN ? "boolean" : "int");
        }
    }

    private static MillraceIllegalArgumentException otherType(String key, String value, String type) {
        return new MillraceIllegalArgumentException(ErrorDetail.of(
                ErrorCondition.INVALID_CONF_VALUE__TYPE_MISMATCH,
                "confName",
                key,
                "confValue",
                value,
                "confType",
                type));
    }

    private static void require(LanguageSetting setting, String value) {
        if (!setting.allows(value)) {
            throw setting.isFlag()
                    ? otherType(setting.key(), value, "boolean")
                    : new MillraceIllegalArgumentException(ErrorDetail.of(
                            ErrorCondition.INVALID_CONF_VALUE__OUT_OF_RANGE_OF_OPTIONS,
                            "confName",
                            setting.key(),
                            "confValue",
                            value,
                            "confOptions",
                            String.join(", ", setting.choices())));
        }
        if (!setting.isCarried(value)) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.UNSUPPORTED_FEATURE__SETTING, "value", value, "key", setting.key()));
        }
    }
}
