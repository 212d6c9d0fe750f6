package io.millrace.plan;

import io.millrace.types.DataType;
import io.millrace.types.StructField;
import java.util.List;
import java.util.Optional;

/**
 * What a function written in SQL is, apart from its name. Positions inside its body and its defaults count from where that
 * text begins.
 *
 * @param bodyText the body as it was written
 * @param deterministic empty where the definition does not say
 * @param readsData {@code READS SQL DATA} or {@code CONTAINS SQL}; empty where the definition does not say
 */
public record FunctionDefinition(
        List<Parameter> parameters,
        Returns returns,
        Body body,
        String bodyText,
        Optional<String> comment,
        Optional<Boolean> deterministic,
        Optional<Boolean> readsData) {
    public FunctionDefinition {
        parameters = List.copyOf(parameters);
    }

    /** One parameter; without a default each call must give it. */
    public record Parameter(String name, DataType type, Optional<Default> defaultValue, Optional<String> comment) {}

    /** What a parameter is where a call does not give it. */
    public record Default(UnresolvedExpression value, String text) {}

    /** What a call gives. */
    public sealed interface Returns {
        /** A value; without a type it has that of the body. */
        record Value(Optional<DataType> type) implements Returns {}

        /** Rows; without columns they are those of the body. */
        record Rows(List<StructField> columns) implements Returns {
            public Rows {
                columns = List.copyOf(columns);
            }
        }
    }

    /** What is computed. */
    public sealed interface Body {
        record Value(UnresolvedExpression expression) implements Body {}

        record Query(UnresolvedPlan plan) implements Body {}
    }
}
