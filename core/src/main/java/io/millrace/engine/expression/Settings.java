package io.millrace.engine.expression;

import io.millrace.plan.Origin;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import java.time.ZoneId;
import java.util.Map;

/**
 * What a resolved call keeps of its session; two calls with equal settings mean the same.
 *
 * @param values the settings that the function asked for, see {@link FunctionSpec#reads}
 * @param ordinal which of its query's calls it is, for {@link ScalarSpec#seededBy}; 0 for a call that does not care
 * @param clock what time it was at analysis, for {@link ScalarSpec#ofClock}; 0 for a call that does not care
 * @param origin where the call stands, for messages; does not count for equality
 */
public record Settings(ZoneId zone, boolean ansi, Map<String, String> values, int ordinal, long clock, Origin origin) {
    public Settings {
        values = Map.copyOf(values);
    }

    /** The detail of a run-time error, with the call's position. */
    public ErrorDetail error(ErrorCondition condition, String... namesAndValues) {
        return ErrorDetail.of(condition, namesAndValues).at(origin.position());
    }

    /** Whether a setting that the function asked for is {@code true}, or would be unless it is set. */
    public boolean flag(LanguageSetting setting) {
        return flag(setting.key(), Boolean.parseBoolean(setting.defaultValue()));
    }

    /** Whether a setting that the function asked for is {@code true}. */
    public boolean flag(String key, boolean fallback) {
        String value = values.get(key);
        return value == null ? fallback : Boolean.parseBoolean(value);
    }
}
