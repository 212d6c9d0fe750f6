package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.BOOLEAN;
import static io.millrace.engine.expression.TypeFamily.STRING;

import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.ImplicitTypes;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.Values;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.DataTypes;
import java.util.List;
import java.util.Optional;

/** Functions about types and errors. */
public final class MiscellaneousFunctions implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of("typeof", "raise_error", "assert_true");
    }

    @Override
    public ScalarSpec define(String name) {
        return switch (name) {
            case "typeof" ->
                scalar("typeof")
                        .takes(ANY)
                        .ofTypes()
                        .gives(DataTypes.StringType)
                        .neverNull()
                        .kernel((call, arguments) -> {
                            ColumnVector type =
                                    Values.constant(call.argumentType(0).catalogString(), DataTypes.StringType);
                            return (batch, rows, context) -> type;
                        })
                        .describe("The type of a value.", "typeof(1)");
            case "raise_error" ->
                scalar("raise_error")
                        .takes(STRING)
                        .requires(MiscellaneousFunctions::requireMessage)
                        .gives(DataTypes.NullType)
                        .mayBeNull()
                        .neverEarly()
                        .text(arguments ->
                                "raise_error(USER_RAISED_EXCEPTION, map(errorMessage, " + arguments.getFirst() + "))")
                        .kernel((call, arguments) -> raise(call, arguments.getFirst()))
                        .describe("Fails with a message.", "raise_error('no luck')");
            case "assert_true" ->
                scalar("assert_true")
                        .pretty("assert_true")
                        .takes(BOOLEAN.asWritten())
                        .optional(STRING)
                        .rewrites(MiscellaneousFunctions::withMessage)
                        .shown((arguments, texts) -> Optional.of("(IF(" + texts.apply(arguments.get(0))
                                + ", NULL, raise_error(USER_RAISED_EXCEPTION, map(errorMessage, "
                                + texts.apply(arguments.get(1)) + "))))"))
                        .gives(DataTypes.NullType)
                        .mayBeNull()
                        .neverEarly()
                        .kernel(MiscellaneousFunctions::assertTrue)
                        .describe("Fails unless a condition is true.", "assert_true(0 < 1)");
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** Messages show the map of parameters that the message becomes one of. */
    private static void requireMessage(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        Expression message = arguments.getFirst();
        if (ImplicitTypes.of(message.type(), STRING, context.ansi()).isEmpty()) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__UNEXPECTED_INPUT_TYPE,
                    "paramIndex",
                    CallErrors.ordinal(1),
                    "requiredType",
                    "\"MAP<STRING, STRING>\"",
                    "inputSql",
                    "\"map(errorMessage, " + ExpressionText.pretty(message, context.zone()) + ")\"",
                    "inputType",
                    CallErrors.quoted(DataTypes.createMapType(DataTypes.StringType, message.type())));
        }
    }

    /** {@code assert_true} without a message says which condition did not hold. */
    private static Expression withMessage(CallSite call, ResolutionContext context) {
        if (call.arguments().size() > 1) {
            // A message is first of all one of raise_error, which refuses what is no text.
            new MiscellaneousFunctions()
                    .define("raise_error")
                    .typedCall(call, call.arguments().subList(1, 2), context);
            return null;
        }
        Expression condition = call.arguments().getFirst();
        String message = "'" + ExpressionText.pretty(condition, context.zone()) + "' is not true!";
        List<Expression> arguments = List.of(condition, new Expression.Constant(message, DataTypes.StringType));
        return new MiscellaneousFunctions().define("assert_true").typedCall(call, arguments, context);
    }

    private static Evaluator raise(KernelCall call, Evaluator message) {
        return (batch, rows, context) -> {
            if (!rows.isEmpty()) {
                throw failure(call, message.evaluate(batch, rows, context), rows.position(0));
            }
            return Vectors.nullOf(DataTypes.NullType);
        };
    }

    private static Evaluator assertTrue(KernelCall call, List<Evaluator> arguments) {
        return (batch, rows, context) -> {
            ColumnVector holds = arguments.getFirst().evaluate(batch, rows, context);
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.position(i);
                if (!Boolean.TRUE.equals(Values.get(holds, row))) {
                    throw failure(call, arguments.get(1).evaluate(batch, rows, context), row);
                }
            }
            return Vectors.nullOf(DataTypes.NullType);
        };
    }

    private static MillraceException failure(KernelCall call, ColumnVector message, int row) {
        return new MillraceException(call.settings()
                .error(ErrorCondition.USER_RAISED_EXCEPTION, "errorMessage", String.valueOf(Values.get(message, row))));
    }
}
