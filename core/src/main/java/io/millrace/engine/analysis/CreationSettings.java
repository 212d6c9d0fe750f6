package io.millrace.engine.analysis;

import java.time.ZoneId;
import java.util.Map;

/**
 * The settings of the session in which a view or function was made, under which its text is understood ever after.
 *
 * @param ansi whether that session was in ANSI mode
 */
public record CreationSettings(Map<String, String> configuration, ZoneId zone, boolean ansi) {
    public CreationSettings {
        configuration = Map.copyOf(configuration);
    }
}
