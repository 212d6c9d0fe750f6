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
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.types.DataType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code VALUES (…), (…)}. Constants become a table at once; cells that are known only when the query runs, such as the
 * current time, become a union of rows that are computed then.
 */
final class InlineTables {
    private final AnalysisContext context;
    private final Origin origin;

    /** @param origin of the table with the name that it is given */
    InlineTables(AnalysisContext context, Origin origin) {
        this.context = context;
        this.origin = origin;
    }

    /** @param names what the columns will be called; empty, or of another number, where that is not known */
    Analyzed resolve(UnresolvedPlan.InlineTable table, List<String> names) {
        List<List<Expression>> rows = rows(table);
        int width = rows.getFirst().size();
        StructField[] fields = new StructField[width];
        for (int column = 0; column < width; column++) {
            int index = column;
            String name = names.size() == width ? names.get(column) : "col" + (column + 1);
            DataType type = commonType(rows.stream().map(row -> row.get(index)).toList(), name);
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
                || part instanceof Expression.Subquery
                || Chance.decides(part)
                || part instanceof Expression.ScalarCall call
                        && !call.function().early()
                        && call.function().clock().isEmpty();
    }

    private DataType commonType(List<Expression> cells, String name) {
        return TypeCoercion.widestWithoutStrings(
                        cells.stream().map(Expression::type).toList(),
                        context.resolution().ansi())
                .orElseThrow(() -> new MillraceException(ErrorDetail.of(
                                ErrorCondition.INVALID_INLINE_TABLE__INCOMPATIBLE_TYPES_IN_INLINE_TABLE,
                                "colName",
                                NameResolver.quoted(List.of(name)))
                        .at(origin.position())));
    }

    private List<Object[]> values(List<List<Expression>> rows) {
        return rows.stream().map(row -> row.stream().map(this::value).toArray()).toList();
    }

    private Object value(Expression cell) {
        try {
            return Constants.fold(cell, context.resolution().clock()).value();
        } catch (RuntimeException failure) {
            if (!(failure instanceof MillraceThrowable)) {
                throw failure;
            }
            throw new MillraceException(
                    ErrorDetail.of(
                                    ErrorCondition.INVALID_INLINE_TABLE__FAILED_SQL_EXPRESSION_EVALUATION,
                                    "sqlExpr",
                                    "\"" + ExpressionText.pretty(cell, context.zone()) + "\"")
                            .at(origin.position()),
                    failure);
        }
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
