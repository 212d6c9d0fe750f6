package io.millrace.engine.session;

import io.millrace.engine.analysis.Analyzer;
import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Chance;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Conversion;
import io.millrace.engine.expression.UpCast;
import io.millrace.engine.logical.Expressions;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.types.BooleanType;
import io.millrace.types.DataType;
import io.millrace.types.NullType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What may be the default of a column: a value without columns and sub-queries that the column's type can hold. */
final class DefaultValues {
    private final EmbeddedEngine engine;
    private final String statement;

    /** @param statement what gives the defaults, as messages call it */
    DefaultValues(EmbeddedEngine engine, String statement) {
        this.engine = engine;
        this.statement = statement;
    }

    /** Checks the defaults of some columns, by name. */
    void require(StructType columns, Map<String, UnresolvedExpression> defaults) {
        for (StructField field : columns) {
            UnresolvedExpression value = defaults.get(field.name());
            if (value != null) {
                require(field, value);
            }
        }
    }

    /** Checks the default of a column. */
    void require(StructField field, UnresolvedExpression value) {
        Expression typed = typed(field, value);
        if (Trees.contains(typed, Expression.Subquery.class::isInstance)) {
            throw error(ErrorCondition.INVALID_DEFAULT_VALUE__SUBQUERY_EXPRESSION, field, value);
        }
        if (!fits(typed, field.dataType())) {
            throw error(
                    ErrorCondition.INVALID_DEFAULT_VALUE__DATA_TYPE,
                    field,
                    value,
                    "expectedType",
                    CallErrors.quoted(field.dataType()),
                    "actualType",
                    CallErrors.quoted(typed.type()));
        }
        if (Trees.contains(typed, Attribute.class::isInstance)) {
            throw error(ErrorCondition.INVALID_DEFAULT_VALUE__NOT_CONSTANT, field, value);
        }
        if (Trees.contains(typed, Chance::decides)) {
            throw error(ErrorCondition.INVALID_DEFAULT_VALUE__NON_DETERMINISTIC, field, value);
        }
    }

    private Expression typed(StructField field, UnresolvedExpression value) {
        UnresolvedPlan row =
                new UnresolvedPlan.Project(new UnresolvedPlan.OneRow(Origin.NONE), List.of(value), value.origin());
        LogicalPlan plan;
        try {
            plan = new Analyzer(engine.context()).analyze(row);
        } catch (MillraceException failure) {
            if (failure.detail().condition() == ErrorCondition.UNRESOLVED_COLUMN__WITHOUT_SUGGESTION) {
                throw error(ErrorCondition.INVALID_DEFAULT_VALUE__NOT_CONSTANT, field, value);
            }
            throw failure;
        }
        return Expressions.of(plan).getFirst();
    }

    /** Types that hold all values of the default's type, or else at least this one; truth is no number. */
    private boolean fits(Expression value, DataType type) {
        if (value.type() instanceof NullType || UpCast.allows(value.type(), type)) {
            return true;
        }
        boolean truth = value.type() instanceof BooleanType || type instanceof BooleanType;
        if (truth || !Constants.isFoldable(value)) {
            return false;
        }
        Conversion conversion = new Conversion(
                value, type, Conversion.Mode.ANSI, engine.settings().zone(), true);
        try {
            Constants.fold(conversion);
            return true;
        } catch (RuntimeException failure) {
            if (failure instanceof MillraceThrowable) {
                return false;
            }
            throw failure;
        }
    }

    private MillraceException error(
            ErrorCondition condition, StructField field, UnresolvedExpression value, String... more) {
        List<String> parameters = new ArrayList<>(List.of(
                "statement",
                statement,
                "colName",
                Catalog.quoted(List.of(field.name())),
                "defaultValue",
                Descriptions.fragment(value)));
        parameters.addAll(List.of(more));
        return new MillraceException(ErrorDetail.of(condition, parameters.toArray(String[]::new)));
    }
}
