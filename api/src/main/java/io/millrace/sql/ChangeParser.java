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

/** One command that changes single rows: DELETE, UPDATE or MERGE. */
final class ChangeParser {
    private final Parsers parsers;
    private final TokenStream tokens;
    private final List<ColumnReference> columns = new ArrayList<>();
    private final List<UnresolvedExpression> expressions = new ArrayList<>();

    ChangeParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** {@code DELETE FROM t AS a WHERE …}. */
    ChangeRows delete() {
        tokens.expect("DELETE", "FROM");
        Target target = target();
        where();
        return change(target, "DELETE", Optional.empty());
    }

    /** {@code UPDATE t AS a SET b = 1, … WHERE …}. */
    ChangeRows update() {
        tokens.expect("UPDATE");
        Target target = target();
        tokens.expect("SET");
        assignments();
        where();
        return change(target, "UPDATE TABLE", Optional.empty());
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
        expressions.add(parsers.expressions().expression());
        if (!tokens.atWords("WHEN")) {
            throw SyntaxErrors.of(tokens.since(start), ErrorCondition.MERGE_WITHOUT_WHEN);
        }
        while (tokens.accept("WHEN")) {
            clause();
        }
        return change(target, "MERGE INTO TABLE", Optional.of(source));
    }

    /** One WHEN of a MERGE, after that word. */
    private void clause() {
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
            inserted();
        } else if (!tokens.accept("DELETE")) {
            tokens.expect("UPDATE", "SET");
            if (!tokens.acceptSign("*")) {
                assignments();
            }
        }
    }

    private void inserted() {
        if (tokens.acceptSign("*")) {
            return;
        }
        tokens.expectSign("(");
        do {
            column();
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        tokens.expect("VALUES");
        tokens.expectSign("(");
        do {
            value();
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
    }

    private void assignments() {
        do {
            column();
            tokens.expectSign("=");
            value();
        } while (tokens.acceptSign(","));
    }

    private void column() {
        int start = tokens.mark();
        List<String> name = parsers.names().multipartName();
        columns.add(new ColumnReference(name, tokens.originSince(start)));
    }

    /** The word DEFAULT is no column. */
    private void value() {
        if (tokens.atWords("DEFAULT") && !tokens.peek(1).isSign(".")) {
            tokens.next();
        } else {
            expressions.add(parsers.expressions().expression());
        }
    }

    private void where() {
        if (tokens.accept("WHERE")) {
            expressions.add(parsers.expressions().expression());
        }
    }

    private record Target(List<String> name, Optional<String> alias, Origin origin) {}

    private ChangeRows change(Target target, String operation, Optional<UnresolvedPlan> source) {
        return new ChangeRows(target.name(), target.alias(), operation, source, columns, expressions, target.origin());
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
