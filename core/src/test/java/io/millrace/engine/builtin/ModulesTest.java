package io.millrace.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.builtin.aggregate.Aggregates;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.FunctionSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModulesTest {
    private static final List<FunctionModule> MODULES = List.of(
            new ArithmeticFunctions(),
            new ArrayFunctions(),
            new DateFunctions(),
            new DateTextFunctions(),
            new EncodingFunctions(),
            new Generators(),
            new HigherOrderFunctions(),
            new MapFunctions(),
            new MathFunctions(),
            new PatternFunctions(),
            new StringFunctions(),
            new TimestampFunctions(),
            new WindowFunctions(),
            new Aggregates());

    @Test
    void everyNameHasADocumentedFunction() {
        FunctionRegistry registry = new FunctionRegistry(MODULES);
        for (String name : registry.names()) {
            FunctionSpec<?> spec = registry.lookup(name).orElseThrow();
            assertThat(spec.description()).as(name).isNotBlank();
            assertThat(spec.example()).as(name).isNotBlank();
            assertThat(spec.signature()).as(name).isNotBlank();
        }
    }

    @Test
    void anAliasMeansItsFunction() {
        FunctionRegistry registry = new FunctionRegistry(MODULES);
        for (String name : registry.names()) {
            for (String alias : registry.lookup(name).orElseThrow().aliases()) {
                assertThat(registry.lookup(alias).orElseThrow().name())
                        .isEqualTo(registry.lookup(name).orElseThrow().name());
            }
        }
    }
}
