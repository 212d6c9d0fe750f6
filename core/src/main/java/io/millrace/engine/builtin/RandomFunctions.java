package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ARRAY;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.INTEGRAL;
import static io.millrace.engine.expression.TypeFamily.LONG;
import static io.millrace.engine.expression.TypeFamily.NUMERIC;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.ToDoubleFunction;

/**
 * Random values. Each batch and task begins anew: with the seed that is given and the number of the task, as Spark does,
 * or, without a seed, with what tells this call of this query, batch and task from all others. So a micro-batch that runs
 * again gives the same values, after a restart too; a query that is not a stream gives others each time.
 */
public final class RandomFunctions implements FunctionModule {
    private static final String CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    @Override
    public List<String> names() {
        return List.of("rand", "random", "randn", "uniform", "randstr", "uuid", "shuffle");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "rand", "random" ->
                number(Random::nextDouble, "rand", "random").describe("A random number from 0 up to 1.", "rand(0)");
            case "randn" ->
                number(Random::nextGaussian, "randn")
                        .describe("A random number of the standard normal distribution.", "randn(0)");
            case "uniform" -> uniform();
            case "randstr" ->
                scalar("randstr")
                        .takes(INTEGRAL)
                        .optional(oneOf(INT, LONG).asWritten())
                        .checks((errors, arguments, context) -> checkLength(errors, arguments))
                        .gives(DataTypes.StringType)
                        .neverNull()
                        .seededBy(1)
                        .kernel(Kernels.<BytesVector>ofBatch(call -> {
                            Seeded seeded = new Seeded(call, 1);
                            int length = textLength(call.argument(0));
                            return (in, row, out, context) -> out.set(row, text(seeded.in(context), length));
                        }))
                        .describe("A text of so many random letters and digits.", "randstr(3, 0)");
            case "uuid" ->
                scalar("uuid")
                        .optional(LONG)
                        .constant(0, "seed")
                        .gives(DataTypes.StringType)
                        .neverNull()
                        .seededBy(0)
                        .text(arguments -> "uuid()")
                        .kernel(Kernels.<BytesVector>ofBatch(call -> {
                            Seeded seeded = new Seeded(call, 0);
                            return (in, row, out, context) -> {
                                Random random = seeded.in(context);
                                // the bits that say: version 4, variant 2
                                long high = random.nextLong() & ~0xF000L | 0x4000L;
                                long low = random.nextLong() & ~(3L << 62) | 1L << 63;
                                out.set(row, new UUID(high, low).toString());
                            };
                        }))
                        .describe("A random identifier.", "uuid()");
            case "shuffle" ->
                scalar("shuffle")
                        .takes(ARRAY)
                        .optional(LONG)
                        .checks(RandomFunctions::checkShuffled)
                        .givesArgument(0)
                        .nullable(arguments -> arguments.getFirst().nullable())
                        .seededBy(1)
                        .text(arguments -> "shuffle(" + arguments.getFirst() + ")")
                        .kernel(Kernels.<ListVector>ofBatch(RandomFunctions::shuffling))
                        .describe("The elements in a random order.", "shuffle(array(1, 20, 3, 5))");
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** The generator of a call; begins anew with each batch. */
    private static final class Seeded {
        private final OptionalLong given;
        private final int ordinal;
        private Random random;
        private BatchContext current;

        Seeded(KernelCall call, int argument) {
            ordinal = call.settings().ordinal();
            given = call.argumentCount() <= argument
                    ? OptionalLong.empty()
                    : OptionalLong.of(
                            Constants.fold(call.argument(argument)).value() instanceof Number seed
                                    ? seed.longValue()
                                    : 0);
        }

        Random in(BatchContext batch) {
            if (current != batch) {
                random = new XorShift(
                        given.orElseGet(() -> own(batch)) + batch.task().number());
                current = batch;
            }
            return random;
        }

        private long own(BatchContext batch) {
            return new SplittableRandom(batch.seed() ^ new SplittableRandom(batch.batchId() << 32 | ordinal).nextLong())
                    .nextLong();
        }
    }

    private static void checkSeed(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        if (!context.anySeed() && !arguments.isEmpty() && !Constants.isFoldable(arguments.getFirst())) {
            String call = errors.call().name() + "(" + ExpressionText.pretty(arguments.getFirst()) + ")";
            throw errors.error(
                    ErrorCondition.SEED_EXPRESSION_IS_UNFOLDABLE,
                    "seedExpr",
                    CallErrors.quoted(arguments.getFirst()),
                    "exprWithSeed",
                    "\"" + call + "\"");
        }
    }

    private static void checkShuffled(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        if (arguments.size() > 1 && !Constants.isFoldable(arguments.get(1))) {
            throw errors.error(
                    ErrorCondition.INVALID_PARAMETER_VALUE__LONG,
                    "parameter",
                    "`seed`",
                    "functionName",
                    "`shuffle`",
                    "invalidValue",
                    CallErrors.quoted(arguments.get(1)));
        }
    }

    private static ScalarSpec number(ToDoubleFunction<Random> next, String name, String... aliases) {
        return scalar(name, aliases)
                .gives(DataTypes.DoubleType)
                .optional(oneOf(INT, LONG).asWritten())
                .checks(RandomFunctions::checkSeed)
                .neverNull()
                .seededBy(0)
                .text(arguments -> name + "(" + String.join(", ", arguments) + ")")
                .kernel(Kernels.<DoubleVector>ofBatch(call -> {
                    Seeded seeded = new Seeded(call, 0);
                    return (in, row, out, context) -> out.set(row, next.applyAsDouble(seeded.in(context)));
                }));
    }

    // uniform

    private static ScalarSpec uniform() {
        return scalar("uniform")
                .takes(NUMERIC.asWritten(), NUMERIC.asWritten())
                .optional(LONG)
                .checks((errors, arguments, context) -> {
                    List<String> names = List.of("min", "max", "seed");
                    for (int i = 0; i < arguments.size(); i++) {
                        requireConstant(errors, arguments.get(i), names.get(i), "integer or floating-point");
                    }
                })
                .gives((arguments, context) ->
                        uniformType(arguments.get(0).type(), arguments.get(1).type()))
                .neverNull()
                .seededBy(2)
                .kernel(Kernels.ofBatch(call -> {
                    Seeded seeded = new Seeded(call, 2);
                    double first = number(call.argument(0));
                    double range = number(call.argument(1)) - first;
                    return (in, row, out, context) ->
                            set(out, row, first + range * seeded.in(context).nextDouble());
                }))
                .describe("A random number between two constants.", "uniform(10, 20, 0)");
    }

    /** The type of a decimal among the limits, else the wider of both. */
    private static DataType uniformType(DataType first, DataType last) {
        if (first instanceof DecimalType || last instanceof DecimalType) {
            return first instanceof DecimalType ? first : last;
        }
        return TypeCoercion.tightest(first, last, false).orElse(DataTypes.DoubleType);
    }

    /** A limit; NULL counts as 0, and then the other limit does not matter. */
    private static double number(Expression limit) {
        return Constants.fold(limit).value() instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static void set(ValueVector out, int row, double value) {
        switch (out) {
            case DoubleVector doubles -> doubles.set(row, Double.isNaN(value) ? 0 : value);
            case FloatVector floats -> floats.set(row, (float) value);
            case DecimalVector decimals -> {
                int scale = ((DecimalType) decimals.type()).scale();
                BigDecimal exact = BigDecimal.valueOf(Double.isNaN(value) ? 0 : value);
                decimals.set(row, exact.setScale(scale, RoundingMode.HALF_UP).unscaledValue());
            }
            default -> WholeArithmetic.setWhole(out, row, (long) value);
        }
    }

    // randstr

    private static void checkLength(CallErrors errors, List<Expression> arguments) {
        List<String> names = List.of("length", "seed");
        for (int i = 0; i < arguments.size(); i++) {
            requireConstant(errors, arguments.get(i), names.get(i), "integer");
        }
        int length = textLength(arguments.getFirst());
        if (length < 0) {
            throw errors.error(
                    ErrorCondition.INVALID_PARAMETER_VALUE__LENGTH,
                    "parameter",
                    "`length`",
                    "functionName",
                    "`randstr`",
                    "length",
                    String.valueOf(length));
        }
    }

    private static int textLength(Expression argument) {
        return Constants.fold(argument).value() instanceof Number length ? length.intValue() : 0;
    }

    private static void requireConstant(CallErrors errors, Expression argument, String name, String type) {
        if (!Constants.isFoldable(argument)) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__NON_FOLDABLE_INPUT,
                    "inputName",
                    "`" + name + "`",
                    "inputType",
                    type,
                    "inputExpr",
                    CallErrors.quoted(argument));
        }
    }

    /** The draws are those of Spark: a remainder without its sign, not {@code nextInt(bound)}. */
    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            int drawn = random.nextInt();
            text.append(CHARACTERS.charAt(Math.abs(drawn % CHARACTERS.length())));
        }
        return text.toString();
    }

    // shuffle

    private static Kernels.BatchRowFunction<ListVector> shuffling(KernelCall call) {
        Seeded seeded = new Seeded(call, 1);
        Elements elements = new Elements();
        return (in, row, out, context) -> {
            if (in.isNull(0, row)) {
                out.setNull(row);
                return;
            }
            elements.clear();
            ListVector lists = in.list(0);
            int at = in.at(0, row);
            // each element goes to a random place among those before it, or stays
            int[] order = new int[lists.length(at)];
            for (int i = 0; i < order.length; i++) {
                int place = seeded.in(context).nextInt(i + 1);
                order[i] = order[place];
                order[place] = i;
            }
            for (int index : order) {
                elements.add(lists.elements(), lists.start(at) + index);
            }
            elements.copyTo(out, row);
        };
    }
}
