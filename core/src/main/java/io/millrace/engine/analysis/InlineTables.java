package io.millrace.engine.analysis;

import io.millrace.engine.connector.local.LocalTable;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code VALUES (…), (…)}. Constants become a table at once; cells that are known only when the query runs, such as the
 * current time, become a union of rows that are computed then.
 */
final class InlineTables {
    /** Functions that are constant while a batch runs. */
    private static final Set<String> TIMES =
            Set.of("current_timestamp", "now", "current_date", "curdate", "localtimestamp", "current_time");

    private final AnalysisContext context;

    InlineTables(AnalysisContext context) {
        this.context = context;
    }

    Analyzed resolve(UnresolvedPlan.InlineTable table) {
        List<List<Expression>> rows = rows(table);
        int width = rows.getFirst().size();
        StructField[] fields = new StructField[width];
        for (int column = 0; column < width; column++) {
            int index = column;
            DataType type = commonType(rows.stream().map(row -> row.get(index)).toList(), table, column);
            rows.forEach(row -> row.set(index, context.resolution().convert(row.get(index), type)));
            boolean nullable = rows.stream().anyMatch(row -> row.get(index).nullable());
            fields[column] = new StructField("col" + (column + 1), type, nullable);
        }
        StructType schema = new StructType(fields);
        boolean constant = rows.stream().flatMap(List::stream).allMatch(Constants::isConstant);
        return constant ? Relations.scan(new LocalTable(schema, values(rows))) : computed(rows, schema);
    }

    private List<List<Expression>> rows(UnresolvedPlan.InlineTable table) {
        ExpressionAnalyzer expressions = new ExpressionAnalyzer(context, Scope.EMPTY);
        int width = table.rows().getFirst().size();
        List<List<Expression>> rows = new ArrayList<>();
        for (List<UnresolvedExpression> row : table.rows()) {
            if (row.size() != width) {
                throw new MillraceException(ErrorDetail.of(
                                ErrorCondition.INVALID_INLINE_TABLE__NUM_COLUMNS_MISMATCH,
                                "expectedNumCols",
                                String.valueOf(width),
                                "actualNumCols",
                                String.valueOf(row.size()),
                                "rowIndex",
                                String.valueOf(rows.size()))
                        .at(table.origin().position()));
            }
            List<Expression> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell(cell, expressions)));
            rows.add(cells);
        }
        return rows;
    }

    private Expression cell(UnresolvedExpression unresolved, ExpressionAnalyzer expressions) {
        Expression cell = expressions.analyze(unresolved);
        if (Trees.contains(cell, InlineTables::isForbidden)) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.INVALID_INLINE_TABLE__CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE,
                            "expr",
                            "\"" + ExpressionText.pretty(cell, context.zone()) + "\"")
                    .at(unresolved.origin().position()));
        }
        return cell;
    }

    private static boolean isForbidden(Expression part) {
        return part instanceof Expression.AggregateCall
                || part instanceof Expression.GeneratorCall
                || part instanceof Expression.WindowCall
                || part instanceof Expression.RankCall
                || (part instanceof Expression.ScalarCall call
                        && !call.function().deterministic()
                        && !TIMES.contains(call.function().name()));
    }

    private DataType commonType(List<Expression> cells, UnresolvedPlan.InlineTable table, int column) {
        return TypeCoercion.widest(
                        cells.stream().map(Expression::type).toList(),
                        context.resolution().ansi())
                .orElseThrow(() -> new MillraceException(ErrorDetail.of(
                                ErrorCondition.INVALID_INLINE_TABLE__INCOMPATIBLE_TYPES_IN_INLINE_TABLE,
                                "colName",
                                "`col" + (column + 1) + "`")
                        .at(table.origin().position())));
    }

    private static List<Object[]> values(List<List<Expression>> rows) {
        return rows.stream()
                .map(row ->
                        row.stream().map(cell -> Constants.fold(cell).value()).toArray())
                .toList();
    }

    private static Analyzed computed(List<List<Expression>> rows, StructType schema) {
        List<Attribute> output = new ArrayList<>();
        schema.forEach(field -> output.add(Attribute.create(field)));
        List<LogicalPlan> inputs = new ArrayList<>();
        for (List<Expression> row : rows) {
            List<Assignment> assignments = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                assignments.add(new Assignment(Attribute.create(schema.field(i)), row.get(i)));
            }
            inputs.add(
                    new LogicalPlan.Project(Relations.scan(LocalTable.oneRow()).plan(), assignments));
        }
        return new Analyzed(new LogicalPlan.Union(inputs, output), Scope.of(output));
    }
}
