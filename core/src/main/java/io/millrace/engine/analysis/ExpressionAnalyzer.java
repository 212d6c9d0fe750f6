package io.millrace.engine.analysis;

import io.millrace.engine.builtin.ConstructorFunctions;
import io.millrace.engine.builtin.Extraction;
import io.millrace.engine.expression.AggregateSpec;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Casts;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Expression.Conversion;
import io.millrace.engine.expression.Expression.LambdaParameter;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.logical.Trees;
import io.millrace.engine.user.UserScalarFunction;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.Cast;
import io.millrace.plan.UnresolvedExpression.CastKind;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.ExistsSubquery;
import io.millrace.plan.UnresolvedExpression.ExtractValue;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.InSubquery;
import io.millrace.plan.UnresolvedExpression.Lambda;
import io.millrace.plan.UnresolvedExpression.LambdaVariable;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.NamedArgument;
import io.millrace.plan.UnresolvedExpression.Parameter;
import io.millrace.plan.UnresolvedExpression.ScalarSubquery;
import io.millrace.plan.UnresolvedExpression.SortOrder;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.plan.UnresolvedExpression.UpdateField;
import io.millrace.plan.UnresolvedExpression.UserFunctionCall;
import io.millrace.plan.UnresolvedExpression.WindowCall;
import io.millrace.plan.UserFunction;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gives expressions their types, within a scope of columns. */
final class ExpressionAnalyzer {
    private static final AtomicLong LAMBDA_IDS = new AtomicLong();

    /** Errors that a name raises which means something else than was thought. */
    private static final Set<ErrorCondition> TRIED_ELSEWHERE = Set.of(
            ErrorCondition.AMBIGUOUS_REFERENCE,
            ErrorCondition.FIELD_NOT_FOUND,
            ErrorCondition.INVALID_EXTRACT_BASE_FIELD_TYPE);

    private final AnalysisContext context;
    private final NameResolver names;
    private final Scope scope;
    private final Map<UnresolvedExpression, Attribute> prepared;
    private final Function<ColumnReference, Optional<Expression>> beyondScope;
    private final Optional<ExpressionAnalyzer> aggregateArguments;
    private final Map<String, LambdaParameter> lambdaParameters;

    ExpressionAnalyzer(AnalysisContext context, Scope scope) {
        this(context, scope, Map.of(), reference -> Optional.empty(), Optional.empty(), Map.of());
    }

    /**
     * @param prepared calls that the input computes already, such as time windows
     * @param beyondScope asked for names that the scope does not have
     * @param aggregateArguments analyses the arguments of aggregates where they see other columns
     * @param lambdaParameters the parameters of the lambdas around, by name in lower case; they hide columns
     */
    private ExpressionAnalyzer(
            AnalysisContext context,
            Scope scope,
            Map<UnresolvedExpression, Attribute> prepared,
            Function<ColumnReference, Optional<Expression>> beyondScope,
            Optional<ExpressionAnalyzer> aggregateArguments,
            Map<String, LambdaParameter> lambdaParameters) {
        this.context = context;
        this.names = new NameResolver(context.caseSensitive());
        this.scope = scope;
        this.prepared = prepared;
        this.beyondScope = beyondScope;
        this.aggregateArguments = aggregateArguments;
        this.lambdaParameters = lambdaParameters;
    }

    ExpressionAnalyzer withPrepared(Map<UnresolvedExpression, Attribute> calls) {
        return new ExpressionAnalyzer(context, scope, calls, beyondScope, aggregateArguments, lambdaParameters);
    }

    ExpressionAnalyzer orElse(Function<ColumnReference, Optional<Expression>> more) {
        return new ExpressionAnalyzer(context, scope, prepared, more, aggregateArguments, lambdaParameters);
    }

    ExpressionAnalyzer withAggregateArguments(ExpressionAnalyzer analyzer) {
        return new ExpressionAnalyzer(context, scope, prepared, beyondScope, Optional.of(analyzer), lambdaParameters);
    }

    Scope scope() {
        return scope;
    }

    Expression analyze(UnresolvedExpression expression) {
        Attribute known = prepared.get(expression);
        if (known != null) {
            return known;
        }
        return switch (expression) {
            case ColumnReference reference -> column(reference);
            case Literal literal -> new Constant(literal.value(), literal.type());
            case FunctionCall call -> outsideWindow(call(call), call);
            case Cast cast -> cast(cast);
            case Alias alias -> analyze(alias.child());
            case ExtractValue extract -> extract(extract);
            case SortOrder order -> throw misplaced("An order", order.origin());
            case Star star -> throw misplacedStar(star);
            case NamedArgument named -> throw Unsupported.plan("arguments by name", named.origin());
            case UserFunctionCall user ->
                userCall(
                        user.function(),
                        user.arguments().stream().map(this::analyze).toList(),
                        user.origin());
            case UpdateField update -> throw Unsupported.plan("withField and dropFields", update.origin());
            case Lambda lambda -> throw misplaced("A lambda function", lambda.origin());
            case LambdaVariable variable -> column(new ColumnReference(List.of(variable.name()), variable.origin()));
            case WindowCall window -> new WindowAnalysis(context, this).analyze(window);
            case ScalarSubquery subquery -> subqueries().scalar(subquery);
            case ExistsSubquery subquery -> subqueries().exists(subquery);
            case InSubquery subquery -> subqueries().in(subquery);
            case Parameter parameter ->
                throw new MillraceException(
                        ErrorDetail.of(ErrorCondition.UNBOUND_SQL_PARAMETER, "name", parameter.name())
                                .at(parameter.origin().position()));
        };
    }

    /**
     * An expression whose names may mean one thing here, or another there: what they mean here goes first, unless that has
     * no such part or could be several columns.
     */
    Expression analyzeOr(UnresolvedExpression expression, ExpressionAnalyzer other) {
        try {
            return analyze(expression);
        } catch (MillraceException failure) {
            if (!TRIED_ELSEWHERE.contains(failure.detail().condition())) {
                throw failure;
            }
            try {
                return other.analyze(expression);
            } catch (MillraceException ignored) {
                failure.addSuppressed(ignored);
                throw failure;
            }
        }
    }

    /** What stands before OVER. */
    Expression windowFunction(UnresolvedExpression function) {
        return function instanceof FunctionCall call ? call(call) : analyze(function);
    }

    private static Expression outsideWindow(Expression value, FunctionCall call) {
        if (value instanceof Expression.RankCall rank) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE,
                            "funcName",
                            "\"" + ExpressionText.pretty(rank) + "\"")
                    .at(call.origin().position()));
        }
        return value;
    }

    private SubqueryAnalysis subqueries() {
        return new SubqueryAnalysis(context, this);
    }

    /** What a name means, if it means anything here. */
    Optional<Expression> find(ColumnReference reference) {
        return names.find(reference, scope).isPresent() ? Optional.of(column(reference)) : beyondScope.apply(reference);
    }

    /** A value as text, a column with the table that it comes from. */
    String qualifiedText(Expression value) {
        if (!(value instanceof Attribute attribute)) {
            return ExpressionText.pretty(value);
        }
        List<String> parts = new ArrayList<>(scope.columnOf(attribute).qualifier());
        parts.add(attribute.name());
        return String.join(".", parts);
    }

    /** A condition; it must be a BOOLEAN. */
    Expression condition(UnresolvedExpression expression) {
        return requireCondition(analyze(expression), expression);
    }

    /** The same in a clause that rows must pass before window functions are computed. */
    Expression condition(UnresolvedExpression expression, String clause) {
        Expression condition = analyze(expression);
        WindowAnalysis.refuse(condition, clause, expression);
        return requireCondition(condition, expression);
    }

    private Expression requireCondition(Expression condition, UnresolvedExpression expression) {
        if (condition.type().equals(DataTypes.NullType)) {
            return convert(condition, DataTypes.BooleanType);
        }
        if (!condition.type().equals(DataTypes.BooleanType)) {
            String text = ExpressionText.pretty(condition, context.zone());
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.DATATYPE_MISMATCH__FILTER_NOT_BOOLEAN,
                            "sqlExpr",
                            "\"" + text + "\"",
                            "filter",
                            "\"" + text + "\"",
                            "type",
                            "\"" + condition.type().sql() + "\"")
                    .at(expression.origin().position()));
        }
        return condition;
    }

    private Expression convert(Expression child, DataType type) {
        return new Conversion(child, type, mode(), context.zone(), true);
    }

    private Conversion.Mode mode() {
        return context.resolution().ansi() ? Conversion.Mode.ANSI : Conversion.Mode.LEGACY;
    }

    private Expression column(ColumnReference reference) {
        LambdaParameter parameter =
                lambdaParameters.get(reference.parts().getFirst().toLowerCase(Locale.ROOT));
        if (parameter != null) {
            Expression value = parameter;
            for (String field : reference.parts().subList(1, reference.parts().size())) {
                value = field(value, field, reference.origin());
            }
            return value;
        }
        Optional<NameResolver.Match> match = names.find(reference, scope);
        if (match.isPresent()) {
            Expression value = match.get().attribute();
            for (String field : match.get().fields()) {
                value = field(value, field, reference.origin());
            }
            return value;
        }
        return beyondScope
                .apply(reference)
                .or(() -> context.outer().flatMap(outer -> outer.find(reference)))
                .or(() -> functionWithoutParentheses(reference))
                .or(() -> context.catalog().variables().reference(reference.parts(), context.resolution()))
                .orElseThrow(() -> names.unresolved(reference, scope));
    }

    /** {@code current_date} and its like need no parentheses. */
    private Optional<Expression> functionWithoutParentheses(ColumnReference reference) {
        if (reference.parts().size() != 1) {
            return Optional.empty();
        }
        String name = reference.parts().getFirst().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "current_date", "current_timestamp", "localtimestamp", "current_user", "user", "current_time" ->
                Optional.of(withoutArguments(name, reference.origin()));
            case "grouping__id" -> Optional.of(withoutArguments("grouping_id", reference.origin()));
            default -> Optional.empty();
        };
    }

    private Expression extract(ExtractValue extract) {
        Expression child = analyze(extract.child());
        if (extract.extraction() instanceof Literal literal
                && literal.value() instanceof String field
                && !(child.type() instanceof io.millrace.types.MapType)) {
            return field(child, field, extract.origin());
        }
        return Extraction.extract(
                child,
                analyze(extract.extraction()),
                context.resolution(),
                extract.origin().position());
    }

    private Expression field(Expression base, String field, Origin origin) {
        return Extraction.extract(
                base, new Constant(field, DataTypes.StringType), context.resolution(), origin.position());
    }

    private Expression cast(Cast cast) {
        Expression child = analyze(cast.child());
        Conversion.Mode wanted = cast.kind() == CastKind.TRY ? Conversion.Mode.TRY : mode();
        Casts.check(child, cast.type(), wanted, context.zone()).ifPresent(error -> {
            throw new MillraceException(error.detail().at(cast.origin().position()), error);
        });
        return new Conversion(child, cast.type(), wanted, context.zone(), false, cast.origin());
    }

    /** The name that the registry knows: two operators are not registered by their symbols. */
    private static String registeredName(FunctionCall call) {
        String written = call.name().getLast().toLowerCase(Locale.ROOT);
        return switch (written) {
            case "||" -> "concat";
            case "-" -> call.arguments().size() == 1 ? "unary-minus" : written;
            default -> written;
        };
    }

    private Expression call(FunctionCall call) {
        Optional<SqlFunction> routine = RoutineCalls.find(call, context);
        if (routine.isPresent()) {
            return new RoutineCalls(context).value(routine.get(), call, this);
        }
        String name = registeredName(call);
        if (name.equals("typed_literal")) {
            return new TypedLiterals(context).analyze(call);
        }
        ExpressionAnalyzer inner =
                aggregateArguments.isPresent() && isAggregate(call) ? aggregateArguments.get() : this;
        List<Expression> arguments = new ArrayList<>();
        for (UnresolvedExpression argument : call.arguments()) {
            if (argument instanceof Star star) {
                arguments.addAll(inner.starArguments(call, name, star));
            } else if (argument instanceof Lambda) {
                // It gets its types from the other arguments.
                arguments.add(null);
            } else if (name.equals("struct")) {
                arguments.add(new Constant(inner.fieldName(argument, arguments.size() / 2 + 1), DataTypes.StringType));
                arguments.add(inner.analyze(argument));
            } else {
                arguments.add(inner.analyze(argument));
            }
        }
        inner.analyzeLambdas(call, arguments);
        Optional<Expression> filter = call.filter().map(inner::condition);
        CallSite site = new CallSite(
                name,
                arguments,
                call.distinct(),
                filter,
                call.ignoreNulls(),
                call.withinGroup().stream().map(inner::ordering).toList(),
                call.origin().position());
        Expression value = resolve(site);
        return value instanceof AggregateCall aggregate ? ownOrOuter(aggregate, call.origin()) : value;
    }

    private Expression qualified(Expression expression) {
        return Trees.transform(
                expression,
                node -> node instanceof Attribute attribute ? attribute.withName(qualifiedText(attribute)) : node);
    }

    /** An aggregate of nothing but columns of the query around this one belongs to that. */
    private Expression ownOrOuter(AggregateCall aggregate, Origin origin) {
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
                            ExpressionText.pretty(qualified(aggregate)))
                    .at(origin.position()));
        }
        return outer.lift(aggregate);
    }

    private CallSite.Ordering ordering(UnresolvedExpression item) {
        SortOrder order = (SortOrder) item;
        return new CallSite.Ordering(
                analyze(order.child()), order.ascending(), order.nulls() == UnresolvedExpression.NullOrder.FIRST);
    }

    private void analyzeLambdas(FunctionCall call, List<Expression> arguments) {
        for (int i = 0; i < call.arguments().size(); i++) {
            if (call.arguments().get(i) instanceof Lambda lambda) {
                arguments.set(i, lambda(call, lambda, i, arguments));
            }
        }
    }

    private Expression lambda(FunctionCall call, Lambda lambda, int index, List<Expression> arguments) {
        FunctionSpec.LambdaRule rule = context.functions()
                .lookup(call.name().getLast())
                .flatMap(FunctionSpec::lambdaRule)
                .orElseThrow(() -> Unsupported.plan(
                        "a lambda function as argument of " + call.name().getLast(), lambda.origin()));
        List<FunctionSpec.LambdaRule.Parameter> types =
                rule.parameters(index, lambda.parameters().size(), arguments);
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
        Map<String, LambdaParameter> visible = new HashMap<>(lambdaParameters);
        for (int i = 0; i < lambda.parameters().size(); i++) {
            String name = lambda.parameters().get(i);
            LambdaParameter parameter = new LambdaParameter(
                    LAMBDA_IDS.incrementAndGet(),
                    name,
                    types.get(i).type(),
                    types.get(i).nullable());
            parameters.add(parameter);
            visible.put(name.toLowerCase(Locale.ROOT), parameter);
        }
        ExpressionAnalyzer inside =
                new ExpressionAnalyzer(context, scope, prepared, beyondScope, aggregateArguments, visible);
        return new Expression.Lambda(parameters, inside.analyze(lambda.body()));
    }

    /** Whether an aggregate function is called anywhere in it, sub-queries apart. */
    boolean hasAggregate(UnresolvedExpression expression) {
        return expression instanceof FunctionCall call && isAggregate(call)
                || UnresolvedChildren.of(expression).stream().anyMatch(this::hasAggregate);
    }

    boolean isAggregate(FunctionCall call) {
        String name = call.name().getLast();
        return context.catalog().function(name).isEmpty()
                && context.functions()
                        .lookup(name)
                        .filter(AggregateSpec.class::isInstance)
                        .isPresent();
    }

    private List<Expression> starArguments(FunctionCall call, String function, Star star) {
        if (function.equals("count") && star.equals(new Star(List.of(), List.of(), star.origin())) && !call.distinct()) {
            return List.of(new Constant(1, DataTypes.IntegerType));
        }
        List<Expression> columns = new ArrayList<>();
        for (Named named : expand(star)) {
            if (function.equals("struct")) {
                columns.add(new Constant(named.name(), DataTypes.StringType));
            }
            columns.add(named.value());
        }
        return columns;
    }

    /** The name of a field made by {@code struct(…)}: the column's or the alias's, else {@code col1}, {@code col2} … */
    private String fieldName(UnresolvedExpression argument, int ordinal) {
        return switch (argument) {
            case Alias alias -> alias.names().getFirst();
            case ColumnReference reference -> reference.parts().getLast();
            case ExtractValue extract
            when extract.extraction() instanceof Literal literal && literal.value() instanceof String field -> field;
            default -> {
                Attribute known = prepared.get(argument);
                yield known == null ? "col" + ordinal : known.name();
            }
        };
    }

    /** A value and its name. */
    record Named(String name, Expression value) {}

    /** What a star stands for: the columns of a table, or the fields of a struct. */
    List<Named> expand(Star star) {
        List<Named> values = new ArrayList<>();
        starred(star).forEach(column -> values.add(new Named(column.attribute().name(), column.attribute())));
        if (values.isEmpty() && !star.target().isEmpty()) {
            List<Named> around =
                    context.outer().map(outer -> outer.expand(star)).orElse(List.of());
            values.addAll(around.isEmpty() ? structFields(star) : around);
        }
        return new StarExceptions(names, starCalls(star), star).apply(matching(star, values));
    }

    private List<Named> matching(Star star, List<Named> values) {
        if (star.pattern().isEmpty()) {
            return values;
        }
        Pattern pattern = names.pattern(star.pattern().get());
        return values.stream()
                .filter(value -> pattern.matcher(value.name()).matches())
                .toList();
    }

    private StarExceptions.Calls starCalls(Star star) {
        return new StarExceptions.Calls() {
            @Override
            public Expression call(String function, Expression... arguments) {
                return context.functions().resolve(CallSite.of(function, arguments), context.resolution());
            }

            @Override
            public Expression field(Expression struct, String name) {
                return ExpressionAnalyzer.this.field(struct, name, star.origin());
            }
        };
    }

    /** A table's star gives its keys of USING joins too; ids tell the order of its columns. */
    Stream<Scope.Column> starred(Star star) {
        if (star.target().isEmpty()) {
            return scope.columns().stream();
        }
        Stream<Scope.Column> visible = scope.columns().stream().filter(column -> qualifies(column, star.target()));
        List<Scope.Column> hidden = scope.hidden().stream()
                .filter(column -> qualifies(column, star.target()))
                .toList();
        return hidden.isEmpty()
                ? visible
                : Stream.concat(visible, hidden.stream())
                        .sorted(Comparator.comparingLong(
                                column -> column.attribute().id()));
    }

    private List<Named> structFields(Star star) {
        ColumnReference reference = new ColumnReference(star.target(), star.origin());
        boolean known = names.find(reference, scope).isPresent()
                || lambdaParameters.containsKey(star.target().getFirst().toLowerCase(Locale.ROOT));
        Expression value = known ? column(reference) : null;
        if (value == null || !(value.type() instanceof StructType struct)) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.CANNOT_RESOLVE_STAR_EXPAND,
                            "targetString",
                            NameResolver.quoted(star.target()),
                            "columns",
                            scope.columns().stream()
                                    .map(column -> NameResolver.quoted(
                                            List.of(column.attribute().name())))
                                    .collect(Collectors.joining(", ")))
                    .at(star.origin().position()));
        }
        List<Named> fields = new ArrayList<>();
        for (StructField field : struct) {
            fields.add(new Named(field.name(), field(value, field.name(), star.origin())));
        }
        return fields;
    }

    private boolean qualifies(Scope.Column column, List<String> target) {
        List<String> qualifier = column.qualifier();
        if (qualifier.size() < target.size()) {
            return false;
        }
        int skipped = qualifier.size() - target.size();
        for (int i = 0; i < target.size(); i++) {
            if (!names.sameName(qualifier.get(skipped + i), target.get(i))) {
                return false;
            }
        }
        return true;
    }

    private Expression userCall(UserFunction function, List<Expression> arguments, Origin origin) {
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

    private Expression withoutArguments(String name, Origin origin) {
        return resolve(new CallSite(name, List.of(), false, Optional.empty(), false, origin.position()));
    }

    private Expression resolve(CallSite site) {
        Optional<UserFunction> user = context.catalog().function(site.name());
        if (user.isPresent()) {
            FunctionRegistry.refuseAggregateSyntax(site);
            return userCall(user.get(), site.arguments(), site.origin());
        }
        if (site.name().equals("struct")) {
            return ConstructorFunctions.NamedAsWritten.STRUCT.resolve(site, context.resolution());
        }
        return context.functions().resolve(site, context.resolution());
    }

    private static MillraceException misplaced(String what, Origin origin) {
        return Unsupported.plan(what + " inside an expression", origin);
    }

    private static MillraceException misplacedStar(Star star) {
        return new MillraceException(
                ErrorDetail.of(ErrorCondition.INVALID_USAGE_OF_STAR_OR_REGEX, "elem", star.pattern().map(pattern -> "regular expression '" + pattern + "'").orElse("'*'"), "prettyName", "expression")
                        .at(star.origin().position()));
    }
}
