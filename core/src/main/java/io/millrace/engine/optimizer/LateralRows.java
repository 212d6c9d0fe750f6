package io.millrace.engine.optimizer;

import io.millrace.engine.connector.local.LocalTable;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code FROM t, LATERAL (SELECT explode(t.list) AS e)}: a lateral join with a query that reads no table but computes rows from
 * the row beside it. That is what the same operators give above the rows of the left side, so that no join is needed, and
 * the left side may be a stream.
 */
final class LateralRows {
    private final LogicalPlan left;
    private final Map<Long, Expression> arguments = new HashMap<>();

    private LateralRows(LogicalPlan.LateralJoin join) {
        this.left = join.left();
        for (int i = 0; i < join.parameters().size(); i++) {
            arguments.put(join.parameters().get(i).id(), join.arguments().get(i));
        }
    }

    /** The rows of such a join; empty if it is another one. */
    static Optional<LogicalPlan> of(LogicalPlan.LateralJoin join) {
        if (join.kind() != JoinKind.INNER && join.kind() != JoinKind.CROSS) {
            return Optional.empty();
        }
        return new LateralRows(join)
                .beside(join.right())
                .map(rows -> join.condition()
                        .<LogicalPlan>map(condition -> new LogicalPlan.Filter(rows, condition))
                        .orElse(rows));
    }

    /** The rows of a plan beside those of the left side that they are made for. */
    private Optional<LogicalPlan> beside(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.TableScan scan
            when scan.table() instanceof LocalTable table
                    && table.rowCount() == 1
                    && scan.output().isEmpty() -> Optional.of(left);
            case LogicalPlan.Project project -> beside(project.input()).map(input -> projected(input, project));
            case LogicalPlan.Filter filter ->
                beside(filter.input()).map(input -> new LogicalPlan.Filter(input, with(filter.condition())));
            case LogicalPlan.Generate generate ->
                beside(generate.input())
                        .map(input -> new LogicalPlan.Generate(
                                input, (Expression.GeneratorCall) with(generate.generator()), generate.generated()));
            default -> Optional.empty();
        };
    }

    private LogicalPlan projected(LogicalPlan input, LogicalPlan.Project project) {
        List<Assignment> columns = new ArrayList<>();
        for (Attribute column : left.output()) {
            columns.add(Assignment.pass(column));
        }
        for (Assignment column : project.assignments()) {
            columns.add(new Assignment(column.target(), with(column.value())));
        }
        return new LogicalPlan.Project(input, columns);
    }

    private Expression with(Expression expression) {
        return Trees.replace(expression, arguments);
    }
}
