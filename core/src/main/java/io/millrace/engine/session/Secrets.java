package io.millrace.engine.session;

import java.util.regex.Pattern;

/** Values that must not be shown. */
final class Secrets {
    private static final Pattern NAMES =
            Pattern.compile("secret|password|passwd|token|access[._]?key|credential", Pattern.CASE_INSENSITIVE);
    private static final String REDACTED = "*********(redacted)";

    private Secrets() {}

    static String redact(String key, String value) {
        return NAMES.matcher(key).find() ? REDACTED : value;
    }
}
