package io.millrace.engine.optimizer;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.WindowCall;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.SortKey;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Window functions are computed below the operator that uses them; those that share windows and order together.
 *
 * <pre>
 *   Project[sum(x) OVER (a), rank() OVER (b)]          Project[s, r]
 *     └ t                                        →       └ Window[b; r = rank() …]
 *                                                            └ Window[a; s = sum(x) …]
 *                                                                └ t
 * </pre>
 */
final class ExtractWindows implements UnaryOperator<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Trees.transform(plan, ExtractWindows::extract);
    }

    /** Windows that can share their sorted rows. */
    private record Arrangement(List<Expression> partitions, List<SortKey> order) {}

    private static LogicalPlan extract(LogicalPlan node) {
        Map<Expression, Assignment> calls = new LinkedHashMap<>();
        if (!(node instanceof LogicalPlan.Window)) {
            Expressions.of(node)
                    .forEach(expression -> Trees.visit(expression, part -> {
                        if (part instanceof WindowCall call && !isAround(call)) {
                            calls.computeIfAbsent(call, ExtractWindows::column);
                        }
                    }));
        }
        if (calls.isEmpty()) {
            return node;
        }
        Map<Arrangement, List<Assignment>> arranged = new LinkedHashMap<>();
        calls.values().forEach(assignment -> {
            WindowCall call = (WindowCall) assignment.value();
            arranged.computeIfAbsent(new Arrangement(call.partitions(), call.order()), key -> new ArrayList<>())
                    .add(assignment);
        });
        LogicalPlan input = node.inputs().getFirst();
        for (Map.Entry<Arrangement, List<Assignment>> entry : arranged.entrySet()) {
            input = new LogicalPlan.Window(
                    input, entry.getKey().partitions(), entry.getKey().order(), entry.getValue());
        }
        LogicalPlan replaced = Expressions.map(
                        node,
                        expression -> Trees.transform(
                                expression,
                                part -> calls.containsKey(part)
                                        ? calls.get(part).target()
                                        : part))
                .withInputs(List.of(input));
        LogicalPlan rest = extract(replaced);
        return rest.gives(node.output())
                ? rest
                : new LogicalPlan.Project(
                        rest, node.output().stream().map(Assignment::pass).toList());
    }

    /** Whether a call is computed from others, which go first. */
    private static boolean isAround(WindowCall call) {
        return call.children().stream().anyMatch(child -> Trees.contains(child, WindowCall.class::isInstance));
    }

    private static Assignment column(Expression call) {
        return new Assignment(Attribute.create(ExpressionText.pretty(call), call.type(), call.nullable()), call);
    }
}
