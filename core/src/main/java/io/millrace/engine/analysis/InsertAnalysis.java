package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Conversion;
import io.millrace.engine.expression.ImplicitTypes;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.plan.TableCommand;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Cast;
import io.millrace.plan.UnresolvedExpression.CastKind;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataTypes;
import io.millrace.types.StructField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rows of an INSERT as rows of its table: each column is found by place or by name, or else gets its default or null,
 * and is converted to the table's type, always by the rules of ANSI mode.
 */
public final class InsertAnalysis {
    private static final String DEFAULT = "DEFAULT";

    private final AnalysisContext context;
    private final TableCommand.Insert insert;
    private final StoredTable table;
    private final String tableName;
    private final NameResolver names;

    public InsertAnalysis(
            AnalysisContext context, TableCommand.Insert insert, StoredTable table, Catalog.QualifiedName name) {
        this.context = context;
        this.insert = insert;
        this.table = table;
        this.tableName = NameResolver.quoted(name.parts());
        this.names = new NameResolver(context.caseSensitive());
    }

    /** A plan whose columns are exactly those of the table. */
    public LogicalPlan analyze() {
        Map<String, UnresolvedExpression> given = new HashMap<>();
        insert.partition().forEach((name, value) -> given.put(field(name).name(), value));
        List<StructField> targets = new ArrayList<>();
        if (insert.columns().isEmpty()) {
            table.columns().forEach(field -> {
                if (!given.containsKey(field.name())) {
                    targets.add(field);
                }
            });
        } else {
            insert.columns().forEach(name -> targets.add(field(name)));
        }
        LogicalPlan rows = new Analyzer(context).analyze(withDefaults(insert.query(), targets));
        Map<String, Attribute> sources = insert.byName() ? byName(rows, targets) : byPlace(rows, targets);
        ExpressionAnalyzer expressions = new ExpressionAnalyzer(context, Scope.EMPTY);
        List<Assignment> assignments = new ArrayList<>();
        for (StructField field : table.rows().schema()) {
            Expression value = sources.get(field.name());
            if (value == null) {
                value = expressions.analyze(given.getOrDefault(field.name(), defaultOf(field)));
            }
            assignments.add(new Assignment(Attribute.create(field), stored(value, field)));
        }
        return new LogicalPlan.Project(rows, assignments);
    }

    private StructField field(String name) {
        for (StructField field : table.columns()) {
            if (names.sameName(field.name(), name)) {
                return field;
            }
        }
        List<Attribute> columns = new ArrayList<>();
        table.columns().forEach(field -> columns.add(Attribute.create(field)));
        throw names.unresolved(List.of(name), insert.origin(), Scope.of(columns));
    }

    private UnresolvedExpression defaultOf(StructField field) {
        return table.description().defaults().entrySet().stream()
                .filter(entry -> names.sameName(entry.getKey(), field.name()))
                .<UnresolvedExpression>map(
                        entry -> new Cast(entry.getValue(), field.dataType(), CastKind.SESSION, insert.origin()))
                .findFirst()
                .orElseGet(() -> new Literal(null, DataTypes.NullType, insert.origin()));
    }

    /** The word DEFAULT in the place of a value means the default of the column that the value is for. */
    private UnresolvedPlan withDefaults(UnresolvedPlan query, List<StructField> targets) {
        return switch (query) {
            case UnresolvedPlan.InlineTable values ->
                new UnresolvedPlan.InlineTable(
                        values.rows().stream()
                                .map(row -> withDefaults(row, targets))
                                .toList(),
                        values.origin());
            case UnresolvedPlan.Project project
            when project.input() instanceof UnresolvedPlan.OneRow ->
                new UnresolvedPlan.Project(
                        project.input(), withDefaults(project.expressions(), targets), project.origin());
            default -> query;
        };
    }

    private List<UnresolvedExpression> withDefaults(List<UnresolvedExpression> row, List<StructField> targets) {
        List<UnresolvedExpression> values = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            boolean isDefault = i < targets.size()
                    && row.get(i) instanceof ColumnReference reference
                    && reference.parts().size() == 1
                    && reference.parts().getFirst().equalsIgnoreCase(DEFAULT);
            values.add(isDefault ? defaultOf(targets.get(i)) : row.get(i));
        }
        return values;
    }

    private Map<String, Attribute> byPlace(LogicalPlan rows, List<StructField> targets) {
        List<Attribute> given = rows.output();
        if (given.size() != targets.size()) {
            throw arity(given, targets);
        }
        Map<String, Attribute> sources = new HashMap<>();
        for (int i = 0; i < given.size(); i++) {
            if (sources.put(targets.get(i).name(), given.get(i)) != null) {
                throw duplicate(targets.get(i).name());
            }
        }
        return sources;
    }

    private Map<String, Attribute> byName(LogicalPlan rows, List<StructField> targets) {
        Map<String, Attribute> sources = new LinkedHashMap<>();
        if (rows.output().size() > targets.size()) {
            throw arity(rows.output(), targets);
        }
        for (Attribute column : rows.output()) {
            if (sources.put(field(column.name()).name(), column) != null) {
                throw duplicate(column.name());
            }
        }
        return sources;
    }

    private MillraceException duplicate(String column) {
        return new MillraceException(
                ErrorDetail.of(ErrorCondition.COLUMN_ALREADY_EXISTS, "columnName", NameResolver.quoted(List.of(column)))
                        .at(insert.origin().position()));
    }

    private MillraceException arity(List<Attribute> given, List<StructField> targets) {
        return new MillraceException(ErrorDetail.of(
                given.size() > targets.size()
                        ? ErrorCondition.INSERT_COLUMN_ARITY_MISMATCH__TOO_MANY_DATA_COLUMNS
                        : ErrorCondition.INSERT_COLUMN_ARITY_MISMATCH__NOT_ENOUGH_DATA_COLUMNS,
                "tableName",
                tableName,
                "tableColumns",
                list(targets.stream().map(StructField::name).toList()),
                "dataColumns",
                list(given.stream().map(Attribute::name).toList())));
    }

    private static String list(List<String> columns) {
        return columns.stream().map(name -> NameResolver.quoted(List.of(name))).collect(Collectors.joining(", "));
    }

    private Expression stored(Expression value, StructField field) {
        if (TypeCoercion.sameType(value.type(), field.dataType())) {
            return value;
        }
        if (!ImplicitTypes.canStoreAssign(value.type(), field.dataType())) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.INCOMPATIBLE_DATA_FOR_TABLE__CANNOT_SAFELY_CAST,
                    "tableName",
                    tableName,
                    "colName",
                    NameResolver.quoted(List.of(field.name())),
                    "srcType",
                    CallErrors.quoted(value.type()),
                    "targetType",
                    CallErrors.quoted(field.dataType())));
        }
        return new Conversion(value, field.dataType(), Conversion.Mode.ANSI, context.zone(), true);
    }
}
