package io.millrace.engine.analysis;

import io.millrace.engine.builtin.ConstructorFunctions;
import io.millrace.engine.builtin.ValueOrder;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Expression.LambdaParameter;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.expression.SortKey;
import io.millrace.engine.logical.Trees;
import io.millrace.engine.user.UserScalarFunction;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.ExtractValue;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Lambda;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.NamedArgument;
import io.millrace.plan.UnresolvedExpression.SortOrder;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.plan.UserFunction;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Calls of functions: those written in SQL, the user's own, and the registry's, in this order. Arguments are analyzed first; a
 * lambda function is the exception, since it gets the types of its parameters from the other arguments.
 */
final class CallAnalysis {
    private static final AtomicLong LAMBDA_IDS = new AtomicLong();

    private final AnalysisContext context;
    private final ExpressionAnalyzer expressions;

    CallAnalysis(AnalysisContext context, ExpressionAnalyzer expressions) {
        this.context = context;
        this.expressions = expressions;
    }

    /** The name that the registry knows: two operators are not registered by their symbols. */
    static String registeredName(FunctionCall call) {
        String written = call.name().getLast().toLowerCase(Locale.ROOT);
        return switch (written) {
            case "||" -> "concat";
            case "-" -> call.arguments().size() == 1 ? "unary-minus" : written;
            case FunctionCall.ROW -> "named_struct";
            default -> written;
        };
    }

    Expression analyze(FunctionCall call) {
        Optional<SqlFunction> routine = RoutineCalls.find(call, context);
        if (routine.isPresent()) {
            return new RoutineCalls(context).value(routine.get(), call, expressions);
        }
        String name = registeredName(call);
        if (name.equals("typed_literal")) {
            return new TypedLiterals(context).analyze(call);
        }
        requireKnown(call, name);
        if (call.arguments().stream().anyMatch(NamedArgument.class::isInstance)) {
            return byName(call, name);
        }
        boolean namesFields = name.equals("struct") || call.name().getFirst().equals(FunctionCall.ROW);
        ExpressionAnalyzer inner = expressions.forArguments(call);
        // Other functions refuse a filter whatever it is.
        Optional<Expression> filter = call.filter()
                .map(condition ->
                        expressions.isAggregate(call) ? filter(condition, call, inner) : inner.analyze(condition));
        List<Expression> arguments = new ArrayList<>();
        List<Boolean> aliased = new ArrayList<>();
        for (UnresolvedExpression argument : call.arguments()) {
            if (argument instanceof Star star) {
                arguments.addAll(starArguments(call, namesFields, star, inner));
            } else if (argument instanceof Lambda) {
                // It gets its types from the other arguments.
                arguments.add(null);
            } else if (namesFields) {
                arguments.add(new Constant(fieldName(argument, arguments.size() / 2 + 1), DataTypes.StringType));
                arguments.add(inner.analyze(argument));
            } else {
                arguments.add(inner.analyze(argument));
            }
            while (aliased.size() < arguments.size() / 2) {
                aliased.add(argument instanceof Alias);
            }
        }
        analyzeLambdas(call, arguments, inner);
        refuseGenerators(call, arguments, filter);
        CallSite site = new CallSite(
                name,
                new CharComparison(context).arguments(name, arguments),
                call.distinct(),
                filter,
                call.nulls(),
                call.withinGroup().stream().map(item -> ordering(item, inner)).toList(),
                call.origin().position());
        Expression value = name.equals("struct") && !isUser(name)
                ? ConstructorFunctions.structAsWritten(aliased).resolve(site, context.resolution())
                : resolve(site);
        return value instanceof AggregateCall aggregate ? ownOrOuter(aggregate, inner, call.origin()) : value;
    }

    /** {@code TIMESTAMPADD(unit, …)}, of which the unit comes as a text. */
    private static boolean isOfUnit(FunctionCall call) {
        return call.arguments().size() == 3
                && call.arguments().getFirst() instanceof Literal unit
                && unit.value() instanceof String;
    }

    /** A call that gives arguments by name: few functions know the names of their parameters. */
    private Expression byName(FunctionCall call, String name) {
        FunctionSpec<?> spec =
                isUser(name) ? null : context.functions().lookup(name).orElseThrow();
        if (spec == null || spec.parameters().names().isEmpty()) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.NAMED_PARAMETERS_NOT_SUPPORTED, "functionName", "`" + name + "`")
                            .at(call.origin().position()));
        }
        List<Expression> arguments = RoutineArguments.of(spec, call, expressions.forArguments(call));
        return resolve(CallSite.plain(name, arguments, call.origin().position()));
    }

    /** Whether SQL has the name of the function, and not the operator that stands for it. */
    static boolean isByName(FunctionCall call) {
        String name = Pattern.quote(call.name().getFirst());
        return call.origin()
                .position()
                .filter(position -> position.fragment().matches("(?is)" + name + "\\s*\\(.*"))
                .filter(position -> !isOfUnit(call))
                .isPresent();
    }

    /** Refuses a name that no function has; those of built-in ones may have a qualifier that says so. */
    void requireKnown(FunctionCall call, String registered) {
        boolean plain = call.name().size() == 1;
        boolean builtin = (plain || Routines.isBuiltin(call.name()))
                && context.functions()
                        .lookup(registered)
                        .filter(spec -> !spec.isOperator() || !isByName(call))
                        .isPresent();
        boolean user = (plain || Routines.isSession(call.name()))
                && context.catalog().function(call.name().getLast()).isPresent();
        if (builtin || user) {
            return;
        }
        throw RangeFunction.isCalled(call)
                ? RangeFunction.notScalar(call)
                : FunctionRegistry.unresolved(
                        NameResolver.quoted(call.name()), call.origin().position());
    }

    /** The filter of an aggregate, which looks at single rows. */
    Expression filter(UnresolvedExpression condition, FunctionCall call, ExpressionAnalyzer inner) {
        Expression filter = inner.withAnySeed().analyze(condition);
        if (filter.children().stream().anyMatch(GeneratorPlaces::hasGenerator)
                && !(filter instanceof Expression.GeneratorCall)) {
            return filter;
        }
        if (Chance.isIn(filter)) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.INVALID_AGGREGATE_FILTER__NON_DETERMINISTIC, "filterExpr", shown(filter))
                    .at(call.origin().position()));
        }
        if (!filter.type().equals(DataTypes.BooleanType)) {
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.INVALID_AGGREGATE_FILTER__NOT_BOOLEAN, "filterExpr", shown(filter))
                            .at(call.origin().position()));
        }
        Trees.find(filter, CallAnalysis::aggregate).ifPresent(part -> {
            throw invalidFilter(
                    ErrorCondition.INVALID_AGGREGATE_FILTER__CONTAINS_AGGREGATE, call, filter, "aggExpr", part);
        });
        Trees.visit(filter, part -> {
            if (part instanceof Expression.WindowCall) {
                throw invalidFilter(
                        ErrorCondition.INVALID_AGGREGATE_FILTER__CONTAINS_WINDOW_FUNCTION,
                        call,
                        filter,
                        "windowExpr",
                        part);
            }
        });
        return filter;
    }

    /** An aggregate, be it one over a window. */
    private static Optional<Expression> aggregate(Expression part) {
        Expression function = part instanceof Expression.WindowCall window ? window.function() : part;
        return function instanceof AggregateCall ? Optional.of(function) : Optional.empty();
    }

    /** A generator in a filter is shown as if the filter were an argument. */
    private void refuseGenerators(FunctionCall call, List<Expression> arguments, Optional<Expression> filter) {
        filter.ifPresent(condition -> {
            List<Expression> parts = new ArrayList<>(arguments);
            parts.add(condition);
            GeneratorPlaces.refuseAmong(
                    List.of(condition),
                    call.origin(),
                    () -> parts.stream()
                            .map(part -> ExpressionText.sql(part, context.zone()))
                            .collect(Collectors.joining(", ", call.name().getLast() + "(", ")")));
        });
    }

    private MillraceException invalidFilter(
            ErrorCondition condition, FunctionCall call, Expression filter, String name, Expression part) {
        return new MillraceException(ErrorDetail.of(condition, "filterExpr", shown(filter), name, shown(part))
                .at(call.origin().position()));
    }

    private String shown(Expression expression) {
        return "\"" + ExpressionText.pretty(expression, context.zone()) + "\"";
    }

    /** An aggregate of nothing but columns of the query around this one belongs to that. */
    private Expression ownOrOuter(AggregateCall aggregate, ExpressionAnalyzer inner, Origin origin) {
        Set<Long> references = Trees.references(aggregate);
        if (context.outer().isEmpty()
                || references.stream().noneMatch(context.outer().get()::isParameter)) {
            return aggregate;
        }
        OuterColumns outer = context.outer().get();
        if (!references.stream().allMatch(outer::isParameter)) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition
                                    .UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY__AGGREGATE_FUNCTION_MIXED_OUTER_LOCAL_REFERENCES,
                            "function",
                            ExpressionText.pretty(Trees.transform(
                                    aggregate,
                                    part -> part instanceof Attribute column
                                            ? column.withName(inner.qualifiedText(column))
                                            : part)))
                    .at(origin.position()));
        }
        aggregate.children().forEach(part -> Grouping.refuseNested(outer.meaning(part)));
        return outer.lift(aggregate);
    }

    private CallSite.Ordering ordering(SortOrder order, ExpressionAnalyzer inner) {
        SortKey key = new SortKey(
                inner.analyze(order.child()), order.ascending(), order.nulls() == UnresolvedExpression.NullOrder.FIRST);
        ValueOrder.require(key, context.zone(), order.origin().position());
        return new CallSite.Ordering(key.value(), key.ascending(), key.nullsFirst());
    }

    private void analyzeLambdas(FunctionCall call, List<Expression> arguments, ExpressionAnalyzer inner) {
        if (arguments.contains(null) && !bindsLambdas(call, arguments)) {
            WrittenText texts = WrittenText.ofLambdas(this, inner, context);
            for (int i = 0; i < call.arguments().size(); i++) {
                if (call.arguments().get(i) instanceof Lambda lambda) {
                    arguments.set(i, texts.standIn(lambda));
                }
            }
            return;
        }
        for (int i = 0; i < call.arguments().size(); i++) {
            if (call.arguments().get(i) instanceof Lambda lambda) {
                MisplacedStars.refuse(lambda);
                arguments.set(i, lambda(call, lambda, i, arguments, inner));
            }
        }
    }

    /** Whether lambdas are told the types of their parameters; a function that takes none refuses them elsewhere. */
    private boolean bindsLambdas(FunctionCall call, List<Expression> arguments) {
        return context.functions()
                .lookup(call.name().getLast())
                .filter(function -> function.lambdaRule().isPresent())
                .map(function -> function.bindsLambdas(arguments, context.resolution()))
                .orElse(true);
    }

    private Expression lambda(
            FunctionCall call, Lambda lambda, int index, List<Expression> arguments, ExpressionAnalyzer inner) {
        FunctionSpec.LambdaRule rule = context.functions()
                .lookup(call.name().getLast())
                .flatMap(FunctionSpec::lambdaRule)
                .orElseThrow(() -> new MillraceException(ErrorDetail.of(
                                ErrorCondition.INVALID_LAMBDA_FUNCTION_CALL__NON_HIGHER_ORDER_FUNCTION,
                                "class",
                                call.name().getLast())
                        .at(call.origin().position())));
        List<FunctionSpec.LambdaRule.Parameter> types =
                rule.parameters(index, lambda.parameters().size(), arguments, context.resolution());
        if (types.size() < lambda.parameters().size()) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.INVALID_LAMBDA_FUNCTION_CALL__NUM_ARGS_MISMATCH,
                            "expectedNumArgs",
                            String.valueOf(lambda.parameters().size()),
                            "actualNumArgs",
                            String.valueOf(types.size()))
                    .at(lambda.origin().position()));
        }
        List<LambdaParameter> parameters = new ArrayList<>();
        for (int i = 0; i < lambda.parameters().size(); i++) {
            parameters.add(new LambdaParameter(
                    LAMBDA_IDS.incrementAndGet(),
                    lambda.parameters().get(i),
                    types.get(i).type(),
                    types.get(i).nullable()));
        }
        return new Expression.Lambda(parameters, inner.within(parameters).analyze(lambda.body()));
    }

    /** @param namesFields whether each column comes after its name */
    private List<Expression> starArguments(
            FunctionCall call, boolean namesFields, Star star, ExpressionAnalyzer inner) {
        boolean count = registeredName(call).equals("count");
        if (count && star.equals(new Star(List.of(), List.of(), star.origin())) && !call.distinct()) {
            return List.of(new Constant(1, DataTypes.IntegerType));
        }
        if (count
                && call.arguments().size() == 1
                && star.pattern().isEmpty()
                && !star.target().isEmpty()
                && !context.resolution().flag(LanguageSetting.LEGACY_TABLE_COUNT)) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.INVALID_USAGE_OF_STAR_WITH_TABLE_IDENTIFIER_IN_COUNT,
                    "tableName",
                    NameResolver.quoted(star.target())));
        }
        List<Expression> columns = new ArrayList<>();
        for (StarExpansion.Named named : inner.expand(star)) {
            if (namesFields) {
                columns.add(new Constant(named.name(), DataTypes.StringType));
            }
            columns.add(named.value());
        }
        return columns;
    }

    /** The name of a field made by {@code struct(…)}: the column's or the alias's, else {@code col1}, {@code col2} … */
    private static String fieldName(UnresolvedExpression argument, int ordinal) {
        return switch (argument) {
            case Alias alias -> alias.names().getFirst();
            case ColumnReference reference -> reference.parts().getLast();
            case ExtractValue extract
            when extract.extraction() instanceof Literal literal && literal.value() instanceof String field -> field;
            default -> "col" + ordinal;
        };
    }

    /** A call without arguments, be it written with parentheses or not. */
    Expression withoutArguments(String name, Origin origin) {
        return resolve(CallSite.plain(name, List.of(), origin.position()));
    }

    Expression user(UserFunction function, List<Expression> arguments, Origin origin) {
        if (function.arity() != arguments.size()) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.WRONG_NUM_ARGS__WITHOUT_SUGGESTION,
                            "functionName",
                            "`" + (function.name().isEmpty() ? "UDF" : function.name()) + "`",
                            "expectedNum",
                            String.valueOf(function.arity()),
                            "actualNum",
                            String.valueOf(arguments.size()),
                            "docroot",
                            "https://spark.apache.org/docs/latest")
                    .at(origin.position()));
        }
        return new Expression.ScalarCall(
                new UserScalarFunction(function, context.javaTime()),
                arguments,
                function.returnType(),
                function.nullable());
    }

    private boolean isUser(String name) {
        return context.catalog().function(name).isPresent();
    }

    private Expression resolve(CallSite site) {
        Optional<UserFunction> user = context.catalog().function(site.name());
        if (user.isPresent()) {
            FunctionRegistry.refuseAggregateSyntax(site, site::name);
            return user(user.get(), site.arguments(), site.origin());
        }
        return context.functions().resolve(site, context.resolution());
    }
}
