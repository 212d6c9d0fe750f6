package io.millrace.engine.session;

import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.StoredTable;
import io.millrace.engine.connector.file.PartitionPaths;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.Cast;
import io.millrace.plan.UnresolvedExpression.CastKind;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.NamedRelation;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataTypes;
import io.millrace.types.StructField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The partitions of one table. A partition is there when a row is in it or when it was added; it is told by its values as
 * texts, by the columns' own names and in their order.
 */
final class Partitions {
    private final EmbeddedEngine engine;
    private final List<String> name;
    private final StoredTable table;

    /** @param name all parts of the table's name */
    Partitions(EmbeddedEngine engine, List<String> name, StoredTable table) {
        this.engine = engine;
        this.name = name;
        this.table = table;
    }

    private List<String> columns() {
        return table.description().partitionColumns();
    }

    /**
     * The values that a command names.
     *
     * @param action what messages call the command
     * @param whole whether all columns must be given
     */
    Map<String, String> values(Map<String, UnresolvedExpression> given, String action, boolean whole) {
        if (columns().isEmpty()) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.LEGACY_1251, "action", action, "tableName", name.getLast()));
        }
        for (String column : given.keySet()) {
            if (columns().stream().noneMatch(column::equalsIgnoreCase)) {
                throw notFound(Catalog.quoted(List.of(column)), name);
            }
        }
        if (whole && given.size() < columns().size()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.LEGACY_1232,
                    "specKeys",
                    String.join(", ", given.keySet()),
                    "partitionColumnNames",
                    String.join(", ", columns()),
                    "tableName",
                    Catalog.quoted(name)));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String column : columns()) {
            given.forEach((asked, value) -> {
                if (asked.equalsIgnoreCase(column)) {
                    values.put(column, text(value, column));
                }
            });
        }
        return values;
    }

    private StructField field(String column) {
        return table.rows().schema().field(table.rows().schema().fieldIndex(column));
    }

    private String text(UnresolvedExpression value, String column) {
        UnresolvedExpression typed = new Cast(value, field(column).dataType(), CastKind.SESSION, value.origin());
        UnresolvedPlan row = new UnresolvedPlan.Project(
                new UnresolvedPlan.OneRow(Origin.NONE), List.of(asText(typed)), value.origin());
        LogicalPlan.Project analyzed = (LogicalPlan.Project) engine.analyze(row);
        Object text = Constants.fold(analyzed.assignments().getFirst().value()).value();
        return text == null ? PartitionPaths.DEFAULT_PARTITION : text.toString();
    }

    private static UnresolvedExpression asText(UnresolvedExpression value) {
        return new Cast(value, DataTypes.StringType, CastKind.SESSION, value.origin());
    }

    private UnresolvedPlan rows() {
        return new NamedRelation(name, false, Map.of(), Origin.NONE);
    }

    /** All partitions, in the order of their texts. */
    List<Map<String, String>> all() {
        List<UnresolvedExpression> texts = columns().stream()
                .map(column -> asText(UnresolvedExpression.column(column)))
                .toList();
        UnresolvedPlan different =
                new UnresolvedPlan.Distinct(new UnresolvedPlan.Project(rows(), texts, Origin.NONE), Origin.NONE);
        Set<Map<String, String>> found = new HashSet<>(table.partitions());
        LogicalPlan analyzed = engine.analyze(different);
        try (CollectedRows values = new CollectedRows(analyzed.schema(), engine.collect(analyzed))) {
            values.forEachRemaining(row -> found.add(partition(row)));
        }
        return found.stream()
                .map(this::inOrder)
                .sorted((left, right) -> shown(left).compareTo(shown(right)))
                .toList();
    }

    private Map<String, String> partition(Object[] row) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i++) {
            values.put(columns().get(i), row[i] == null ? PartitionPaths.DEFAULT_PARTITION : row[i].toString());
        }
        return values;
    }

    private Map<String, String> inOrder(Map<String, String> values) {
        Map<String, String> ordered = new LinkedHashMap<>();
        columns().forEach(column -> ordered.put(column, values.get(column)));
        return ordered;
    }

    /** The partitions that have these values. */
    List<Map<String, String>> matching(Map<String, String> values) {
        return all().stream()
                .filter(partition -> partition.entrySet().containsAll(values.entrySet()))
                .toList();
    }

    /** The same, of which there must be one. */
    List<Map<String, String>> require(Map<String, String> values) {
        List<Map<String, String>> found = matching(values);
        if (found.isEmpty()) {
            throw notFound(listed(values), name.subList(1, name.size()));
        }
        return found;
    }

    /** {@code a=1/b=2}. */
    static String shown(Map<String, String> partition) {
        return partition.entrySet().stream()
                .map(value -> PartitionPaths.directory(value.getKey(), value.getValue()))
                .collect(Collectors.joining("/"));
    }

    private static String listed(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> "`" + value.getKey() + "` = " + value.getValue())
                .collect(Collectors.joining(", ", "PARTITION (", ")"));
    }

    private static MillraceException notFound(String partitions, List<String> table) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.PARTITIONS_NOT_FOUND, "partitionList", partitions, "tableName", Catalog.quoted(table)));
    }

    // Changes

    /** The table with more partitions. */
    StoredTable with(List<Map<String, UnresolvedExpression>> added, boolean ifNotExists) {
        Set<Map<String, String>> there = new HashSet<>(all());
        Set<Map<String, String>> partitions = new HashSet<>(table.partitions());
        for (Map<String, UnresolvedExpression> given : added) {
            Map<String, String> values = values(given, "ALTER TABLE ADD PARTITION", true);
            if (!there.add(values) && !ifNotExists) {
                throw exists(values);
            }
            partitions.add(values);
        }
        return table.withPartitions(partitions);
    }

    private MillraceException exists(Map<String, String> values) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.PARTITIONS_ALREADY_EXIST,
                "partitionList",
                listed(values),
                "tableName",
                Catalog.quoted(name.subList(1, name.size()))));
    }

    /** The table without some partitions, whose rows go. Less than all values of a partition name none. */
    StoredTable without(List<Map<String, UnresolvedExpression>> dropped, boolean ifExists) {
        Set<Map<String, String>> partitions = new HashSet<>(table.partitions());
        List<UnresolvedExpression> conditions = new ArrayList<>();
        for (Map<String, UnresolvedExpression> given : dropped) {
            Map<String, String> values = values(given, "ALTER TABLE DROP PARTITION", false);
            if (all().contains(values)) {
                partitions.remove(values);
                conditions.add(isIn(values));
            } else if (!ifExists) {
                throw notFound(listed(values), name.subList(1, name.size()));
            }
        }
        conditions.forEach(condition -> keep(call("not", condition)));
        return table.withPartitions(partitions);
    }

    /** Empties the partitions that have some values. They stay. */
    StoredTable emptied(Map<String, UnresolvedExpression> given) {
        if (columns().isEmpty()) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.LEGACY_1267, "tableIdentWithDB", Catalog.quoted(name)));
        }
        Map<String, String> values = values(given, "TRUNCATE TABLE ... PARTITION", false);
        Set<Map<String, String>> partitions = new HashSet<>(table.partitions());
        partitions.addAll(require(values));
        keep(call("not", isIn(values)));
        return table.withPartitions(partitions);
    }

    /** The table whose partition, with its rows, has got other values. */
    StoredTable renamed(Map<String, UnresolvedExpression> from, Map<String, UnresolvedExpression> to) {
        Map<String, String> old = values(from, "ALTER TABLE RENAME PARTITION", true);
        Map<String, String> fresh = values(to, "ALTER TABLE RENAME PARTITION", true);
        require(old);
        if (!matching(fresh).isEmpty()) {
            throw exists(fresh);
        }
        List<UnresolvedExpression> columns = new ArrayList<>();
        for (StructField field : table.rows().schema()) {
            UnresolvedExpression value = UnresolvedExpression.column(field.name());
            if (fresh.containsKey(field.name())) {
                value = call("if", isIn(old), typed(fresh.get(field.name()), field), value);
            }
            columns.add(new Alias(value, List.of(field.name()), Optional.empty(), Origin.NONE));
        }
        replace(new UnresolvedPlan.Project(rows(), columns, Origin.NONE));
        Set<Map<String, String>> partitions = new HashSet<>(table.partitions());
        partitions.remove(old);
        partitions.add(fresh);
        return table.withPartitions(partitions);
    }

    private static UnresolvedExpression typed(String text, StructField field) {
        return new Cast(literal(text), field.dataType(), CastKind.SESSION, Origin.NONE);
    }

    private static UnresolvedExpression literal(String text) {
        return new Literal(
                text.equals(PartitionPaths.DEFAULT_PARTITION) ? null : text, DataTypes.StringType, Origin.NONE);
    }

    private UnresolvedExpression isIn(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value ->
                        call("<=>", asText(UnresolvedExpression.column(value.getKey())), literal(value.getValue())))
                .reduce((left, right) -> call("and", left, right))
                .orElseThrow();
    }

    private static UnresolvedExpression call(String function, UnresolvedExpression... arguments) {
        return new FunctionCall(List.of(function), List.of(arguments), Origin.NONE);
    }

    private void keep(UnresolvedExpression condition) {
        replace(new UnresolvedPlan.Filter(rows(), condition, Origin.NONE));
    }

    private void replace(UnresolvedPlan rows) {
        table.rows().replace(engine.collect(engine.analyze(rows)).batches());
    }
}
