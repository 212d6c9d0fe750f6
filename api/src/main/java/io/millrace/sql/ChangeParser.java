package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.TableCommand.ChangeRows;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commands that change single rows: DELETE, UPDATE and MERGE. */
final class ChangeParser {
    private final Parsers parsers;
    private final TokenStream tokens;

    ChangeParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** {@code DELETE FROM t AS a WHERE …}. */
    ChangeRows delete() {
        tokens.expect("DELETE", "FROM");
        Target target = target();
        return target.change("DELETE", Optional.empty(), where());
    }

    /** {@code UPDATE t AS a SET b = 1, … WHERE …}. */
    ChangeRows update() {
        tokens.expect("UPDATE");
        Target target = target();
        tokens.expect("SET");
        List<UnresolvedExpression> expressions = new ArrayList<>();
        assignments(expressions);
        expressions.addAll(where());
        return target.change("UPDATE TABLE", Optional.empty(), expressions);
    }

    /** {@code MERGE INTO t USING s ON … WHEN …}. */
    ChangeRows merge() {
        int start = tokens.mark();
        tokens.expect("MERGE");
        tokens.accept("WITH", "SCHEMA", "EVOLUTION");
        tokens.expect("INTO");
        Target target = target();
        tokens.expect("USING");
        UnresolvedPlan source = parsers.relations().relation();
        tokens.expect("ON");
        List<UnresolvedExpression> expressions = new ArrayList<>();
        expressions.add(parsers.expressions().expression());
        if (!tokens.atWords("WHEN")) {
            throw SyntaxErrors.of(tokens.since(start), ErrorCondition.MERGE_WITHOUT_WHEN);
        }
        while (tokens.accept("WHEN")) {
            clause(expressions);
        }
        return target.change("MERGE INTO TABLE", Optional.of(source), expressions);
    }

    /** One WHEN of a MERGE, after that word. */
    private void clause(List<UnresolvedExpression> expressions) {
        boolean missing = tokens.accept("NOT");
        tokens.expect("MATCHED");
        boolean inTarget = missing && tokens.accept("BY", "SOURCE");
        if (missing && !inTarget) {
            tokens.accept("BY", "TARGET");
        }
        if (tokens.accept("AND")) {
            expressions.add(parsers.expressions().expression());
        }
        tokens.expect("THEN");
        if (missing && !inTarget) {
            tokens.expect("INSERT");
            inserted(expressions);
        } else if (!tokens.accept("DELETE")) {
            tokens.expect("UPDATE", "SET");
            if (!tokens.acceptSign("*")) {
                assignments(expressions);
            }
        }
    }

    private void inserted(List<UnresolvedExpression> expressions) {
        if (tokens.acceptSign("*")) {
            return;
        }
        tokens.expectSign("(");
        do {
            expressions.add(column());
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        tokens.expect("VALUES");
        tokens.expectSign("(");
        do {
            value(expressions);
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
    }

    private void assignments(List<UnresolvedExpression> expressions) {
        do {
            expressions.add(column());
            tokens.expectSign("=");
            value(expressions);
        } while (tokens.acceptSign(","));
    }

    private ColumnReference column() {
        int start = tokens.mark();
        return new ColumnReference(parsers.names().multipartName(), tokens.originSince(start));
    }

    /** The word DEFAULT is no column. */
    private void value(List<UnresolvedExpression> expressions) {
        if (tokens.atWords("DEFAULT") && !tokens.peek(1).isSign(".")) {
            tokens.next();
        } else {
            expressions.add(parsers.expressions().expression());
        }
    }

    private List<UnresolvedExpression> where() {
        return tokens.accept("WHERE") ? List.of(parsers.expressions().expression()) : List.of();
    }

    private record Target(List<String> name, Optional<String> alias, Origin origin) {
        ChangeRows change(String operation, Optional<UnresolvedPlan> source, List<UnresolvedExpression> expressions) {
            return new ChangeRows(name, alias, operation, source, expressions, origin);
        }
    }

    private Target target() {
        int start = tokens.mark();
        List<String> name = parsers.names().reference();
        Origin origin = tokens.originSince(start);
        boolean announced = tokens.accept("AS");
        boolean clause = tokens.atWords("SET") || tokens.atWords("WHERE") || tokens.atWords("USING");
        Optional<String> alias = announced || !clause && Keywords.mayBeTableAlias(tokens.peek())
                ? Optional.of(parsers.names().plainName())
                : Optional.empty();
        return new Target(name, alias, origin);
    }
}
