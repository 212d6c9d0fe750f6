package io.millrace.engine.session;

import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Catalog.Relation;
import io.millrace.engine.analysis.StoredTable;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.plan.Origin;
import io.millrace.plan.TableCommand;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Cast;
import io.millrace.plan.UnresolvedExpression.CastKind;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows of DESCRIBE of a partition. A partition is there when a row is in it. */
final class PartitionDescription {
    /** What stands for null. */
    private static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    private final EmbeddedEngine engine;

    PartitionDescription(EmbeddedEngine engine) {
        this.engine = engine;
    }

    List<Object[]> describe(TableCommand.DescribePartition describe) {
        Catalog.Found found = engine.catalog()
                .find(describe.table())
                .orElseThrow(() -> TableCommands.notFound(describe.table(), describe));
        if (!(found.relation() instanceof Relation.Stored stored)) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.FORBIDDEN_OPERATION,
                    "statement",
                    "DESC PARTITION",
                    "objectType",
                    found.relation() instanceof Relation.Kept ? "VIEW" : "TEMPORARY VIEW",
                    "objectName",
                    Catalog.quoted(List.of(found.name().getLast()))));
        }
        StoredTable table = stored.table();
        Map<String, String> values = values(describe, table, found.name());
        requireRow(describe, values, found.name());
        Descriptions descriptions = new Descriptions(engine);
        return describe.extended()
                ? descriptions.partition(found.name(), table, shown(values))
                : descriptions.partition(table);
    }

    private static List<String> shown(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .toList();
    }

    /** The values as texts, by the columns' own names and in their order. */
    private Map<String, String> values(TableCommand.DescribePartition describe, StoredTable table, List<String> name) {
        List<String> columns = table.description().partitionColumns();
        if (columns.isEmpty()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.LEGACY_1251, "action", "DESC PARTITION", "tableName", name.getLast()));
        }
        for (String column : describe.values().keySet()) {
            if (columns.stream().noneMatch(column::equalsIgnoreCase)) {
                throw notFound(Catalog.quoted(List.of(column)), name);
            }
        }
        if (describe.values().size() < columns.size()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.LEGACY_1232,
                    "specKeys",
                    String.join(", ", describe.values().keySet()),
                    "partitionColumnNames",
                    String.join(", ", columns),
                    "tableName",
                    Catalog.quoted(name)));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String column : columns) {
            describe.values().forEach((given, value) -> {
                if (given.equalsIgnoreCase(column)) {
                    values.put(column, text(value));
                }
            });
        }
        return values;
    }

    private String text(UnresolvedExpression value) {
        UnresolvedPlan row = new UnresolvedPlan.Project(
                new UnresolvedPlan.OneRow(Origin.NONE), List.of(asText(value)), value.origin());
        LogicalPlan.Project typed = (LogicalPlan.Project) engine.analyze(row);
        Object text = Constants.fold(typed.assignments().getFirst().value()).value();
        return text == null ? NULL : text.toString();
    }

    private static UnresolvedExpression asText(UnresolvedExpression value) {
        return new Cast(value, DataTypes.StringType, CastKind.SESSION, value.origin());
    }

    private void requireRow(TableCommand.DescribePartition describe, Map<String, String> values, List<String> name) {
        Origin origin = describe.origin();
        UnresolvedPlan rows = new UnresolvedPlan.NamedRelation(describe.table(), false, Map.of(), origin);
        for (Map.Entry<String, String> value : values.entrySet()) {
            UnresolvedExpression column = asText(new ColumnReference(List.of(value.getKey()), origin));
            UnresolvedExpression wanted = new UnresolvedExpression.Literal(
                    value.getValue().equals(NULL) ? null : value.getValue(), DataTypes.StringType, origin);
            rows = new UnresolvedPlan.Filter(
                    rows, new FunctionCall(List.of("<=>"), List.of(column, wanted), origin), origin);
        }
        boolean empty = engine.collect(engine.analyze(rows)).rows() == 0;
        if (empty) {
            String list = values.entrySet().stream()
                    .map(value -> "`" + value.getKey() + "` = " + value.getValue())
                    .collect(Collectors.joining(", ", "PARTITION (", ")"));
            throw notFound(list, name.subList(1, name.size()));
        }
    }

    private static MillraceException notFound(String partitions, List<String> table) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.PARTITIONS_NOT_FOUND, "partitionList", partitions, "tableName", Catalog.quoted(table)));
    }
}
