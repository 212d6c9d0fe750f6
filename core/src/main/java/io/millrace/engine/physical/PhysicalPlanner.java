package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.spi.sink.OutputKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From optimized plans to plans that run. Operators that keep state get store ids, counted from the sink towards the
 * sources, as in Spark.
 */
public final class PhysicalPlanner {
    private final Optional<OutputKind> outputKind;
    private int nextStoreId;

    private PhysicalPlanner(Optional<OutputKind> outputKind) {
        this.outputKind = outputKind;
    }

    /** A plan for a batch query. */
    public static PhysicalPlan planBatch(LogicalPlan plan) {
        return new PhysicalPlanner(Optional.empty()).plan(plan);
    }

    /** A plan for all micro-batches of a streaming query. */
    public static PhysicalPlan planStream(LogicalPlan plan, OutputKind outputKind) {
        return new PhysicalPlanner(Optional.of(outputKind)).plan(plan);
    }

    private PhysicalPlan plan(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.TableScan scan -> new ScanPlan(scan.table(), scan.output());
            case LogicalPlan.StreamScan scan -> new StreamScanPlan(scan.relation(), scan.output());
            case LogicalPlan.Project project -> project(project);
            case LogicalPlan.Filter filter -> new FilterPlan(plan(filter.input()), filter.condition());
            case LogicalPlan.Generate generate ->
                new GeneratePlan(
                        plan(generate.input()),
                        generate.generator(),
                        generate.input().output(),
                        generate.generated());
            case LogicalPlan.Sample sample -> new SamplePlan(plan(sample.input()), sample);
            case LogicalPlan.MapRows map -> new MapRowsPlan(plan(map.input()), map.function(), map.output());
            case LogicalPlan.Aggregate aggregate -> aggregate(aggregate);
            case LogicalPlan.Sort sort -> new SortPlan(plan(sort.input()), sort.keys());
            case LogicalPlan.Limit limit -> limit(limit);
            case LogicalPlan.Tail tail -> new TailPlan(plan(tail.input()), tail.count());
            case LogicalPlan.Recursion recursion ->
                new RecursionPlan(
                        recursion.id(),
                        plan(recursion.anchor()),
                        plan(recursion.step()),
                        recursion.output(),
                        recursion.limits());
            case LogicalPlan.LevelBefore level -> new LevelBeforePlan(level.id(), level.output());
            case LogicalPlan.Shared shared -> new SharedPlan(shared.id(), plan(shared.input()), shared.output());
            case LogicalPlan.Join join -> new JoinPlanner(this::plan).plan(join);
            case LogicalPlan.Union union ->
                new UnionPlan(union.inputs().stream().map(this::plan).toList(), union.output());
            case LogicalPlan.Deduplicate deduplicate -> deduplicate(deduplicate);
            case LogicalPlan.Watermark watermark ->
                new WatermarkPlan(plan(watermark.input()), watermark.id(), watermark.eventTime(), watermark.output());
            case LogicalPlan.Lookup lookup -> new JoinPlanner(this::plan).plan(lookup);
            case LogicalPlan.LateralJoin join -> throw new IllegalStateException("The optimizer left a lateral join");
            case LogicalPlan.Expand expand ->
                new ExpandPlan(plan(expand.input()), expand.projections(), expand.output());
            case LogicalPlan.Window window ->
                new WindowPlan(plan(window.input()), window.partitions(), window.order(), window.calls());
        };
    }

    /** A projection right above a generator tells which columns need to go along. */
    private PhysicalPlan project(LogicalPlan.Project project) {
        if (!(project.input() instanceof LogicalPlan.Generate generate)) {
            return new ProjectPlan(plan(project.input()), project.assignments());
        }
        Set<Long> needed = new HashSet<>();
        project.assignments().forEach(assignment -> needed.addAll(Trees.references(assignment.value())));
        List<Attribute> kept = generate.input().output().stream()
                .filter(column -> needed.contains(column.id()))
                .toList();
        return new ProjectPlan(
                new GeneratePlan(plan(generate.input()), generate.generator(), kept, generate.generated()),
                project.assignments());
    }

    private PhysicalPlan aggregate(LogicalPlan.Aggregate aggregate) {
        boolean streaming = aggregate.isStreaming();
        int storeId = streaming ? nextStoreId++ : -1;
        LogicalPlan rewritten = streaming ? aggregate : DistinctAggregates.rewrite(aggregate);
        if (rewritten != aggregate) {
            return plan(rewritten);
        }
        AggregateShape shape = AggregateShape.of(aggregate);
        PhysicalPlan prepared = new ProjectPlan(plan(aggregate.input()), shape.prepared());
        return streaming
                ? new StreamingAggregatePlan(
                        prepared, shape.specification(), storeId, outputKind.orElseThrow(), aggregate.output())
                : new AggregatePlan(prepared, shape.specification(), aggregate.output());
    }

    private PhysicalPlan deduplicate(LogicalPlan.Deduplicate deduplicate) {
        if (!deduplicate.isStreaming()) {
            return plan(DistinctAggregates.firstRows(deduplicate));
        }
        int storeId = nextStoreId++;
        return new StreamingDeduplicatePlan(
                plan(deduplicate.input()), deduplicate.keys(), deduplicate.withinWatermark(), storeId);
    }

    /** In complete mode each batch gives a whole result, of which each time so many rows are wanted. */
    private PhysicalPlan limit(LogicalPlan.Limit limit) {
        if (!limit.isStreaming() || outputKind.orElseThrow() == OutputKind.COMPLETE) {
            return new LimitPlan(plan(limit.input()), limit.offset(), limit.count());
        }
        int storeId = nextStoreId++;
        return new StreamingLimitPlan(plan(limit.input()), limit.count(), storeId);
    }
}
