package io.millrace.spark;

import io.millrace.plan.Engine.Rows;
import io.millrace.plan.SecretOptions;
import io.millrace.plan.TableCommand;
import io.millrace.plan.UnresolvedPlan.AskCatalog;
import io.millrace.plan.UnresolvedPlan.Command;
import io.millrace.plan.UnresolvedPlan.CreateView;
import io.millrace.plan.UnresolvedPlan.DescribeFunction;
import io.millrace.plan.UnresolvedPlan.DescribeRelation;
import io.millrace.plan.UnresolvedPlan.DropView;
import io.millrace.plan.UnresolvedPlan.Explain;
import io.millrace.plan.UnresolvedPlan.ResetConfiguration;
import io.millrace.plan.UnresolvedPlan.SetConfiguration;
import io.millrace.plan.UnresolvedPlan.ShowFunctions;
import io.millrace.plan.UnresolvedPlan.ShowTables;
import io.millrace.plan.UnresolvedPlan.ShowViews;
import io.millrace.plan.UnresolvedPlan.ToNames;
import io.millrace.plan.UnresolvedPlan.ViewScope;
import io.millrace.plan.UnresolvedPlan.WriteFiles;
import io.millrace.spark.translation.Unsupported;
import io.millrace.spark.value.SparkTypes;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.Dataset$;
import org.apache.spark.sql.execution.command.DescribeQueryCommand;
import org.apache.spark.sql.execution.command.ResetCommand;
import scala.Option;

/** Commands. What only Spark can tell is asked of Spark, as SQL or as its own command. */
final class SparkCommands {
    private static final StructType KEY_VALUE =
            new StructType().add("key", DataTypes.StringType, false).add("value", DataTypes.StringType, false);
    private static final StructType PLAN = new StructType().add("plan", DataTypes.StringType, true);

    private final SparkEngine engine;

    SparkCommands(SparkEngine engine) {
        this.engine = engine;
    }

    /** Runs a command. Must run {@link SparkEngine#inSpark}. */
    Rows run(Command command) {
        return switch (command) {
            case CreateView create -> createView(create);
            case DropView drop -> sql("DROP VIEW " + (drop.ifExists() ? "IF EXISTS " : "") + name(drop.name()));
            case SetConfiguration set -> set(set);
            case ResetConfiguration reset -> reset(reset);
            case ShowViews show -> sql("SHOW VIEWS" + in(show.namespace()) + like(show.pattern()));
            case ShowTables show -> sql("SHOW TABLES" + in(show.namespace()) + like(show.pattern()));
            case ShowFunctions show ->
                sql("SHOW " + show.kind() + " FUNCTIONS"
                        + show.namespace()
                                .map(name -> " IN " + String.join(".", name))
                                .orElse("")
                        + like(show.pattern()));
            case DescribeRelation describe when describe.extended() -> sql(text(describe));
            case DescribeRelation describe ->
                command(new DescribeQueryCommand(
                        "", engine.dataset(describe.relation()).logicalPlan()));
            case DescribeFunction describe ->
                sql("DESCRIBE FUNCTION " + (describe.extended() ? "EXTENDED " : "") + name(describe.name()));
            case Explain explain ->
                CollectedRows.ofCells(
                        PLAN, List.<Object[]>of(new Object[] {engine.explain(explain.plan(), explain.mode())}));
            case WriteFiles write -> write(write);
            case AskCatalog ask -> sql(statement(ask));
            case TableCommand table -> sql(statement(table));
        };
    }

    /** The whole statement of a command whose origin may be no more than the name of what it is about. */
    private static String statement(Command command) {
        return command.origin()
                .position()
                .map(ErrorPosition::sqlText)
                .orElseThrow(() -> Unsupported.feature(command.getClass().getSimpleName(), command.origin()));
    }

    /** The SQL that a command was read from, which Spark knows better than we could say it again. */
    private static String text(Command command) {
        return command.origin()
                .position()
                .map(ErrorPosition::fragment)
                .orElseThrow(() -> Unsupported.feature(command.getClass().getSimpleName(), command.origin()));
    }

    private static Rows nothing() {
        return CollectedRows.ofCells(new StructType(), List.of());
    }

    private static Rows rows(Dataset<Row> result) {
        return CollectedRows.of(SparkTypes.fromSpark(result.schema()), result.collectAsList());
    }

    private Rows sql(String text) {
        return rows(engine.spark().sql(text));
    }

    private Rows command(LogicalPlan command) {
        return rows(Dataset$.MODULE$.ofRows(engine.spark(), command));
    }

    private static String name(List<String> parts) {
        return parts.stream().map(part -> "`" + part.replace("`", "``") + "`").collect(Collectors.joining("."));
    }

    private static String in(Optional<List<String>> namespace) {
        return namespace.map(parts -> " IN " + name(parts)).orElse("");
    }

    private static String like(Optional<String> pattern) {
        return pattern.map(text -> " LIKE '" + text.replace("\\", "\\\\").replace("'", "\\'") + "'")
                .orElse("");
    }

    private Rows createView(CreateView create) {
        if (create.scope() == ViewScope.PERSISTENT) {
            return sql(text(create));
        }
        boolean global = create.scope() == ViewScope.GLOBAL_TEMPORARY;
        String name = create.name().getLast();
        boolean exists = engine.views().stream()
                .anyMatch(view -> view.global() == global && view.name().equalsIgnoreCase(name));
        if (!create.ifNotExists() || !exists) {
            engine.createTemporaryView(
                    name,
                    create.definition().columnNames().isEmpty()
                            ? create.body()
                            : new ToNames(create.body(), create.definition().columnNames(), create.origin()),
                    create.replace(),
                    global);
        }
        return nothing();
    }

    private Rows set(SetConfiguration set) {
        Map<String, String> shown;
        if (set.key().isPresent()) {
            String key = set.key().get();
            set.value().ifPresent(value -> engine.settings().set(key, value));
            shown = Map.of(key, engine.settings().get(key).orElse("<undefined>"));
        } else {
            shown = engine.settings().all();
        }
        List<Object[]> rows = new ArrayList<>();
        SecretOptions.redact(shown).forEach((key, value) -> rows.add(new Object[] {key, value}));
        return CollectedRows.ofCells(KEY_VALUE, rows);
    }

    private Rows reset(ResetConfiguration reset) {
        if (reset.key().isPresent()) {
            engine.settings().unset(reset.key().get());
        } else {
            command(new ResetCommand(Option.empty()));
            engine.settings().afterReset();
        }
        return nothing();
    }

    private Rows write(WriteFiles write) {
        engine.dataset(write.input())
                .write()
                .format(write.format())
                .mode(write.mode())
                .options(write.options())
                .partitionBy(write.partitionColumns().toArray(String[]::new))
                .save();
        return nothing();
    }
}
