package io.millrace.engine.analysis;

import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Conversion;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.spi.format.TimeParserPolicy;
import io.millrace.types.DataTypes;
import io.millrace.types.DateType;
import io.millrace.types.StringType;
import java.time.ZoneOffset;

/**
 * Under the old policy of patterns a date becomes text by the old calendar, in which no year has a sign: {@code 0002-01-01} for
 * the first day of the year -1. Timestamps become text as ever.
 */
final class LegacyDates {
    private static final Expression PATTERN = new Expression.Constant("yyyy-MM-dd", DataTypes.StringType);

    private final AnalysisContext context;
    private final ResolutionContext inUtc;

    private LegacyDates(AnalysisContext context) {
        this.context = context;
        ResolutionContext session = context.resolution();
        this.inUtc = new ResolutionContext(ZoneOffset.UTC, session.ansi(), session.configuration(), session.clock());
    }

    /** The plan with such texts, if the session asks for them. */
    static LogicalPlan in(LogicalPlan plan, AnalysisContext context) {
        if (TimeParserPolicy.of(context.configuration()) != TimeParserPolicy.LEGACY) {
            return plan;
        }
        LegacyDates dates = new LegacyDates(context);
        return Trees.transform(plan, node -> Expressions.map(node, value -> Trees.transform(value, dates::written)));
    }

    private Expression written(Expression part) {
        boolean text = part instanceof Conversion conversion
                && conversion.type() instanceof StringType
                && conversion.child().type() instanceof DateType;
        return text
                ? context.functions().resolve(CallSite.of("date_format", ((Conversion) part).child(), PATTERN), inUtc)
                : part;
    }
}
