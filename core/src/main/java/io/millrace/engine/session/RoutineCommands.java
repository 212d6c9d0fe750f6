package io.millrace.engine.session;

import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Catalog.QualifiedName;
import io.millrace.engine.analysis.RoutineDefinitions;
import io.millrace.engine.analysis.Routines;
import io.millrace.engine.analysis.SqlFunction;
import io.millrace.plan.FunctionDefinition;
import io.millrace.plan.FunctionDefinition.Parameter;
import io.millrace.plan.TableCommand.CreateFunction;
import io.millrace.plan.TableCommand.DropFunction;
import io.millrace.plan.TableCommand.RefreshFunction;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.StructField;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Commands about functions written in SQL. */
final class RoutineCommands {
    private static final DateTimeFormatter CREATED =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.ROOT);

    private final EmbeddedEngine engine;
    private final Routines routines;

    RoutineCommands(EmbeddedEngine engine) {
        this.engine = engine;
        this.routines = engine.catalog().routines();
    }

    void create(CreateFunction create) {
        List<String> name = create.temporary() ? temporaryName(create) : keptName(create.name());
        boolean exists = create.temporary()
                ? routines.temporary(name.getLast()).isPresent()
                : routines.kept(engine.catalog().qualify(create.name())).isPresent();
        if (exists && create.ifNotExists()) {
            return;
        }
        SqlFunction function = new RoutineDefinitions(engine.context(), create, name)
                .define(engine.clock().instant());
        if (exists && !create.replace()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.ROUTINE_ALREADY_EXISTS,
                    "routineName",
                    shownName(name),
                    "newRoutineType",
                    "routine",
                    "existingRoutineType",
                    "routine"));
        }
        routines.put(function);
    }

    private List<String> temporaryName(CreateFunction create) {
        List<String> name = create.name();
        if (create.ifNotExists()) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.INVALID_SQL_SYNTAX__CREATE_TEMP_FUNC_WITH_IF_NOT_EXISTS)
                            .at(create.origin().position()));
        }
        refuseQualifier(name, create);
        return List.of(name.getLast().toLowerCase(Locale.ROOT));
    }

    /** Something temporary belongs to the session, and to nothing else. */
    private static void refuseQualifier(List<String> name, UnresolvedPlan command) {
        if (name.size() > 1 && !Routines.isSession(name)) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.INVALID_TEMP_OBJ_QUALIFIER,
                            "objectType",
                            "FUNCTION",
                            "objectName",
                            Catalog.quoted(List.of(name.getLast())),
                            "qualifier",
                            Catalog.quoted(name.subList(0, name.size() - 1)))
                    .at(command.origin().position()));
        }
    }

    private List<String> keptName(List<String> name) {
        QualifiedName qualified = engine.catalog().qualify(name);
        engine.catalog().relationsOf(qualified.namespace());
        return qualified.parts();
    }

    /** As messages show it: without the catalog. */
    private static String shownName(List<String> name) {
        return Catalog.quoted(name.size() == 1 ? name : name.subList(1, name.size()));
    }

    void drop(DropFunction drop) {
        String last = drop.name().getLast();
        if (drop.temporary()) {
            refuseQualifier(drop.name(), drop);
        }
        boolean own = drop.temporary() || Routines.isSession(drop.name());
        boolean dropped;
        List<String> shown;
        if (own) {
            dropped = routines.removeTemporary(last) || engine.catalog().unregister(last);
            shown = List.of(last);
        } else {
            QualifiedName name = engine.catalog().qualify(drop.name());
            dropped = routines.removeKept(name);
            shown = name.parts();
        }
        if (dropped) {
            return;
        }
        if (drop.name().size() == 1 && engine.functions().lookup(last).isPresent()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.FORBIDDEN_OPERATION,
                    "statement",
                    "DROP",
                    "objectType",
                    "FUNCTION",
                    "objectName",
                    Catalog.quoted(List.of(last))));
        }
        if (!drop.ifExists()) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.ROUTINE_NOT_FOUND, "routineName", shownName(shown)));
        }
    }

    /** There is nothing to load anew, but the function must be there. */
    void refresh(RefreshFunction refresh) {
        String last = refresh.name().getLast();
        if (refresh.name().size() == 1 && engine.functions().lookup(last).isPresent()) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.LEGACY_1256, "rawName", last)
                    .at(refresh.origin().position()));
        }
        QualifiedName name = engine.catalog().qualify(refresh.name());
        if (!engine.catalog().routines().names(name.namespace()).contains(String.join(".", name.parts()))) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.ROUTINE_NOT_FOUND,
                    "routineName",
                    Catalog.quoted(List.of(name.namespace(), name.name()))));
        }
    }

    // DESCRIBE

    /** What DESCRIBE FUNCTION says, line by line; empty if there is no such function. */
    Optional<List<String>> describe(List<String> name, boolean extended) {
        return engine.catalog().routine(name).map(function -> {
            FunctionDefinition definition = function.definition();
            boolean table = function.result() instanceof SqlFunction.Result.Rows;
            Description lines = new Description(extended ? 15 : 10);
            lines.add("Function", List.of(String.join(".", function.name())));
            lines.add("Type", List.of(table ? "TABLE" : "SCALAR"));
            lines.add("Input", inputs(definition.parameters(), extended));
            lines.add("Returns", returns(function.result()));
            if (extended) {
                definition.comment().ifPresent(comment -> lines.add("Comment", List.of(comment)));
                lines.add(
                        "Deterministic",
                        List.of(definition.deterministic().orElse(true).toString()));
                lines.add("Data Access", List.of(function.readsData() ? "READS SQL DATA" : "CONTAINS SQL"));
                lines.add("Configs", configuration(function));
                lines.add(
                        "Create Time",
                        List.of(CREATED.format(
                                function.created().atZone(function.settings().zone()))));
                lines.add("Body", List.of(definition.bodyText()));
            }
            return lines.texts();
        });
    }

    private static List<String> inputs(List<Parameter> parameters, boolean extended) {
        if (parameters.isEmpty()) {
            return List.of("()");
        }
        List<String> types = new ArrayList<>();
        for (Parameter parameter : parameters) {
            types.add(parameter.type().sql());
        }
        List<String> lines = columns(parameters.stream().map(Parameter::name).toList(), types);
        for (int i = 0; extended && i < lines.size(); i++) {
            Parameter parameter = parameters.get(i);
            String more = parameter
                            .defaultValue()
                            .map(value -> " DEFAULT " + value.text())
                            .orElse("")
                    + parameter.comment().map(comment -> " '" + comment + "'").orElse("");
            lines.set(i, lines.get(i) + more);
        }
        return lines;
    }

    private static List<String> returns(SqlFunction.Result result) {
        return switch (result) {
            case SqlFunction.Result.Value value -> List.of(value.type().sql());
            case SqlFunction.Result.Rows rows ->
                columns(
                        rows.columns().stream().map(StructField::name).toList(),
                        rows.columns().stream()
                                .map(column -> column.dataType().sql())
                                .toList());
        };
    }

    private static List<String> columns(List<String> names, List<String> types) {
        int widestName = names.stream().mapToInt(String::length).max().orElse(0);
        int widestType = types.stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            lines.add(padded(names.get(i), widestName) + " " + padded(types.get(i), widestType));
        }
        return lines;
    }

    private List<String> configuration(SqlFunction function) {
        return List.of(
                SessionConfiguration.ANSI + "=" + function.settings().ansi(),
                SessionConfiguration.TIME_ZONE + "="
                        + function.settings().zone().getId());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** Lines of a title and what it is about, side by side. */
    private static final class Description {
        private final int width;
        private final List<String> lines = new ArrayList<>();

        Description(int width) {
            this.width = width;
        }

        void add(String title, List<String> texts) {
            for (int i = 0; i < texts.size(); i++) {
                lines.add(padded(i == 0 ? title + ":" : "", width) + texts.get(i));
            }
        }

        List<String> texts() {
            return lines;
        }
    }
}
