package io.millrace.engine.analysis;

import io.millrace.engine.connector.local.LocalTable;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.CommonTable;
import io.millrace.plan.UnresolvedPlan.SetKind;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The tables of WITH clauses. Each sees what was visible where it was written: the tables before it, and itself if the
 * clause is RECURSIVE.
 *
 * <p>A table that names itself must be {@code anchor UNION ALL step}. The anchor is analysed first and says which columns
 * there are; what the step finds under the table's own name is then the rows of the level before. While a table is being
 * analysed its definition is a {@link Recursion}, which knows how far that has come.
 */
final class CommonTables {
    private static final String MAX_LEVEL = "spark.sql.cteRecursionLevelLimit";
    private static final String MAX_ROWS = "spark.sql.cteRecursionRowLimit";

    private static final AtomicLong RECURSIONS = new AtomicLong();

    private final AnalysisContext context;

    CommonTables(AnalysisContext context) {
        this.context = context;
    }

    /** What a name of a WITH clause stands for. */
    sealed interface Definition {}

    /** @param context what is visible where the table was written */
    private record Written(
            CommonTable table, AnalysisContext context, boolean recursive, SharedRows rows, Origin origin)
            implements Definition {}

    /** A table that is being analysed, and may name itself. */
    private static final class Recursion implements Definition {
        private final long id = RECURSIONS.incrementAndGet();
        private final CommonTable table;
        private Optional<List<Attribute>> anchor = Optional.empty();
        private boolean named;

        Recursion(CommonTable table) {
            this.table = table;
        }

        /** The rows of the level before; a value that is never null in the anchor may be so in them. */
        Analyzed levelBefore() {
            named = true;
            List<Attribute> columns = anchor
                    .orElseThrow(() -> new MillraceException(ErrorDetail.of(ErrorCondition.INVALID_RECURSIVE_CTE)))
                    .stream()
                    .map(column -> column.fresh().withNullable(true))
                    .toList();
            LogicalPlan plan = new LogicalPlan.LevelBefore(id, columns);
            return Relations.renamed(
                    new Analyzed(plan, Scope.of(columns)), table.name(), table.columnNames(), table.plan());
        }
    }

    /** A table from around a sub-query or another table of WITH, which the clauses inside cannot hide. */
    private record Fixed(Definition definition) implements Definition {}

    /** A table in the tables that it is made of: only its anchor and its step may be a part of a recursion. */
    private record Whole() implements Definition {}

    /** A table that cannot be analysed, where that is said elsewhere. */
    private record Broken() implements Definition {}

    /** A table in whose rows a recursion must not go on. */
    private record Barred(Definition definition) implements Definition {}

    /** The same context, where tables that are being analysed must not be named. */
    static AnalysisContext withoutRecursion(AnalysisContext context) {
        if (context.commonTables().values().stream().noneMatch(Recursion.class::isInstance)) {
            return context;
        }
        Map<String, Definition> tables = new HashMap<>(context.commonTables());
        tables.replaceAll((name, definition) -> definition instanceof Recursion ? new Barred(definition) : definition);
        return context.withCommonTables(tables);
    }

    /** The same context inside a sub-query of an expression, or inside a table of WITH. */
    static AnalysisContext nested(AnalysisContext context) {
        if (!isLegacy(context)) {
            return context;
        }
        Map<String, Definition> tables = new HashMap<>(context.commonTables());
        tables.replaceAll((name, definition) -> definition instanceof Fixed ? definition : new Fixed(definition));
        return context.withCommonTables(tables);
    }

    private static boolean isLegacy(AnalysisContext context) {
        return context.resolution()
                .configuration()
                .apply(LanguageSetting.LEGACY_COMMON_TABLES.key())
                .filter(policy -> policy.trim().equalsIgnoreCase("LEGACY"))
                .isPresent();
    }

    Analyzed with(UnresolvedPlan.With with) {
        AnalysisContext inside = visible(context, with);
        Optional<MillraceException> failure = Optional.empty();
        Optional<Analyzed> body = Optional.empty();
        try {
            body = Optional.of(new Analyzer(inside).resolve(with.body()));
        } catch (MillraceException e) {
            failure = Optional.of(new CommonTableErrors(with).ofBody(inside, e));
        }
        new CommonTableErrors(with).check(inside, failure);
        if (failure.isPresent()) {
            throw failure.get();
        }
        return body.orElseThrow();
    }

    /** Analyses a table of the clause if nobody has read it. */
    static void checkUnused(AnalysisContext inside, CommonTable table) {
        if (inside.commonTables().get(key(table)) instanceof Written written
                && written.table() == table
                && !written.rows().isRead()) {
            written(written);
        }
    }

    /** The same context, where tables that cannot be analysed have no columns. */
    static AnalysisContext withoutBroken(AnalysisContext context, List<CommonTable> tables) {
        AnalysisContext known = context;
        for (CommonTable table : tables) {
            if (known.commonTables().get(key(table)) instanceof Written written && isBroken(written)) {
                known = with(known, table, new Broken());
            }
        }
        return known;
    }

    private static boolean isBroken(Written written) {
        try {
            written(written);
            return false;
        } catch (MillraceException e) {
            return true;
        }
    }

    /**
     * What the body of a WITH clause sees. By the rules of old, tables that are fixed hide those of the clause, and the
     * clause's own tables do not see them at all.
     */
    private static AnalysisContext visible(AnalysisContext around, UnresolvedPlan.With with) {
        Map<String, Definition> fixed = new HashMap<>(around.commonTables());
        fixed.values().removeIf(definition -> !(definition instanceof Fixed));
        AnalysisContext inside = around;
        if (!fixed.isEmpty()) {
            Map<String, Definition> own = new HashMap<>(around.commonTables());
            own.keySet().removeAll(fixed.keySet());
            inside = around.withCommonTables(own);
        }
        for (CommonTable table : with.tables()) {
            inside = with(
                    inside,
                    table,
                    new Written(table, nested(inside), with.recursive(), new SharedRows(), with.origin()));
        }
        if (fixed.isEmpty()) {
            return inside;
        }
        Map<String, Definition> all = new HashMap<>(inside.commonTables());
        all.putAll(fixed);
        return inside.withCommonTables(all);
    }

    private static AnalysisContext with(AnalysisContext context, CommonTable table, Definition definition) {
        Map<String, Definition> tables = new HashMap<>(context.commonTables());
        tables.put(key(table), definition);
        return context.withCommonTables(tables);
    }

    private static String key(CommonTable table) {
        return table.name().toLowerCase(Locale.ROOT);
    }

    /** The table of that name, if a WITH clause has one. */
    Optional<Analyzed> find(String name) {
        Definition definition = context.commonTables().get(name.toLowerCase(Locale.ROOT));
        return Optional.ofNullable(definition).map(CommonTables::analyzed);
    }

    private static Analyzed analyzed(Definition definition) {
        return switch (definition) {
            case Written written -> written(written);
            case Recursion recursion -> recursion.levelBefore();
            case Fixed fixed -> analyzed(fixed.definition());
            case Broken ignored -> Relations.scan(LocalTable.oneRow());
            case Barred ignored -> throw misplaced();
            case Whole ignored -> throw new MillraceException(ErrorDetail.of(ErrorCondition.INVALID_RECURSIVE_CTE));
        };
    }

    private static Analyzed written(Written written) {
        CommonTable table = written.table();
        Analyzed body = written.rows()
                .read(() -> written.recursive()
                        ? recursive(written)
                        : new Analyzer(written.context()).resolve(table.plan()));
        return Relations.renamed(body, table.name(), table.columnNames(), table.plan());
    }

    private static Analyzed recursive(Written written) {
        Recursion recursion = new Recursion(written.table());
        AnalysisContext around = with(written.context(), written.table(), new Whole());
        UnresolvedPlan body = written.table().plan();
        while (body instanceof UnresolvedPlan.With with) {
            around = visible(around, with);
            new CommonTableErrors(with).check(around, Optional.empty());
            body = with.body();
        }
        Definition own = around.commonTables().get(key(written.table()));
        AnalysisContext inside = own instanceof Whole ? with(around, written.table(), recursion) : around;
        Analyzer analyzer = new Analyzer(inside);
        if (!(body instanceof UnresolvedPlan.SetOperation union) || union.kind() != SetKind.UNION) {
            return analyzer.resolve(body);
        }
        Analyzed anchor = analyzer.resolve(union.left());
        recursion.anchor = Optional.of(anchor.scope().attributes());
        Analyzed step = analyzer.resolve(union.right());
        if (!recursion.named) {
            return new SetOperations(inside, analyzer).of(union, anchor, step);
        }
        if (!union.all()) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE)
                    .at(written.origin().position()));
        }
        Analyzed levels = levels(written, recursion, anchor, step, union);
        requirePlace(step.plan(), recursion.id);
        return levels;
    }

    private static Analyzed levels(
            Written written, Recursion recursion, Analyzed anchor, Analyzed step, UnresolvedPlan.SetOperation union) {
        List<Attribute> first = anchor.scope().attributes();
        List<Attribute> next = step.scope().attributes();
        SetOperations.requireSameWidth(union, first.size(), next.size());
        AnalysisContext context = written.context();
        List<Assignment> converted = new ArrayList<>();
        List<Attribute> output = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            Attribute column = first.get(i);
            Expression value = converted(next.get(i), column.type(), context);
            converted.add(
                    value instanceof Attribute same
                            ? Assignment.pass(same)
                            : new Assignment(Attribute.create(column.name(), value.type(), value.nullable()), value));
            output.add(column.fresh().withNullable(column.nullable() || value.nullable()));
        }
        LogicalPlan plan = new LogicalPlan.Recursion(
                recursion.id,
                Analyzer.visible(anchor.plan(), anchor.scope()),
                new LogicalPlan.Project(step.plan(), converted),
                output,
                new LogicalPlan.RecursionLimits(
                        written.table().maxLevel().orElseGet(() -> setting(context, MAX_LEVEL)),
                        setting(context, MAX_ROWS),
                        Optional.empty()));
        return new Analyzed(plan, Scope.of(output));
    }

    private static int setting(AnalysisContext context, String key) {
        return Integer.parseInt(context.resolution().configuration().apply(key).orElseThrow());
    }

    /** The types are the anchor's; what a step gives must fit into them. */
    private static Expression converted(Attribute column, DataType type, AnalysisContext context) {
        boolean fits = TypeCoercion.wider(
                        type, column.type(), context.resolution().ansi())
                .filter(wider -> TypeCoercion.sameType(wider, type))
                .isPresent();
        if (!fits) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.CANNOT_MERGE_INCOMPATIBLE_DATA_TYPE,
                    "left",
                    "\"" + type.sql() + "\"",
                    "right",
                    "\"" + column.type().sql() + "\""));
        }
        return context.resolution().convert(column, type);
    }

    /** Refuses a step that groups, sorts or numbers the rows of the level before. */
    private static void requirePlace(LogicalPlan step, long id) {
        Trees.visit(step, node -> {
            boolean whole = node instanceof LogicalPlan.Aggregate
                    || node instanceof LogicalPlan.Sort
                    || Expressions.of(node).stream()
                            .anyMatch(value -> Trees.contains(value, Expression.WindowCall.class::isInstance));
            if (whole && readsLevel(node, id)) {
                throw misplaced();
            }
            Expressions.of(node)
                    .forEach(value -> Trees.visit(value, part -> {
                        if (part instanceof Expression.Subquery subquery) {
                            requirePlace((LogicalPlan) subquery.plan(), id);
                        }
                    }));
        });
    }

    private static boolean readsLevel(LogicalPlan plan, long id) {
        return Trees.contains(
                plan,
                node -> node instanceof LogicalPlan.LevelBefore level && level.id() == id
                        || Expressions.of(node).stream()
                                .anyMatch(value -> Trees.contains(
                                        value,
                                        part -> part instanceof Expression.Subquery subquery
                                                && readsLevel((LogicalPlan) subquery.plan(), id))));
    }

    private static MillraceException misplaced() {
        return new MillraceException(ErrorDetail.of(ErrorCondition.INVALID_RECURSIVE_REFERENCE__PLACE));
    }
}
