package io.millrace.engine.analysis;

import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.GeneratorCall;
import io.millrace.engine.expression.Expression.WindowCall;
import io.millrace.plan.Origin;
import io.millrace.plan.TableCommand;
import io.millrace.plan.TableCommand.ColumnChange;
import io.millrace.plan.TableCommand.RowAction;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** DELETE, UPDATE and MERGE. No table can undergo them, which is said only of a statement that means something. */
public final class RowChangeAnalysis {
    private final AnalysisContext context;

    public RowChangeAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** The conditions and values of a statement that means something. */
    public List<Expression> expressions(TableCommand.ChangeRows change) {
        Analyzer plans = new Analyzer(context);
        UnresolvedPlan table = new UnresolvedPlan.NamedRelation(change.table(), false, Map.of(), change.origin());
        UnresolvedPlan called = change.alias()
                .<UnresolvedPlan>map(
                        alias -> new UnresolvedPlan.SubqueryAlias(table, alias, List.of(), change.origin()))
                .orElse(table);
        Scope target = plans.resolve(called).scope();
        Optional<Scope> source = change.source().map(rows -> plans.resolve(rows).scope());
        List<Expression> found = new ArrayList<>();
        change.actions().forEach(action -> found.addAll(expressions(action, target, source, change.origin())));
        return found;
    }

    /** That the table does not know the operation. */
    public MillraceException refusal(TableCommand.ChangeRows change) {
        boolean stored = context.catalog()
                .find(change.table())
                .filter(found -> found.relation() instanceof Catalog.Relation.Stored)
                .isPresent();
        List<String> name = stored ? context.catalog().qualify(change.table()).parts() : List.of("unknown");
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.UNSUPPORTED_FEATURE__TABLE_OPERATION,
                "tableName",
                NameResolver.quoted(name),
                "operation",
                change.operation()));
    }

    private List<Expression> expressions(RowAction action, Scope target, Optional<Scope> source, Origin origin) {
        Scope all = source.map(target::concat).orElse(target);
        Scope seen = switch (action.seen()) {
            case TABLE -> target;
            case SOURCE -> source.orElseThrow();
            case BOTH -> all;
        };
        Scope given = action.everyColumn() ? source.orElseThrow() : seen;
        ExpressionAnalyzer columns = source.isEmpty() ? columnsOf(target, target) : columnsOf(target, bare(target));
        ExpressionAnalyzer values = source.isEmpty() ? columnsOf(given, given) : columnsOf(given, bare(given));
        List<Expression> found = new ArrayList<>();
        for (ColumnChange change : changes(action, target, origin)) {
            DataType type = columns.analyze(change.column()).type();
            change.value()
                    .map(values::analyze)
                    .ifPresent(value -> found.add(RoutineCalls.cast(value, type, context, origin)));
        }
        action.condition().map(columnsOf(seen, all)::analyze).ifPresent(found::add);
        WindowAnalysis.refuse(found, RowChangeAnalysis::isMisplaced, context.zone(), origin.position());
        return found;
    }

    /** @param proposed the columns that messages propose for a name that means nothing */
    private ExpressionAnalyzer columnsOf(Scope scope, Scope proposed) {
        NameResolver names = new NameResolver(context.caseSensitive());
        return new ExpressionAnalyzer(context, scope).orElse(reference -> {
            throw names.unresolved(reference, proposed);
        });
    }

    /** What MERGE assigns is told without tables. */
    private static Scope bare(Scope scope) {
        return Scope.of(scope.attributes());
    }

    private static List<ColumnChange> changes(RowAction action, Scope target, Origin origin) {
        if (!action.everyColumn()) {
            return action.changes();
        }
        return target.attributes().stream()
                .map(column -> new ColumnReference(List.of(column.name()), origin))
                .map(column -> new ColumnChange(column, Optional.of(column)))
                .toList();
    }

    /** Whether it needs more than the one row. */
    private static boolean isMisplaced(Expression part) {
        return part instanceof AggregateCall || part instanceof WindowCall || part instanceof GeneratorCall;
    }
}
