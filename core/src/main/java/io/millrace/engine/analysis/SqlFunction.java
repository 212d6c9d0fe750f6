package io.millrace.engine.analysis;

import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.plan.FunctionDefinition;
import io.millrace.types.DataType;
import io.millrace.types.StructField;
import java.time.Instant;
import java.util.List;

/**
 * A function written in SQL, as the catalog keeps it.
 *
 * @param name all parts of its name; of a temporary one just the last
 * @param result what it gives: the type of its value, or its columns
 * @param readsData whether it reads tables or views, itself or by what it calls
 * @param settings of the session that made it, under which its body is understood
 * @param shown how its calls read
 */
public record SqlFunction(
        List<String> name,
        FunctionDefinition definition,
        Result result,
        boolean readsData,
        CreationSettings settings,
        Instant created,
        ScalarSpec shown) {
    public SqlFunction {
        name = List.copyOf(name);
    }

    /** What a function gives. */
    public sealed interface Result {
        record Value(DataType type) implements Result {}

        record Rows(List<StructField> columns) implements Result {
            public Rows {
                columns = List.copyOf(columns);
            }
        }
    }

    /** How calls of a function of that name read: {@code name(argument, …)}. */
    static ScalarSpec shownAs(List<String> name) {
        return FunctionSpec.scalar(String.join(".", name)).routine();
    }

    public boolean temporary() {
        return name.size() == 1;
    }

    /** The name in back-quotes, part by part. */
    String quotedName() {
        return NameResolver.quoted(name);
    }
}
