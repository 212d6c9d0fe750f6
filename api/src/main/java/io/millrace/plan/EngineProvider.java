package io.millrace.plan;

import java.util.Map;

/** Finds the engine for a master URL; registered with {@code ServiceLoader}. */
public interface EngineProvider {
    /** Whether this engine runs programs with such a master, for example {@code local[*]}. */
    boolean accepts(String master);

    /**
     * Starts an engine for one session.
     *
     * @param settings all settings of the session's builder
     * @param userClasses loads the user's classes
     */
    Engine open(String master, Map<String, String> settings, ClassLoader userClasses);
}
