package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.TableCommand.CacheTable;
import io.millrace.plan.TableCommand.ClearCache;
import io.millrace.plan.TableCommand.RefreshFunction;
import io.millrace.plan.TableCommand.RefreshPath;
import io.millrace.plan.TableCommand.RefreshTable;
import io.millrace.plan.TableCommand.UncacheTable;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Commands about rows that are kept for later: CACHE, UNCACHE, CLEAR CACHE and REFRESH. */
final class CacheParser {
    private static final String LEVEL = "storagelevel";

    /** Where rows are kept in a cluster; within one process all of them mean memory. */
    private static final Set<String> LEVELS = Set.of(
            "NONE",
            "DISK_ONLY",
            "DISK_ONLY_2",
            "DISK_ONLY_3",
            "MEMORY_ONLY",
            "MEMORY_ONLY_2",
            "MEMORY_ONLY_SER",
            "MEMORY_ONLY_SER_2",
            "MEMORY_AND_DISK",
            "MEMORY_AND_DISK_2",
            "MEMORY_AND_DISK_SER",
            "MEMORY_AND_DISK_SER_2",
            "OFF_HEAP");

    private final Parsers parsers;
    private final TokenStream tokens;

    CacheParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** {@code CACHE LAZY TABLE t OPTIONS (…) AS SELECT …}. */
    CacheTable cache() {
        int start = tokens.mark();
        tokens.expect("CACHE");
        boolean lazy = tokens.accept("LAZY");
        tokens.expect("TABLE");
        int nameStart = tokens.mark();
        List<String> name = parsers.names().reference();
        Origin named = tokens.originSince(nameStart);
        if (tokens.accept("OPTIONS")) {
            requireLevel(parsers.statements().properties());
        }
        boolean announced = tokens.accept("AS");
        Optional<UnresolvedPlan> query = announced || parsers.queries().atQuery()
                ? Optional.of(parsers.queries().query())
                : Optional.empty();
        if (query.isPresent() && name.size() > 1) {
            throw SyntaxErrors.of(
                    tokens.since(start),
                    ErrorCondition.LEGACY_0037,
                    "quoted",
                    String.join(".", name.subList(0, name.size() - 1)));
        }
        return new CacheTable(name, query, lazy, named);
    }

    private void requireLevel(Map<String, String> options) {
        options.forEach((key, value) -> {
            if (key.toLowerCase(Locale.ROOT).equals(LEVEL) && !LEVELS.contains(value.toUpperCase(Locale.ROOT))) {
                throw SyntaxErrors.of(
                        tokens.here(),
                        ErrorCondition.INVALID_OPTION_VALUE,
                        "option",
                        key,
                        "value",
                        "'" + value + "'",
                        "accepted",
                        String.join(", ", LEVELS.stream().sorted().toList()));
            }
        });
    }

    /** {@code UNCACHE TABLE IF EXISTS t}. */
    UncacheTable uncache() {
        tokens.expect("UNCACHE", "TABLE");
        boolean ifExists = tokens.accept("IF", "EXISTS");
        int start = tokens.mark();
        return new UncacheTable(parsers.names().reference(), ifExists, tokens.originSince(start));
    }

    ClearCache clear() {
        int start = tokens.mark();
        tokens.expect("CLEAR", "CACHE");
        return new ClearCache(tokens.originSince(start));
    }

    /** {@code REFRESH TABLE t}, or REFRESH with a path, which needs no quotes; empty for a function. */
    Optional<UnresolvedPlan> refresh() {
        int start = tokens.mark();
        tokens.expect("REFRESH");
        if (tokens.peek(1).isName() && tokens.atWords("FUNCTION")) {
            tokens.expect("FUNCTION");
            int functionStart = tokens.mark();
            List<String> function = parsers.names().reference();
            return Optional.of(new RefreshFunction(function, tokens.originSince(functionStart)));
        }
        if (tokens.peek(1).isName() && tokens.accept("TABLE")) {
            int nameStart = tokens.mark();
            return Optional.of(new RefreshTable(parsers.names().reference(), tokens.originSince(nameStart)));
        }
        if (tokens.atEnd()) {
            throw tokens.unexpected();
        }
        int pathStart = tokens.mark();
        String path;
        if (tokens.peek().kind() == Token.Kind.STRING) {
            path = parsers.literals().oneString();
        } else {
            while (!tokens.atEnd() && !tokens.atSign(";")) {
                tokens.next();
            }
            path = tokens.since(pathStart).fragment();
        }
        return Optional.of(new RefreshPath(path, tokens.originSince(start)));
    }
}
