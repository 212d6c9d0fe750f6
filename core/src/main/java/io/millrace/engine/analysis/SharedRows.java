package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The rows of a table of WITH. Where they depend on chance, everyone who names the table must see the same ones: then it is
 * analysed once, and its readers share what it gives. Otherwise each reader has a plan of its own, of which the optimizer can
 * leave out what that reader does not need.
 */
final class SharedRows {
    private static final AtomicLong IDS = new AtomicLong();

    private Optional<LogicalPlan.Shared> first = Optional.empty();
    private boolean read;

    /** Whether anybody has asked for them. */
    boolean isRead() {
        return read;
    }

    /** The rows for one more reader. */
    Analyzed read(Supplier<Analyzed> table) {
        read = true;
        if (first.isPresent()) {
            List<Attribute> columns =
                    first.get().output().stream().map(Attribute::fresh).toList();
            LogicalPlan.Shared again =
                    new LogicalPlan.Shared(first.get().id(), first.get().input(), columns);
            return new Analyzed(again, Scope.of(columns));
        }
        Analyzed analyzed = table.get();
        LogicalPlan plan = analyzed.plan();
        if (!Chance.decides(plan) || plan.isStreaming() || !standsAlone(plan)) {
            return analyzed;
        }
        LogicalPlan rows = Analyzer.visible(plan, analyzed.scope());
        List<Attribute> columns = rows.output().stream().map(Attribute::fresh).toList();
        first = Optional.of(new LogicalPlan.Shared(IDS.incrementAndGet(), rows, columns));
        return new Analyzed(first.get(), Scope.of(columns));
    }

    /** Whether a plan uses neither the row of a query around it nor the level before of a recursion around it. */
    private static boolean standsAlone(LogicalPlan plan) {
        Set<Long> given = new HashSet<>();
        Set<Long> used = new HashSet<>();
        Set<Long> recursions = new HashSet<>();
        Set<Long> levels = new HashSet<>();
        Trees.visit(plan, node -> {
            node.output().forEach(column -> given.add(column.id()));
            Expressions.of(node).forEach(value -> used.addAll(Trees.references(value)));
            switch (node) {
                case LogicalPlan.LateralJoin join -> join.parameters().forEach(parameter -> given.add(parameter.id()));
                case LogicalPlan.Recursion recursion -> recursions.add(recursion.id());
                case LogicalPlan.LevelBefore level -> levels.add(level.id());
                default -> {}
            }
        });
        return given.containsAll(used) && recursions.containsAll(levels);
    }
}
