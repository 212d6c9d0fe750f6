package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.STRING;

import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.vector.BytesVector;
import io.millrace.types.DataTypes;
import java.util.List;

/** {@code mask}: letters and digits replaced by their kind; NULL keeps a kind as it is. */
final class TextMask {
    private static final List<String> KINDS = List.of("upperChar", "lowerChar", "digitChar", "otherChar");

    private TextMask() {}

    static ScalarSpec define() {
        return scalar("mask")
                .takes(STRING)
                .exact()
                .optional(STRING, STRING, STRING, STRING)
                .named("str", "upperChar", "lowerChar", "digitChar", "otherChar")
                .defaults(text("X"), text("x"), text("n"), text(null))
                .checks((errors, arguments, context) -> check(errors, arguments))
                .gives(DataTypes.StringType)
                .mayBeNull()
                .kernel(Kernels.<BytesVector>lenientFor(TextMask::masking))
                .describe(
                        "The text with upper and lower letters, digits and other characters replaced.",
                        "mask('abcd-EFGH-8765-4321')");
    }

    private static Expression.Constant text(String value) {
        return new Expression.Constant(value, DataTypes.StringType);
    }

    private static void check(CallErrors errors, List<Expression> arguments) {
        for (int i = 1; i < arguments.size(); i++) {
            errors.requireConstant(KINDS.get(i - 1), arguments.get(i), STRING);
            if (Constants.fold(arguments.get(i)).value() instanceof String character && character.length() != 1) {
                throw errors.mismatch(
                        ErrorCondition.DATATYPE_MISMATCH__INPUT_SIZE_NOT_ONE, "exprName", KINDS.get(i - 1));
            }
        }
    }

    private static Kernels.RowFunction<BytesVector> masking(KernelCall call) {
        String[] replacements = new String[KINDS.size()];
        for (int i = 0; i < replacements.length; i++) {
            replacements[i] = (String) Constants.fold(call.argument(i + 1)).value();
        }
        return (in, row, out) -> {
            if (in.isNull(0, row)) {
                out.setNull(row);
                return;
            }
            StringBuilder masked = new StringBuilder();
            String source = in.stringAt(0, row);
            for (int i = 0; i < source.length(); i++) {
                String replacement = replacements[kind(source.charAt(i))];
                masked.append(replacement == null ? source.substring(i, i + 1) : replacement);
            }
            out.set(row, masked.toString());
        };
    }

    private static int kind(char c) {
        return Character.isUpperCase(c) ? 0 : Character.isLowerCase(c) ? 1 : Character.isDigit(c) ? 2 : 3;
    }
}
