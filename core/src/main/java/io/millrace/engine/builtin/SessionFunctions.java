package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;

import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.types.DataTypes;
import java.util.List;
import java.util.function.Supplier;

/** What a query can ask about its session. All are constants of the query. */
public final class SessionFunctions implements FunctionModule {
    /** The version of Spark whose behaviour the engine has; the revision is not known. */
    private static final String VERSION = "4.2.0 0000000000000000000000000000000000000000";

    @Override
    public List<String> names() {
        return List.of(
                "version",
                "current_catalog",
                "current_database",
                "current_schema",
                "current_user",
                "user",
                "session_user");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "version" -> constant(() -> VERSION, "version").describe("The version of the language.", "version()");
            case "current_catalog" ->
                constant(() -> "spark_catalog", "current_catalog")
                        .describe("The catalog in which names are looked up.", "current_catalog()");
            case "current_database", "current_schema" ->
                constant(() -> "default", "current_schema", "current_database")
                        .describe("The database in which names are looked up.", "current_database()");
            case "current_user", "user", "session_user" ->
                constant(() -> System.getProperty("user.name"), name.equals("session_user") ? "current_user" : name)
                        .describe("The user who runs the program.", name + "()");
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** Spark shows the first name, whichever was written. */
    private static ScalarSpec constant(Supplier<String> value, String shown, String... aliases) {
        ScalarSpec call = scalar(shown).notConstant().standsForFirst();
        return scalar(shown, aliases)
                .gives(DataTypes.StringType)
                .neverNull()
                .rewrites((site, context) -> call.typed(
                        site,
                        List.of(new Expression.Constant(value.get(), DataTypes.StringType)),
                        DataTypes.StringType,
                        context));
    }
}
