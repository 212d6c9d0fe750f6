package io.millrace.engine.logical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.NestedPlan;
import io.millrace.engine.expression.SortKey;
import io.millrace.engine.user.RowFunction;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import io.millrace.spi.source.Table;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A typed relational plan. Columns are known by the ids of their attributes. */
public sealed interface LogicalPlan extends NestedPlan {
    /** The columns that the node gives, in order. */
    List<Attribute> output();

    List<LogicalPlan> inputs();

    /** The same node over other inputs, as many as {@link #inputs} gives. */
    LogicalPlan withInputs(List<LogicalPlan> inputs);

    /** Whether the plan has these columns alone, under these names. */
    default boolean gives(List<Attribute> columns) {
        List<Attribute> output = output();
        return output.equals(columns)
                && IntStream.range(0, output.size())
                        .allMatch(
                                i -> output.get(i).name().equals(columns.get(i).name()));
    }

    default StructType schema() {
        return new StructType(output().stream().map(Attribute::toField).toArray(StructField[]::new));
    }

    /** Whether any leaf is a stream. */
    default boolean isStreaming() {
        return inputs().stream().anyMatch(LogicalPlan::isStreaming);
    }

    /** A node without inputs. */
    sealed interface Leaf extends LogicalPlan {
        @Override
        default List<LogicalPlan> inputs() {
            return List.of();
        }

        @Override
        default LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return this;
        }
    }

    /** A node over one other, whose columns it gives unless it says otherwise. */
    sealed interface OneInput extends LogicalPlan {
        LogicalPlan input();

        /** The same node over another input. */
        LogicalPlan withInput(LogicalPlan other);

        @Override
        default List<Attribute> output() {
            return input().output();
        }

        @Override
        default List<LogicalPlan> inputs() {
            return List.of(input());
        }

        @Override
        default LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return withInput(inputs.getFirst());
        }
    }

    /** Static data; {@code output} are columns of the table, matched by name. */
    record TableScan(Table table, List<Attribute> output) implements Leaf {}

    /** A stream; {@code output} are columns of the relation, matched by name. */
    record StreamScan(StreamRelation relation, List<Attribute> output) implements Leaf {
        @Override
        public boolean isStreaming() {
            return true;
        }
    }

    record Project(LogicalPlan input, List<Assignment> assignments) implements OneInput {
        public Project {
            assignments = List.copyOf(assignments);
        }

        @Override
        public List<Attribute> output() {
            return assignments.stream().map(Assignment::target).toList();
        }

        @Override
        public LogicalPlan withInput(LogicalPlan other) {
            return new Project(other, assignments);
        }
    }

    record Filter(LogicalPlan input, Expression condition) implements OneInput {
        @Override
        public LogicalPlan withInput(LogicalPlan other) {
            return new Filter(other, condition);
        }
    }

    /**
     * Groups rows. Gives the grouping columns and then the aggregates; a value of {@code aggregates} is always an {@link
     * Expression.AggregateCall}.
     */
    record Aggregate(LogicalPlan input, List<Assignment> groupings, List<Assignment> aggregates) implements OneInput {
        public Aggregate {
            groupings = List.copyOf(groupings);
            aggregates = List.copyOf(aggregates);
        }

        @Override
        public List<Attribute> output() {
            return Stream.concat(groupings.stream(), aggregates.stream())
                    .map(Assignment::target)
                    .toList();
        }

        @Override
        public LogicalPlan withInput(LogicalPlan other) {
            return new Aggregate(other, groupings, aggregates);
        }
    }

    /** Puts rows next to the rows that a function gives for them. */
    record Generate(LogicalPlan input, Expression.GeneratorCall generator, List<Attribute> generated)
            implements OneInput {
        public Generate {
            generated = List.copyOf(generated);
        }

        @Override
        public List<Attribute> output() {
            return Stream.concat(input.output().stream(), generated.stream()).toList();
        }

        @Override
        public LogicalPlan withInput(LogicalPlan other) {
            return new Generate(other, generator, generated);
        }
    }

    /**
     * Looks at each row alone and keeps nothing from row to row. The optimizer neither looks into such a node nor moves
     * anything through it, so that a new one needs no rule of its own; it reads its input's columns by position.
     */
    sealed interface RowWise extends OneInput {
        /** The node in a line of {@code explain}. */
        String describe();

        /** Why it cannot run on a stream, as a sentence without its full stop; empty if it can. */
        default Optional<String> refusalOnStreams() {
            return Optional.empty();
        }
    }

    /**
     * Passes some of the rows on, by chance.
     *
     * @param lower rows whose number, drawn evenly from 0 to 1, is below it do not pass; 0 with replacement
     * @param upper rows whose number is not below it do not pass; with replacement, how often each row passes on average
     */
    record Sample(LogicalPlan input, double lower, double upper, boolean withReplacement, long seed)
            implements RowWise {
        @Override
        public LogicalPlan withInput(LogicalPlan other) {
            return new Sample(other, lower, upper, withReplacement, seed);
        }

        @Override
        public String describe() {
            return "Sample " + lower + ", " + upper + ", " + withReplacement + ", " + seed;
        }

        @Override
        public Optional<String> refusalOnStreams() {
            return Optional.of("Sampling is not supported on a stream");
        }
    }

    /**
     * Runs a function of the typed API over the rows. It reads its input's columns by position, so they stay as they are.
     *
     * @param output the function's columns; the input's for a filter
     */
    record MapRows(LogicalPlan input, RowFunction function, List<Attribute> output) implements RowWise {
        public MapRows {
            output = List.copyOf(output);
        }

        @Override
        public String describe() {
            return "MapRows " + function + " AS "
                    + output.stream().map(Attribute::name).toList();
        }

        @Override
        public LogicalPlan withInput(LogicalPlan other) {
            return new MapRows(other, function, output);
        }
    }

    record Sort(LogicalPlan input, List<SortKey> keys) implements OneInput {
        public Sort {
            keys = List.copyOf(keys);
        }

        @Override
        public LogicalPlan withInput(LogicalPlan other) {
            return new Sort(other, keys);
        }
    }

    /** Skips {@code offset} rows, then gives at most {@code count}; a negative count means all. */
    record Limit(LogicalPlan input, long offset, long count) implements OneInput {
        @Override
        public LogicalPlan withInput(LogicalPlan other) {
            return new Limit(other, offset, count);
        }
    }

    /** The last rows. */
    record Tail(LogicalPlan input, long count) implements OneInput {
        @Override
        public LogicalPlan withInput(LogicalPlan other) {
            return new Tail(other, count);
        }
    }

    /**
     * @param output the columns of both sides, nullable where an outer join makes them so; of the left side for semi and anti
     * @param writtenAs what the query has in its place; rules that rewrite joins need not keep it
     */
    record Join(
            LogicalPlan left,
            LogicalPlan right,
            JoinKind kind,
            Optional<Expression> condition,
            List<Attribute> output,
            WrittenAs writtenAs)
            implements LogicalPlan {
        public Join {
            output = List.copyOf(output);
        }

        public Join(
                LogicalPlan left,
                LogicalPlan right,
                JoinKind kind,
                Optional<Expression> condition,
                List<Attribute> output) {
            this(left, right, kind, condition, output, WrittenAs.JOIN);
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(left, right);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return new Join(inputs.get(0), inputs.get(1), kind, condition, output, writtenAs);
        }
    }

    /** All rows of all inputs, whose columns correspond by position and have the same types. */
    record Union(List<LogicalPlan> inputs, List<Attribute> output) implements LogicalPlan {
        public Union {
            inputs = List.copyOf(inputs);
            output = List.copyOf(output);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> others) {
            return new Union(others, output);
        }
    }

    /** One row of each key; the first that comes. */
    record Deduplicate(LogicalPlan input, List<Attribute> keys, boolean withinWatermark) implements OneInput {
        public Deduplicate {
            keys = List.copyOf(keys);
        }

        @Override
        public LogicalPlan withInput(LogicalPlan other) {
            return new Deduplicate(other, keys, withinWatermark);
        }
    }

    /**
     * Watches event time. Gives its input's columns, of which the event time carries the delay as metadata.
     *
     * @param id tells the watermarks of a plan apart
     * @param delayMillis how far behind the newest event time the watermark stays
     */
    record Watermark(LogicalPlan input, long id, Attribute eventTime, long delayMillis) implements OneInput {
        @Override
        public List<Attribute> output() {
            return input.output().stream()
                    .map(a -> a.id() == eventTime.id() ? eventTime : a)
                    .toList();
        }

        @Override
        public LogicalPlan withInput(LogicalPlan other) {
            return new Watermark(other, id, eventTime, delayMillis);
        }
    }

    /**
     * Looks each row up among the rows of a sub-query.
     *
     * @param output the left columns, then for {@link LookupKind#MARK} a column that says whether anything was found, for
     *     {@link LookupKind#SINGLE} the right columns, which may be null
     * @param origin where the sub-query is written
     */
    record Lookup(
            LogicalPlan left,
            LogicalPlan right,
            LookupKind kind,
            Optional<Expression> condition,
            List<Attribute> output,
            Origin origin)
            implements LogicalPlan {
        public Lookup {
            output = List.copyOf(output);
        }

        /** What was found, beside the left columns. */
        public List<Attribute> found() {
            return output.subList(left.output().size(), output.size());
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(left, right);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            List<Attribute> columns = new ArrayList<>(inputs.get(0).output());
            columns.addAll(found());
            return new Lookup(inputs.get(0), inputs.get(1), kind, condition, columns, origin);
        }
    }

    /** What a look-up gives. */
    enum LookupKind {
        /** Whether any row was found. */
        MARK,
        /** The row that was found, or nulls; more than one are an error. */
        SINGLE
    }

    /**
     * A join whose right side is made anew for each row of the left side. It cannot run; the optimizer makes an ordinary
     * join of it.
     *
     * @param parameters what the right side sees of a left row
     * @param arguments the values of the parameters, over the left side
     */
    record LateralJoin(
            LogicalPlan left,
            LogicalPlan right,
            JoinKind kind,
            Optional<Expression> condition,
            List<Attribute> parameters,
            List<Expression> arguments,
            List<Attribute> output)
            implements LogicalPlan {
        public LateralJoin {
            parameters = List.copyOf(parameters);
            arguments = List.copyOf(arguments);
            output = List.copyOf(output);
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(left, right);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return new LateralJoin(inputs.get(0), inputs.get(1), kind, condition, parameters, arguments, output);
        }
    }

    /** Several rows for each row: one for each of the lists of expressions, whose values become the columns. */
    record Expand(LogicalPlan input, List<List<Expression>> projections, List<Attribute> output) implements OneInput {
        public Expand {
            projections = List.copyOf(projections);
            output = List.copyOf(output);
        }

        @Override
        public LogicalPlan withInput(LogicalPlan other) {
            return new Expand(other, projections, output);
        }
    }

    /**
     * Puts beside each row what window functions say of it and its neighbours. The order in which rows come out is that of
     * the windows.
     *
     * @param partitions rows that agree in these are each other's neighbours
     * @param order the order of neighbours
     * @param calls the columns that it adds; a value is always an {@link Expression.WindowCall} with these partitions and
     *     this order
     */
    record Window(LogicalPlan input, List<Expression> partitions, List<SortKey> order, List<Assignment> calls)
            implements OneInput {
        public Window {
            partitions = List.copyOf(partitions);
            order = List.copyOf(order);
            calls = List.copyOf(calls);
        }

        @Override
        public List<Attribute> output() {
            return Stream.concat(input.output().stream(), calls.stream().map(Assignment::target))
                    .toList();
        }

        @Override
        public LogicalPlan withInput(LogicalPlan other) {
            return new Window(other, partitions, order, calls);
        }
    }

    /**
     * Rows that lead to more rows: those of the anchor, then what the step makes of each level, until a level is empty.
     *
     * @param id which {@link LevelBefore} in the step stands for the rows of the level before
     * @param output columns of the types of the anchor's; both sides' correspond to them by position
     */
    record Recursion(long id, LogicalPlan anchor, LogicalPlan step, List<Attribute> output, RecursionLimits limits)
            implements LogicalPlan {
        public Recursion {
            output = List.copyOf(output);
        }

        @Override
        public List<LogicalPlan> inputs() {
            return List.of(anchor, step);
        }

        @Override
        public LogicalPlan withInputs(List<LogicalPlan> inputs) {
            return new Recursion(id, inputs.get(0), inputs.get(1), output, limits);
        }
    }

    /**
     * When a recursion ends though levels still give rows.
     *
     * @param levels more are an error; -1 for any number
     * @param rows more are an error; -1 for any number
     * @param wanted after how many rows nobody wants more; empty if all are
     */
    record RecursionLimits(int levels, int rows, Optional<Long> wanted) {}

    /**
     * Rows that are computed once, however often a plan reads them.
     *
     * @param id which rows; nodes with the same id have the same input
     * @param output columns of this reader alone; the input's correspond to them by position
     */
    record Shared(long id, LogicalPlan input, List<Attribute> output) implements OneInput {
        public Shared {
            output = List.copyOf(output);
        }

        @Override
        public LogicalPlan withInput(LogicalPlan other) {
            return new Shared(id, other, output);
        }
    }

    /** The rows that the level before of the recursion with this id gave. */
    record LevelBefore(long id, List<Attribute> output) implements Leaf {
        public LevelBefore {
            output = List.copyOf(output);
        }
    }
}
