package io.millrace.engine.operator.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.memory.MemoryBudget;
import io.millrace.engine.operator.exchange.HashPartitioner;
import io.millrace.engine.state.PaneRule;
import io.millrace.engine.state.SumFunction;
import io.millrace.engine.state.TestRows;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.sink.OutputKind;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AggregationTest {
    private static final DataType WINDOW = StructType.fromDDL("start TIMESTAMP, end TIMESTAMP");
    private static final long SECOND = 1_000_000;

    /** Keys, then the argument, then the filter. */
    private static AggregateSpecification specification(PaneRule rule, boolean filtered, DataType... keys) {
        OptionalInt filter = filtered ? OptionalInt.of(keys.length + 1) : OptionalInt.empty();
        return new AggregateSpecification(
                List.of(keys),
                List.of(new AggregateSpecification.Call(SumFunction.call(filtered), List.of(keys.length), filter)),
                rule);
    }

    private static ColumnBatch input(AggregateSpecification specification, List<List<Object>> rows) {
        List<DataType> types = new ArrayList<>(specification.keyTypes());
        types.add(DataTypes.LongType);
        types.add(DataTypes.BooleanType);
        return TestRows.batch(types, rows);
    }

    private static List<ColumnBatch> partials(AggregateSpecification specification, List<List<Object>> rows) {
        List<ColumnBatch> partials = new ArrayList<>();
        try (PartialAggregateOperator operator =
                new PartialAggregateOperator(specification, MemoryBudget.unlimited())) {
            operator.process(input(specification, rows), batch -> partials.add(Vectors.copy(batch)));
            operator.finish(batch -> partials.add(Vectors.copy(batch)));
        }
        return partials;
    }

    private static HashPartitioner partitioner(AggregateSpecification specification, int shards) {
        return new HashPartitioner(
                IntStream.range(0, specification.keyTypes().size()).boxed().toList(), shards);
    }

    @Property(tries = 100)
    void batchAggregationIsAFold(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int shards) {
        Random random = new Random(seed);
        AggregateSpecification specification =
                specification(new PaneRule.None(), true, DataTypes.StringType, DataTypes.DoubleType);
        Map<List<Object>, Long> model = new HashMap<>();
        List<List<Object>> results = new ArrayList<>();
        try (FinalAggregate aggregate = new FinalAggregate(specification, shards, MemoryBudget.unlimited())) {
            HashPartitioner partitioner = partitioner(specification, shards);
            for (int task = 0; task < 4; task++) {
                List<List<Object>> rows = new ArrayList<>();
                for (int i = random.nextInt(50); i > 0; i--) {
                    String name = random.nextInt(5) == 0 ? null : "n" + random.nextInt(4);
                    Double number = random.nextBoolean() ? -0.0 : 0.0;
                    Long value = random.nextInt(6) == 0 ? null : (Long) (long) random.nextInt(100);
                    Boolean counts = random.nextInt(6) == 0 ? null : (Boolean) random.nextBoolean();
                    rows.add(Arrays.asList(name, number, value, counts));
                    model.putIfAbsent(Arrays.asList(name, 0.0), null);
                    if (Boolean.TRUE.equals(counts) && value != null) {
                        model.merge(Arrays.asList(name, 0.0), value, Long::sum);
                    }
                }
                for (ColumnBatch batch : partials(specification, rows)) {
                    partitioner.partition(batch);
                    for (int shard = 0; shard < shards; shard++) {
                        aggregate.merge(shard, batch, partitioner.selection(shard), partitioner.hashes());
                    }
                }
            }
            for (int shard = 0; shard < shards; shard++) {
                aggregate.finish(shard, batch -> results.addAll(TestRows.rows(batch)));
            }
        }
        Map<List<Object>, Long> actual = new HashMap<>();
        results.forEach(row -> actual.put(row.subList(0, 2), (Long) row.get(2)));
        assertThat(actual).isEqualTo(model);
        assertThat(results).hasSize(model.size());
    }

    @Test
    void anAggregateOfNothingIsOneRow() {
        AggregateSpecification specification = specification(new PaneRule.None(), false);
        List<List<Object>> rows = new ArrayList<>();
        try (FinalAggregate aggregate = new FinalAggregate(specification, 3, MemoryBudget.unlimited())) {
            for (int shard = 0; shard < 3; shard++) {
                aggregate.finish(shard, batch -> rows.addAll(TestRows.rows(batch)));
            }
        }
        assertThat(rows).containsExactly(Arrays.asList((Object) null));
        assertThat(partials(specification, List.of())).isEmpty();
    }

    @Test
    void aLargePartialTableIsGivenAwayEarly() {
        AggregateSpecification specification = specification(new PaneRule.None(), false, DataTypes.LongType);
        int[] rows = {0, 0};
        MemoryBudget budget = MemoryBudget.unlimited();
        try (PartialAggregateOperator operator = new PartialAggregateOperator(specification, budget)) {
            for (int from = 0; from < 200_000; from += 4000) {
                int first = from;
                List<List<Object>> input = IntStream.range(0, 4000)
                        .mapToObj(i -> List.<Object>of((long) (first + i), 1L, true))
                        .toList();
                operator.process(input(specification, input), batch -> rows[0] += batch.rowCount());
            }
            operator.finish(batch -> rows[1] += batch.rowCount());
        }
        assertThat(rows[0]).isGreaterThan(100_000);
        assertThat(rows[0] + rows[1]).isEqualTo(200_000);
        assertThat(budget.used()).isZero();
    }

    /** Runs micro-batches and gives rows and dropped counts. */
    private static final class Stream {
        private final AggregateSpecification specification;
        private final StreamingAggregate aggregate;
        private long lastWatermark;
        private long dropped;

        Stream(AggregateSpecification specification, OutputKind mode, int shards, MemoryBudget budget) {
            this.specification = specification;
            aggregate = new StreamingAggregate(0, specification, mode, shards, budget);
        }

        List<List<Object>> batch(long watermarkMillis, List<List<Object>> rows) {
            aggregate.begin(new BatchContext(0, 0, lastWatermark, watermarkMillis));
            lastWatermark = watermarkMillis;
            HashPartitioner partitioner = partitioner(specification, aggregate.shardCount());
            for (ColumnBatch batch : partials(specification, rows)) {
                partitioner.partition(batch);
                for (int shard = 0; shard < aggregate.shardCount(); shard++) {
                    aggregate.merge(shard, batch, partitioner.selection(shard), partitioner.hashes());
                }
            }
            List<List<Object>> output = new ArrayList<>();
            for (int shard = 0; shard < aggregate.shardCount(); shard++) {
                aggregate.finish(shard, batch -> output.addAll(TestRows.rows(batch)));
            }
            dropped = aggregate.droppedRows();
            aggregate.state().committed();
            return output;
        }
    }

    private static List<Object> window(long startSecond) {
        return List.of(startSecond * SECOND, (startSecond + 10) * SECOND);
    }

    private static List<Object> row(long second) {
        return List.of(window(Math.floorDiv(second, 10) * 10), 1L, true);
    }

    private static List<Object> result(long startSecond, long sum) {
        return List.of(window(startSecond), sum);
    }

    @Test
    void theTimelineOfAppendMode() {
        Stream stream = new Stream(
                specification(new PaneRule.Window(0), false, WINDOW), OutputKind.APPEND, 4, MemoryBudget.unlimited());
        assertThat(stream.batch(0, List.of(row(1), row(15)))).isEmpty();
        assertThat(stream.batch(5000, List.of())).isEmpty();
        assertThat(stream.batch(5000, List.of(row(20)))).isEmpty();
        assertThat(stream.batch(10_000, List.of())).containsExactly(result(0, 1));
        assertThat(stream.batch(10_000, List.of(row(3), row(9), row(10)))).isEmpty();
        assertThat(stream.dropped).isEqualTo(1);
        assertThat(stream.batch(10_000, List.of(row(31)))).isEmpty();
        assertThat(stream.batch(21_000, List.of())).containsExactly(result(10, 2));
        assertThat(stream.aggregate.state().rows()).isEqualTo(2);
    }

    @Test
    void aRowThatIsOlderThanTheWatermarkButNotLateGoesOutInItsBatch() {
        Stream stream = new Stream(
                specification(new PaneRule.Window(0), false, WINDOW), OutputKind.APPEND, 2, MemoryBudget.unlimited());
        stream.batch(0, List.of(row(35)));
        assertThat(stream.batch(25_000, List.of(row(5)))).containsExactly(result(0, 1));
        assertThat(stream.batch(25_000, List.of(row(6)))).isEmpty();
        assertThat(stream.dropped).isEqualTo(1);
    }

    @Test
    void updateModeGivesChangedGroupsOnceAlsoThoseThatLeave() {
        Stream stream = new Stream(
                specification(new PaneRule.Window(0), false, WINDOW), OutputKind.UPDATE, 2, MemoryBudget.unlimited());
        assertThat(stream.batch(0, List.of(row(1), row(2), row(11))))
                .containsExactlyInAnyOrder(result(0, 2), result(10, 1));
        assertThat(stream.batch(0, List.of(row(12)))).containsExactly(result(10, 2));
        assertThat(stream.batch(20_000, List.of(row(3)))).containsExactly(result(0, 3));
        assertThat(stream.aggregate.state().rows()).isZero();
        assertThat(stream.batch(20_000, List.of())).isEmpty();
    }

    @Test
    void completeModeGivesAllAndNeverForgets() {
        Stream stream = new Stream(
                specification(new PaneRule.Window(0), false, WINDOW), OutputKind.COMPLETE, 2, MemoryBudget.unlimited());
        stream.batch(0, List.of(row(1)));
        stream.batch(50_000, List.of());
        assertThat(stream.batch(50_000, List.of(row(2), row(30))))
                .containsExactlyInAnyOrder(result(0, 2), result(30, 1));
        assertThat(stream.dropped).isZero();
    }

    @Test
    void anAggregateWithoutKeysGivesARowInEachBatch() {
        Stream stream =
                new Stream(specification(new PaneRule.None(), false), OutputKind.UPDATE, 3, MemoryBudget.unlimited());
        assertThat(stream.batch(0, List.of())).containsExactly(Arrays.asList((Object) null));
        assertThat(stream.batch(0, List.of(List.of(5L, true)))).containsExactly(List.of(5L));
        assertThat(stream.batch(0, List.of())).containsExactly(List.of(5L));
    }

    @Test
    void aWindowWithoutATimeIsNeverLateAndNeverLeaves() {
        Stream stream = new Stream(
                specification(new PaneRule.Window(0), false, WINDOW), OutputKind.APPEND, 2, MemoryBudget.unlimited());
        List<Object> none = Arrays.asList(null, 1L, true);
        List<Object> open = Arrays.asList(Arrays.asList(1L, null), 1L, true);
        assertThat(stream.batch(90_000, List.of(none, open))).isEmpty();
        assertThat(stream.batch(99_000, List.of(none, open))).isEmpty();
        assertThat(stream.dropped).isZero();
        assertThat(stream.aggregate.state().rows()).isEqualTo(2);
    }

    @Property(tries = 100)
    void everyModeFollowsAModel(
            @ForAll long seed,
            @ForAll OutputKind mode,
            @ForAll boolean raw,
            @ForAll @IntRange(min = 1, max = 4) int shards) {
        Random random = new Random(seed);
        AggregateSpecification specification = raw
                ? specification(new PaneRule.Time(1, 7 * SECOND), false, DataTypes.StringType, DataTypes.TimestampType)
                : specification(new PaneRule.Window(1), false, DataTypes.StringType, WINDOW);
        Stream stream = new Stream(specification, mode, shards, MemoryBudget.unlimited());
        Map<List<Object>, Long> model = new HashMap<>();
        long late = 0;
        long watermark = 0;
        for (int batch = 0; batch < 12; batch++) {
            List<List<Object>> rows = new ArrayList<>();
            Map<List<Object>, Long> touched = new HashMap<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                long second = batch * 5L + random.nextInt(40) - 15;
                String name = random.nextInt(9) == 0 ? null : "n" + random.nextInt(3);
                Object time = raw ? (Object) (second * SECOND) : window(Math.floorDiv(second, 10) * 10);
                rows.add(Arrays.asList(name, time, (long) i, true));
                if (mode == OutputKind.COMPLETE || end(time) > late * 1000) {
                    touched.put(Arrays.asList(name, time), model.merge(Arrays.asList(name, time), (long) i, Long::sum));
                }
            }
            List<List<Object>> output = stream.batch(watermark, rows);
            long bound = watermark * 1000;
            Map<List<Object>, Long> leaving = new HashMap<>();
            model.forEach((key, sum) -> {
                if (mode != OutputKind.COMPLETE && end(key.get(1)) <= bound) {
                    leaving.put(key, sum);
                }
            });
            model.keySet().removeAll(leaving.keySet());
            Map<List<Object>, Long> expected = switch (mode) {
                case APPEND -> leaving;
                case UPDATE -> touched;
                case COMPLETE -> model;
            };
            Map<List<Object>, Long> actual = new HashMap<>();
            output.forEach(row -> actual.put(row.subList(0, 2), (Long) row.get(2)));
            assertThat(actual).isEqualTo(expected);
            assertThat(output).hasSize(expected.size());
            assertThat(stream.aggregate.state().rows()).isEqualTo(model.size());
            late = watermark;
            watermark += random.nextInt(3) == 0 ? 0 : random.nextInt(9000);
        }
    }

    private static long end(Object time) {
        return time instanceof List<?> window ? (Long) window.get(1) : (Long) time;
    }

    @Test
    void memoryRunsOutByName() {
        Stream stream = new Stream(
                specification(new PaneRule.None(), false, DataTypes.StringType),
                OutputKind.UPDATE,
                1,
                new MemoryBudget(100_000));
        List<List<Object>> rows = IntStream.range(0, 20_000)
                .mapToObj(i -> List.<Object>of("key " + i, 1L, true))
                .toList();
        assertThatThrownBy(() -> stream.batch(0, rows)).isInstanceOfSatisfying(MillraceException.class, failure -> {
            assertThat(failure.getCondition()).isEqualTo("OUT_OF_MEMORY");
            assertThat(failure.getMessageParameters().get("operator")).contains("stateStoreSave");
        });
        stream.aggregate.state().clear();
        assertThat(stream.batch(0, rows.subList(0, 10))).hasSize(10);
    }

    @Test
    void droppingAPaneGivesItsMemoryBack() {
        MemoryBudget budget = MemoryBudget.unlimited();
        Stream stream = new Stream(
                specification(new PaneRule.Window(0), false, WINDOW, DataTypes.LongType), OutputKind.UPDATE, 2, budget);
        List<List<Object>> rows = IntStream.range(0, 5000)
                .mapToObj(i -> List.<Object>of(window(0), (long) i, 1L, true))
                .toList();
        stream.batch(0, rows);
        assertThat(budget.used()).isGreaterThan(100_000);
        stream.batch(10_000, List.of());
        assertThat(stream.aggregate.state().rows()).isZero();
        assertThat(budget.used()).isZero();
    }
}
