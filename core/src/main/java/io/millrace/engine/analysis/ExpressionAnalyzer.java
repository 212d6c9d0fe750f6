package io.millrace.engine.analysis;

import io.millrace.engine.builtin.Extraction;
import io.millrace.engine.expression.AggregateSpec;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Casts;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Expression.Conversion;
import io.millrace.engine.expression.Expression.GeneratorCall;
import io.millrace.engine.expression.Expression.LambdaParameter;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.GeneratorSpec;
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
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.NullType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Gives expressions their types, within a scope of columns. */
final class ExpressionAnalyzer {
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

    /** The same inside a lambda function, whose parameters hide those of the lambdas around it, and columns. */
    ExpressionAnalyzer within(List<LambdaParameter> parameters) {
        Map<String, LambdaParameter> visible = new HashMap<>(lambdaParameters);
        parameters.forEach(parameter -> visible.put(parameter.name().toLowerCase(Locale.ROOT), parameter));
        return new ExpressionAnalyzer(context, scope, prepared, beyondScope, aggregateArguments, visible);
    }

    /** The same where functions of chance are refused for what they are, whatever their seeds. */
    ExpressionAnalyzer withAnySeed() {
        return new ExpressionAnalyzer(
                context.withAnySeed(), scope, prepared, beyondScope, aggregateArguments, lambdaParameters);
    }

    /** Whether a name is that of a parameter of a lambda around. */
    boolean isParameter(String name) {
        return lambdaParameters.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** What sees the columns that the arguments of this call may name. */
    ExpressionAnalyzer forArguments(FunctionCall call) {
        return isAggregate(call) ? aggregateArguments.orElse(this) : this;
    }

    Scope scope() {
        return scope;
    }

    /** The column of the input that computes this already. */
    Optional<Attribute> prepared(UnresolvedExpression expression) {
        return Optional.ofNullable(prepared.get(expression));
    }

    /** What a star stands for: the columns of a table, or the fields of a struct. */
    List<StarExpansion.Named> expand(Star star) {
        return new StarExpansion(context, this, star).expand();
    }

    /** The columns that a star stands for, none where it is that of a struct. */
    Stream<Scope.Column> starred(Star star) {
        return new StarExpansion(context, this, star).columns();
    }

    Expression analyze(UnresolvedExpression expression) {
        Attribute known = prepared.get(expression);
        if (known != null) {
            return known;
        }
        MisplacedStars.refuse(expression);
        return switch (expression) {
            case ColumnReference reference -> column(reference);
            case Literal literal -> new Constant(literal.value(), literal.type());
            case FunctionCall call -> outsideWindow(calls().analyze(call), call);
            case Cast cast -> cast(cast);
            case Alias alias -> analyze(alias.child());
            case ExtractValue extract -> extract(extract);
            case SortOrder order -> throw misplaced("An order", order.origin());
            case Star star -> throw MisplacedStars.error(star, "expression");
            case NamedArgument named -> throw Unsupported.plan("arguments by name", named.origin());
            case UserFunctionCall user ->
                calls().user(
                                user.function(),
                                user.arguments().stream().map(this::analyze).toList(),
                                user.origin());
            case UpdateField update -> throw Unsupported.plan("withField and dropFields", update.origin());
            case Lambda lambda -> throw misplaced("A lambda function", lambda.origin());
            case LambdaVariable variable -> column(new ColumnReference(List.of(variable.name()), variable.origin()));
            case WindowCall window -> new WindowAnalysis(context, this).analyze(window);
            case ScalarSubquery subquery -> subqueries(subquery.origin()).scalar(subquery);
            case ExistsSubquery subquery -> subqueries(subquery.origin()).exists(subquery);
            case InSubquery subquery -> subqueries(subquery.origin()).in(subquery);
            case Parameter parameter ->
                throw new MillraceException(
                        ErrorDetail.of(ErrorCondition.UNBOUND_SQL_PARAMETER, "name", shownName(parameter))
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
        return function instanceof FunctionCall call ? calls().analyze(call) : analyze(function);
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

    private CallAnalysis calls() {
        return new CallAnalysis(context, this);
    }

    /** A question mark is called by the place where it stands. */
    private static String shownName(Parameter parameter) {
        boolean isName = parameter.name().isEmpty()
                || !Character.isDigit(parameter.name().charAt(0));
        return isName
                ? parameter.name()
                : parameter
                        .origin()
                        .position()
                        .map(place -> "_" + place.start())
                        .orElse(parameter.name());
    }

    private SubqueryAnalysis subqueries(Origin origin) {
        if (!lambdaParameters.isEmpty()) {
            throw SubqueryAnalysis.insideLambda(origin);
        }
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
        boolean here = scope.attributes().stream().anyMatch(column -> column.id() == attribute.id());
        if (!here && aggregateArguments.isPresent()) {
            return aggregateArguments.get().qualifiedText(value);
        }
        List<String> parts = new ArrayList<>(scope.columnOf(attribute).qualifier());
        parts.add(attribute.name());
        return String.join(".", parts);
    }

    /** The condition of a clause that rows must pass before window functions are computed; it must be a BOOLEAN. */
    Expression condition(UnresolvedExpression expression, String clause) {
        WindowAnalysis.refuse(expression, clause);
        Expression condition = analyze(expression);
        GeneratorPlaces.refuse(condition, "Filter "::concat, context.zone());
        Grouping.refuseMarkers(condition, expression.origin());
        return requireCondition(condition, expression);
    }

    private Expression requireCondition(Expression condition, UnresolvedExpression expression) {
        if (!condition.type().equals(DataTypes.BooleanType)) {
            String text = Extraction.nameOfNull(condition)
                    .map(name -> "NULL")
                    .orElseGet(() -> ExpressionText.pretty(condition, context.zone()));
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

    private Conversion.Mode mode() {
        return context.resolution().ansi() ? Conversion.Mode.ANSI : Conversion.Mode.LEGACY;
    }

    private Expression column(ColumnReference reference) {
        return own(reference)
                .or(() -> beyondScope.apply(reference))
                .or(() -> context.outer().flatMap(outer -> outer.find(reference)))
                .or(() -> functionWithoutParentheses(reference))
                .or(() -> context.catalog().variables().reference(reference.parts(), context.resolution()))
                .orElseThrow(() -> names.unresolved(reference, scope));
    }

    /** A parameter of a lambda around, or a column of the scope; with the fields named after it. */
    Optional<Expression> own(ColumnReference reference) {
        LambdaParameter parameter =
                lambdaParameters.get(reference.parts().getFirst().toLowerCase(Locale.ROOT));
        if (parameter != null) {
            List<String> fields = reference.parts().subList(1, reference.parts().size());
            if (!fields.isEmpty() && parameter.type() instanceof NullType) {
                // Only a parameter's name is looked at before it is known to be NULL.
                throw Extraction.nothingIn(parameter, reference.origin().position());
            }
            return Optional.of(fields(parameter, fields, reference.origin()));
        }
        return names.find(reference, scope).map(match -> fields(match.attribute(), match.fields(), reference.origin()));
    }

    Expression fields(Expression base, List<String> path, Origin origin) {
        Expression value = base;
        for (String field : path) {
            value = field(value, field, origin);
        }
        return value;
    }

    /** {@code current_date} and its like need no parentheses. */
    private Optional<Expression> functionWithoutParentheses(ColumnReference reference) {
        if (reference.parts().size() != 1) {
            return Optional.empty();
        }
        String name = reference.parts().getFirst().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "current_date", "current_timestamp", "current_user", "user", "current_time" ->
                Optional.of(calls().withoutArguments(name, reference.origin()));
            case "grouping__id" -> Optional.of(calls().withoutArguments("grouping_id", reference.origin()));
            default -> Optional.empty();
        };
    }

    private Expression extract(ExtractValue extract) {
        if (extract.extraction() instanceof Star star) {
            throw MisplacedStars.error(star, "expression `unresolvedextractvalue`");
        }
        Expression child = analyze(extract.child());
        if (extract.extraction() instanceof Literal literal
                && literal.value() instanceof String field
                && !(child.type() instanceof io.millrace.types.MapType)) {
            return field(child, field, extract.origin());
        }
        if (child.type() instanceof NullType && !GeneratorPlaces.hasGenerator(child)) {
            String key = WrittenText.ofKeys(calls(), this, context).of(extract.extraction());
            return Extraction.ofNull(child, key, context.resolution());
        }
        Expression key = analyze(extract.extraction());
        if (GeneratorPlaces.hasGenerator(child) || GeneratorPlaces.hasGenerator(key)) {
            return GeneratorPlaces.around(
                    parts -> parts.get(0) + "[" + parts.get(1) + "]", List.of(child, key), context.resolution());
        }
        return Extraction.extract(
                child, key, context.resolution(), extract.origin().position());
    }

    /** A field of a struct, or of each struct in an array. */
    Expression field(Expression base, String field, Origin origin) {
        return Extraction.extract(
                base, new Constant(field, DataTypes.StringType), context.resolution(), origin.position());
    }

    private Expression cast(Cast cast) {
        Expression child = analyze(cast.child());
        Conversion.Mode wanted = cast.kind() == CastKind.TRY ? Conversion.Mode.TRY : mode();
        DataType type = DeclaredTypes.converted(cast.type());
        if (!(child instanceof GeneratorCall)) {
            Casts.check(child, type, wanted, context.zone()).ifPresent(error -> {
                throw new MillraceException(error.detail().at(cast.origin().position()), error);
            });
        }
        return new Conversion(child, type, wanted, context.zone(), false, cast.origin());
    }

    /** Whether an aggregate function is called anywhere in it, sub-queries apart. */
    boolean hasAggregate(UnresolvedExpression expression) {
        return calls(expression, AggregateSpec.class);
    }

    /** Whether a generator is called anywhere in it, sub-queries apart. */
    boolean hasGenerator(UnresolvedExpression expression) {
        return calls(expression, GeneratorSpec.class);
    }

    boolean isAggregate(FunctionCall call) {
        return isCall(call, AggregateSpec.class);
    }

    /** Whether an expression is a call of a generator, perhaps with names for its columns. */
    boolean isGenerator(UnresolvedExpression expression) {
        return switch (expression) {
            case Alias alias -> isGenerator(alias.child());
            case FunctionCall call -> isCall(call, GeneratorSpec.class);
            default -> false;
        };
    }

    private boolean calls(UnresolvedExpression expression, Class<?> kind) {
        return expression instanceof FunctionCall call && isCall(call, kind)
                || UnresolvedChildren.of(expression).stream().anyMatch(child -> calls(child, kind));
    }

    private boolean isCall(FunctionCall call, Class<?> kind) {
        String name = call.name().getLast();
        return context.catalog().function(name).isEmpty()
                && context.functions().lookup(name).filter(kind::isInstance).isPresent();
    }

    private static MillraceException misplaced(String what, Origin origin) {
        return Unsupported.plan(what + " inside an expression", origin);
    }
}
