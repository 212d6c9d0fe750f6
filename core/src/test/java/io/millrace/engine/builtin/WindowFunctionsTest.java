package io.millrace.engine.builtin;

import static io.millrace.engine.builtin.FunctionTester.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.GeneratorFunction;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.Values;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WindowFunctionsTest {
    private static final long SECOND = 1_000_000;
    private static final ResolutionContext CONTEXT = ResolutionContext.of(ZoneId.of("Asia/Kolkata"), true);

    private final FunctionTester functions = new FunctionTester(new WindowFunctions());

    private static List<List<Long>> windows(long time, long duration, long slide, long start) {
        WindowArithmetic arithmetic = new WindowArithmetic(duration, slide, start);
        List<List<Long>> windows = new ArrayList<>();
        long newest = arithmetic.newestStart(time);
        for (int i = 0; i < arithmetic.count(time); i++) {
            long first = arithmetic.startOf(newest, i);
            windows.add(List.of(first, arithmetic.endOf(first)));
        }
        return windows;
    }

    @Test
    void samples() {
        assertThat(windows(10, 10, 10, 0)).containsExactly(List.of(10L, 20L));
        assertThat(windows(-5, 10, 10, 0)).containsExactly(List.of(-10L, 0L));
        assertThat(windows(-10, 10, 10, 0)).containsExactly(List.of(-10L, 0L));
        assertThat(windows(2, 10, 10, 3)).containsExactly(List.of(-7L, 3L));
        assertThat(windows(2, 10, 10, -3)).containsExactly(List.of(-3L, 7L));
        assertThat(windows(10, 10, 5, 0)).containsExactly(List.of(10L, 20L), List.of(5L, 15L));
        assertThat(windows(10, 10, 3, 0)).containsExactly(List.of(9L, 19L), List.of(6L, 16L), List.of(3L, 13L));
        assertThat(windows(10, 10, 3, 1))
                .containsExactly(List.of(10L, 20L), List.of(7L, 17L), List.of(4L, 14L), List.of(1L, 11L));
    }

    @Property(tries = 1000)
    void windowsAreThoseThatHoldTheTime(
            @ForAll @LongRange(min = -10_000, max = 10_000) long time,
            @ForAll @LongRange(min = 1, max = 100) long duration,
            @ForAll @LongRange(min = 1, max = 100) long slide,
            @ForAll @LongRange(min = -99, max = 99) long start) {
        long step = Math.min(slide, duration);
        long offset = start % step;
        List<List<Long>> expected = new ArrayList<>();
        for (long first = time; first > time - duration; first--) {
            if (Math.floorMod(first - offset, step) == 0) {
                expected.add(List.of(first, first + duration));
            }
        }
        assertThat(windows(time, duration, step, offset)).isEqualTo(expected);
    }

    @Test
    void refusesWhatIsNoWindow() {
        for (long[] wrong : new long[][] {{0, 1, 0}, {1, 0, 0}, {1, 2, 0}, {5, 5, 5}, {5, 5, -5}}) {
            assertThatThrownBy(() -> new WindowArithmetic(wrong[0], wrong[1], wrong[2]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new WindowArithmetic(10, 10, 3).newestStart(Long.MIN_VALUE))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void tumblingWindows() {
        functions.check(new Object[][] {
            {"window", typed(10 * SECOND, "TIMESTAMP"), "10 seconds", List.of(10 * SECOND, 20 * SECOND)},
            {"window", typed(-5 * SECOND, "TIMESTAMP"), "10 seconds", List.of(-10 * SECOND, 0L)},
            {"window", typed(0L, "TIMESTAMP_NTZ"), "1 day", List.of(0L, 86_400 * SECOND)},
            {"window", typed(0L, "TIMESTAMP"), "1 week", List.of(0L, 7 * 86_400 * SECOND)},
            {
                "window",
                typed(2 * SECOND, "TIMESTAMP"),
                "10 seconds",
                "10 seconds",
                "3 seconds",
                List.of(-7 * SECOND, 3 * SECOND)
            },
            {
                "window",
                typed(new Object[] {0L, 10 * SECOND}, "STRUCT<start: TIMESTAMP, end: TIMESTAMP>"),
                "20 seconds",
                List.of(0L, 20 * SECOND)
            },
        });
    }

    @Test
    void onlyWindowsOfTheQueryHaveATime() {
        Object struct = typed(new Object[] {0L, 10 * SECOND}, "STRUCT<start: TIMESTAMP, end: TIMESTAMP>");
        assertThatThrownBy(() -> functions.resolve("window_time", struct))
                .satisfies(
                        e -> assertThat(((MillraceThrowable) e).getCondition()).isEqualTo("_LEGACY_ERROR_TEMP_3101"));
    }

    private void fails(String condition, Object... arguments) {
        assertThatThrownBy(() -> functions.resolve("window", arguments))
                .satisfies(
                        e -> assertThat(((MillraceThrowable) e).getCondition()).isEqualTo(condition));
    }

    @Test
    void errors() {
        Object time = typed(0L, "TIMESTAMP");
        fails("_LEGACY_ERROR_TEMP_3231", time, "1 month");
        fails("_LEGACY_ERROR_TEMP_1207", time, typed(12, "INTERVAL YEAR"));
        fails("_LEGACY_ERROR_TEMP_1207", time, typed(null, "STRING"));
        fails("_LEGACY_ERROR_TEMP_1207", time, "1 second", typed(1.5, "DOUBLE"));
        fails("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", time, 0);
        fails("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", time, "0 seconds");
        fails("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", time, "-1 seconds");
        fails("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", time, "1 second", "0 seconds");
        fails("DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION", time, "1 second", "2 seconds");
        fails("DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION", time, "2 seconds", "1 second", "1 second");
        fails("DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION", time, "2 seconds", "1 second", "-1 second");
        fails("CANNOT_PARSE_INTERVAL", time, "ten minutes");
        fails("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", 5, "1 second");
        fails("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", typed(new Object[] {1}, "STRUCT<a: INT>"), "1 second");
        for (String struct :
                new String[] {"STRUCT<start: TIMESTAMP, end: TIMESTAMP_NTZ>", "STRUCT<start: INT, end: INT>"}) {
            fails("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", typed(null, struct), "1 second");
        }
        fails("UNSUPPORTED_FEATURE.PLAN", time, "2 seconds", "1 second");
    }

    /** The origin and the columns of each generated row. */
    static List<List<Object>> generate(
            FunctionModule module, String name, DataType type, List<?> values, Selection rows, Object... constants) {
        List<Expression> arguments = new ArrayList<>(List.of(new Expression.InputColumn(0, type, true)));
        for (Object constant : constants) {
            arguments.add(new Expression.Constant(constant, DataTypes.StringType));
        }
        Expression.GeneratorCall call = (Expression.GeneratorCall)
                new FunctionRegistry(List.of(module)).resolve(CallSite.of(name, arguments), CONTEXT);
        List<Evaluator> evaluators = arguments.stream().map(Evaluators::compile).toList();
        GeneratorFunction.Generation generation = call.function().open(call, evaluators);
        List<List<Object>> generated = new ArrayList<>();
        // The second time shows that nothing is left over from the first.
        for (int round = 0; round < 2; round++) {
            generated.clear();
            GeneratorFunction.Origins origins = new GeneratorFunction.Origins();
            List<ValueVector> columns = generation.generate(
                    ColumnBatch.of(List.of(Values.vector(type, values)), values.size(), rows),
                    rows,
                    new BatchContext(0, 0, 0, 0),
                    origins);
            for (int i = 0; i < origins.count(); i++) {
                List<Object> row = new ArrayList<>(List.of(origins.positions()[i]));
                for (ValueVector column : columns) {
                    Object value = Values.get(column, i);
                    row.add(value instanceof Object[] fields ? Arrays.asList(fields) : value);
                }
                generated.add(row);
            }
        }
        return generated;
    }

    @Test
    void slidingWindows() {
        assertThat(generate(
                        new WindowFunctions(),
                        "time_windows",
                        DataTypes.TimestampType,
                        Arrays.asList(10 * SECOND, null, 3 * SECOND, 99L),
                        new Selection(new int[] {0, 1, 2}, 3),
                        "10 seconds",
                        "5 seconds"))
                .containsExactly(
                        List.of(0, List.of(10 * SECOND, 20 * SECOND)),
                        List.of(0, List.of(5 * SECOND, 15 * SECOND)),
                        List.of(2, List.of(0L, 10 * SECOND)),
                        List.of(2, List.of(-5 * SECOND, 5 * SECOND)));
    }
}
