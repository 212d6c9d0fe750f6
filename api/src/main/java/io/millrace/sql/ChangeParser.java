package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.TableCommand.ChangeRows;
import io.millrace.plan.TableCommand.ColumnChange;
import io.millrace.plan.TableCommand.RowAction;
import io.millrace.plan.TableCommand.RowsSeen;
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
    /** How many columns and values the first INSERT has that gives them other numbers; else empty. */
    private List<Integer> miscounted = List.of();

    ChangeParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** {@code DELETE FROM t AS a WHERE …}. */
    ChangeRows delete() {
        tokens.expect("DELETE", "FROM");
        Target target = target();
        RowAction action = new RowAction(where(), List.of(), false, RowsSeen.TABLE);
        return change(target, "DELETE", Optional.empty(), List.of(action));
    }

    /** {@code UPDATE t AS a SET b = 1, … WHERE …}. */
    ChangeRows update() {
        tokens.expect("UPDATE");
        Target target = target();
        tokens.expect("SET");
        List<ColumnChange> changes = assignments();
        RowAction action = new RowAction(where(), changes, false, RowsSeen.TABLE);
        return change(target, "UPDATE TABLE", Optional.empty(), List.of(action));
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
        List<RowAction> actions = new ArrayList<>();
        actions.add(new RowAction(Optional.of(parsers.expressions().expression()), List.of(), false, RowsSeen.BOTH));
        if (!tokens.atWords("WHEN")) {
            throw SyntaxErrors.of(tokens.since(start), ErrorCondition.MERGE_WITHOUT_WHEN);
        }
        while (tokens.accept("WHEN")) {
            actions.add(clause());
        }
        if (!miscounted.isEmpty()) {
            throw SyntaxErrors.of(
                    tokens.since(start),
                    ErrorCondition.MERGE_INSERT_VALUE_COUNT_MISMATCH,
                    "expectedCount",
                    String.valueOf(miscounted.getFirst()),
                    "actualCount",
                    String.valueOf(miscounted.getLast()));
        }
        return change(target, "MERGE INTO TABLE", Optional.of(source), actions);
    }

    /** One WHEN of a MERGE, after that word. */
    private RowAction clause() {
        boolean missing = tokens.accept("NOT");
        tokens.expect("MATCHED");
        boolean inTarget = missing && tokens.accept("BY", "SOURCE");
        boolean added = missing && !inTarget;
        if (added) {
            tokens.accept("BY", "TARGET");
        }
        Optional<UnresolvedExpression> condition =
                tokens.accept("AND") ? Optional.of(parsers.expressions().expression()) : Optional.empty();
        tokens.expect("THEN");
        RowsSeen seen = inTarget ? RowsSeen.TABLE : added ? RowsSeen.SOURCE : RowsSeen.BOTH;
        if (!added && tokens.accept("DELETE")) {
            return new RowAction(condition, List.of(), false, seen);
        }
        if (added) {
            tokens.expect("INSERT");
        } else {
            tokens.expect("UPDATE", "SET");
        }
        boolean every = tokens.acceptSign("*");
        List<ColumnChange> changes = every ? List.of() : added ? inserted() : assignments();
        return new RowAction(condition, changes, every, seen);
    }

    private List<ColumnChange> inserted() {
        List<ColumnReference> columns = inParentheses(this::column);
        tokens.expect("VALUES");
        List<Optional<UnresolvedExpression>> values = inParentheses(this::value);
        if (columns.size() != values.size() && miscounted.isEmpty()) {
            miscounted = List.of(columns.size(), values.size());
        }
        List<ColumnChange> changes = new ArrayList<>();
        for (int i = 0; i < Math.min(columns.size(), values.size()); i++) {
            changes.add(new ColumnChange(columns.get(i), values.get(i)));
        }
        return changes;
    }

    private <T> List<T> inParentheses(TokenStream.Attempt<T> item) {
        List<T> items = new ArrayList<>();
        tokens.expectSign("(");
        do {
            items.add(item.parse());
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        return items;
    }

    private List<ColumnChange> assignments() {
        List<ColumnChange> changes = new ArrayList<>();
        do {
            ColumnReference column = column();
            tokens.expectSign("=");
            changes.add(new ColumnChange(column, value()));
        } while (tokens.acceptSign(","));
        return changes;
    }

    private ColumnReference column() {
        int start = tokens.mark();
        List<String> name = parsers.names().multipartName();
        return new ColumnReference(name, tokens.originSince(start));
    }

    /** The word DEFAULT is no column. */
    private Optional<UnresolvedExpression> value() {
        if (tokens.atWords("DEFAULT") && !tokens.peek(1).isSign(".")) {
            tokens.next();
            return Optional.empty();
        }
        return Optional.of(parsers.expressions().expression());
    }

    private Optional<UnresolvedExpression> where() {
        return tokens.accept("WHERE") ? Optional.of(parsers.expressions().expression()) : Optional.empty();
    }

    private record Target(List<String> name, Optional<String> alias, Origin origin) {}

    private static ChangeRows change(
            Target target, String operation, Optional<UnresolvedPlan> source, List<RowAction> actions) {
        return new ChangeRows(target.name(), target.alias(), operation, source, actions, target.origin());
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
