package io.millrace.engine.expression;

import io.millrace.engine.expression.Expression.ScalarCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One form for expressions that mean the same by the order of their operands alone: {@code a + b} and {@code b + a},
 * {@code a > b} and {@code b < a}. The form is for comparing, not for computing.
 */
public final class Canonical {
    private Canonical() {}

    /** Whether two expressions mean the same. */
    public static boolean same(Expression left, Expression right) {
        return left.equals(right) || of(left).equals(of(right));
    }

    /** The form that an expression shares with all that mean the same. */
    public static Expression of(Expression expression) {
        if (expression.children().isEmpty()) {
            return expression;
        }
        List<Expression> children =
                expression.children().stream().map(Canonical::of).toList();
        return expression instanceof ScalarCall call ? call(call, children) : expression.withChildren(children);
    }

    private static Expression call(ScalarCall call, List<Expression> operands) {
        String name = call.function().name();
        return switch (name) {
            case "+", "*", "&", "|", "^", "and", "or", "greatest", "least" ->
                ordered(call, name, flattened(name, operands), 0);
            case "=", "<=>" -> ordered(call, name, operands, 0);
            case "in" -> ordered(call, name, operands, 1);
            case "<", "<=" -> form(call, name, operands);
            case ">" -> form(call, "<", operands.reversed());
            case ">=" -> form(call, "<=", operands.reversed());
            case "not" -> negated(call, operands);
            default -> call.withChildren(operands);
        };
    }

    private static Expression negated(ScalarCall call, List<Expression> operands) {
        if (operands.getFirst() instanceof ScalarCall inner && inner.function() instanceof Form(String name)) {
            switch (name) {
                case "<" -> {
                    return form(call, "<=", inner.arguments().reversed());
                }
                case "<=" -> {
                    return form(call, "<", inner.arguments().reversed());
                }
                default -> {}
            }
        }
        return call.withChildren(operands);
    }

    /** {@code (a + b) + c} as one sum of three. */
    private static List<Expression> flattened(String name, List<Expression> operands) {
        List<Expression> all = new ArrayList<>();
        for (Expression operand : operands) {
            if (operand instanceof ScalarCall call && call.function().equals(new Form(name))) {
                all.addAll(call.arguments());
            } else {
                all.add(operand);
            }
        }
        return all;
    }

    /** The operands in an order that does not depend on how they were written, those before {@code from} apart. */
    private static Expression ordered(ScalarCall call, String name, List<Expression> operands, int from) {
        List<Expression> sorted = new ArrayList<>(operands);
        sorted.subList(from, sorted.size()).sort(Comparator.comparingInt(Object::hashCode));
        return form(call, name, sorted);
    }

    private static Expression form(ScalarCall call, String name, List<Expression> operands) {
        return new ScalarCall(new Form(name), operands, call.type(), call.nullable());
    }

    /** The function of a form. */
    private record Form(String name) implements ScalarFunction {
        @Override
        public String sql(List<String> arguments) {
            return name + "(" + String.join(", ", arguments) + ")";
        }

        @Override
        public Evaluator open(ScalarCall call, List<Evaluator> arguments) {
            throw new UnsupportedOperationException("only compared: " + name);
        }
    }
}
