package io.millrace.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Options whose values nobody may read in a plan, a log or a message. */
public final class SecretOptions {
    private static final Pattern SECRET = Pattern.compile(
            "secret|password|passphrase|token|credential|(access|private|account)[._-]?key|jaas[._]?config|^url$",
            Pattern.CASE_INSENSITIVE);
    private static final String HIDDEN = "*********(redacted)";

    private SecretOptions() {}

    /** The same options, with secret values hidden; names are judged, values are not. */
    public static Map<String, String> redact(Map<String, String> options) {
        Map<String, String> shown = new LinkedHashMap<>();
        options.forEach((name, value) -> shown.put(name, isSecret(name) ? HIDDEN : value));
        return shown;
    }

    /** Whether an option of this name looks like a secret. */
    public static boolean isSecret(String name) {
        return SECRET.matcher(name).find();
    }
}
