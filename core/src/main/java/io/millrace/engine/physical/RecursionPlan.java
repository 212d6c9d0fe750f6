package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.logical.LogicalPlan.RecursionLimits;
import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.operator.basic.Collector;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the anchor, then the step again and again, each time over the rows of the level before, until a level is empty. All
 * levels are kept in memory, and given one after the other.
 */
record RecursionPlan(
        long id, PhysicalPlan anchor, PhysicalPlan step, List<Attribute> output, RecursionLimits limits)
        implements PhysicalPlan {
    private static final String REMEDY = "let the recursion end earlier";

    @Override
    public List<PhysicalPlan> inputs() {
        return List.of(anchor, step);
    }

    @Override
    public String describe() {
        return "Recursion " + id
                + limits.wanted().map(rows -> ", until " + rows + " rows").orElse("");
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        List<MemoryBudget.Account> accounts = new ArrayList<>();
        List<Collector> levels = new ArrayList<>();
        boolean complete = false;
        try {
            fill(execution, levels, accounts);
            complete = true;
        } finally {
            if (!complete) {
                accounts.forEach(MemoryBudget.Account::close);
            }
        }
        stage.addSource(
                downstream,
                rows(levels),
                pipe -> levels.forEach(level -> level.forEach(pipe::emit)),
                () -> accounts.forEach(MemoryBudget.Account::close));
    }

    private static long rows(List<Collector> levels) {
        return levels.stream().mapToLong(Collector::rows).sum();
    }

    private void fill(Execution execution, List<Collector> levels, List<MemoryBudget.Account> accounts) {
        Collector level = run(execution, anchor, accounts);
        long rows = 0;
        while (level.rows() > 0) {
            if (limits.levels() >= 0 && levels.size() >= limits.levels()) {
                throw exceeded(ErrorCondition.RECURSION_LEVEL_LIMIT_EXCEEDED, "levelLimit", limits.levels());
            }
            levels.add(level);
            rows += level.rows();
            if (limits.wanted().isPresent() && rows >= limits.wanted().get()) {
                return;
            }
            if (limits.rows() >= 0 && rows > limits.rows()) {
                throw exceeded(ErrorCondition.RECURSION_ROW_LIMIT_EXCEEDED, "rowLimit", limits.rows());
            }
            execution.cancellation().check();
            level = nextLevel(execution, level, accounts);
        }
    }

    private Collector nextLevel(Execution execution, Collector level, List<MemoryBudget.Account> accounts) {
        execution.enterLevel(id, level.batches());
        try {
            return run(execution, step, accounts);
        } finally {
            execution.leaveLevel(id);
        }
    }

    private static Collector run(Execution execution, PhysicalPlan plan, List<MemoryBudget.Account> accounts) {
        MemoryBudget.Account account = execution.memory().open("a recursion", REMEDY);
        accounts.add(account);
        Collector collector = new Collector(account);
        execution.run(plan, collector::writer);
        return collector;
    }

    private static MillraceException exceeded(ErrorCondition condition, String name, int limit) {
        return new MillraceException(ErrorDetail.of(condition, name, String.valueOf(limit)));
    }
}
