package io.millrace.engine.builtin;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Casts;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.Values;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.DictionaryVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Makes and computes calls in tests. */
final class Calls {
    static final FunctionRegistry REGISTRY = new FunctionRegistry(OperatorModules.all());
    static final BatchContext BATCH = new BatchContext(0, 1_700_000_000_000_000L, 0, 0);
    static final ResolutionContext ANSI = ResolutionContext.of(ZoneId.of("America/Los_Angeles"), true);
    static final ResolutionContext LEGACY = ResolutionContext.of(ZoneId.of("America/Los_Angeles"), false);

    private Calls() {}

    static Expression.Constant constant(Object value) {
        return switch (value) {
            case null -> new Expression.Constant(null, DataTypes.NullType);
            case Boolean flag -> new Expression.Constant(flag, DataTypes.BooleanType);
            case Byte number -> new Expression.Constant(number, DataTypes.ByteType);
            case Short number -> new Expression.Constant(number, DataTypes.ShortType);
            case Integer number -> new Expression.Constant(number, DataTypes.IntegerType);
            case Long number -> new Expression.Constant(number, DataTypes.LongType);
            case Float number -> new Expression.Constant(number, DataTypes.FloatType);
            case Double number -> new Expression.Constant(number, DataTypes.DoubleType);
            case BigDecimal number ->
                number.scale() < 0
                        ? constant(number.setScale(0))
                        : new Expression.Constant(
                                number,
                                DataTypes.createDecimalType(
                                        Math.max(number.precision(), number.scale()), number.scale()));
            case String text -> new Expression.Constant(text, DataTypes.StringType);
            default -> throw new IllegalArgumentException(String.valueOf(value));
        };
    }

    static Expression.Constant constant(Object value, DataType type) {
        return new Expression.Constant(value, type);
    }

    /** Arguments that are expressions stay; others become constants. */
    static Expression call(ResolutionContext context, String name, Object... arguments) {
        List<Expression> expressions = new ArrayList<>();
        for (Object argument : arguments) {
            expressions.add(argument instanceof Expression expression ? expression : constant(argument));
        }
        return REGISTRY.resolve(CallSite.of(name, expressions), context);
    }

    /** The value of a call of constants in ANSI mode. */
    static Object ansi(String name, Object... arguments) {
        return Constants.fold(call(ANSI, name, arguments)).value();
    }

    /** The value of a call of constants in the older mode. */
    static Object legacy(String name, Object... arguments) {
        return Constants.fold(call(LEGACY, name, arguments)).value();
    }

    static Object cast(Object value, DataType to, Expression.Conversion.Mode mode) {
        Expression child = value instanceof Expression expression ? expression : constant(value);
        Casts.check(child, to, mode, ANSI.zone()).ifPresent(error -> {
            throw error;
        });
        return Constants.fold(new Expression.Conversion(child, to, mode, ANSI.zone(), false))
                .value();
    }

    static Object cast(Object value, DataType to) {
        return cast(value, to, Expression.Conversion.Mode.ANSI);
    }

    static Expression.InputColumn column(int ordinal, DataType type) {
        return new Expression.InputColumn(ordinal, type, true);
    }

    static ColumnBatch batch(ColumnVector... columns) {
        int length = columns[0] instanceof ValueVector plain
                ? plain.capacity()
                : ((DictionaryVector) columns[0]).indices().length;
        return ColumnBatch.of(List.of(columns), length);
    }

    /** The values of an expression at selected positions. */
    static List<Object> evaluate(Expression expression, ColumnBatch batch, Selection rows) {
        ColumnVector result = Evaluators.compile(expression).evaluate(batch, rows, BATCH);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < rows.count(); i++) {
            values.add(Values.get(result, rows.position(i)));
        }
        return values;
    }

    static List<Object> evaluate(Expression expression, ColumnBatch batch) {
        return evaluate(expression, batch, batch.selection());
    }
}
