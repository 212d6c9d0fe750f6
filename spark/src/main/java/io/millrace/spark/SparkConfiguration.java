package io.millrace.spark;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.classic.RuntimeConfig;

/**
 * The settings of a session: Spark's, but for one. Spark always gives java.time for dates and timestamps, which is what
 * cells are; what the user sees is the API's matter, and that setting is kept here.
 */
final class SparkConfiguration {
    private static final String JAVA_TIME = "spark.sql.datetime.java8API.enabled";

    private final RuntimeConfig spark;
    private volatile boolean javaTime;

    SparkConfiguration(RuntimeConfig spark, Map<String, String> settings) {
        this.spark = spark;
        this.javaTime = Boolean.parseBoolean(settings.getOrDefault(JAVA_TIME, "false"));
        spark.set(JAVA_TIME, true);
    }

    /** Whether the user sees dates and timestamps as java.time. */
    boolean javaTime() {
        return javaTime;
    }

    Optional<String> get(String key) {
        return key.equals(JAVA_TIME)
                ? Optional.of(String.valueOf(javaTime))
                : Optional.ofNullable(spark.getOption(key).getOrElse(() -> null));
    }

    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>(spark.getAllAsJava());
        all.put(JAVA_TIME, String.valueOf(javaTime));
        return all;
    }

    void set(String key, String value) {
        spark.set(key, value); // refuses a wrong value
        if (key.equals(JAVA_TIME)) {
            javaTime = Boolean.parseBoolean(value.trim());
            spark.set(JAVA_TIME, true);
        }
    }

    void unset(String key) {
        if (key.equals(JAVA_TIME)) {
            afterReset();
        } else {
            spark.unset(key);
        }
    }

    /** Spark has forgotten all settings of the session. */
    void afterReset() {
        javaTime = false;
        spark.set(JAVA_TIME, true);
    }

    boolean isModifiable(String key) {
        return spark.isModifiable(key);
    }
}
