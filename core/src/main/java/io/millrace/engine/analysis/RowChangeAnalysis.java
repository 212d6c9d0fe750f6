package io.millrace.engine.analysis;

import io.millrace.plan.TableCommand;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import java.util.Map;

/** DELETE, UPDATE and MERGE. No table can undergo them, which is said only of a statement that means something. */
public final class RowChangeAnalysis {
    private final AnalysisContext context;

    public RowChangeAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** What is wrong with the statement; in the end that the table does not know the operation. */
    public MillraceException refusal(TableCommand.ChangeRows change) {
        Analyzer plans = new Analyzer(context);
        UnresolvedPlan table = new UnresolvedPlan.NamedRelation(change.table(), false, Map.of(), change.origin());
        UnresolvedPlan called = change.alias()
                .<UnresolvedPlan>map(
                        alias -> new UnresolvedPlan.SubqueryAlias(table, alias, List.of(), change.origin()))
                .orElse(table);
        Scope target = plans.resolve(called).scope();
        Scope scope = change.source()
                .map(source -> target.concat(plans.resolve(source).scope()))
                .orElse(target);
        change.columns().forEach(new ExpressionAnalyzer(context, target)::analyze);
        ExpressionAnalyzer expressions = new ExpressionAnalyzer(context, scope);
        change.expressions().forEach(expressions::analyze);
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
}
