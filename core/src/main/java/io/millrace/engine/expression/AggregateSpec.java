package io.millrace.engine.expression;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression.NullTreatment;
import io.millrace.types.DataType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** The declaration of an aggregate. Unless told otherwise its result may be null: that of no rows. */
public final class AggregateSpec extends FunctionSpec<AggregateSpec> {
    /**
     * What an accumulator is made for.
     *
     * @param framed whether it is over the frames of a window
     */
    public record Opening(Expression.AggregateCall call, Settings settings, NullTreatment nulls, boolean framed) {
        public DataType argumentType(int index) {
            return call.arguments().get(index).type();
        }

        public DataType type() {
            return call.type();
        }
    }

    private AggregateFunction.ArgumentOrder order = AggregateFunction.ArgumentOrder.TOGETHER;
    private OptionalInt subject = OptionalInt.empty();
    private boolean ordered;
    private boolean ignoresNulls;
    private Optional<Function<List<String>, String>> overWholePartitions = Optional.empty();
    private Predicate<List<Expression>> nullable = arguments -> true;
    private Function<Expression.AggregateCall, List<DataType>> buffers;
    private Function<Opening, Accumulator> accumulator;
    private Function<List<String>, String> text;
    private BiFunction<List<String>, Boolean, String> shown;

    AggregateSpec(String name, String... aliases) {
        super(name, aliases);
    }

    @Override
    AggregateSpec self() {
        return this;
    }

    public AggregateSpec neverNull() {
        return nullable(arguments -> false);
    }

    public AggregateSpec nullable(Predicate<List<Expression>> rule) {
        nullable = rule;
        return this;
    }

    /** In which order arguments are computed, see {@link AggregateFunction#order}. */
    public AggregateSpec computes(AggregateFunction.ArgumentOrder rule) {
        order = rule;
        return this;
    }

    /** The argument that is aggregated where none is null, see {@link AggregateFunction#subject}. */
    public AggregateSpec subject(int argument) {
        subject = OptionalInt.of(argument);
        return this;
    }

    /** How a call without DISTINCT reads as SQL, where it is not {@code name(argument, …)}. */
    public AggregateSpec text(Function<List<String>, String> rule) {
        text = rule;
        return this;
    }

    /** How a call reads as SQL, with DISTINCT and without. */
    public AggregateSpec shows(BiFunction<List<String>, Boolean, String> rule) {
        shown = rule;
        return this;
    }

    /** The columns of an unfinished aggregate, where they are always the same. */
    public AggregateSpec buffers(DataType... types) {
        List<DataType> fixed = List.of(types);
        return buffers(call -> fixed);
    }

    public AggregateSpec buffers(Function<Expression.AggregateCall, List<DataType>> rule) {
        buffers = rule;
        return this;
    }

    public AggregateSpec accumulator(Function<Opening, Accumulator> factory) {
        accumulator = factory;
        return this;
    }

    @Override
    void refuseClauses(CallErrors errors) {
        if (!ordered) {
            FunctionRegistry.refuseOrder(errors.call(), errors::prettyName);
        }
        if (!ignoresNulls) {
            FunctionRegistry.refuseIgnoreNulls(errors.call(), errors::prettyName);
        }
    }

    @Override
    String text(String shownName, List<String> arguments, boolean distinct) {
        if (shown != null) {
            return shown.apply(arguments, distinct);
        }
        if (text != null && !distinct) {
            return text.apply(arguments);
        }
        return shownName + "(" + (distinct ? "DISTINCT " : "") + String.join(", ", arguments) + ")";
    }

    /** The function takes {@code WITHIN GROUP (ORDER BY …)}; {@code rewrites} has to look at it. */
    public AggregateSpec ordered() {
        ordered = true;
        return this;
    }

    /**
     * The function puts values in an order of its own, so it takes no windows but whole partitions.
     *
     * @param text how messages show a call, given its arguments as SQL
     */
    public AggregateSpec overWholePartitions(Function<List<String>, String> text) {
        overWholePartitions = Optional.of(text);
        return this;
    }

    /** The function takes {@code IGNORE NULLS}. */
    public AggregateSpec mayIgnoreNulls() {
        ignoresNulls = true;
        return this;
    }

    /** A call of this function with other arguments in the place of a call, with its DISTINCT and its filter. */
    public Expression instead(CallSite call, List<Expression> arguments, ResolutionContext context) {
        return resolve(
                new CallSite(name(), arguments, call.distinct(), call.filter(), call.nulls(), call.position()),
                context);
    }

    @Override
    Expression build(CallSite call, List<Expression> arguments, DataType type, Settings settings) {
        Resolved resolved = new Resolved(this, shownName(call), settings, call.nulls());
        return new Expression.AggregateCall(
                resolved, arguments, call.distinct(), call.filter(), type, nullable.test(arguments));
    }

    /** The function as expressions hold it: the declaration, under one of its names, in one session. */
    record Resolved(AggregateSpec spec, String name, Settings settings, NullTreatment nulls)
            implements AggregateFunction {
        @Override
        public String sql(List<String> arguments, boolean distinct) {
            return spec.text(name, arguments, distinct);
        }

        @Override
        public List<DataType> bufferTypes(Expression.AggregateCall call) {
            return spec.buffers.apply(call);
        }

        @Override
        public Accumulator open(Expression.AggregateCall call) {
            return spec.accumulator.apply(new Opening(call, settings, nulls, false));
        }

        @Override
        public Accumulator openFrame(Expression.AggregateCall call) {
            return spec.accumulator.apply(new Opening(call, settings, nulls, true));
        }

        @Override
        public ArgumentOrder order() {
            return spec.order;
        }

        @Override
        public OptionalInt subject() {
            return spec.subject;
        }

        @Override
        public Optional<String> overWholePartitions(List<String> arguments) {
            return spec.overWholePartitions.map(text -> text.apply(arguments));
        }

        @Override
        public Origin origin() {
            return settings.origin();
        }
    }
}
