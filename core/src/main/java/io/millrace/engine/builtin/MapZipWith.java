package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.LAMBDA;
import static io.millrace.engine.expression.TypeFamily.MAP;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionSpec.LambdaRule.Parameter;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.LambdaEvaluator;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.StrictArguments;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.MapType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code map_zip_with}: a map of all keys of two maps, with a function of the key and both values, or nulls. */
final class MapZipWith implements Evaluator {
    private final List<Evaluator> evaluators;
    private final LambdaEvaluator lambda;
    private final Arguments in = new Arguments(2);
    private final MapVector out;
    private final ValueVector keys;
    private final ValueVector[] values = new ValueVector[2];
    private int[] origins = new int[64];
    private int count;

    private MapZipWith(KernelCall call, List<Evaluator> evaluators) {
        this.evaluators = evaluators;
        this.lambda = LambdaEvaluator.open((Expression.Lambda) call.argument(2));
        this.out = (MapVector) ValueVector.create(call.type());
        this.keys = ValueVector.create(((MapType) call.type()).keyType());
        for (int side = 0; side < 2; side++) {
            values[side] = ValueVector.create(((MapType) call.argumentType(side)).valueType());
        }
    }

    static ScalarSpec define() {
        return scalar("map_zip_with")
                .notConstant()
                .takes(MAP, MAP, LAMBDA)
                .coerces(MapZipWith::align)
                .binds((arguments, context) -> commonKey(arguments, context).isPresent())
                .lambdas((argument, count, arguments, context) -> parameters(arguments, context))
                .checks((errors, arguments, context) -> check(errors, arguments))
                .gives((arguments, context) -> new MapType(
                        ((MapType) arguments.getFirst().type()).keyType(),
                        arguments.get(2).type(),
                        arguments.get(2).nullable()))
                .nullable(arguments ->
                        arguments.get(0).nullable() || arguments.get(1).nullable())
                .kernel(MapZipWith::new)
                .describe(
                        "A map of the keys of two maps, with values that a function makes of theirs.",
                        "map_zip_with(map(1, 'a'), map(1, 'x'), (k, v1, v2) -> concat(v1, v2))");
    }

    /** What the keys of both maps become: a type that makes null of none of them. */
    private static Optional<DataType> commonKey(List<Expression> arguments, ResolutionContext context) {
        return arguments.get(0).type() instanceof MapType left
                        && arguments.get(1).type() instanceof MapType right
                ? TypeCoercion.wider(left.keyType(), right.keyType(), context.ansi())
                        .filter(key -> !TypeCoercion.mayGiveNull(left.keyType(), key)
                                && !TypeCoercion.mayGiveNull(right.keyType(), key))
                : Optional.empty();
    }

    private static List<Expression> align(List<Expression> arguments, ResolutionContext context) {
        return commonKey(arguments, context)
                .map(key -> List.of(
                        withKey(arguments.get(0), key, context),
                        withKey(arguments.get(1), key, context),
                        arguments.get(2)))
                .orElse(arguments);
    }

    private static Expression withKey(Expression map, DataType key, ResolutionContext context) {
        MapType type = (MapType) map.type();
        return context.convert(map, new MapType(key, type.valueType(), type.valueContainsNull()));
    }

    private static List<Parameter> parameters(List<Expression> arguments, ResolutionContext context) {
        DataType key = commonKey(arguments, context).orElseGet(() -> keyOf(arguments.getFirst()));
        return List.of(
                new Parameter(key, false),
                new Parameter(valueOf(arguments.get(0)), true),
                new Parameter(valueOf(arguments.get(1)), true));
    }

    private static DataType keyOf(Expression map) {
        return map.type() instanceof MapType type ? type.keyType() : DataTypes.NullType;
    }

    private static DataType valueOf(Expression map) {
        return map.type() instanceof MapType type ? type.valueType() : DataTypes.NullType;
    }

    private static void check(CallErrors errors, List<Expression> arguments) {
        for (int i = 0; i < 2; i++) {
            Expression written = errors.call().arguments().get(i);
            if (!(written.type() instanceof MapType)) {
                throw errors.unexpectedType(i, "\"MAP\"", written);
            }
        }
        if (!TypeCoercion.sameType(keyOf(arguments.get(0)), keyOf(arguments.get(1)))) {
            throw errors.beforeLambdas()
                    .mismatch(
                            ErrorCondition.DATATYPE_MISMATCH__MAP_ZIP_WITH_DIFF_TYPES,
                            "functionName",
                            "`map_zip_with`",
                            "leftType",
                            CallErrors.quoted(keyOf(arguments.get(0))),
                            "rightType",
                            CallErrors.quoted(keyOf(arguments.get(1))));
        }
    }

    @Override
    public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
        in.set(0, evaluators.get(0).evaluate(batch, rows, context));
        in.set(1, StrictArguments.evaluate(evaluators.get(1), row -> in.isNull(0, row), batch, rows, context));
        values[0].reset(0);
        values[1].reset(0);
        keys.reset(0);
        count = 0;
        int[] ends = new int[rows.count()];
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.position(i);
            if (!in.isNull(0, row) && !in.isNull(1, row)) {
                layOut(row);
            }
            ends[i] = count;
        }
        ColumnVector results =
                lambda.evaluate(batch, List.of(keys, values[0], values[1]), origins, Selection.range(count), context);
        out.reset(rows.end());
        int next = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.position(i);
            if (in.isNull(0, row) || in.isNull(1, row)) {
                out.setNull(row);
                continue;
            }
            int at = out.allocate(row, ends[i] - next);
            for (; next < ends[i]; next++, at++) {
                out.keys().copyFrom(keys, next, at);
                out.values().copyFrom(Vectors.plain(results), Vectors.plainPosition(results, next), at);
            }
        }
        return out;
    }

    /** The keys of the first map in their order, then those that only the second has. */
    private void layOut(int row) {
        MapVector left = in.map(0);
        MapVector right = in.map(1);
        int leftMap = in.at(0, row);
        int rightMap = in.at(1, row);
        for (int entry = left.start(leftMap); entry < left.start(leftMap) + left.length(leftMap); entry++) {
            add(row, left, entry, right, find(right, rightMap, left.keys(), entry));
        }
        for (int entry = right.start(rightMap); entry < right.start(rightMap) + right.length(rightMap); entry++) {
            if (find(left, leftMap, right.keys(), entry) < 0) {
                add(row, left, -1, right, entry);
            }
        }
    }

    private static int find(MapVector maps, int map, ValueVector wanted, int slot) {
        for (int entry = maps.start(map); entry < maps.start(map) + maps.length(map); entry++) {
            if (ValueOrder.same(maps.keys(), entry, wanted, slot)) {
                return entry;
            }
        }
        return -1;
    }

    private void add(int row, MapVector left, int leftEntry, MapVector right, int rightEntry) {
        if (origins.length == count) {
            origins = Arrays.copyOf(origins, count * 2);
        }
        origins[count] = row;
        keys.ensureCapacity(count + 1);
        keys.copyFrom(leftEntry < 0 ? right.keys() : left.keys(), leftEntry < 0 ? rightEntry : leftEntry, count);
        set(values[0], left, leftEntry);
        set(values[1], right, rightEntry);
        count++;
    }

    private void set(ValueVector target, MapVector maps, int entry) {
        target.ensureCapacity(count + 1);
        if (entry < 0) {
            target.setNull(count);
        } else {
            target.copyFrom(maps.values(), entry, count);
        }
    }
}
