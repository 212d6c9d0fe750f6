package io.millrace.engine.microbatch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings that the offset log records with each batch, as Spark 4.2 does. On a restart the recorded values count, not the
 * session's: they are frozen for the life of a checkpoint.
 */
final class RecordedConfiguration {
    /** Keys and defaults, in Spark's order. */
    private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

    static {
        String streaming = "spark.sql.streaming.";
        DEFAULTS.put(
                streaming + "stateStore.providerClass",
                "org.apache.spark.sql.execution.streaming.state.HDFSBackedStateStoreProvider");
        DEFAULTS.put(streaming + "stateStore.rocksdb.formatVersion", "5");
        DEFAULTS.put(streaming + "stateStore.rocksdb.mergeOperatorVersion", "2");
        DEFAULTS.put(streaming + "stateStore.encodingFormat", "unsaferow");
        DEFAULTS.put(streaming + "stateStore.compression.codec", "lz4");
        DEFAULTS.put(streaming + "stateStore.rowChecksum.enabled", "false");
        DEFAULTS.put(streaming + "statefulOperator.useStrictDistribution", "true");
        DEFAULTS.put(streaming + "flatMapGroupsWithState.stateFormatVersion", "2");
        DEFAULTS.put(streaming + "aggregation.stateFormatVersion", "2");
        DEFAULTS.put(streaming + "join.stateFormatVersion", "2");
        DEFAULTS.put(WatermarkPolicy.KEY, WatermarkPolicy.MIN);
        DEFAULTS.put(streaming + "queryEvolution.enableSourceEvolution", "false");
        DEFAULTS.put("spark.sql.shuffle.partitions", "200");
        DEFAULTS.put("spark.sql.optimizer.pruneFiltersCanPruneStreamingSubplan", "false");
        DEFAULTS.put("spark.sql.function.protobufExtensions.enabled", "false");
    }

    /** Names of the watermark policy. */
    static final class WatermarkPolicy {
        static final String KEY = "spark.sql.streaming.multipleWatermarkPolicy";
        static final String MIN = "min";

        private WatermarkPolicy() {}
    }

    private RecordedConfiguration() {}

    /** What to record: the checkpoint's values where there are any, else the session's, else the defaults. */
    static Map<String, String> of(Map<String, String> session, Map<String, String> recorded) {
        Map<String, String> result = new LinkedHashMap<>();
        DEFAULTS.forEach(
                (key, fallback) -> result.put(key, recorded.getOrDefault(key, session.getOrDefault(key, fallback))));
        return result;
    }

    /** Whether the slowest input decides the watermark. */
    static boolean slowestInputWins(Map<String, String> recorded) {
        return recorded.getOrDefault(WatermarkPolicy.KEY, WatermarkPolicy.MIN).equalsIgnoreCase(WatermarkPolicy.MIN);
    }
}
