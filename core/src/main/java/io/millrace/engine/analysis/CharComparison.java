package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.types.DataTypes;
import io.millrace.types.StringType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Comparisons with char columns, in which blanks at the end do not count: what is shorter is padded to the length of the
 * longest. Only constants and other char columns are padded, in lists only constants; any other text is compared as it is.
 */
final class CharComparison {
    private static final Set<String> OPERATORS = Set.of("=", "==", "<=>", "<>", "!=", "<", "<=", ">", ">=");
    private static final String PADDED = "char_padding";

    private final AnalysisContext context;

    CharComparison(AnalysisContext context) {
        this.context = context;
    }

    /** The arguments of a call, padded if it is a comparison of which all know their lengths. */
    List<Expression> arguments(String function, List<Expression> arguments) {
        boolean list = function.equals("in");
        boolean comparable = list
                ? isChar(arguments.getFirst()) && arguments.stream().skip(1).allMatch(Constants::isConstant)
                : OPERATORS.contains(function) && arguments.stream().anyMatch(CharComparison::isChar);
        if (!comparable) {
            return arguments;
        }
        List<OptionalInt> lengths =
                arguments.stream().map(CharComparison::length).toList();
        if (lengths.stream().anyMatch(OptionalInt::isEmpty)) {
            return arguments;
        }
        int longest = lengths.stream().mapToInt(OptionalInt::getAsInt).max().orElseThrow();
        List<Expression> padded = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Expression argument = arguments.get(i);
            padded.add(lengths.get(i).getAsInt() < longest ? padded(argument, longest) : argument);
        }
        return padded;
    }

    private static boolean isChar(Expression expression) {
        return expression instanceof Attribute column
                && DeclaredTypes.charLength(column.metadata()).isPresent();
    }

    private static OptionalInt length(Expression expression) {
        if (!(expression.type() instanceof StringType)) {
            return OptionalInt.empty();
        }
        if (expression instanceof Attribute column) {
            return DeclaredTypes.charLength(column.metadata());
        }
        return Constants.isConstant(expression) && Constants.fold(expression).value() instanceof String text
                ? OptionalInt.of(text.codePointCount(0, text.length()))
                : OptionalInt.empty();
    }

    /** It is shown as it was written. */
    private Expression padded(Expression text, int length) {
        Expression padded = context.functions()
                .resolve(CallSite.of("rpad", text, new Constant(length, DataTypes.IntegerType)), context.resolution());
        String shown = ExpressionText.pretty(text, context.zone());
        return FunctionSpec.scalar(PADDED)
                .standsForFirst()
                .text(ignored -> shown)
                .typed(CallSite.of(PADDED, padded), List.of(padded), padded.type(), context.resolution());
    }
}
