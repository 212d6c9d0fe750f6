package io.millrace.engine.session;

import io.millrace.AnalysisException;
import io.millrace.Errors;
import io.millrace.engine.analysis.AnalysisContext;
import io.millrace.engine.analysis.Analyzer;
import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.OpenedReads;
import io.millrace.engine.analysis.StreamingRules;
import io.millrace.engine.connector.Connectors;
import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.operator.basic.Collector;
import io.millrace.engine.optimizer.Optimizer;
import io.millrace.engine.physical.Execution;
import io.millrace.engine.physical.PhysicalPlan;
import io.millrace.engine.physical.PhysicalPlanner;
import io.millrace.engine.physical.PlanText;
import io.millrace.engine.scheduler.Cancellation;
import io.millrace.engine.scheduler.TaskPool;
import io.millrace.plan.Engine;
import io.millrace.plan.ExplainMode;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UserFunction;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.StructType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The engine of one session inside this process: plans go through analysis, optimizer and physical planning, and run on
 * its thread pool. Closing it ends every query and every thread.
 */
public final class EmbeddedEngine implements Engine {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Map<String, Catalog.Relation> GLOBAL_VIEWS = new ConcurrentHashMap<>();

    private final SessionConfiguration configuration;
    private final Catalog catalog = new Catalog(GLOBAL_VIEWS);
    private final OpenedReads opened = new OpenedReads();
    private final FunctionRegistry functions = BuiltinFunctions.registry();
    private final Connectors connectors;
    private final TaskPool pool;
    private final MemoryBudget memory;
    private final Clock clock = Clock.systemUTC();
    private final StreamingQueries queries;
    private volatile boolean closed;

    EmbeddedEngine(int threads, Map<String, String> settings, ClassLoader userClasses) {
        this.configuration = new SessionConfiguration(settings);
        this.connectors = new Connectors(userClasses);
        this.pool = new TaskPool("millrace-" + NUMBERS.incrementAndGet(), threads);
        this.memory = new MemoryBudget(configuration
                .get(SessionConfiguration.MEMORY)
                .map(Long::parseLong)
                .orElse(Runtime.getRuntime().maxMemory() / 10 * 8));
        this.queries = new StreamingQueries(this);
    }

    @Override
    public void attach(Object session) {
        queries.attach(session);
    }

    // Analysis

    AnalysisContext context() {
        ResolutionContext resolution = new ResolutionContext(
                configuration.zone(), configuration.flag(SessionConfiguration.ANSI), configuration::get, now());
        return new AnalysisContext(functions, catalog, connectors, opened, configuration.all(), resolution);
    }

    LogicalPlan analyze(UnresolvedPlan plan) {
        requireOpen();
        return analysing(() -> new Analyzer(context()).analyze(plan));
    }

    /** Errors of analysis are AnalysisExceptions to the user. */
    static <T> T analysing(Supplier<T> action) {
        try {
            return action.get();
        } catch (MillraceException e) {
            throw Errors.raise(new AnalysisException(e.detail(), e));
        }
    }

    void requireOpen() {
        if (closed) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.SESSION_CLOSED));
        }
    }

    @Override
    public StructType schema(UnresolvedPlan plan) {
        requireOpen();
        return Commands.schema(plan).orElseGet(() -> analyze(plan).schema());
    }

    @Override
    public boolean isStreaming(UnresolvedPlan plan) {
        return !Commands.isCommand(plan) && analyze(plan).isStreaming();
    }

    // Batch queries

    @Override
    public Rows execute(UnresolvedPlan plan) {
        requireOpen();
        return new Commands(this).run(plan).orElseGet(() -> {
            LogicalPlan analyzed = analyze(plan);
            return new CollectedRows(analyzed.schema(), collect(analyzed));
        });
    }

    /** Runs a static plan to its end; the rows may be kept. */
    Collector collect(LogicalPlan analyzed) {
        analysing(() -> {
            StreamingRules.checkBatch(analyzed);
            return null;
        });
        Collector collector = new Collector();
        PhysicalPlan physical = PhysicalPlanner.planBatch(Optimizer.optimize(analyzed));
        try (Execution execution = batchExecution()) {
            execution.run(physical, collector::writer);
        }
        return collector;
    }

    Execution batchExecution() {
        BatchContext batch = new BatchContext(0, now(), 0, 0)
                .withSeed(ThreadLocalRandom.current().nextLong());
        return new Execution(batch, pool, new Cancellation(), memory, Execution.Streams.NONE);
    }

    @Override
    public String explain(UnresolvedPlan plan, ExplainMode mode) {
        if (plan instanceof UnresolvedPlan.Command command) {
            return new CommandText(this).explain(command, mode);
        }
        LogicalPlan analyzed = analyze(plan);
        LogicalPlan optimized = Optimizer.optimize(analyzed);
        PhysicalPlan physical = analyzed.isStreaming()
                ? PhysicalPlanner.planStream(optimized, io.millrace.spi.sink.OutputKind.APPEND)
                : PhysicalPlanner.planBatch(optimized);
        String plans = "== Physical Plan ==\n" + PlanText.physical(physical);
        return switch (mode) {
            case SIMPLE, FORMATTED, CODEGEN -> plans;
            case EXTENDED, COST ->
                "== Analyzed Logical Plan ==\n" + PlanText.logical(analyzed) + "\n== Optimized Logical Plan ==\n"
                        + PlanText.logical(optimized) + "\n" + plans;
        };
    }

    // Streaming queries

    @Override
    public QueryHandle start(UnresolvedPlan.StreamingWrite write) {
        requireOpen();
        return queries.start(write);
    }

    @Override
    public QueryManager queries() {
        return queries;
    }

    SessionConfiguration settings() {
        return configuration;
    }

    Catalog catalog() {
        return catalog;
    }

    FunctionRegistry functions() {
        return functions;
    }

    Connectors connectors() {
        return connectors;
    }

    TaskPool pool() {
        return pool;
    }

    MemoryBudget memory() {
        return memory;
    }

    /** Microseconds since the epoch. */
    private long now() {
        return clock.millis() * 1000;
    }

    Clock clock() {
        return clock;
    }

    // Catalog and settings

    @Override
    public void createTemporaryView(String name, UnresolvedPlan plan, boolean replace, boolean global) {
        analyze(plan);
        analysing(() -> {
            catalog.create(name, new Catalog.Relation.View(plan, context().settings()), replace, global);
            return null;
        });
    }

    @Override
    public boolean dropTemporaryView(String name, boolean global) {
        requireOpen();
        return catalog.drop(name, global);
    }

    @Override
    public List<ViewDescription> views() {
        requireOpen();
        return catalog.views();
    }

    @Override
    public List<TableEntry> tables(String namespace) {
        requireOpen();
        boolean known = catalog.namespaces().stream().anyMatch(namespace::equalsIgnoreCase);
        Map<String, Catalog.Relation> relations = known ? catalog.relationsOf(namespace) : Map.of();
        return relations.entrySet().stream()
                .map(entry -> new TableEntry(
                        namespace, entry.getKey(), !(entry.getValue() instanceof Catalog.Relation.Stored)))
                .toList();
    }

    @Override
    public List<String> namespaces() {
        requireOpen();
        return List.copyOf(catalog.namespaces());
    }

    @Override
    public String currentNamespace() {
        requireOpen();
        return catalog.currentNamespace();
    }

    @Override
    public boolean functionExists(String name) {
        return catalog.function(name).isPresent() || functions.lookup(name).isPresent();
    }

    @Override
    public void registerFunction(String name, UserFunction function) {
        requireOpen();
        catalog.register(name, function);
    }

    @Override
    public Optional<String> configuration(String key) {
        requireOpen();
        return configuration.get(key);
    }

    @Override
    public Map<String, String> configurations() {
        requireOpen();
        return configuration.all();
    }

    @Override
    public void setConfiguration(String key, String value) {
        requireOpen();
        analysing(() -> {
            configuration.set(key, value);
            return null;
        });
    }

    @Override
    public void unsetConfiguration(String key) {
        requireOpen();
        configuration.unset(key);
    }

    @Override
    public boolean isModifiable(String key) {
        return configuration.isModifiable(key);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            queries.close();
            pool.close();
        }
    }
}
