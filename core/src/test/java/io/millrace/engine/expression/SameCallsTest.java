package io.millrace.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.expression.Expression.Lambda;
import io.millrace.engine.expression.Expression.LambdaParameter;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which calls mean the same, so that GROUP BY finds them in a select list. */
class SameCallsTest {
    private static final ResolutionContext CONTEXT = ResolutionContext.of(ZoneOffset.UTC, true);

    private static LambdaParameter parameter(long id, DataType type) {
        return new LambdaParameter(id, "p" + id, type, true);
    }

    private static Lambda first(LambdaParameter... parameters) {
        return new Lambda(List.of(parameters), parameters[0]);
    }

    @Test
    void lambdasDoNotDependOnTheNamesOfTheirParameters() {
        LambdaParameter a = parameter(1, DataTypes.IntegerType);
        LambdaParameter b = parameter(2, DataTypes.IntegerType);
        assertThat(first(a)).isEqualTo(first(b)).hasSameHashCodeAs(first(b));
        assertThat(first(a, b)).isEqualTo(first(b, a)).hasSameHashCodeAs(first(b, a));
        assertThat(new Lambda(List.of(a, b), b)).isNotEqualTo(first(a, b));
        assertThat(first(a)).isNotEqualTo(first(parameter(3, DataTypes.LongType)));
        assertThat(first(a)).isNotEqualTo(first(a, b));
    }

    @Test
    void aParameterOfTheLambdaAroundIsItself() {
        LambdaParameter outer = parameter(1, DataTypes.IntegerType);
        LambdaParameter other = parameter(2, DataTypes.IntegerType);
        LambdaParameter a = parameter(3, DataTypes.IntegerType);
        LambdaParameter b = parameter(4, DataTypes.IntegerType);
        Lambda inner = new Lambda(List.of(a), outer);
        assertThat(inner).isEqualTo(new Lambda(List.of(b), outer)).isNotEqualTo(new Lambda(List.of(b), other));
        Lambda nested = new Lambda(List.of(outer), inner);
        Lambda renamed = new Lambda(List.of(other), new Lambda(List.of(b), other));
        assertThat(nested).isEqualTo(renamed).hasSameHashCodeAs(renamed);
    }

    private static Expression call(String name) {
        ScalarSpec spec = FunctionSpec.scalar("f", "g")
                .takes(TypeFamily.INT)
                .gives(DataTypes.IntegerType)
                .kernel(Kernels.strict((in, row, out) -> out.copyFrom(in.plain(0), in.at(0, row), row)));
        return spec.resolve(CallSite.of(name, new Expression.Constant(1, DataTypes.IntegerType)), CONTEXT);
    }

    @Test
    void functionsAreWhatTheirNameSays() {
        assertThat(call("f")).isEqualTo(call("f")).hasSameHashCodeAs(call("f"));
        assertThat(call("f")).as("an alias").isEqualTo(call("g"));
        Expression other = FunctionSpec.scalar("h")
                .takes(TypeFamily.INT)
                .gives(DataTypes.IntegerType)
                .resolve(CallSite.of("h", new Expression.Constant(1, DataTypes.IntegerType)), CONTEXT);
        assertThat(call("f")).isNotEqualTo(other);
    }
}
