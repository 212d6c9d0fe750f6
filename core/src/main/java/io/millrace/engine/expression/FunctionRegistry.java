package io.millrace.engine.expression;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * All built-in functions by name, without regard to case.
 *
 * <p>Making a registry only collects names; a function is declared when it is first looked up. Safe for use by many
 * threads.
 */
public final class FunctionRegistry {
    /** Where names without a qualifier are looked up, as messages show it. */
    public static final String SEARCH_PATH = "[`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`]";

    private final Map<String, FunctionModule> modules = new HashMap<>();
    private final Map<String, FunctionSpec<?>> defined = new ConcurrentHashMap<>();

    public FunctionRegistry(List<FunctionModule> families) {
        for (FunctionModule module : families) {
            for (String name : module.names()) {
                FunctionModule other = modules.put(name, module);
                if (other != null) {
                    throw new IllegalArgumentException("Two functions are called " + name);
                }
            }
        }
    }

    /** The function of a name. */
    public Optional<FunctionSpec<?>> lookup(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        FunctionModule module = modules.get(key);
        if (module == null) {
            return Optional.empty();
        }
        FunctionSpec<?> spec = defined.get(key);
        return Optional.of(spec == null ? defined.computeIfAbsent(key, module::define) : spec);
    }

    /** All names, aliases and operators included, in order. */
    public Set<String> names() {
        return new TreeSet<>(modules.keySet());
    }

    /**
     * The typed call, with implicit conversions put in.
     *
     * @throws MillraceException if there is no such function or it cannot take the arguments; with the call's position
     */
    public Expression resolve(CallSite call, ResolutionContext context) {
        return lookup(call.name())
                .orElseThrow(() -> unresolved("`" + call.name() + "`", call.position()))
                .resolve(call, context);
    }

    /** @param name the name as it was written, in back-quotes */
    public static MillraceException unresolved(String name, Optional<ErrorPosition> position) {
        return new MillraceException(
                ErrorDetail.of(ErrorCondition.UNRESOLVED_ROUTINE, "routineName", name, "searchPath", SEARCH_PATH)
                        .at(position));
    }

    /** Only aggregates take DISTINCT, FILTER and IGNORE NULLS. */
    public static void refuseAggregateSyntax(CallSite call, Supplier<String> prettyName) {
        if (call.distinct()) {
            throw unsupported(call, prettyName, "DISTINCT");
        }
        if (call.filter().isPresent()) {
            throw unsupported(call, prettyName, "FILTER CLAUSE");
        }
        refuseIgnoreNulls(call, prettyName);
    }

    static void refuseOrder(CallSite call, Supplier<String> prettyName) {
        if (!call.order().isEmpty()) {
            throw unsupported(call, prettyName, "WITHIN GROUP (ORDER BY ...)");
        }
    }

    static void refuseIgnoreNulls(CallSite call, Supplier<String> prettyName) {
        if (call.ignoreNulls()) {
            throw unsupported(call, prettyName, "IGNORE NULLS");
        }
    }

    private static MillraceException unsupported(CallSite call, Supplier<String> prettyName, String syntax) {
        return new MillraceException(ErrorDetail.of(
                        ErrorCondition.INVALID_SQL_SYNTAX__FUNCTION_WITH_UNSUPPORTED_SYNTAX,
                        "prettyName",
                        "`" + prettyName.get() + "`",
                        "syntax",
                        syntax)
                .at(call.position()));
    }
}
