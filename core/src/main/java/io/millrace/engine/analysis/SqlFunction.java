package io.millrace.engine.analysis;

import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.plan.FunctionDefinition;
import io.millrace.types.DataType;
import io.millrace.types.StructField;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * A function written in SQL, as the catalog keeps it.
 *
 * @param name all parts of its name; of a temporary one just the last
 * @param result what it gives: the type of its value, or its columns
 * @param readsData whether it reads tables or views, itself or by what it calls
 * @param configuration the settings of the session that made it, under which its body is understood
 * @param zone the time zone of that session
 * @param ansi whether that session was in ANSI mode
 * @param shown how its calls read
 */
public record SqlFunction(
        List<String> name,
        FunctionDefinition definition,
        Result result,
        boolean readsData,
        Map<String, String> configuration,
        ZoneId zone,
        boolean ansi,
        Instant created,
        ScalarSpec shown) {
    public SqlFunction {
        name = List.copyOf(name);
        configuration = Map.copyOf(configuration);
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
