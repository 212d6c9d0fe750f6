package io.millrace.engine.physical;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.logical.StreamRelation;
import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.operator.basic.Collector;
import io.millrace.engine.scheduler.Cancellation;
import io.millrace.engine.scheduler.Task;
import io.millrace.engine.scheduler.TaskPool;
import io.millrace.spi.source.MicroBatchSource;
import io.millrace.spi.source.Offset;
import io.millrace.spi.vector.ColumnBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** One run of a physical plan: one batch query, or one micro-batch. Coordinated by one thread. */
public final class Execution implements AutoCloseable {
    private final BatchContext context;
    private final TaskPool pool;
    private final Cancellation cancellation;
    private final MemoryBudget memory;
    private final Streams streams;
    private final EventTimeStatistics eventTimes = new EventTimeStatistics();
    private final Map<StreamRelation, LongAdder> rowsRead = new ConcurrentHashMap<>();
    private final Map<Long, List<ColumnBatch>> levels = new HashMap<>();
    private final Map<Long, List<ColumnBatch>> shared = new HashMap<>();
    private final List<MemoryBudget.Account> accounts = new ArrayList<>();

    /**
     * What a micro-batch reads and keeps.
     *
     * @param ranges the range of each stream; a stream that is absent gives no rows
     * @param state the state of the query
     */
    public record Streams(Map<StreamRelation, StreamRange> ranges, Optional<QueryState> state) {
        public static final Streams NONE = new Streams(Map.of(), Optional.empty());
    }

    /** A stretch of a stream. */
    public record StreamRange(MicroBatchSource source, Optional<Offset> start, Offset end) {}

    public Execution(
            BatchContext context, TaskPool pool, Cancellation cancellation, MemoryBudget memory, Streams streams) {
        this.context = context;
        this.pool = pool;
        this.cancellation = cancellation;
        this.memory = memory;
        this.streams = streams;
    }

    public BatchContext context() {
        return context;
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    public MemoryBudget memory() {
        return memory;
    }

    public Streams streams() {
        return streams;
    }

    /** How many tasks run at once. */
    public int parallelism() {
        return pool.size();
    }

    /** What the watermark nodes saw. */
    public EventTimeStatistics eventTimes() {
        return eventTimes;
    }

    /** Rows read from a stream so far. */
    public LongAdder rowsRead(StreamRelation relation) {
        return rowsRead.computeIfAbsent(relation, ignored -> new LongAdder());
    }

    /** From now on the level before of this recursion is these rows. */
    void enterLevel(long recursion, List<ColumnBatch> rows) {
        levels.put(recursion, rows);
    }

    void leaveLevel(long recursion) {
        levels.remove(recursion);
    }

    /** The rows of the level before of a recursion that is under way. */
    List<ColumnBatch> level(long recursion) {
        return levels.get(recursion);
    }

    /** The rows that all nodes with this id read; the plan runs for the first of them. */
    List<ColumnBatch> shared(long id, PhysicalPlan plan) {
        List<ColumnBatch> rows = shared.get(id);
        if (rows == null) {
            MemoryBudget.Account account =
                    memory.open("a table that is computed once and read several times", "let it have fewer rows");
            accounts.add(account);
            Collector collector = new Collector(account);
            run(plan, collector::writer);
            rows = collector.batches();
            shared.put(id, rows);
        }
        return rows;
    }

    /** Runs a plan into pipelines and returns when all rows went through. */
    public void run(PhysicalPlan plan, PipeFactory target) {
        Stage stage = new Stage();
        boolean produced = false;
        try {
            plan.produce(this, stage, target);
            produced = true;
        } finally {
            if (!produced) {
                stage.tasks().forEach(Task::close);
            }
        }
        run(stage);
    }

    void run(Stage stage) {
        pool.run(stage.tasks(), cancellation);
    }

    /** Gives back the memory of rows that were shared. */
    @Override
    public void close() {
        accounts.forEach(MemoryBudget.Account::close);
    }
}
