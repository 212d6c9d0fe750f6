package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Expression;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Two projections become one, and one that changes nothing goes away.
 *
 * <pre>
 *   Project[w * 2 AS x]
 *     └ Project[a + 1 AS w]     →    Project[(a + 1) * 2 AS x]
 * </pre>
 *
 * <p>A value that is dear or not deterministic stays where it is, unless it is used once as it is.
 */
final class MergeProjects implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Trees.transform(plan, MergeProjects::merge);
    }

    private static LogicalPlan merge(LogicalPlan node) {
        if (!(node instanceof LogicalPlan.Project project)) {
            return node;
        }
        if (isIdentity(project)) {
            return project.input();
        }
        if (!(project.input() instanceof LogicalPlan.Project below)) {
            return project;
        }
        Map<Long, Expression> values = new HashMap<>();
        below.assignments().forEach(a -> values.put(a.target().id(), a.value()));
        for (Assignment assignment : below.assignments()) {
            boolean fixed = Costs.isExpensive(assignment.value()) || !Trees.isDeterministic(assignment.value());
            if (fixed && uses(project, assignment.target().id()) > 1) {
                return project;
            }
        }
        List<Assignment> merged = project.assignments().stream()
                .map(a -> new Assignment(a.target(), Trees.replace(a.value(), values)))
                .toList();
        return merge(new LogicalPlan.Project(below.input(), merged));
    }

    private static boolean isIdentity(LogicalPlan.Project project) {
        return project.assignments().stream().allMatch(Assignment::isPass)
                && project.input().gives(project.output());
    }

    private static int uses(LogicalPlan.Project project, long id) {
        int[] count = {0};
        for (Assignment assignment : project.assignments()) {
            Trees.visit(assignment.value(), node -> {
                if (node instanceof io.millrace.engine.expression.Attribute attribute && attribute.id() == id) {
                    count[0]++;
                }
            });
        }
        return count[0];
    }
}
