package io.millrace.engine.session;

import io.millrace.Errors;
import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Routines;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.plan.Engine.Rows;
import io.millrace.plan.Engine.ViewDescription;
import io.millrace.plan.SecretOptions;
import io.millrace.plan.TableCommand;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.ShowFunctions.FunctionKind;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.types.DataTypes;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Plans that do something instead of describing rows; most give a small table about it. */
final class Commands {
    private static final StructType NOTHING = new StructType();
    private static final StructType KEY_VALUE =
            new StructType().add("key", DataTypes.StringType, false).add("value", DataTypes.StringType, false);
    private static final StructType TABLES = new StructType()
            .add("namespace", DataTypes.StringType, false)
            .add("tableName", DataTypes.StringType, false)
            .add("isTemporary", DataTypes.BooleanType, false);
    private static final StructType VIEWS = new StructType()
            .add("namespace", DataTypes.StringType, false)
            .add("viewName", DataTypes.StringType, false)
            .add("isTemporary", DataTypes.BooleanType, false);
    private static final StructType NAMESPACES = new StructType().add("namespace", DataTypes.StringType, false);
    private static final StructType FUNCTIONS = new StructType().add("function", DataTypes.StringType, false);
    private static final StructType FUNCTION = new StructType().add("function_desc", DataTypes.StringType, false);
    private static final StructType COLUMNS = new StructType()
            .add(new StructField("col_name", DataTypes.StringType, false).withComment("name of the column"))
            .add(new StructField("data_type", DataTypes.StringType, false).withComment("data type of the column"))
            .add(new StructField("comment", DataTypes.StringType, true).withComment("comment of the column"));
    private static final StructType COLUMN =
            new StructType(new StructField[] {information("info_name", "name"), information("info_value", "value")});
    private static final StructType PLAN = new StructType().add("plan", DataTypes.StringType, true);

    /** What stands before the name of a value that is only there to be put into texts. */
    private static final String SUBSTITUTED = "hivevar:";

    private static StructField information(String name, String what) {
        return new StructField(name, DataTypes.StringType, false).withComment(what + " of the column info");
    }

    private final EmbeddedEngine engine;
    private final TableCommands tables;

    Commands(EmbeddedEngine engine) {
        this.engine = engine;
        this.tables = new TableCommands(engine);
    }

    static boolean isCommand(UnresolvedPlan plan) {
        return schema(plan).isPresent();
    }

    /** The columns that a command gives; empty for a relation. */
    static Optional<StructType> schema(UnresolvedPlan plan) {
        if (!(plan instanceof UnresolvedPlan.Command command)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (command) {
                    case UnresolvedPlan.CreateView ignored -> NOTHING;
                    case UnresolvedPlan.DropView ignored -> NOTHING;
                    case UnresolvedPlan.WriteFiles ignored -> NOTHING;
                    case UnresolvedPlan.SetConfiguration ignored -> KEY_VALUE;
                    case UnresolvedPlan.ResetConfiguration ignored -> NOTHING;
                    case UnresolvedPlan.ShowViews ignored -> VIEWS;
                    case UnresolvedPlan.ShowTables ignored -> TABLES;
                    case UnresolvedPlan.ShowFunctions ignored -> FUNCTIONS;
                    case UnresolvedPlan.DescribeRelation ignored -> COLUMNS;
                    case UnresolvedPlan.AskCatalog ask -> CatalogAnswers.schema(ask.question());
                    case UnresolvedPlan.DescribeFunction ignored -> FUNCTION;
                    case UnresolvedPlan.Explain ignored -> PLAN;
                    case TableCommand.ShowNamespaces ignored -> NAMESPACES;
                    case TableCommand.DescribeColumn ignored -> COLUMN;
                    case TableCommand.DescribePartition ignored -> COLUMNS;
                    case TableCommand ignored -> NOTHING;
                });
    }

    /** Runs a command; empty for a relation. */
    Optional<Rows> run(UnresolvedPlan plan) {
        if (!(plan instanceof UnresolvedPlan.Command command)) {
            return Optional.empty();
        }
        List<Object[]> rows = EmbeddedEngine.analysing(() -> rows(command));
        return Optional.of(new GivenRows(schema(plan).orElseThrow(), rows.iterator()));
    }

    private List<Object[]> rows(UnresolvedPlan.Command command) {
        return switch (command) {
            case UnresolvedPlan.CreateView create -> createView(create);
            case UnresolvedPlan.DropView drop -> dropView(drop);
            case UnresolvedPlan.WriteFiles write -> {
                new BatchWriter(engine).write(write);
                yield List.of();
            }
            case UnresolvedPlan.SetConfiguration set -> set(set);
            case UnresolvedPlan.ResetConfiguration reset -> {
                reset.key()
                        .ifPresentOrElse(
                                engine::unsetConfiguration,
                                () -> engine.settings().all().keySet().forEach(engine::unsetConfiguration));
                yield List.of();
            }
            case UnresolvedPlan.ShowViews show -> relations(show.namespace(), show.pattern(), true);
            case UnresolvedPlan.ShowTables show -> relations(show.namespace(), show.pattern(), false);
            case UnresolvedPlan.ShowFunctions show ->
                functions(show)
                        .distinct()
                        .sorted()
                        .filter(name -> matches(name.substring(name.lastIndexOf('.') + 1), show.pattern()))
                        .map(name -> new Object[] {name})
                        .toList();
            case UnresolvedPlan.DescribeRelation describe -> new Descriptions(engine).describe(describe);
            case UnresolvedPlan.AskCatalog ask -> new CatalogAnswers(engine).rows(ask);
            case UnresolvedPlan.DescribeFunction describe -> describe(describe);
            case TableCommand table -> tables.run(table);
            case UnresolvedPlan.Explain explain -> explain(explain);
        };
    }

    /** What is wrong with a statement is a part of its explanation, line by line. */
    private List<Object[]> explain(UnresolvedPlan.Explain explain) {
        try {
            return List.<Object[]>of(new Object[] {engine.explain(explain.plan(), explain.mode())});
        } catch (Exception failure) {
            if (!(failure instanceof MillraceThrowable)) {
                throw Errors.raise(failure);
            }
            String text = "Error occurred during query planning: \n" + failure.getMessage();
            return text.lines().map(line -> new Object[] {line}).toList();
        }
    }

    private List<Object[]> createView(UnresolvedPlan.CreateView create) {
        if (create.scope() == UnresolvedPlan.ViewScope.PERSISTENT) {
            new StoredViews(engine).create(create);
            return List.of();
        }
        if (create.name().size() > 1) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS,
                            "actualName",
                            Catalog.quoted(create.name()))
                    .at(create.origin().position()));
        }
        List<String> columns = create.definition().columnNames();
        UnresolvedPlan body =
                columns.isEmpty() ? create.body() : new UnresolvedPlan.ToNames(create.body(), columns, create.origin());
        String name = create.name().getLast();
        boolean global = create.scope() == UnresolvedPlan.ViewScope.GLOBAL_TEMPORARY;
        boolean exists = engine.catalog().views().stream()
                .anyMatch(view -> view.global() == global && view.name().equalsIgnoreCase(name));
        if (!(create.ifNotExists() && exists)) {
            new StoredViews(engine)
                    .requireDifferent(
                            columns.isEmpty()
                                    ? Arrays.asList(engine.schema(body).fieldNames())
                                    : columns);
            engine.createTemporaryView(name, body, create.replace(), global);
        }
        return List.of();
    }

    private List<Object[]> dropView(UnresolvedPlan.DropView drop) {
        List<String> name = drop.name();
        boolean global = name.size() == 2 && name.getFirst().equalsIgnoreCase(Catalog.GLOBAL_DATABASE);
        boolean temporary = global || name.size() == 1;
        Optional<Catalog.Found> dropped = engine.catalog().find(name);
        if (!(temporary && engine.dropTemporaryView(name.getLast(), global))) {
            new StoredViews(engine).drop(drop);
        }
        dropped.ifPresent(new CacheCommands(engine)::uncache);
        return List.of();
    }

    private List<Object[]> set(UnresolvedPlan.SetConfiguration set) {
        if (set.key().isEmpty()) {
            List<Object[]> rows = new ArrayList<>();
            engine.settings().all().forEach((key, value) -> rows.add(new Object[] {key, shown(key, value)}));
            return rows;
        }
        String key = set.key().get();
        if (key.startsWith(SUBSTITUTED) && set.value().isPresent()) {
            engine.setConfiguration(
                    key.substring(SUBSTITUTED.length()), set.value().get());
            return List.<Object[]>of(new Object[] {key, set.value().get()});
        }
        set.value().ifPresent(value -> engine.setConfiguration(key, value));
        String value = engine.settings().get(key).orElse("<undefined>");
        return List.<Object[]>of(new Object[] {key, shown(key, value)});
    }

    private static String shown(String key, String value) {
        return SecretOptions.redact(Map.of(key, value)).get(key);
    }

    /** Functions that a namespace keeps have all of their names; the others belong to none. */
    private Stream<String> functions(UnresolvedPlan.ShowFunctions show) {
        String namespace = show.namespace()
                .map(TableCommands::namespace)
                .orElse(engine.catalog().currentNamespace());
        engine.catalog().relationsOf(namespace);
        Routines routines = engine.catalog().routines();
        Stream<String> builtin = show.kind() == FunctionKind.USER
                ? Stream.empty()
                : engine.functions().names().stream()
                        .filter(name ->
                                !engine.functions().lookup(name).orElseThrow().isOperator());
        Stream<String> own = show.kind() == FunctionKind.SYSTEM
                ? Stream.empty()
                : Stream.of(engine.catalog().functionNames(), routines.temporaryNames(), routines.names(namespace))
                        .flatMap(Collection::stream);
        return Stream.concat(builtin, own);
    }

    /** What a namespace keeps, and the temporary views, which go with each. */
    private List<Object[]> relations(Optional<List<String>> namespace, Optional<String> pattern, boolean viewsOnly) {
        String name =
                namespace.map(TableCommands::namespace).orElse(engine.catalog().currentNamespace());
        boolean global = name.equalsIgnoreCase(Catalog.GLOBAL_DATABASE);
        List<Object[]> rows = new ArrayList<>();
        if (!global) {
            engine.catalog().relationsOf(name).forEach((relation, kind) -> {
                if (matches(relation, pattern) && !(viewsOnly && kind instanceof Catalog.Relation.Stored)) {
                    rows.add(new Object[] {name.toLowerCase(Locale.ROOT), relation, false});
                }
            });
        }
        for (ViewDescription view : engine.catalog().views()) {
            if (matches(view.name(), pattern) && (global || !view.global())) {
                rows.add(new Object[] {view.global() ? Catalog.GLOBAL_DATABASE : "", view.name(), true});
            }
        }
        return rows;
    }

    /** A pattern of SHOW: * for anything, | between alternatives. */
    static boolean matches(String name, Optional<String> pattern) {
        return pattern.isEmpty()
                || Arrays.stream(pattern.get().split("\\|"))
                        .map(part -> Pattern.quote(part.trim()).replace("*", "\\E.*\\Q"))
                        .anyMatch(regex -> Pattern.compile(regex, Pattern.CASE_INSENSITIVE)
                                .matcher(name)
                                .matches());
    }

    private List<Object[]> describe(UnresolvedPlan.DescribeFunction describe) {
        String name = describe.name().getLast();
        boolean known =
                describe.name().size() == 1 && engine.functions().lookup(name).isPresent();
        Optional<List<String>> routine =
                known ? Optional.empty() : new RoutineCommands(engine).describe(describe.name(), describe.extended());
        if (routine.isPresent()) {
            return routine.get().stream().map(line -> new Object[] {line}).toList();
        }
        if (engine.catalog().function(name).isPresent()) {
            return List.of(new Object[] {"Function: " + name}, new Object[] {"Usage: a function of the user's"});
        }
        FunctionSpec<?> function = engine.functions()
                .lookup(name)
                .orElseThrow(() -> new MillraceException(ErrorDetail.of(
                                ErrorCondition.UNRESOLVED_ROUTINE,
                                "routineName",
                                "`" + name + "`",
                                "searchPath",
                                "[`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`]")
                        .at(describe.origin().position())));
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {"Function: " + function.name()});
        rows.add(new Object[] {"Usage: " + function.signature() + " - " + function.description()});
        if (describe.extended()) {
            rows.add(new Object[] {"Example: SELECT " + function.example()});
        }
        return rows;
    }

    /** Rows in external form that are there already. */
    private record GivenRows(StructType schema, Iterator<Object[]> rows) implements Rows {
        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Object[] next() {
            return rows.next();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
