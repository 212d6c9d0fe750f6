package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.WindowCall;
import io.millrace.engine.expression.SortKey;
import io.millrace.engine.expression.TaskPlace;
import io.millrace.engine.expression.WindowFrame;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.operator.Pipe;
import io.millrace.engine.operator.basic.Collector;
import io.millrace.engine.operator.basic.ProjectOperator;
import io.millrace.engine.operator.exchange.HashPartitioner;
import io.millrace.engine.operator.sort.RowSorter;
import io.millrace.engine.operator.window.WindowOperator;
import io.millrace.engine.operator.window.WindowOperator.Bound;
import io.millrace.engine.scheduler.TaskPool;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Computes window functions. Rows are divided among shards by the hash of what divides them into windows; then each shard is
 * sorted and computed, by one task if there is little, else by as many as there are threads.
 */
record WindowPlan(PhysicalPlan input, List<Expression> partitions, List<SortKey> order, List<Assignment> calls)
        implements PhysicalPlan {
    private static final String REMEDY = "Give the process more memory, or divide rows into windows by more values.";

    @Override
    public List<Attribute> output() {
        return Stream.concat(input.output().stream(), calls.stream().map(Assignment::target))
                .toList();
    }

    @Override
    public List<PhysicalPlan> inputs() {
        return List.of(input);
    }

    @Override
    public String describe() {
        return "Window " + PlanText.assignments(calls);
    }

    @Override
    public void produce(Execution execution, Stage stage, PipeFactory downstream) {
        List<Expression> prepared = new ArrayList<>(input.output());
        WindowOperator.Shape shape = shape(prepared);
        int shards = partitions.isEmpty() ? 1 : ShardedAggregation.shards(execution);
        List<MemoryBudget.Account> accounts = new ArrayList<>();
        List<Collector> collectors = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            accounts.add(execution.memory().open("window functions (shard " + shard + ")", REMEDY));
            collectors.add(new Collector(accounts.get(shard)));
        }
        boolean filled = false;
        try {
            fill(execution, prepared, shape, collectors);
            filled = true;
        } finally {
            if (!filled) {
                accounts.forEach(MemoryBudget.Account::close);
            }
        }
        long rows = collectors.stream().mapToLong(Collector::rows).sum();
        int tasks = rows <= TaskPool.INLINE_ROWS ? 1 : Math.min(shards, execution.parallelism());
        for (int task = 0; task < tasks; task++) {
            List<Integer> own = IntStream.iterate(task, shard -> shard < shards, shard -> shard + tasks)
                    .boxed()
                    .toList();
            stage.addSource(
                    downstream,
                    rows / tasks,
                    pipe -> {
                        for (int shard : own) {
                            new WindowOperator(shape, execution.cancellation()::check)
                                    .emit(collectors.get(shard).batches(), pipe);
                            accounts.get(shard).close();
                        }
                    },
                    () -> own.forEach(shard -> accounts.get(shard).close()));
        }
    }

    private void fill(
            Execution execution, List<Expression> prepared, WindowOperator.Shape shape, List<Collector> collectors) {
        List<Expression> bound = new Binding(input.output()).bind(prepared);
        int firstKey = shape.outputColumns() + shape.argumentColumns();
        List<Integer> keys =
                IntStream.range(firstKey, firstKey + partitions.size()).boxed().toList();
        execution.run(
                input,
                task -> Pipe.of(
                        new ProjectOperator(
                                bound.stream().map(Evaluators::compile).toList(),
                                execution.context().inTask(task)),
                        divided(new HashPartitioner(keys, collectors.size()), collectors, task)));
    }

    private static Pipe divided(HashPartitioner partitioner, List<Collector> collectors, TaskPlace task) {
        List<Pipe> writers =
                collectors.stream().map(collector -> collector.writer(task)).toList();
        return new Pipe() {
            @Override
            public void emit(ColumnBatch batch) {
                partitioner.partition(batch);
                for (int shard = 0; shard < writers.size(); shard++) {
                    Selection rows = partitioner.selection(shard);
                    if (!rows.isEmpty()) {
                        writers.get(shard).emit(batch.select(rows));
                    }
                }
            }

            @Override
            public void finish() {
                // The rows are where they belong.
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    /** @param prepared has the columns that go along; gets the arguments of functions, then the keys */
    private WindowOperator.Shape shape(List<Expression> prepared) {
        int outputColumns = prepared.size();
        List<WindowOperator.Call> functions = new ArrayList<>();
        for (Assignment assignment : calls) {
            WindowCall call = (WindowCall) assignment.value();
            List<Integer> arguments = new ArrayList<>();
            OptionalInt filter = OptionalInt.empty();
            if (call.function() instanceof AggregateCall aggregate) {
                aggregate.arguments().forEach(argument -> arguments.add(column(argument, outputColumns, prepared)));
                filter = aggregate.filter().isPresent()
                        ? OptionalInt.of(column(aggregate.filter().get(), outputColumns, prepared))
                        : OptionalInt.empty();
            } else {
                call.function()
                        .children()
                        .forEach(argument -> arguments.add(column(argument, outputColumns, prepared)));
            }
            Bound lower = bound(call.frame(), call.frame().lower(), outputColumns, prepared);
            Bound upper = bound(call.frame(), call.frame().upper(), outputColumns, prepared);
            functions.add(new WindowOperator.Call(call.function(), arguments, filter, lower, upper));
        }
        int argumentColumns = prepared.size() - outputColumns;
        prepared.addAll(partitions);
        order.forEach(key -> prepared.add(key.value()));
        return new WindowOperator.Shape(
                outputColumns,
                argumentColumns,
                partitions.size(),
                order.stream()
                        .map(key -> new RowSorter.Direction(key.ascending(), key.nullsFirst()))
                        .toList(),
                functions);
    }

    private static Bound bound(WindowFrame frame, WindowFrame.Bound bound, int first, List<Expression> prepared) {
        return switch (bound) {
            case WindowFrame.Unbounded ignored -> new Bound.Unbounded();
            case WindowFrame.CurrentRow ignored -> frame.rows() ? new Bound.Rows(0) : new Bound.Peers();
            case WindowFrame.Rows rows -> new Bound.Rows(rows.distance());
            case WindowFrame.Value value -> new Bound.Value(column(value.value(), first, prepared));
        };
    }

    /** The column of an expression among those from {@code first}; equal ones share it. */
    private static int column(Expression value, int first, List<Expression> prepared) {
        for (int i = first; i < prepared.size(); i++) {
            if (prepared.get(i).equals(value)) {
                return i;
            }
        }
        prepared.add(value);
        return prepared.size() - 1;
    }
}
