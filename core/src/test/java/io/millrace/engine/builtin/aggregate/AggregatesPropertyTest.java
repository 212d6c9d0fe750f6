package io.millrace.engine.builtin.aggregate;

import io.millrace.engine.builtin.aggregate.AccumulatorVerifier.Row;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every accumulator against a plain fold, fed in every way. */
class AggregatesPropertyTest {
    private static final int TRIES = 60;
    private static final DecimalType MONEY = new DecimalType(12, 2);

    @Provide
    Arbitrary<List<Row>> longs() {
        return rows(Arbitraries.longs().between(-1L << 50, 1L << 50));
    }

    @Provide
    Arbitrary<List<Row>> ints() {
        return rows(Arbitraries.integers());
    }

    @Provide
    Arbitrary<List<Row>> smallDoubles() {
        return rows(Arbitraries.integers().between(-1000, 1000).map(i -> i / 8.0));
    }

    @Provide
    Arbitrary<List<Row>> wildDoubles() {
        return rows(Arbitraries.oneOf(
                Arbitraries.doubles(),
                Arbitraries.of(0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)));
    }

    @Provide
    Arbitrary<List<Row>> decimals() {
        return rows(
                Arbitraries.longs().between(-999_999_999_999L, 999_999_999_999L).map(u -> BigDecimal.valueOf(u, 2)));
    }

    @Provide
    Arbitrary<List<Row>> strings() {
        return rows(Arbitraries.of("", "a", "ab", "b", "\u0000", "ä", "ß", "äß", "𝄞", "\uFFFD", "abc"));
    }

    @Provide
    Arbitrary<List<Row>> booleans() {
        return rows(Arbitraries.of(true, false));
    }

    @Provide
    Arbitrary<List<Row>> pairs() {
        Arbitrary<Double> numbers =
                Arbitraries.integers().between(-1000, 1000).map(i -> i / 8.0).injectNull(0.1);
        return Combinators.combine(groups(), numbers, numbers)
                .as((group, x, y) -> new Row(group, x, y))
                .list()
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Row>> namesByKey() {
        return Combinators.combine(
                        groups(),
                        Arbitraries.strings().alpha().ofMaxLength(3).injectNull(0.2),
                        Arbitraries.integers().between(0, 5).injectNull(0.2))
                .as((group, name, key) -> new Row(group, name, key))
                .list()
                .ofMaxSize(60);
    }

    private static Arbitrary<Integer> groups() {
        return Arbitraries.integers().between(0, 4);
    }

    private static Arbitrary<List<Row>> rows(Arbitrary<?> values) {
        return Combinators.combine(groups(), values.asGeneric().injectNull(0.15))
                .as((group, value) -> new Row(group, value))
                .list()
                .ofMaxSize(80);
    }

    private static List<Object> present(List<Row> rows) {
        return rows.stream()
                .map(row -> row.arguments()[0])
                .filter(Objects::nonNull)
                .toList();
    }

    /** A fold over the values that are not null; null when there are none. */
    private static Function<List<Row>, Object> over(Function<List<Object>, Object> fold) {
        return rows -> {
            List<Object> values = present(rows);
            return values.isEmpty() ? null : fold.apply(values);
        };
    }

    private static Function<List<Row>, Object> overDoubles(int atLeast, ToDoubleFunction<double[]> fold) {
        return rows -> {
            double[] values = present(rows).stream()
                    .mapToDouble(value -> ((Number) value).doubleValue())
                    .toArray();
            return values.length < atLeast ? null : fold.applyAsDouble(values);
        };
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double central(double[] values, int power) {
        double mean = mean(values);
        return Arrays.stream(values).map(value -> Math.pow(value - mean, power)).sum();
    }

    @Property(tries = TRIES)
    void countsValues(@ForAll("strings") List<Row> rows) {
        new AccumulatorVerifier(() -> new CountAccumulator(false), DataTypes.LongType, DataTypes.StringType)
                .verify(rows, group -> (long) present(group).size());
    }

    @Property(tries = TRIES)
    void countsPairsWithoutNull(@ForAll("pairs") List<Row> rows) {
        new AccumulatorVerifier(
                        () -> new CountAccumulator(false),
                        DataTypes.LongType,
                        DataTypes.DoubleType,
                        DataTypes.DoubleType)
                .verify(
                        rows,
                        group -> group.stream()
                                .filter(row -> row.arguments()[0] != null && row.arguments()[1] != null)
                                .count());
    }

    @Property(tries = TRIES)
    void countsRows(@ForAll("ints") List<Row> rows) {
        new AccumulatorVerifier(() -> new CountAccumulator(false), DataTypes.LongType)
                .verify(rows, group -> (long) group.size());
    }

    @Property(tries = TRIES)
    void countsTrue(@ForAll("booleans") List<Row> rows) {
        new AccumulatorVerifier(() -> new CountAccumulator(true), DataTypes.LongType, DataTypes.BooleanType)
                .verify(
                        rows,
                        group -> present(group).stream()
                                .filter(Boolean.TRUE::equals)
                                .count());
    }

    @Property(tries = TRIES)
    void sumsLongs(@ForAll("longs") List<Row> rows) {
        for (Overflow overflow : Overflow.values()) {
            new AccumulatorVerifier(
                            () -> new LongSumAccumulator(DataTypes.LongType, overflow),
                            DataTypes.LongType,
                            DataTypes.LongType)
                    .verify(
                            rows,
                            over(values ->
                                    values.stream().mapToLong(v -> (Long) v).sum()));
        }
    }

    @Property(tries = TRIES)
    void sumsInts(@ForAll("ints") List<Row> rows) {
        new AccumulatorVerifier(
                        () -> new LongSumAccumulator(DataTypes.LongType, Overflow.ERROR),
                        DataTypes.LongType,
                        DataTypes.IntegerType)
                .verify(
                        rows,
                        over(values ->
                                values.stream().mapToLong(v -> (Integer) v).sum()));
    }

    @Property(tries = TRIES)
    void sumsAndAveragesDoubles(@ForAll("smallDoubles") List<Row> rows) {
        new AccumulatorVerifier(DoubleSumAccumulator::new, DataTypes.DoubleType, DataTypes.DoubleType)
                .verify(rows, overDoubles(1, values -> Arrays.stream(values).sum()));
        new AccumulatorVerifier(AverageAccumulator::new, DataTypes.DoubleType, DataTypes.DoubleType)
                .verify(rows, overDoubles(1, AggregatesPropertyTest::mean));
    }

    @Property(tries = TRIES)
    void sumsAndAveragesDecimals(@ForAll("decimals") List<Row> rows) {
        DecimalType sumType = new DecimalType(22, 2);
        DecimalType averageType = new DecimalType(16, 6);
        Function<List<Object>, BigDecimal> sum = values ->
                values.stream().map(BigDecimal.class::cast).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
        new AccumulatorVerifier(() -> new DecimalSumAccumulator(sumType, Overflow.ERROR, false), sumType, MONEY)
                .verify(rows, over(sum::apply));
        new AccumulatorVerifier(
                        () -> new DecimalAverageAccumulator(sumType, averageType, Overflow.ERROR, false),
                        averageType,
                        MONEY)
                .verify(
                        rows,
                        over(values ->
                                sum.apply(values).divide(BigDecimal.valueOf(values.size()), 6, RoundingMode.HALF_UP)));
    }

    @Property(tries = TRIES)
    void sumsAndAveragesIntervals(@ForAll("longs") List<Row> rows) {
        DataType interval = DataTypes.createDayTimeIntervalType();
        new AccumulatorVerifier(() -> new LongSumAccumulator(interval, Overflow.ERROR), interval, interval)
                .verify(
                        rows,
                        over(values -> values.stream().mapToLong(v -> (Long) v).sum()));
        new AccumulatorVerifier(() -> new IntervalAverageAccumulator(false, Overflow.ERROR), interval, interval)
                .verify(
                        rows,
                        over(values -> BigDecimal.valueOf(
                                        values.stream().mapToLong(v -> (Long) v).sum())
                                .divide(BigDecimal.valueOf(values.size()), 0, RoundingMode.HALF_UP)
                                .longValueExact()));
    }

    @Property(tries = TRIES)
    void findsExtremesOfNumbers(@ForAll("ints") List<Row> rows) {
        for (DataType type : List.of(DataTypes.IntegerType, DataTypes.DateType)) {
            new AccumulatorVerifier(() -> new LongExtremeAccumulator(type, Extreme.MIN), type, type)
                    .verify(
                            rows,
                            over(values -> values.stream()
                                    .mapToInt(v -> (Integer) v)
                                    .min()
                                    .getAsInt()));
            new AccumulatorVerifier(() -> new LongExtremeAccumulator(type, Extreme.MAX), type, type)
                    .verify(
                            rows,
                            over(values -> values.stream()
                                    .mapToInt(v -> (Integer) v)
                                    .max()
                                    .getAsInt()));
        }
    }

    @Property(tries = TRIES)
    void findsExtremesOfDoubles(@ForAll("wildDoubles") List<Row> rows) {
        // The verifier takes -0.0 and 0.0 for equal, as SQL does.
        new AccumulatorVerifier(
                        () -> new DoubleExtremeAccumulator(Extreme.MAX), DataTypes.DoubleType, DataTypes.DoubleType)
                .verify(
                        rows,
                        over(values -> values.stream()
                                .map(Double.class::cast)
                                .max(Double::compare)
                                .get()));
        new AccumulatorVerifier(
                        () -> new DoubleExtremeAccumulator(Extreme.MIN), DataTypes.DoubleType, DataTypes.DoubleType)
                .verify(
                        rows,
                        over(values -> values.stream()
                                .map(Double.class::cast)
                                .min(Double::compare)
                                .get()));
    }

    @Property(tries = TRIES)
    void findsExtremesOfText(@ForAll("strings") List<Row> rows) {
        Comparator<Object> byBytes = (a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b));
        new AccumulatorVerifier(
                        () -> ExtremeAccumulator.of(DataTypes.StringType, Extreme.MIN),
                        DataTypes.StringType,
                        DataTypes.StringType)
                .verify(rows, over(values -> values.stream().min(byBytes).get()));
        new AccumulatorVerifier(
                        () -> ExtremeAccumulator.of(DataTypes.StringType, Extreme.MAX),
                        DataTypes.StringType,
                        DataTypes.StringType)
                .verify(rows, over(values -> values.stream().max(byBytes).get()));
    }

    private static byte[] utf8(Object text) {
        return ((String) text).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    @Property(tries = TRIES)
    void findsExtremesOfDecimals(@ForAll("decimals") List<Row> rows) {
        new AccumulatorVerifier(() -> ExtremeAccumulator.of(MONEY, Extreme.MAX), MONEY, MONEY)
                .verify(
                        rows,
                        over(values -> values.stream()
                                .map(BigDecimal.class::cast)
                                .max(Comparator.naturalOrder())
                                .get()));
    }

    @Property(tries = TRIES)
    void everyAndSome(@ForAll("booleans") List<Row> rows) {
        new AccumulatorVerifier(
                        () -> ExtremeAccumulator.of(DataTypes.BooleanType, Extreme.MIN),
                        DataTypes.BooleanType,
                        DataTypes.BooleanType)
                .verify(rows, over(values -> !values.contains(false)));
        new AccumulatorVerifier(
                        () -> ExtremeAccumulator.of(DataTypes.BooleanType, Extreme.MAX),
                        DataTypes.BooleanType,
                        DataTypes.BooleanType)
                .verify(rows, over(values -> values.contains(true)));
    }

    @Property(tries = TRIES)
    void findsTheValueBesideTheGreatestKey(@ForAll("namesByKey") List<Row> rows) {
        new AccumulatorVerifier(
                        () -> ExtremeAccumulator.beside(DataTypes.StringType, DataTypes.IntegerType, Extreme.MAX),
                        DataTypes.StringType,
                        DataTypes.StringType,
                        DataTypes.IntegerType)
                .verify(rows, group -> {
                    Row best = null;
                    for (Row row : group) {
                        Integer key = (Integer) row.arguments()[1];
                        if (key != null && (best == null || key >= (Integer) best.arguments()[1])) {
                            best = row;
                        }
                    }
                    return best == null ? null : best.arguments()[0];
                });
    }

    @Property(tries = TRIES)
    void firstAndLast(@ForAll("strings") List<Row> rows) {
        DataType text = DataTypes.StringType;
        new AccumulatorVerifier(() -> new FirstAccumulator(text, false, false), text, text)
                .verify(rows, group -> group.isEmpty() ? null : group.getFirst().arguments()[0]);
        new AccumulatorVerifier(() -> new FirstAccumulator(text, true, false), text, text)
                .verify(rows, group -> group.isEmpty() ? null : group.getLast().arguments()[0]);
        new AccumulatorVerifier(() -> new FirstAccumulator(text, false, true), text, text)
                .verify(rows, over(List::getFirst));
        new AccumulatorVerifier(() -> new FirstAccumulator(text, true, true), text, text)
                .verify(rows, over(List::getLast));
    }

    @Property(tries = TRIES)
    void moments(@ForAll("smallDoubles") List<Row> rows) {
        moments(rows, MomentsAccumulator.Statistic.VARIANCE_POPULATION, 1, v -> central(v, 2) / v.length);
        moments(rows, MomentsAccumulator.Statistic.VARIANCE_SAMPLE, 2, v -> central(v, 2) / (v.length - 1));
        moments(rows, MomentsAccumulator.Statistic.DEVIATION_POPULATION, 1, v -> Math.sqrt(central(v, 2) / v.length));
        moments(rows, MomentsAccumulator.Statistic.DEVIATION_SAMPLE, 2, v -> Math.sqrt(central(v, 2) / (v.length - 1)));
    }

    private static void moments(
            List<Row> rows, MomentsAccumulator.Statistic statistic, int atLeast, ToDoubleFunction<double[]> fold) {
        new AccumulatorVerifier(() -> new MomentsAccumulator(statistic), DataTypes.DoubleType, DataTypes.DoubleType)
                .verify(rows, overDoubles(atLeast, fold));
    }

    @Property(tries = TRIES)
    void higherMoments(@ForAll("smallDoubles") List<Row> rows) {
        // Groups whose values are all alike have no shape; add two different ones to each.
        List<Row> all = new ArrayList<>(rows);
        for (int group = 0; group < 6; group++) {
            all.add(new Row(group, 100.0));
            all.add(new Row(group, -50.0));
        }
        List<Row> used = all.stream().filter(row -> row.group() < 5).toList();
        moments(
                used,
                MomentsAccumulator.Statistic.SKEWNESS,
                2,
                v -> Math.sqrt(v.length) * central(v, 3) / Math.pow(central(v, 2), 1.5));
        moments(
                used,
                MomentsAccumulator.Statistic.KURTOSIS,
                2,
                v -> v.length * central(v, 4) / Math.pow(central(v, 2), 2) - 3);
    }

    @Property(tries = TRIES)
    void covariances(@ForAll("pairs") List<Row> rows) {
        for (CovarianceAccumulator.Statistic statistic : List.of(
                CovarianceAccumulator.Statistic.COVARIANCE_POPULATION,
                CovarianceAccumulator.Statistic.COVARIANCE_SAMPLE)) {
            int less = statistic == CovarianceAccumulator.Statistic.COVARIANCE_SAMPLE ? 1 : 0;
            new AccumulatorVerifier(
                            () -> new CovarianceAccumulator(statistic, false),
                            DataTypes.DoubleType,
                            DataTypes.DoubleType,
                            DataTypes.DoubleType)
                    .verify(rows, group -> {
                        List<Row> full = group.stream()
                                .filter(row -> row.arguments()[0] != null && row.arguments()[1] != null)
                                .toList();
                        return full.size() <= less ? null : coMoment(full) / (full.size() - less);
                    });
        }
    }

    private static double coMoment(List<Row> rows) {
        double meanX = rows.stream()
                .mapToDouble(row -> (Double) row.arguments()[0])
                .average()
                .getAsDouble();
        double meanY = rows.stream()
                .mapToDouble(row -> (Double) row.arguments()[1])
                .average()
                .getAsDouble();
        return rows.stream()
                .mapToDouble(row -> ((Double) row.arguments()[0] - meanX) * ((Double) row.arguments()[1] - meanY))
                .sum();
    }

    @Property(tries = TRIES)
    void collects(@ForAll("strings") List<Row> rows) {
        DataType lists = DataTypes.createArrayType(DataTypes.StringType, false);
        new AccumulatorVerifier(
                        () -> new CollectAccumulator(DataTypes.StringType, false, false), lists, DataTypes.StringType)
                .verify(rows, AggregatesPropertyTest::present);
        new AccumulatorVerifier(
                        () -> new CollectAccumulator(DataTypes.StringType, true, false), lists, DataTypes.StringType)
                .verify(rows, group -> new ArrayList<>(new LinkedHashSet<>(present(group))));
        DataType nullable = DataTypes.createArrayType(DataTypes.StringType, true);
        new AccumulatorVerifier(
                        () -> new CollectAccumulator(DataTypes.StringType, false, true), nullable, DataTypes.StringType)
                .verify(rows, AggregatesPropertyTest::all);
        new AccumulatorVerifier(
                        () -> new CollectAccumulator(DataTypes.StringType, true, true), nullable, DataTypes.StringType)
                .verify(rows, group -> new ArrayList<>(new LinkedHashSet<>(all(group))));
    }

    private static List<Object> all(List<Row> group) {
        return group.stream().map(row -> row.arguments()[0]).collect(Collectors.toCollection(ArrayList::new));
    }

    @Property(tries = TRIES)
    void estimatesFewDistinctValuesExactly(@ForAll("digits") List<Row> rows) {
        // Few values in 8,192 registers: linear counting is exact as long as none of them share a register.
        new AccumulatorVerifier(() -> new DistinctEstimateAccumulator(13), DataTypes.LongType, DataTypes.IntegerType)
                .verify(rows, group -> present(group).stream().distinct().count());
    }

    @Provide
    Arbitrary<List<Row>> digits() {
        return rows(Arbitraries.integers().between(0, 9));
    }
}
