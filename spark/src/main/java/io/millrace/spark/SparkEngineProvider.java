package io.millrace.spark;

import io.millrace.plan.Engine;
import io.millrace.plan.EngineProvider;
import java.util.Map;

/**
 * Answers to the masters of Spark's clusters, {@code spark://host:port}, {@code yarn} and {@code k8s://…}, and, for Spark
 * in this process, to its local masters behind {@code spark:}, such as {@code spark:local[2]}: plain {@code local[2]} is
 * the embedded engine.
 */
public final class SparkEngineProvider implements EngineProvider {
    private static final String IN_PROCESS = "spark:local";
    private static final String PREFIX = "spark:";

    @Override
    public boolean accepts(String master) {
        return master.startsWith("spark://")
                || master.equals("yarn")
                || master.startsWith("k8s://")
                || master.startsWith(IN_PROCESS);
    }

    @Override
    public Engine open(String master, Map<String, String> settings, ClassLoader userClasses) {
        String sparkMaster = master.startsWith(IN_PROCESS) ? master.substring(PREFIX.length()) : master;
        return new SparkEngine(SparkSessions.open(sparkMaster, settings, userClasses), settings);
    }
}
