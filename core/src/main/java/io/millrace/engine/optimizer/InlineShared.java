package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Rows that one reader shares with nobody need not be kept.
 *
 * <pre>
 *   Filter[x > 1]                    Filter[x > 1]
 *     └ Shared 7 [x]          →        └ Project[y AS x]
 *         └ Scan[y]                        └ Scan[y]
 * </pre>
 *
 * <p>What readers of shared rows have below is the same in each, and counts once.
 */
final class InlineShared implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        Map<Long, Integer> readers = new HashMap<>();
        count(plan, readers);
        return readers.isEmpty()
                ? plan
                : Trees.transform(
                        plan,
                        node -> node instanceof LogicalPlan.Shared shared && readers.get(shared.id()) == 1
                                ? inlined(shared)
                                : node);
    }

    private static void count(LogicalPlan plan, Map<Long, Integer> readers) {
        if (plan instanceof LogicalPlan.Shared shared && readers.merge(shared.id(), 1, Integer::sum) > 1) {
            return;
        }
        plan.inputs().forEach(input -> count(input, readers));
    }

    private static LogicalPlan inlined(LogicalPlan.Shared shared) {
        List<Attribute> given = shared.input().output();
        List<Assignment> columns = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            columns.add(new Assignment(shared.output().get(i), given.get(i)));
        }
        return new LogicalPlan.Project(shared.input(), columns);
    }
}
