package io.millrace.engine.analysis;

import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.GeneratorCall;
import io.millrace.engine.expression.Expression.ScalarCall;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.Origin;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.NullType;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where generators may not stand: anywhere but as a whole item of a select list or LATERAL VIEW. A call with a generator among
 * its arguments has the type of NULL, so that the whole of the expression can be told.
 */
final class GeneratorPlaces {
    private static final String AROUND = "around_generator";

    private GeneratorPlaces() {}

    /** Refuses generators inside an expression, which may itself be one. */
    static void refuseNested(Expression value, Origin origin, ZoneId zone) {
        refuseAmong(value.children(), origin, () -> ExpressionText.sql(value, zone));
    }

    /** Refuses generators among the parts of something that reads as {@code whole}. */
    static void refuseAmong(List<Expression> parts, Origin origin, Supplier<String> whole) {
        if (parts.stream().anyMatch(GeneratorPlaces::hasGenerator)) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.UNSUPPORTED_GENERATOR__NESTED_IN_EXPRESSIONS,
                            "expression",
                            "\"" + whole.get() + "\"")
                    .at(origin.position()));
        }
    }

    /**
     * Refuses generators in a clause that knows no rows but those it gets.
     *
     * @param clause what the clause reads as, with the text of the expression
     */
    static void refuse(Expression value, Function<String, String> clause, ZoneId zone) {
        if (hasGenerator(value)) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.UNSUPPORTED_GENERATOR__OUTSIDE_SELECT,
                    "plan",
                    clause.apply(ExpressionText.pretty(value, zone))));
        }
    }

    /**
     * What stands for an expression with a generator among its parts.
     *
     * @param text how it reads, of the texts of its parts
     */
    static Expression around(Function<List<String>, String> text, List<Expression> parts, ResolutionContext context) {
        return around(text, parts, DataTypes.NullType, context);
    }

    private static Expression around(
            Function<List<String>, String> text, List<Expression> parts, DataType type, ResolutionContext context) {
        return FunctionSpec.scalar(AROUND)
                .text(text)
                .typed(CallSite.plain(AROUND, parts, Optional.empty()), parts, type, context);
    }

    /**
     * The same expression, typed as if its generators gave lists of rows; throws what is wrong with that. Only for messages:
     * in a GROUP BY types are looked at first, elsewhere places.
     */
    static Expression asLists(Expression value, AnalysisContext context) {
        return Trees.transform(value, part -> switch (part) {
            case GeneratorCall call ->
                around(
                        parts -> parts.getFirst(),
                        List.of(call),
                        new ArrayType(call.type(), true),
                        context.resolution());
            case ScalarCall call
            when call.type() instanceof NullType
                    && context.functions().lookup(call.function().name()).isPresent() ->
                context.functions()
                        .resolve(
                                CallSite.plain(call.function().name(), call.arguments(), Optional.empty()),
                                context.resolution());
            default -> part;
        });
    }

    static boolean hasGenerator(Expression value) {
        return Trees.contains(value, GeneratorCall.class::isInstance);
    }
}
