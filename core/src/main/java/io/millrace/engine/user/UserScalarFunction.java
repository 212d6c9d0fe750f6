package io.millrace.engine.user;

import io.millrace.JavaValues;
import io.millrace.api.java.UDF0;
import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExternalValues;
import io.millrace.engine.expression.ScalarFunction;
import io.millrace.engine.expression.Values;
import io.millrace.plan.UserFunction;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A user-defined function as expressions hold it. It sees Java values, null included, row by row and only for rows that
 * are selected; what it gives must go with its declared type. Whatever it throws becomes FAILED_EXECUTE_UDF with the
 * original as cause.
 */
public final class UserScalarFunction implements ScalarFunction {
    private final UserFunction function;
    private final boolean javaTime;
    private final MethodHandle call;
    private final FunctionCopies copies;

    /** @param javaTime whether dates and timestamps are given as java.time */
    public UserScalarFunction(UserFunction function, boolean javaTime) {
        this.function = function;
        this.javaTime = javaTime;
        this.call = caller(function.arity());
        this.copies = new FunctionCopies(function.function());
    }

    /** Calls {@code UDFn.call} with an array of arguments: {@code (Object, Object[])Object}. */
    private static MethodHandle caller(int arity) {
        String name = UDF0.class.getPackageName() + ".UDF" + arity;
        try {
            Class<?> type = Class.forName(name, true, UDF0.class.getClassLoader());
            return MethodHandles.publicLookup()
                    .findVirtual(type, "call", MethodType.genericMethodType(arity))
                    .asSpreader(Object[].class, arity)
                    .asType(MethodType.methodType(Object.class, Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("There is no interface " + name, e);
        }
    }

    @Override
    public String name() {
        return function.name().isEmpty() ? "UDF" : function.name();
    }

    @Override
    public boolean deterministic() {
        return function.deterministic();
    }

    @Override
    public String sql(List<String> arguments) {
        return name() + "(" + String.join(", ", arguments) + ")";
    }

    @Override
    public Evaluator open(Expression.ScalarCall expression, List<Evaluator> arguments) {
        return new UserEvaluator(
                arguments, expression.arguments().stream().map(Expression::type).toList());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserScalarFunction that && function.equals(that.function) && javaTime == that.javaTime;
    }

    @Override
    public int hashCode() {
        return function.hashCode();
    }

    @Override
    public String toString() {
        return name();
    }

    private MillraceException failed(List<DataType> types, Throwable failure) {
        String type = function.function().getClass().getSimpleName();
        return new MillraceException(
                ErrorDetail.of(
                        ErrorCondition.FAILED_EXECUTE_UDF,
                        "functionName",
                        "`" + (function.name().isEmpty() ? type : function.name() + " (" + type + ")") + "`",
                        "signature",
                        types.stream().map(DataType::catalogString).collect(Collectors.joining(", ")),
                        "result",
                        function.returnType().catalogString(),
                        "reason",
                        String.valueOf(failure)),
                failure);
    }

    private final class UserEvaluator implements Evaluator {
        private final List<Evaluator> arguments;
        private final List<DataType> types;
        private final ColumnVector[] vectors;
        private final ValueVector out = ValueVector.create(function.returnType());

        UserEvaluator(List<Evaluator> arguments, List<DataType> types) {
            this.arguments = arguments;
            this.types = types;
            this.vectors = new ColumnVector[arguments.size()];
        }

        @Override
        public ColumnVector evaluate(ColumnBatch batch, Selection rows, BatchContext context) {
            for (int i = 0; i < vectors.length; i++) {
                vectors[i] = arguments.get(i).evaluate(batch, rows, context);
            }
            out.reset(rows.end());
            copies.lend(copy -> {
                for (int i = 0; i < rows.count(); i++) {
                    int row = rows.position(i);
                    Values.set(out, row, ExternalValues.toInternal(callAt(copy, row), function.returnType()));
                }
            });
            return out;
        }

        /** What the function gives for a row, as a cell. */
        private Object callAt(Object copy, int row) {
            Object[] values = new Object[vectors.length];
            for (int i = 0; i < values.length; i++) {
                Object cell = ExternalValues.toExternal(Values.get(vectors[i], row), types.get(i));
                values[i] = JavaValues.toUser(cell, types.get(i), javaTime);
            }
            try {
                Object result = (Object) call.invokeExact(copy, values);
                if (result == null && !function.nullable()) {
                    throw new NullPointerException("The function is declared as not nullable, and gave null");
                }
                return JavaValues.toCell(result, function.returnType());
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable e) {
                throw failed(types, e);
            }
        }
    }
}
