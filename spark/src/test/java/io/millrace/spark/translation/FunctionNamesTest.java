package io.millrace.spark.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Column;
import io.millrace.Functions;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.junit.jupiter.api.Test;

/** The API's functions go by their names: Spark must know each. */
class FunctionNamesTest {
    /** A value for each type of parameter. */
    private static final Map<Class<?>, Object> ARGUMENTS = Map.ofEntries(
            Map.entry(Column.class, Functions.col("a")),
            Map.entry(Column[].class, new Column[] {Functions.col("a"), Functions.col("b")}),
            Map.entry(String.class, "a"),
            Map.entry(String[].class, new String[] {"a"}),
            Map.entry(int.class, 1),
            Map.entry(long.class, 1L),
            Map.entry(double.class, 0.5),
            Map.entry(boolean.class, true),
            Map.entry(Object.class, 1),
            Map.entry(Object[].class, new Object[] {1}));

    /** Functions that take the name of another. */
    private static final Set<String> BY_NAME = Set.of("callUDF", "call_udf", "call_function");

    private final ExpressionTranslator expressions = new ExpressionTranslator(
            plan -> {
                throw new AssertionError("no function has a plan");
            },
            false);

    @Test
    void sparkKnowsEveryFunction() throws IllegalAccessException {
        Set<String> unknown = new TreeSet<>();
        int calls = 0;
        for (Method method : Functions.class.getMethods()) {
            boolean plain = Modifier.isStatic(method.getModifiers())
                    && Column.class.isAssignableFrom(method.getReturnType())
                    && Arrays.stream(method.getParameterTypes()).allMatch(ARGUMENTS::containsKey);
            Optional<FunctionCall> call =
                    plain && !BY_NAME.contains(method.getName()) ? call(method) : Optional.empty();
            if (call.isPresent()) {
                calls++;
                if (expressions.translate(call.get()) instanceof UnresolvedFunction function && !isKnown(function)) {
                    unknown.add(method.getName());
                }
            }
        }
        assertThat(calls).isGreaterThan(400);
        assertThat(unknown).isEmpty();
    }

    private static boolean isKnown(UnresolvedFunction function) {
        var registry =
                function.isInternal() ? FunctionRegistry$.MODULE$.internal() : FunctionRegistry$.MODULE$.builtin();
        return registry.functionExists(
                new FunctionIdentifier(function.nameParts().last()));
    }

    private static Optional<FunctionCall> call(Method method) throws IllegalAccessException {
        Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(ARGUMENTS::get).toArray();
        try {
            Column column = (Column) method.invoke(null, arguments);
            return column.expression() instanceof FunctionCall call ? Optional.of(call) : Optional.empty();
        } catch (InvocationTargetException refused) {
            return Optional.empty(); // "a" is no type, interval or expression
        }
    }
}
