package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Trees;
import io.millrace.types.DdlParser;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns that names can mean at one point of a query.
 *
 * @param columns the visible columns, in the order of the output
 * @param hidden columns that the plan still has and only a name with a table can mean: keys of USING joins
 */
record Scope(List<Column> columns, List<Column> hidden) {
    static final Scope EMPTY = new Scope(List.of());

    Scope {
        columns = List.copyOf(columns);
        hidden = List.copyOf(hidden);
    }

    Scope(List<Column> columns) {
        this(columns, List.of());
    }

    /**
     * @param qualifier what may stand before the name, for example the alias of a table
     * @param planIds the ids of the plans whose output this column belongs to
     */
    record Column(Attribute attribute, List<String> qualifier, Set<Long> planIds) {
        Column withAttribute(Attribute other) {
            return new Column(other, qualifier, planIds);
        }
    }

    static Scope of(List<Attribute> attributes) {
        return new Scope(attributes.stream()
                .map(attribute -> new Column(attribute, List.of(), Set.of()))
                .toList());
    }

    /** The same columns under a table name. */
    Scope qualified(List<String> qualifier) {
        return new Scope(columns.stream()
                .map(column -> new Column(column.attribute(), qualifier, column.planIds()))
                .toList());
    }

    Scope unqualified() {
        return qualified(List.of());
    }

    /** The same columns, which now also belong to the plan with this id. */
    Scope withPlanId(long planId) {
        return new Scope(columns.stream()
                .map(column -> {
                    Set<Long> ids = new HashSet<>(column.planIds());
                    ids.add(planId);
                    return new Column(column.attribute(), column.qualifier(), Set.copyOf(ids));
                })
                .toList());
    }

    Scope concat(Scope other) {
        return new Scope(
                Stream.concat(columns.stream(), other.columns.stream()).toList(),
                Stream.concat(hidden.stream(), other.hidden.stream()).toList());
    }

    /** The same columns with other attributes, position by position. */
    Scope withAttributes(List<Attribute> attributes) {
        List<Column> changed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            changed.add(columns.get(i).withAttribute(attributes.get(i)));
        }
        return new Scope(changed, hidden);
    }

    List<Attribute> attributes() {
        return columns.stream().map(Column::attribute).toList();
    }

    /** The columns of a projection over these; what is passed on keeps its table. */
    Scope output(List<Assignment> assignments) {
        return new Scope(assignments.stream()
                .map(assignment -> assignment.isPass()
                        ? columnOf(assignment.target())
                        : new Column(assignment.target(), List.of(), Set.of()))
                .toList());
    }

    /** An expression whose columns are called with their tables; for messages only. */
    Expression qualify(Expression expression) {
        return Trees.transform(expression, part -> part instanceof Attribute attribute ? qualify(attribute) : part);
    }

    /** An expression as SQL whose columns are called with their tables, without quotes. */
    String qualifiedSql(Expression value, ZoneId zone) {
        Expression named = qualify(value);
        String[] text = {ExpressionText.sql(named, zone)};
        Trees.visit(named, part -> {
            if (part instanceof Attribute column) {
                text[0] = text[0].replace("`" + column.name() + "`", column.name());
            }
        });
        return text[0];
    }

    private Attribute qualify(Attribute attribute) {
        List<String> parts = new ArrayList<>(columnOf(attribute).qualifier());
        parts.add(attribute.name());
        return attribute.withName(parts.stream().map(DdlParser::quoteIfNeeded).collect(Collectors.joining(".")));
    }

    /** The column that carries an attribute, or a bare one. */
    Column columnOf(Attribute attribute) {
        return columns.stream()
                .filter(column -> column.attribute().id() == attribute.id())
                .findFirst()
                .map(column -> column.withAttribute(attribute))
                .orElseGet(() -> new Column(attribute, List.of(), Set.of()));
    }
}
