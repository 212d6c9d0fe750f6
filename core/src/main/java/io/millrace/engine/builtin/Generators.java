package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.generator;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.ARRAY;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.MAP;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.GeneratorFunction;
import io.millrace.engine.expression.GeneratorSpec;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Functions that give rows. */
public final class Generators implements FunctionModule {
    private static final TypeFamily ARRAY_OR_MAP = oneOf(ARRAY, MAP);

    @Override
    public List<String> names() {
        return List.of("explode", "explode_outer", "posexplode", "posexplode_outer", "inline", "inline_outer", "stack");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "explode" -> explode(name, false).describe("A row for each element.", "explode(array(10, 20))");
            case "explode_outer" ->
                explode(name, false)
                        .outer()
                        .describe("A row for each element, or one of nulls.", "explode_outer(array(10, 20))");
            case "posexplode" ->
                explode(name, true)
                        .describe("A row for each element with its position from 0.", "posexplode(array(10, 20))");
            case "posexplode_outer" ->
                explode(name, true)
                        .outer()
                        .describe(
                                "A row for each element with its position, or one of nulls.",
                                "posexplode_outer(array(10, 20))");
            case "inline" ->
                inline(name).describe("A row for each struct of an array.", "inline(array(struct(1, 'a')))");
            case "inline_outer" ->
                inline(name)
                        .outer()
                        .describe(
                                "A row for each struct of an array, or one of nulls.",
                                "inline_outer(array(struct(1, 'a')))");
            case "stack" -> stack();
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static GeneratorSpec explode(String name, boolean positions) {
        boolean outer = name.endsWith("_outer");
        return generator(name)
                .takes(ARRAY_OR_MAP.exactlyAsWritten())
                .named("collection")
                .shown((arguments, texts) -> Optional.of(inner(name) + "(" + texts.apply(arguments.getFirst()) + ")"))
                .gives((arguments, context) -> exploded(arguments.getFirst().type(), positions, outer))
                .generation((call, settings, arguments, ignored) ->
                        new Explosion(call, arguments.getFirst(), positions, outer));
    }

    /** As messages call a generator: whether it keeps rows without results is not part of its name. */
    private static String inner(String name) {
        return name.replace("_outer", "");
    }

    private static StructType exploded(DataType type, boolean positions, boolean outer) {
        StructType result = positions ? new StructType().add("pos", DataTypes.IntegerType, outer) : new StructType();
        return switch (type) {
            case ArrayType array -> result.add("col", array.elementType(), outer || array.containsNull());
            case MapType map ->
                result.add("key", map.keyType(), outer).add("value", map.valueType(), outer || map.valueContainsNull());
            default -> throw new IllegalStateException(type.toString());
        };
    }

    private static GeneratorSpec inline(String name) {
        boolean outer = name.endsWith("_outer");
        return generator(name)
                .takes(ARRAY)
                .named("input")
                .shown((arguments, texts) -> Optional.of(inner(name) + "(" + texts.apply(arguments.getFirst()) + ")"))
                .requires((errors, arguments, context) -> {
                    Expression structs = arguments.getFirst();
                    if (!(structs.type() instanceof ArrayType array && array.elementType() instanceof StructType)) {
                        throw errors.unexpectedType(0, "\"ARRAY<STRUCT>\"", structs);
                    }
                })
                .gives((arguments, context) ->
                        inlined((ArrayType) arguments.getFirst().type(), outer))
                .generation((call, settings, arguments, ignored) ->
                        new Explosion(call, arguments.getFirst(), false, outer));
    }

    private static StructType inlined(ArrayType array, boolean outer) {
        StructType result = new StructType();
        for (StructField field : ((StructType) array.elementType()).fields()) {
            result = result.add(field.name(), field.dataType(), outer || field.nullable() || array.containsNull());
        }
        return result;
    }

    private static List<ValueVector> columns(Expression.GeneratorCall call) {
        List<ValueVector> columns = new ArrayList<>();
        for (StructField field : ((StructType) call.type()).fields()) {
            columns.add(ValueVector.create(field.dataType()));
        }
        return columns;
    }

    /** Explodes arrays and maps; the fields of an array of structs where there are no other columns for them. */
    private static final class Explosion implements GeneratorFunction.Generation {
        private final Evaluator argument;
        private final boolean positions;
        private final boolean outer;
        private final boolean fields;
        private final List<ValueVector> out;
        private final Arguments in = new Arguments(1);

        Explosion(Expression.GeneratorCall call, Evaluator argument, boolean positions, boolean outer) {
            this.argument = argument;
            this.positions = positions;
            this.outer = outer;
            this.fields = call.function().name().startsWith("inline");
            this.out = columns(call);
        }

        @Override
        public List<ValueVector> generate(
                ColumnBatch batch, Selection rows, BatchContext context, GeneratorFunction.Origins target) {
            in.set(0, argument.evaluate(batch, rows, context));
            int total = 0;
            for (int i = 0; i < rows.count(); i++) {
                int length = length(rows.position(i));
                total = Math.addExact(total, outer ? Math.max(1, length) : length);
            }
            for (ValueVector column : out) {
                column.reset(total);
            }
            int next = 0;
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.position(i);
                int length = length(row);
                for (int e = 0; e < length; e++) {
                    set(next++, in.at(0, row), e);
                    target.add(row);
                }
                if (length == 0 && outer) {
                    for (ValueVector column : out) {
                        column.setNull(next);
                    }
                    next++;
                    target.add(row);
                }
            }
            return out;
        }

        private int length(int row) {
            int at = in.at(0, row);
            if (in.plain(0).isNull(at)) {
                return 0;
            }
            return in.plain(0) instanceof ListVector lists
                    ? lists.length(at)
                    : in.map(0).length(at);
        }

        private void set(int slot, int at, int index) {
            int column = 0;
            if (positions) {
                ((IntVector) out.get(column++)).set(slot, index);
            }
            if (in.plain(0) instanceof MapVector maps) {
                out.get(column).copyFrom(maps.keys(), maps.start(at) + index, slot);
                out.get(column + 1).copyFrom(maps.values(), maps.start(at) + index, slot);
                return;
            }
            ListVector lists = in.list(0);
            int element = lists.start(at) + index;
            if (!fields) {
                out.get(column).copyFrom(lists.elements(), element, slot);
                return;
            }
            StructVector structs = (StructVector) lists.elements();
            for (int f = 0; f < out.size(); f++) {
                out.get(f).copyFrom(structs.child(f), element, slot);
            }
        }
    }

    // stack

    private static GeneratorSpec stack() {
        return generator("stack")
                .takes(INT.exactlyAsWritten(), ANY)
                .repeated(ANY)
                .constant(0, "n")
                .coerces(Generators::alignColumns)
                .checks(Generators::checkStack)
                .gives((arguments, context) -> stacked(arguments))
                .generation((call, settings, arguments, outer) -> new Stack(call, arguments))
                .describe("So many rows with the arguments one after another.", "stack(2, 1, 2, 3)");
    }

    private static int rowCount(List<Expression> arguments) {
        return Constants.isFoldable(arguments.getFirst())
                        && Constants.fold(arguments.getFirst()).value() instanceof Integer count
                ? count
                : 0;
    }

    private static int columnCount(List<Expression> arguments) {
        int rows = rowCount(arguments);
        return (arguments.size() - 1 + rows - 1) / rows;
    }

    private static List<Expression> alignColumns(List<Expression> arguments, ResolutionContext context) {
        if (rowCount(arguments) < 1) {
            return arguments;
        }
        List<Expression> aligned = new ArrayList<>(arguments);
        for (int i = 1; i < arguments.size(); i++) {
            if (arguments.get(i).type() instanceof NullType) {
                aligned.set(
                        i,
                        context.convert(
                                arguments.get(i), firstOfColumn(arguments, i).type()));
            }
        }
        return aligned;
    }

    /** The first argument of the column that one belongs to that is no untyped NULL. */
    private static Expression firstOfColumn(List<Expression> arguments, int index) {
        int columns = columnCount(arguments);
        int first = 1 + (index - 1) % columns;
        for (int i = first; i < arguments.size(); i += columns) {
            if (!(arguments.get(i).type() instanceof NullType)) {
                return arguments.get(i);
            }
        }
        return arguments.get(first);
    }

    private static void checkStack(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        if (rowCount(arguments) < 1) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__VALUE_OUT_OF_RANGE,
                    "exprName",
                    "`n`",
                    "valueRange",
                    "(0, 2147483647]",
                    "currentValue",
                    String.valueOf(Constants.fold(arguments.getFirst()).value()));
        }
        int columns = columnCount(arguments);
        for (int i = 1; i < arguments.size(); i++) {
            int first = 1 + (i - 1) % columns;
            DataType left = arguments.get(first).type();
            DataType right = arguments.get(i).type();
            if (!left.equals(right)) {
                throw errors.mismatch(
                        ErrorCondition.DATATYPE_MISMATCH__STACK_COLUMN_DIFF_TYPES,
                        "columnIndex",
                        Integer.toString(first - 1),
                        "leftParamIndex",
                        Integer.toString(first),
                        "leftType",
                        CallErrors.quoted(left),
                        "rightParamIndex",
                        Integer.toString(i),
                        "rightType",
                        CallErrors.quoted(right));
            }
        }
    }

    private static StructType stacked(List<Expression> arguments) {
        StructType result = new StructType();
        int columns = columnCount(arguments);
        for (int c = 0; c < columns; c++) {
            result = result.add("col" + c, arguments.get(1 + c).type(), true);
        }
        return result;
    }

    private static final class Stack implements GeneratorFunction.Generation {
        private final List<Evaluator> evaluators;
        private final int rowsEach;
        private final List<ValueVector> out;
        private final Arguments in;

        Stack(Expression.GeneratorCall call, List<Evaluator> evaluators) {
            this.evaluators = evaluators;
            this.rowsEach = rowCount(call.arguments());
            this.out = columns(call);
            this.in = new Arguments(evaluators.size());
        }

        @Override
        public List<ValueVector> generate(
                ColumnBatch batch, Selection rows, BatchContext context, GeneratorFunction.Origins target) {
            for (int i = 1; i < evaluators.size(); i++) {
                in.set(i, evaluators.get(i).evaluate(batch, rows, context));
            }
            for (ValueVector column : out) {
                column.reset(Math.multiplyExact(rows.count(), rowsEach));
            }
            int next = 0;
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.position(i);
                for (int r = 0; r < rowsEach; r++) {
                    for (int c = 0; c < out.size(); c++) {
                        int argument = 1 + r * out.size() + c;
                        if (argument < in.count()) {
                            out.get(c).copyFrom(in.plain(argument), in.at(argument, row), next);
                        } else {
                            out.get(c).setNull(next);
                        }
                    }
                    next++;
                    target.add(row);
                }
            }
            return out;
        }
    }
}
