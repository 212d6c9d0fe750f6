package io.millrace.engine.expression;

import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.NullType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The declaration of a function: its names, what it takes and gives, and how it is computed. For example
 *
 * <pre>
 *   scalar("upper", "ucase").takes(STRING).gives(DataTypes.StringType)
 *           .describe("The text in upper case.", "upper('Ab')")
 *           .kernel(Kernels.bytes(Texts::upper))
 * </pre>
 *
 * <p>Resolving a call goes in this order: the number of arguments is checked; {@link #rewrites} may answer with another
 * expression; {@link #coerces} brings arguments together; each argument is converted to its {@link TypeFamily} and
 * checked; constants and {@link #checks} are checked; the typed call is made. A declaration is built once and not
 * changed after that.
 *
 * @param <S> the kind of declaration
 */
public abstract sealed class FunctionSpec<S extends FunctionSpec<S>>
        permits ScalarSpec, AggregateSpec, GeneratorSpec, RankSpec {
    /** Answers with what the call really means, or null to go on. */
    @FunctionalInterface
    public interface Rewrite {
        Expression apply(CallSite call, ResolutionContext context);
    }

    /** Brings the arguments of a call together; may give them back as they are. */
    @FunctionalInterface
    public interface Coercion {
        List<Expression> apply(List<Expression> arguments, ResolutionContext context);
    }

    /** Refuses a call whose arguments have passed all other checks; see {@link CallErrors} for how. */
    @FunctionalInterface
    public interface Check {
        void apply(CallErrors errors, List<Expression> arguments, ResolutionContext context);
    }

    /** The result's type. */
    @FunctionalInterface
    public interface TypeRule {
        DataType apply(List<Expression> arguments, ResolutionContext context);
    }

    /** Types of a lambda's parameters. */
    @FunctionalInterface
    public interface LambdaRule {
        /**
         * The types of the parameters of one lambda.
         *
         * @param argument which argument the lambda is
         * @param count how many parameters it names
         * @param arguments the call's arguments; null for lambdas that have no types yet, which are resolved in order
         * @param context what the session says
         * @return as many types as {@code count}, or fewer when the lambda names too many
         */
        List<Parameter> parameters(int argument, int count, List<Expression> arguments, ResolutionContext context);

        /** One parameter. */
        record Parameter(DataType type, boolean nullable) {}
    }

    private final String name;
    private final List<String> aliases;
    private final Parameters parameters = new Parameters();
    private final Map<Integer, String> constants = new HashMap<>();
    private final List<Expression> defaults = new ArrayList<>();
    private final List<String> settingKeys = new ArrayList<>();
    private final List<FunctionSpec<?>> forms = new ArrayList<>();
    private boolean operator;
    private String prettyName;
    private int words;
    private Rewrite rewrite;
    private Coercion coercion;
    private Check check;
    private Check precondition;
    private boolean exact;
    private LambdaRule lambdas;
    private BiPredicate<List<Expression>, ResolutionContext> binding = (arguments, context) -> true;
    private TypeRule result;
    private BiFunction<List<Expression>, Function<Expression, String>, Optional<String>> shown =
            (arguments, texts) -> Optional.empty();
    private String description = "";
    private String example = "";

    FunctionSpec(String name, String... aliases) {
        this.name = name;
        this.aliases = List.of(aliases);
    }

    /** A function of one row's values; calls show the name that they were written with. */
    public static ScalarSpec scalar(String name, String... aliases) {
        return new ScalarSpec(name, aliases);
    }

    public static AggregateSpec aggregate(String name, String... aliases) {
        return new AggregateSpec(name, aliases);
    }

    public static GeneratorSpec generator(String name, String... aliases) {
        return new GeneratorSpec(name, aliases);
    }

    public static RankSpec rank(RankFunction.Kind kind, String name) {
        return new RankSpec(kind, name);
    }

    abstract S self();

    /** The arguments that must be there. */
    public S takes(TypeFamily... families) {
        parameters.addRequired(families);
        return self();
    }

    /** Arguments after these that may be left out from the right. */
    public S optional(TypeFamily... families) {
        parameters.addOptional(families);
        return self();
    }

    /** Constants that stand for the optional arguments, in order, where a call leaves them out; calls show them. */
    public S defaults(Expression.Constant... constants) {
        defaults.addAll(List.of(constants));
        return self();
    }

    /** Any number of further arguments. */
    public S repeated(TypeFamily family) {
        parameters.repeat(family);
        return self();
    }

    /** The names that arguments may be given by, in the order of the parameters; most functions know none. */
    public S named(String... names) {
        parameters.name(names);
        return self();
    }

    /** What stands for an optional argument that a call leaves out; empty if the function needs none. */
    public final Optional<Expression> defaultOf(int index) {
        int optional = index - parameters.required().size();
        return optional >= 0 && optional < defaults.size() ? Optional.of(defaults.get(optional)) : Optional.empty();
    }

    /** What messages about the clauses of a call say, where it is not the name of the call. */
    public S pretty(String name) {
        prettyName = name;
        return self();
    }

    final Optional<String> prettyName() {
        return Optional.ofNullable(prettyName);
    }

    /** SQL writes the function by an operator alone, and knows no such name. */
    public S operator() {
        operator = true;
        return self();
    }

    public final boolean isOperator() {
        return operator;
    }

    /** What messages say of the number of arguments, where it is not what the declaration says. */
    public S expected(String count) {
        parameters.expect(count);
        return self();
    }

    /** Any even number of arguments, at least two unless {@code takes} says nothing. */
    public S evenCount(String expected) {
        parameters.even();
        parameters.expect(expected);
        return self();
    }

    /** The arguments at some positions must be constants; {@code argumentName} is shown in messages. */
    public S constant(int index, String argumentName) {
        constants.put(index, argumentName);
        return self();
    }

    /** The first argument is a word of the syntax, such as a unit, and messages do not count it. */
    public S word(String argumentName) {
        words = 1;
        return constant(0, argumentName);
    }

    /** Other forms of the function, which take other numbers of arguments. */
    public S also(FunctionSpec<?>... others) {
        forms.addAll(List.of(others));
        return self();
    }

    public S rewrites(Rewrite rule) {
        rewrite = rule;
        return self();
    }

    public S coerces(Coercion rule) {
        coercion = rule;
        return self();
    }

    /** All arguments from {@code first} become their common type; left as they are when there is none. */
    public S sameType(int first) {
        return coerces((arguments, context) -> CommonTypes.widest(arguments, first, context));
    }

    public S checks(Check rule) {
        check = rule;
        return self();
    }

    /** What is refused before arguments are converted to the types that are wanted. */
    public S requires(Check rule) {
        precondition = rule;
        return self();
    }

    /** Refuses arguments of other types instead of converting them; NULL fits everywhere. */
    public S exact() {
        exact = true;
        return self();
    }

    public S lambdas(LambdaRule rule) {
        lambdas = rule;
        return self();
    }

    /** When arguments of the right types give lambdas no types all the same. */
    public S binds(BiPredicate<List<Expression>, ResolutionContext> rule) {
        binding = rule;
        return self();
    }

    /**
     * How messages show a call, where it is not as it was written; empty to show it as written. The second argument
     * turns an argument into text.
     */
    public S shown(BiFunction<List<Expression>, Function<Expression, String>, Optional<String>> rule) {
        shown = rule;
        return self();
    }

    /** Messages show a call as one of another function, by which Spark computes it. */
    public S shownAs(String other) {
        return shown((arguments, texts) ->
                Optional.of(arguments.stream().map(texts).collect(Collectors.joining(", ", other + "(", ")"))));
    }

    /** Settings of the session that the function depends on, handed on in {@link Settings#values}. */
    public S reads(String... keys) {
        settingKeys.addAll(List.of(keys));
        return self();
    }

    /** The same for settings that change the language. */
    public S reads(LanguageSetting... settings) {
        for (LanguageSetting setting : settings) {
            settingKeys.add(setting.key());
        }
        return self();
    }

    public S gives(DataType type) {
        return gives((arguments, context) -> type);
    }

    public S gives(TypeRule rule) {
        result = rule;
        return self();
    }

    /** The result has the type of an argument. */
    public S givesArgument(int index) {
        return gives((arguments, context) -> arguments.get(index).type());
    }

    /**
     * What the documentation says.
     *
     * @param text one or two sentences
     * @param call an example call, without {@code SELECT}
     */
    public S describe(String text, String call) {
        description = text;
        example = call;
        return self();
    }

    public String name() {
        return name;
    }

    public List<String> aliases() {
        return aliases;
    }

    public String description() {
        return description;
    }

    public String example() {
        return example;
    }

    /** What the function takes. */
    public Parameters parameters() {
        return parameters;
    }

    /** How many of the first arguments are words of the syntax. */
    int words() {
        return words;
    }

    /** The types of a lambda argument's parameters, or empty for a function that takes no lambdas. */
    public Optional<LambdaRule> lambdaRule() {
        return Optional.ofNullable(lambdas);
    }

    /** The signature for the documentation, such as {@code substring(STRING, INT[, INT])}. */
    public String signature() {
        return name + "(" + parameters.text() + ")";
    }

    /** An operator as SQL, of the texts of its operands. */
    public final String operatorText(List<String> operands) {
        List<String> arguments = new ArrayList<>(operands);
        int given = Math.max(0, operands.size() - parameters.required().size());
        for (Expression left : defaults.subList(Math.min(given, defaults.size()), defaults.size())) {
            arguments.add(ExpressionText.pretty(left));
        }
        return text(name, arguments, false);
    }

    /**
     * Whether the arguments of a call give lambdas the types of their parameters.
     *
     * @param arguments the arguments, with anything in the place of lambdas
     */
    public final boolean bindsLambdas(List<Expression> arguments, ResolutionContext context) {
        if (!parameters.take(arguments.size())) {
            return false;
        }
        for (int i = 0; i < arguments.size(); i++) {
            TypeFamily family = parameters.at(i);
            if (family != TypeFamily.LAMBDA && !family.accepts(arguments.get(i).type())) {
                return false;
            }
        }
        return binding.test(arguments, context);
    }

    /** The call as SQL. */
    abstract String text(String shownName, List<String> arguments, boolean distinct);

    abstract Expression build(CallSite call, List<Expression> arguments, DataType type, Settings settings);

    /** Resolves a call of this function with other arguments, at the place of another call: for {@link #rewrites}. */
    public final Expression typedCall(CallSite place, List<Expression> arguments, ResolutionContext context) {
        return resolve(CallSite.plain(name, arguments, place.position()), context);
    }

    /** The typed call of this function, see {@link FunctionRegistry#resolve}. */
    public final Expression resolve(CallSite written, ResolutionContext session) {
        for (FunctionSpec<?> form : forms) {
            if (form.parameters.take(written.arguments().size())) {
                return form.resolve(written, session);
            }
        }
        ResolutionContext context = session.at(written.origin());
        CallErrors wrong = new CallErrors(this, written, context.zone());
        boolean fits = parameters.take(written.arguments().size());
        if (fits || parameters.repeated().isPresent()) {
            // Where the number has no end, it is looked at with the types.
            refuseClauses(wrong);
        }
        if (!fits) {
            throw parameters.wrongCount(
                    forms.stream().map(form -> form.parameters).toList(), wrong);
        }
        if (written.arguments().stream().anyMatch(FunctionSpec::holdsGenerator)) {
            // Generators are no arguments; who sees the whole expression refuses them.
            return build(written, written.arguments(), DataTypes.NullType, settings(written, context));
        }
        CallSite whole = withDefaults(written);
        CallSite call = lambdas == null ? whole : HiddenLambdas.in(whole, parameters, lambdas, context);
        CallErrors errors = new CallErrors(this, call, context.zone());
        Expression rewritten = rewrite == null ? null : rewrite.apply(call, context);
        if (rewritten != null) {
            return rewritten;
        }
        List<Expression> arguments = call.arguments();
        if (coercion != null) {
            arguments = coercion.apply(arguments, context);
        }
        if (precondition != null) {
            precondition.apply(errors, arguments, context);
        }
        boolean binds = written.arguments().stream().anyMatch(Expression.Lambda.class::isInstance);
        arguments = convert(arguments, binds, errors, context);
        checkConstants(arguments, errors);
        if (check != null) {
            check.apply(errors, arguments, context);
        }
        return build(call, arguments, result.apply(arguments, context), settings(call, context));
    }

    private static boolean holdsGenerator(Expression argument) {
        return argument instanceof Expression.GeneratorCall
                || argument.type() instanceof NullType
                        && argument.children().stream().anyMatch(FunctionSpec::holdsGenerator);
    }

    /** Refuses clauses of a call that the function has no use for; most take none. */
    void refuseClauses(CallErrors errors) {
        FunctionRegistry.refuseOrder(errors.call(), errors::prettyName);
        FunctionRegistry.refuseAggregateSyntax(errors.call(), errors::prettyName);
    }

    private CallSite withDefaults(CallSite call) {
        int given = call.arguments().size() - parameters.required().size();
        if (given >= defaults.size()) {
            return call;
        }
        List<Expression> arguments = new ArrayList<>(call.arguments());
        arguments.addAll(defaults.subList(given, defaults.size()));
        return call.withArguments(arguments);
    }

    /** @param binds whether a lambda was written, whose parameters get their types from the other arguments */
    private List<Expression> convert(
            List<Expression> arguments, boolean binds, CallErrors errors, ResolutionContext context) {
        List<Expression> converted = new ArrayList<>(arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            Expression argument = arguments.get(i);
            TypeFamily family = parameters.at(i);
            if (argument instanceof Expression.Lambda || family.accepts(argument.type())) {
                converted.add(argument);
                continue;
            }
            DataType type =
                    ImplicitTypes.of(argument.type(), family, context.ansi()).orElse(null);
            boolean untyped = argument.type() instanceof NullType;
            // A lambda over the parts of NULL would have no types.
            if (type == null && !exact) {
                errors.requireCast(argument, family, context);
            }
            if (type == null || exact && !untyped || binds && untyped && isCollection(family)) {
                throw errors.beforeLambdas().unexpectedType(i, family, argument);
            }
            // What takes nothing but its types has a literal in the place of what is NULL anyway.
            converted.add(exact && untyped ? new Expression.Constant(null, type) : context.convert(argument, type));
        }
        return converted;
    }

    private static boolean isCollection(TypeFamily family) {
        return family == TypeFamily.ARRAY || family == TypeFamily.MAP;
    }

    private void checkConstants(List<Expression> arguments, CallErrors errors) {
        constants.forEach((index, argumentName) -> {
            if (index < arguments.size()) {
                errors.requireConstant(argumentName, arguments.get(index), parameters.at(index));
            }
        });
    }

    /** Whether a call differs from all others of its query. */
    boolean isNumbered(CallSite call) {
        return false;
    }

    /** Whether a call gives the time of its batch. */
    boolean asksForTime() {
        return false;
    }

    final Settings settings(CallSite call, ResolutionContext context) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : settingKeys) {
            context.configuration().apply(key).ifPresent(value -> values.put(key, value));
        }
        int ordinal = isNumbered(call) ? context.ordinals().getAsInt() : 0;
        long clock = asksForTime() ? context.clock() : 0;
        return new Settings(context.zone(), context.ansi(), values, ordinal, clock, call.origin());
    }

    /** The call as messages show it, without DISTINCT; the function turns its arguments into text. */
    final String shown(CallSite call, Function<Expression, String> texts) {
        return shown.apply(call.arguments(), texts)
                .orElseGet(() -> text(
                        shownName(call), call.arguments().stream().map(texts).toList(), false));
    }

    /** The name that a call shows: an alias when it was written with one. */
    final String shownName(CallSite call) {
        for (String alias : aliases) {
            if (alias.equalsIgnoreCase(call.name())) {
                return alias;
            }
        }
        return name;
    }
}
