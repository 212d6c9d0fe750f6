package io.millrace.engine.expression;

import io.millrace.plan.Origin;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * What the session says about the meaning of calls.
 *
 * @param zone the session's time zone
 * @param ansi whether {@code spark.sql.ansi.enabled} is on
 * @param configuration the value of a setting by key, defaults included; empty for an unknown key
 * @param origin the call that is being resolved: where implicit conversions say they stand
 * @param clock what time it is for the analysis, microseconds since the epoch; 0 where nothing of the user's is analysed
 * @param ordinals numbers the calls of one query that are never the same twice, in the order of analysis
 * @param anySeed whether functions of chance take any seed, since they are refused for what they are
 */
public record ResolutionContext(
        ZoneId zone,
        boolean ansi,
        Function<String, Optional<String>> configuration,
        Origin origin,
        long clock,
        IntSupplier ordinals,
        boolean anySeed) {
    /** The context of one analysis. */
    public ResolutionContext(ZoneId zone, boolean ansi, Function<String, Optional<String>> configuration, long clock) {
        this(zone, ansi, configuration, Origin.NONE, clock, new AtomicInteger(1)::getAndIncrement, false);
    }

    /** A context without further settings. */
    public static ResolutionContext of(ZoneId zone, boolean ansi) {
        return new ResolutionContext(zone, ansi, key -> Optional.empty(), 0);
    }

    /** The same for the parts of one call. */
    public ResolutionContext at(Origin call) {
        return new ResolutionContext(zone, ansi, configuration, call, clock, ordinals, anySeed);
    }

    /** The same where functions of chance are refused for what they are, whatever their seeds. */
    public ResolutionContext withAnySeed() {
        return new ResolutionContext(zone, ansi, configuration, origin, clock, ordinals, true);
    }

    /** Whether a setting is {@code true}. */
    public boolean flag(LanguageSetting setting) {
        return flag(setting.key(), Boolean.parseBoolean(setting.defaultValue()));
    }

    /** Whether {@code TIMESTAMP} means {@code TIMESTAMP_NTZ}. */
    public boolean localTimestamps() {
        return configuration
                .apply(LanguageSetting.TIMESTAMP_TYPE.key())
                .filter(value -> value.trim().equalsIgnoreCase("TIMESTAMP_NTZ"))
                .isPresent();
    }

    /** Whether a setting is {@code true}, or {@code fallback} where it is unknown. */
    public boolean flag(String key, boolean fallback) {
        return configuration.apply(key).map(Boolean::parseBoolean).orElse(fallback);
    }

    /** How a conversion that the query did not spell out behaves. */
    public Expression.Conversion.Mode conversionMode() {
        return ansi ? Expression.Conversion.Mode.ANSI : Expression.Conversion.Mode.LEGACY;
    }

    /** The expression as another type, by an implicit conversion unless it has that type. */
    public Expression convert(Expression expression, io.millrace.types.DataType type) {
        return TypeCoercion.sameType(expression.type(), type)
                ? expression
                : new Expression.Conversion(expression, type, conversionMode(), zone, true, origin);
    }
}
