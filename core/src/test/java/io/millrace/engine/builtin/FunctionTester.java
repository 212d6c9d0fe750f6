package io.millrace.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.Values;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls functions by name with Java values and checks that constants, columns, dictionaries and selections agree. Values
 * are in internal form; {@link #typed} says a type where Java does not.
 */
final class FunctionTester {
    /** 2020-06-15T12:00:00Z. */
    static final long NOW = 1_592_222_400_000_000L;

    private static final BatchContext CONTEXT = new BatchContext(0, NOW, 0, 0);

    private final FunctionRegistry registry;
    private ResolutionContext context = context(ZoneId.of("America/Los_Angeles"), true);

    FunctionTester(FunctionModule... modules) {
        registry = new FunctionRegistry(List.of(modules));
    }

    /** The type TIME is switched on. */
    private static ResolutionContext context(ZoneId zone, boolean ansi) {
        return new ResolutionContext(
                zone, ansi, key -> Optional.of("true").filter(on -> key.equals("spark.sql.timeType.enabled")), NOW);
    }

    FunctionTester zone(String zone) {
        context = context(ZoneId.of(zone), context.ansi());
        return this;
    }

    FunctionTester ansi(boolean ansi) {
        context = context(context.zone(), ansi);
        return this;
    }

    FunctionRegistry registry() {
        return registry;
    }

    /** A value with its type. */
    record Typed(Object value, DataType type) {}

    static Typed typed(Object value, DataType type) {
        return new Typed(value, type);
    }

    static Typed typed(Object value, String ddl) {
        return new Typed(value, DataType.fromDDL(ddl));
    }

    private static Typed infer(Object value) {
        return switch (value) {
            case null -> new Typed(null, DataTypes.NullType);
            case Typed given -> given;
            case String text -> new Typed(text, DataTypes.StringType);
            case Integer number -> new Typed(number, DataTypes.IntegerType);
            case Long number -> new Typed(number, DataTypes.LongType);
            case Double number -> new Typed(number, DataTypes.DoubleType);
            case Boolean flag -> new Typed(flag, DataTypes.BooleanType);
            case byte[] bytes -> new Typed(bytes, DataTypes.BinaryType);
            case BigDecimal number ->
                new Typed(
                        number,
                        DataTypes.createDecimalType(Math.max(number.precision(), number.scale()), number.scale()));
            default -> throw new IllegalArgumentException("Say the type of " + value);
        };
    }

    /** The typed call of constants. */
    Expression resolve(String name, Object... arguments) {
        List<Expression> constants = new ArrayList<>();
        for (Object argument : arguments) {
            Typed typed = infer(argument);
            constants.add(new Expression.Constant(typed.value, typed.type));
        }
        return registry.resolve(CallSite.of(name, constants), context);
    }

    /** The result of a call, the same in all forms of evaluation. */
    Object call(String name, Object... arguments) {
        Expression.Constant[] constants = new Expression.Constant[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            Typed typed = infer(arguments[i]);
            constants[i] = new Expression.Constant(typed.value, typed.type);
        }
        Expression call = registry.resolve(CallSite.of(name, constants), context);
        Object expected = show(Values.get(evaluate(call, ColumnBatch.of(List.of(), 1), Selection.range(1)), 0));
        List<Expression> references = new ArrayList<>();
        List<ColumnVector> vectors = new ArrayList<>();
        boolean columnsAllowed = true;
        for (int i = 0; i < constants.length; i++) {
            references.add(new Expression.InputColumn(i, constants[i].type(), true));
            List<Object> slots = new ArrayList<>(Arrays.asList(null, constants[i].value(), null, constants[i].value()));
            vectors.add(Values.vector(constants[i].type(), slots));
        }
        Expression byColumn;
        try {
            byColumn = registry.resolve(CallSite.of(name, references), context);
        } catch (RuntimeException needsConstants) {
            columnsAllowed = false;
            byColumn = call;
        }
        if (columnsAllowed) {
            Selection rows = new Selection(new int[] {1, 3}, 2);
            ColumnVector result = evaluate(byColumn, ColumnBatch.of(vectors, 4, rows), rows);
            assertThat(show(Values.get(result, 1))).as("%s by column", name).isEqualTo(expected);
            assertThat(show(Values.get(result, 3)))
                    .as("%s by column, again", name)
                    .isEqualTo(expected);
            List<ColumnVector> dictionaries = new ArrayList<>();
            for (ColumnVector vector : vectors) {
                dictionaries.add(
                        new DictionaryVector((io.millrace.spi.vector.ValueVector) vector, new int[] {1, 2, 3}));
            }
            Selection ends = new Selection(new int[] {0, 2}, 2);
            result = evaluate(byColumn, ColumnBatch.of(dictionaries, 3, ends), ends);
            assertThat(show(Values.get(result, 0))).as("%s by dictionary", name).isEqualTo(expected);
            assertThat(show(Values.get(result, 2)))
                    .as("%s by dictionary, again", name)
                    .isEqualTo(expected);
        }
        return expected;
    }

    /** Checks a table: name, arguments …, result. */
    void check(Object[][] table) {
        for (Object[] line : table) {
            Object[] arguments = Arrays.copyOfRange(line, 1, line.length - 1);
            Object result = call((String) line[0], arguments);
            assertThat(result)
                    .as("%s(%s)", line[0], Arrays.deepToString(arguments))
                    .isEqualTo(line[line.length - 1]);
        }
    }

    private static ColumnVector evaluate(Expression call, ColumnBatch batch, Selection rows) {
        return Evaluators.compile(call).evaluate(batch, rows, CONTEXT);
    }

    /** Byte arrays and structs as lists, so that they compare. */
    private static Object show(Object value) {
        return switch (value) {
            case null -> null;
            case byte[] bytes -> java.util.HexFormat.of().formatHex(bytes);
            case Object[] fields ->
                Arrays.stream(fields).map(FunctionTester::show).toList();
            case List<?> list -> {
                List<Object> shown = new ArrayList<>();
                list.forEach(element -> shown.add(show(element)));
                yield shown;
            }
            case Map<?, ?> map -> {
                Map<Object, Object> shown = new LinkedHashMap<>();
                map.forEach((key, element) -> shown.put(show(key), show(element)));
                yield shown;
            }
            default -> value;
        };
    }
}
