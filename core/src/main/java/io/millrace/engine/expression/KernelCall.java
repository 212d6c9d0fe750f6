package io.millrace.engine.expression;

import io.millrace.types.DataType;
import java.util.List;
import java.util.Optional;

/** The call that a kernel is made for. */
public record KernelCall(Expression.ScalarCall call, Settings settings) {
    public DataType type() {
        return call.type();
    }

    public List<Expression> arguments() {
        return call.arguments();
    }

    public Expression argument(int index) {
        return call.arguments().get(index);
    }

    public DataType argumentType(int index) {
        return call.arguments().get(index).type();
    }

    public int argumentCount() {
        return call.arguments().size();
    }

    /** The value of an argument that is constant, folded once; empty when it is not constant. */
    public Optional<Expression.Constant> constant(int index) {
        Expression argument = argument(index);
        return Constants.isConstant(argument) ? Optional.of(Constants.fold(argument)) : Optional.empty();
    }

    public boolean ansi() {
        return settings.ansi();
    }
}
