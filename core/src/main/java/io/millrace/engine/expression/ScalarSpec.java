package io.millrace.engine.expression;

import io.millrace.types.DataType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The declaration of a function of one row's values. Unless told otherwise the result is null if an argument is null,
 * and else it is not.
 */
public final class ScalarSpec extends FunctionSpec<ScalarSpec> {
    private BiPredicate<List<Expression>, Settings> nullable =
            (arguments, settings) -> arguments.stream().anyMatch(Expression::nullable);
    private Function<List<String>, String> text;
    private boolean deterministic = true;
    private boolean clock;
    private int seedArgument = -1;
    private boolean foldable = true;
    private boolean early = true;
    private Optional<Boolean> nullIntolerant = Optional.empty();
    private boolean ofTypes;
    private boolean standsForFirst;
    private boolean routine;
    private boolean calledByName;
    private Function<List<String>, String> checkedText;
    private ScalarKernel kernel;

    ScalarSpec(String name, String... aliases) {
        super(name, aliases);
    }

    @Override
    ScalarSpec self() {
        return this;
    }

    /** The result may be null whatever the arguments are. */
    public ScalarSpec mayBeNull() {
        return nullable(arguments -> true);
    }

    public ScalarSpec neverNull() {
        return nullable(arguments -> false);
    }

    public ScalarSpec nullable(Predicate<List<Expression>> rule) {
        return nullable((arguments, settings) -> rule.test(arguments));
    }

    /** The result may be null as the session's settings have it, such as ANSI mode. */
    public ScalarSpec nullable(BiPredicate<List<Expression>, Settings> rule) {
        nullable = rule;
        return this;
    }

    public ScalarSpec nonDeterministic() {
        deterministic = false;
        return this;
    }

    /**
     * The time of the batch: another in each, so that no call may be computed early, and yet a constant for the language,
     * see {@link ScalarFunction#clock}.
     */
    public ScalarSpec ofClock() {
        clock = true;
        return nonDeterministic();
    }

    @Override
    boolean asksForTime() {
        return clock;
    }

    /** Calls are not taken where a constant is wanted, see {@link ScalarFunction#foldable}. */
    public ScalarSpec notConstant() {
        foldable = false;
        return this;
    }

    /** No call may be computed before there is a row that needs it, see {@link ScalarFunction#early}. */
    public ScalarSpec neverEarly() {
        early = false;
        return notConstant();
    }

    /** The kernel looks at no argument, and is given none, see {@link ScalarFunction#ofTypes}. */
    public ScalarSpec ofTypes() {
        ofTypes = true;
        return this;
    }

    /**
     * A literal NULL makes a call null before the other arguments are computed and can fail. So it is with any kernel
     * that {@linkplain ScalarKernel#isStrict is strict}, unless it is {@link #nullTolerant}.
     */
    public ScalarSpec nullIntolerant() {
        nullIntolerant = Optional.of(true);
        return this;
    }

    /** All arguments are computed, and may fail, even if one is a literal NULL. */
    public ScalarSpec nullTolerant() {
        nullIntolerant = Optional.of(false);
        return this;
    }

    /**
     * On Spark another expression takes the place of a call, but only after the language has looked for constants and
     * literal NULLs.
     */
    public ScalarSpec replaced() {
        return notConstant().nullTolerant();
    }

    /** A function of chance: without its seed each call of a query gives values of its own. */
    public ScalarSpec seededBy(int argument) {
        seedArgument = argument;
        return nonDeterministic();
    }

    @Override
    boolean isNumbered(CallSite call) {
        return seedArgument >= 0 && call.arguments().size() <= seedArgument;
    }

    /** Whether a call with the same arguments always gives the same. */
    public boolean isDeterministic() {
        return deterministic;
    }

    /** The call means its first argument and shows the others, see {@link ScalarFunction#standsForFirst}. */
    public ScalarSpec standsForFirst() {
        standsForFirst = true;
        nullable = (arguments, settings) -> arguments.getFirst().nullable();
        text = arguments -> name() + "(" + String.join(", ", arguments.subList(1, arguments.size())) + ")";
        return kernel((call, arguments) -> arguments.getFirst());
    }

    /** A call is one of a function written in SQL, see {@link ScalarFunction#isRoutine}. */
    public ScalarSpec routine() {
        routine = true;
        return standsForFirst();
    }

    /** How a call reads as SQL, where it is not {@code name(argument, …)}. */
    public ScalarSpec text(Function<List<String>, String> rule) {
        text = rule;
        return this;
    }

    /** A call reads as any other does as long as it is not resolved, whatever {@link #text} says. */
    public ScalarSpec calledByName() {
        calledByName = true;
        return this;
    }

    /** How a call reads in messages about its types, where it is not as elsewhere. */
    public ScalarSpec checkedText(Function<List<String>, String> rule) {
        checkedText = rule;
        return this;
    }

    /** Reads {@code (left symbol right)}. */
    public ScalarSpec infix(String symbol) {
        return text(arguments -> "(" + String.join(" " + symbol + " ", arguments) + ")");
    }

    public ScalarSpec kernel(ScalarKernel factory) {
        kernel = factory;
        return this;
    }

    /** A call whose arguments have been converted and checked by the caller, and whose type the caller knows. */
    public Expression typed(CallSite call, List<Expression> arguments, DataType type, ResolutionContext context) {
        return build(call, arguments, type, settings(call, context));
    }

    @Override
    String text(String shownName, List<String> arguments, boolean distinct) {
        if (text != null) {
            return text.apply(arguments);
        }
        return shownName + "(" + (distinct ? "DISTINCT " : "") + String.join(", ", arguments) + ")";
    }

    @Override
    Expression build(CallSite call, List<Expression> arguments, DataType type, Settings settings) {
        Resolved resolved = new Resolved(this, shownName(call), settings);
        return new Expression.ScalarCall(resolved, arguments, type, nullable.test(arguments, settings));
    }

    /**
     * The function as expressions hold it: the declaration, under one of its names, in one session. A function may have
     * been declared several times, as where others are rewritten to it, and an alias means the same: declarations of one
     * name are one.
     */
    record Resolved(ScalarSpec spec, String name, Settings settings) implements ScalarFunction {
        @Override
        public boolean nullable(List<Expression> arguments, boolean typed) {
            return typed || spec.nullable.test(arguments, settings);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Resolved resolved
                    && spec.name().equals(resolved.spec.name())
                    && settings.equals(resolved.settings);
        }

        @Override
        public int hashCode() {
            return Objects.hash(spec.name(), settings);
        }

        @Override
        public boolean deterministic() {
            return spec.deterministic;
        }

        @Override
        public boolean early() {
            return spec.deterministic && spec.early;
        }

        @Override
        public boolean foldable() {
            return (spec.deterministic || spec.clock) && spec.foldable;
        }

        @Override
        public boolean ofTypes() {
            return spec.ofTypes;
        }

        @Override
        public OptionalLong clock() {
            return spec.clock ? OptionalLong.of(settings.clock()) : OptionalLong.empty();
        }

        @Override
        public boolean nullIntolerant() {
            return spec.nullIntolerant.orElseGet(spec.kernel::isStrict);
        }

        @Override
        public boolean standsForFirst() {
            return spec.standsForFirst;
        }

        @Override
        public boolean isRoutine() {
            return spec.routine;
        }

        @Override
        public String sql(List<String> arguments) {
            return spec.text(name, arguments, false);
        }

        @Override
        public String checkedSql(List<String> arguments) {
            return spec.checkedText == null ? sql(arguments) : spec.checkedText.apply(arguments);
        }

        @Override
        public String unresolvedSql(List<String> arguments) {
            return spec.calledByName ? name + "(" + String.join(", ", arguments) + ")" : sql(arguments);
        }

        @Override
        public Evaluator open(Expression.ScalarCall call, List<Evaluator> arguments) {
            return spec.kernel.open(new KernelCall(call, settings), arguments);
        }
    }
}
