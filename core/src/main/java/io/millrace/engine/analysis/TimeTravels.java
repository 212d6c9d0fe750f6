package io.millrace.engine.analysis;

import io.millrace.engine.expression.Casts;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.CastKind;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.TimeTravel;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataTypes;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows of other times, which no relation keeps: what is wrong with asking for them. */
final class TimeTravels {
    private final AnalysisContext context;

    TimeTravels(AnalysisContext context) {
        this.context = context;
    }

    MillraceException refusal(TimeTravel travel) {
        List<String> name = travel.relation().name();
        new Analyzer(context)
                .resolve(new UnresolvedPlan.NamedRelation(
                        name, false, Map.of(), travel.relation().origin()));
        if (travel.changes()) {
            return failure(
                    travel, ErrorCondition.UNSUPPORTED_FEATURE__CHANGE_DATA_CAPTURE, "catalogName", Catalog.NAME);
        }
        travel.timestamp().ifPresent(written -> requireTime(written, travel));
        boolean common = name.size() == 1
                && context.commonTables().containsKey(name.getFirst().toLowerCase(Locale.ROOT));
        List<String> shown = common
                ? name
                : context.catalog().find(name).map(Catalog.Found::name).orElse(name);
        return failure(
                travel, ErrorCondition.UNSUPPORTED_FEATURE__TIME_TRAVEL, "relationId", NameResolver.quoted(shown));
    }

    private void requireTime(UnresolvedExpression written, TimeTravel travel) {
        ExpressionAnalyzer analyzer = new ExpressionAnalyzer(context, Scope.of(List.of()));
        Expression time = analyzer.analyze(written);
        if (Trees.contains(time, Expression.Subquery.class::isInstance)) {
            return;
        }
        String text = "\"" + ExpressionText.pretty(time, context.zone()) + "\"";
        if (!Constants.isFoldable(time) && !Trees.isDeterministic(time)) {
            throw failure(travel, ErrorCondition.INVALID_TIME_TRAVEL_TIMESTAMP_EXPR__NON_DETERMINISTIC, "expr", text);
        }
        boolean known = Casts.canCast(time.type(), DataTypes.TimestampType, false);
        if (!known || value(analyzer, written).value() == null) {
            throw failure(travel, ErrorCondition.INVALID_TIME_TRAVEL_TIMESTAMP_EXPR__INPUT, "expr", text);
        }
    }

    private static Expression.Constant value(ExpressionAnalyzer analyzer, UnresolvedExpression time) {
        return Constants.fold(analyzer.analyze(
                new UnresolvedExpression.Cast(time, DataTypes.TimestampType, CastKind.TRY, time.origin())));
    }

    private static MillraceException failure(TimeTravel travel, ErrorCondition condition, String name, String value) {
        return new MillraceException(
                ErrorDetail.of(condition, name, value).at(travel.origin().position()));
    }
}
