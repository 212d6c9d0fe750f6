package io.millrace.engine.builtin.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.expression.Accumulator;
import io.millrace.engine.expression.Values;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AggregateEdgesTest {
    private static final DecimalType WIDEST = new DecimalType(38, 0);
    private static final BigDecimal LARGEST =
            new BigDecimal(BigInteger.TEN.pow(38).subtract(BigInteger.ONE));

    private static Object aggregate(Accumulator accumulator, DataType argument, DataType result, Object... values) {
        accumulator.ensureGroups(1);
        accumulator.update(
                new int[values.length],
                List.of(Values.vector(argument, Arrays.asList(values))),
                Selection.range(values.length));
        ValueVector results = ValueVector.create(result);
        results.reset(1);
        accumulator.finish(new int[1], 1, results, 0);
        return Values.get(results, 0);
    }

    private static Object sumLongs(Overflow overflow, Object... values) {
        return aggregate(
                new LongSumAccumulator(DataTypes.LongType, overflow), DataTypes.LongType, DataTypes.LongType, values);
    }

    @Test
    void aLongSumThatDoesNotFit() {
        assertThatThrownBy(() -> sumLongs(Overflow.ERROR, Long.MAX_VALUE, 1L))
                .isInstanceOf(ArithmeticException.class)
                .satisfies(
                        e -> assertThat(((MillraceThrowable) e).getCondition()).isEqualTo("ARITHMETIC_OVERFLOW"));
        assertThat(sumLongs(Overflow.NULL, Long.MAX_VALUE, 1L, -1L)).isNull();
        assertThat(sumLongs(Overflow.WRAP, Long.MAX_VALUE, 1L)).isEqualTo(Long.MIN_VALUE);
        assertThat(sumLongs(Overflow.ERROR, Long.MAX_VALUE, -1L, 1L)).isEqualTo(Long.MAX_VALUE);
        assertThat(sumLongs(Overflow.ERROR, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void yearMonthIntervalsMustFitThirtyTwoBits() {
        DataType interval = DataTypes.createYearMonthIntervalType();
        assertThatThrownBy(() -> aggregate(
                        new LongSumAccumulator(interval, Overflow.ERROR), interval, interval, Integer.MAX_VALUE, 1))
                .isInstanceOf(ArithmeticException.class);
        assertThat(aggregate(new IntervalAverageAccumulator(true, Overflow.ERROR), interval, interval, 1, 2, null))
                .isEqualTo(2);
    }

    @Test
    void aDecimalSumThatDoesNotFit() {
        assertThatThrownBy(() -> aggregate(
                        new DecimalSumAccumulator(WIDEST, Overflow.ERROR, false), WIDEST, WIDEST, LARGEST, LARGEST))
                .isInstanceOf(ArithmeticException.class);
        assertThat(aggregate(
                        new DecimalSumAccumulator(WIDEST, Overflow.NULL, false),
                        WIDEST,
                        WIDEST,
                        LARGEST,
                        BigDecimal.ONE))
                .isNull();
        assertThat(aggregate(
                        new DecimalSumAccumulator(WIDEST, Overflow.NULL, false),
                        WIDEST,
                        WIDEST,
                        LARGEST,
                        BigDecimal.ONE,
                        BigDecimal.ONE.negate()))
                .isNull();
        assertThat(aggregate(
                        new DecimalSumAccumulator(WIDEST, Overflow.ERROR, true),
                        WIDEST,
                        WIDEST,
                        LARGEST,
                        BigDecimal.ONE,
                        BigDecimal.ONE.negate()))
                .isEqualTo(LARGEST);
        assertThat(aggregate(
                        new DecimalSumAccumulator(WIDEST, Overflow.ERROR, false), WIDEST, WIDEST, LARGEST.negate()))
                .isEqualTo(LARGEST.negate());
    }

    @Test
    void statisticsOfTooFewValuesAreNull() {
        for (MomentsAccumulator.Statistic statistic : MomentsAccumulator.Statistic.values()) {
            boolean zero = statistic.name().endsWith("POPULATION") || statistic == MomentsAccumulator.Statistic.SQUARES;
            assertThat(aggregate(new MomentsAccumulator(statistic), DataTypes.DoubleType, DataTypes.DoubleType, 5.0))
                    .as(statistic.name())
                    .isEqualTo(zero ? 0.0 : null);
        }
    }

    @Test
    void nanIsTheGreatestDouble() {
        assertThat(aggregate(
                        new DoubleExtremeAccumulator(Extreme.MAX),
                        DataTypes.DoubleType,
                        DataTypes.DoubleType,
                        Double.POSITIVE_INFINITY,
                        Double.NaN,
                        1.0))
                .isEqualTo(Double.NaN);
        assertThat(aggregate(
                        new DoubleExtremeAccumulator(Extreme.MIN),
                        DataTypes.DoubleType,
                        DataTypes.DoubleType,
                        Double.NaN,
                        2.0))
                .isEqualTo(2.0);
    }

    @Test
    void estimatesAreNearAtEveryScale() {
        for (long distinct : new long[] {0, 1, 10, 300, 500, 1_000, 2_000, 5_000, 50_000}) {
            Object[] values = LongStream.range(0, distinct * 2)
                    .mapToObj(i -> i % distinct)
                    .toArray();
            long estimate = (Long)
                    aggregate(new DistinctEstimateAccumulator(9), DataTypes.LongType, DataTypes.LongType, values);
            // Four standard deviations of 4.6 %.
            assertThat((double) estimate).isBetween(distinct * 0.8, distinct * 1.2);
        }
    }

    @Test
    void manyGroupsCrossPages() {
        int groups = 100_000;
        LongSumAccumulator sums = new LongSumAccumulator(DataTypes.LongType, Overflow.ERROR);
        ExtremeAccumulator texts = ExtremeAccumulator.of(DataTypes.StringType, Extreme.MAX);
        int[] numbers = new int[groups];
        Arrays.setAll(numbers, i -> i);
        Long[] values = LongStream.range(0, groups).boxed().toArray(Long[]::new);
        String[] names = Arrays.stream(values).map(v -> "n" + v).toArray(String[]::new);
        sums.ensureGroups(groups);
        texts.ensureGroups(groups);
        for (int round = 0; round < 5; round++) {
            sums.update(numbers, List.of(Values.vector(DataTypes.LongType, List.of(values))), Selection.range(groups));
            texts.update(
                    numbers, List.of(Values.vector(DataTypes.StringType, List.of(names))), Selection.range(groups));
        }
        ValueVector sum = ValueVector.create(DataTypes.LongType);
        sum.reset(groups);
        sums.finish(numbers, groups, sum, 0);
        ValueVector text = ValueVector.create(DataTypes.StringType);
        text.reset(groups);
        texts.finish(numbers, groups, text, 0);
        for (int g = 0; g < groups; g++) {
            assertThat(Values.get(sum, g)).isEqualTo(5L * g);
            assertThat(Values.get(text, g)).isEqualTo("n" + g);
        }
    }

    @Test
    void replacedTextIsGarbageCollected() {
        ExtremeAccumulator texts = ExtremeAccumulator.of(DataTypes.StringType, Extreme.MAX);
        texts.ensureGroups(1);
        for (int i = 0; i < 100_000; i++) {
            texts.update(
                    new int[1],
                    List.of(Values.constant(String.format(java.util.Locale.ROOT, "%08d", i), DataTypes.StringType)),
                    Selection.range(1));
        }
        assertThat(texts.retainedBytes()).isLessThan(100_000);
    }

    @Test
    void clearedListsAreGarbageCollected() {
        CollectAccumulator sets = new CollectAccumulator(DataTypes.LongType, true, false);
        sets.ensureGroups(2);
        sets.update(new int[] {1}, List.of(Values.vector(DataTypes.LongType, List.of(7L))), Selection.range(1));
        for (long i = 0; i < 50_000; i++) {
            sets.update(
                    new int[1],
                    List.of(Values.vector(DataTypes.LongType, Collections.singletonList(i))),
                    Selection.range(1));
            sets.clear(0);
        }
        assertThat(sets.retainedBytes()).isLessThan(100_000);
        ValueVector results = ValueVector.create(DataTypes.createArrayType(DataTypes.LongType, false));
        results.reset(1);
        sets.finish(new int[] {1}, 1, results, 0);
        assertThat(Values.get(results, 0)).isEqualTo(List.of(7L));
    }
}
