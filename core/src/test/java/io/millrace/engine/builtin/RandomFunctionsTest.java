package io.millrace.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.TaskPlace;
import io.millrace.engine.expression.Values;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomFunctionsTest {
    private static final FunctionRegistry REGISTRY = new FunctionRegistry(List.of(new RandomFunctions()));
    private static final BatchContext BATCH = new BatchContext(7, 0, 0, 0).withSeed(42);

    private static ResolutionContext analysis() {
        return ResolutionContext.of(ZoneOffset.UTC, true);
    }

    private static Expression call(ResolutionContext analysis, String name, Expression... arguments) {
        return REGISTRY.resolve(CallSite.of(name, arguments), analysis);
    }

    private static List<Object> values(Expression call, BatchContext batch) {
        ColumnVector vector =
                Evaluators.compile(call).evaluate(ColumnBatch.of(List.of(), 3), Selection.range(3), batch);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            values.add(Values.get(vector, i));
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rand", "randn", "uuid"})
    void aBatchThatRunsAgainGivesTheSameValues(String name) {
        List<Object> first = values(call(analysis(), name), BATCH);
        assertThat(first).doesNotHaveDuplicates();
        assertThat(values(call(analysis(), name), BATCH)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rand", "randn", "uuid"})
    void everythingElseGivesOtherValues(String name) {
        ResolutionContext analysis = analysis();
        Expression call = call(analysis, name);
        List<Object> first = values(call, BATCH);
        assertThat(values(call(analysis, name), BATCH)).as("another call").doesNotContainAnyElementsOf(first);
        assertThat(values(call, BATCH.inTask(TaskPlace.of(1))))
                .as("another task")
                .doesNotContainAnyElementsOf(first);
        assertThat(values(call, BATCH.withSeed(43))).as("another query").doesNotContainAnyElementsOf(first);
        BatchContext next = new BatchContext(8, 0, 0, 0).withSeed(42);
        assertThat(values(call, next)).as("another batch").doesNotContainAnyElementsOf(first);
    }

    @Test
    void aSeedDoesNotDependOnTheQuery() {
        Expression call = call(analysis(), "rand", Calls.constant(3L));
        BatchContext other = new BatchContext(0, 0, 0, 0);
        assertThat(values(call, BATCH)).isEqualTo(values(call, other));
        assertThat(values(call, other.inTask(TaskPlace.of(2))))
                .isEqualTo(values(call(analysis(), "rand", Calls.constant(5L)), other));
    }
}
