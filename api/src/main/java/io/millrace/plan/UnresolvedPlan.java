package io.millrace.plan;

import io.millrace.plan.UnresolvedExpression.SortOrder;
import io.millrace.types.StructType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A relational plan, or a command, as it was asked for. */
public sealed interface UnresolvedPlan {
    Origin origin();

    // Leaves

    /** {@code read()} or {@code readStream()} of a format. */
    record Read(
            String format,
            List<String> paths,
            Optional<StructType> schema,
            Map<String, String> options,
            boolean streaming,
            Origin origin)
            implements UnresolvedPlan {
        public Read {
            paths = List.copyOf(paths);
            options = new LinkedHashMap<>(options);
        }

        /** Without the values of options that look like secrets. */
        @Override
        public String toString() {
            return "Read[format=" + format + ", paths=" + paths + ", schema=" + schema + ", options="
                    + SecretOptions.redact(options) + ", streaming=" + streaming + "]";
        }
    }

    /** A table or view by name; {@code format.`path`} too. */
    record NamedRelation(List<String> name, boolean streaming, Map<String, String> options, Origin origin)
            implements UnresolvedPlan {
        public NamedRelation {
            name = List.copyOf(name);
        }
    }

    /**
     * Rows given by the program.
     *
     * @param rows one array of cells per row, in the form that {@link Engine.Rows} describes; whoever builds the plan has
     *     converted what the user gave
     */
    record LocalRows(StructType schema, List<Object[]> rows, Origin origin) implements UnresolvedPlan {}

    /** Numbers from {@code start} to before {@code end}, in the column {@code id}. */
    record Range(long start, long end, long step, Origin origin) implements UnresolvedPlan {}

    /** One row without columns: {@code SELECT} without {@code FROM}. */
    record OneRow(Origin origin) implements UnresolvedPlan {}

    /** {@code VALUES (…), (…)}; columns are called {@code col1, col2, …}. */
    record InlineTable(List<List<UnresolvedExpression>> rows, Origin origin) implements UnresolvedPlan {}

    // One input

    record Project(UnresolvedPlan input, List<UnresolvedExpression> expressions, Origin origin)
            implements UnresolvedPlan {
        public Project {
            expressions = List.copyOf(expressions);
        }
    }

    record Filter(UnresolvedPlan input, UnresolvedExpression condition, Origin origin) implements UnresolvedPlan {}

    /**
     * Adds columns, or replaces those of the same name in place.
     *
     * @param known whether a column must be there to be replaced
     */
    record WithColumns(UnresolvedPlan input, List<UnresolvedExpression.Alias> columns, boolean known, Origin origin)
            implements UnresolvedPlan {
        public WithColumns(UnresolvedPlan input, List<UnresolvedExpression.Alias> columns, Origin origin) {
            this(input, columns, false, origin);
        }

        public WithColumns {
            columns = List.copyOf(columns);
        }
    }

    /** Renames; names that are not there are ignored. */
    record RenameColumns(UnresolvedPlan input, Map<String, String> names, Origin origin) implements UnresolvedPlan {}

    /** Drops; names that are not there are ignored. */
    record DropColumns(UnresolvedPlan input, List<UnresolvedExpression> columns, Origin origin)
            implements UnresolvedPlan {}

    /** New names for all columns. */
    record ToNames(UnresolvedPlan input, List<String> names, Origin origin) implements UnresolvedPlan {}

    /**
     * GROUP BY.
     *
     * @param groupings the grouping expressions; may be positions or aliases of the output, where SQL allows it
     * @param output what is given for each group, in order. In SQL the whole select list; from the Dataset API the
     *     grouping columns come first, added by the API
     */
    record Aggregate(
            UnresolvedPlan input,
            Grouping kind,
            List<UnresolvedExpression> groupings,
            List<List<UnresolvedExpression>> groupingSets,
            List<UnresolvedExpression> output,
            Origin origin)
            implements UnresolvedPlan {
        public Aggregate {
            groupings = List.copyOf(groupings);
            groupingSets = List.copyOf(groupingSets);
            output = List.copyOf(output);
        }
    }

    /** How groups are formed. */
    enum Grouping {
        PLAIN,
        /** {@code GROUP BY ALL}: by every output without an aggregate. */
        ALL,
        ROLLUP,
        CUBE,
        GROUPING_SETS
    }

    /** A filter on groups, which may use aggregates that the output lacks. */
    record Having(UnresolvedPlan input, UnresolvedExpression condition, Origin origin) implements UnresolvedPlan {}

    /** Keeps rows of a select list by a condition over window functions. */
    record Qualify(UnresolvedPlan input, UnresolvedExpression condition, Origin origin) implements UnresolvedPlan {}

    /**
     * Values of a column become columns, each with the aggregates of its rows.
     *
     * @param groupings what else to group by; without a list, all columns that the other parts do not use
     * @param values the values, each a constant; without a list, all that there are
     */
    record Pivot(
            UnresolvedPlan input,
            Optional<List<UnresolvedExpression>> groupings,
            UnresolvedExpression pivotColumn,
            Optional<List<UnresolvedExpression>> values,
            List<UnresolvedExpression> aggregates,
            Origin origin)
            implements UnresolvedPlan {}

    /**
     * Turns columns into rows; the columns that are not named stay.
     *
     * @param columns what one row each is made of
     * @param nameColumn the new column that says which columns a row comes from
     * @param valueColumns the new columns with their values
     * @param includeNulls whether rows without any value are given, too
     */
    record Unpivot(
            UnresolvedPlan input,
            List<UnpivotColumns> columns,
            String nameColumn,
            List<String> valueColumns,
            boolean includeNulls,
            Origin origin)
            implements UnresolvedPlan {
        public Unpivot {
            columns = List.copyOf(columns);
            valueColumns = List.copyOf(valueColumns);
        }
    }

    /**
     * The columns that {@link Unpivot} makes one row of.
     *
     * @param values one for each value column
     * @param name what the row says it comes from; without it the columns' names
     */
    record UnpivotColumns(List<UnresolvedExpression> values, Optional<String> name) {
        public UnpivotColumns {
            values = List.copyOf(values);
        }
    }

    /** @param global false: within partitions only */
    record Sort(UnresolvedPlan input, List<SortOrder> order, boolean global, Origin origin) implements UnresolvedPlan {
        public Sort {
            order = List.copyOf(order);
        }
    }

    /** {@code ORDER BY ALL}. */
    record SortAll(UnresolvedPlan input, boolean ascending, UnresolvedExpression.NullOrder nulls, Origin origin)
            implements UnresolvedPlan {}

    record Limit(UnresolvedPlan input, UnresolvedExpression count, Origin origin) implements UnresolvedPlan {}

    record Offset(UnresolvedPlan input, UnresolvedExpression count, Origin origin) implements UnresolvedPlan {}

    record Tail(UnresolvedPlan input, int count, Origin origin) implements UnresolvedPlan {}

    record Distinct(UnresolvedPlan input, Origin origin) implements UnresolvedPlan {}

    /** @param columns the key; empty means all columns */
    record Deduplicate(UnresolvedPlan input, List<String> columns, boolean withinWatermark, Origin origin)
            implements UnresolvedPlan {}

    record SubqueryAlias(UnresolvedPlan input, String name, List<String> columnNames, Origin origin)
            implements UnresolvedPlan {}

    record WithWatermark(UnresolvedPlan input, UnresolvedExpression eventTime, String delay, Origin origin)
            implements UnresolvedPlan {}

    /** Names figures that are computed over the rows that pass. */
    record Observe(UnresolvedPlan input, String name, List<UnresolvedExpression> metrics, Origin origin)
            implements UnresolvedPlan {}

    /** How rows are spread over tasks; never changes which rows there are. */
    record Repartition(
            UnresolvedPlan input,
            Optional<Integer> count,
            boolean shuffle,
            List<UnresolvedExpression> by,
            Origin origin)
            implements UnresolvedPlan {}

    record Sample(UnresolvedPlan input, double lower, double upper, boolean withReplacement, long seed, Origin origin)
            implements UnresolvedPlan {}

    /**
     * {@code t VERSION AS OF 1}, {@code t TIMESTAMP AS OF '…'} and {@code t CHANGES FROM …}: the rows of other times, which no
     * relation has.
     *
     * @param timestamp absent for a version
     * @param changes whether the changes between two times are wanted
     */
    record TimeTravel(NamedRelation relation, Optional<UnresolvedExpression> timestamp, boolean changes, Origin origin)
            implements UnresolvedPlan {}

    /** Advice; unknown ones are ignored. */
    record Hint(UnresolvedPlan input, String name, List<UnresolvedExpression> parameters, Origin origin)
            implements UnresolvedPlan {}

    /** {@code LATERAL VIEW [OUTER] generator table AS columns}. */
    record LateralView(
            UnresolvedPlan input,
            UnresolvedExpression generator,
            boolean outer,
            Optional<String> tableName,
            List<String> columnNames,
            Origin origin)
            implements UnresolvedPlan {}

    /**
     * A typed operation with a Java lambda.
     *
     * @param function the lambda
     * @param inputEncoder that of what the lambda takes
     * @param keyEncoder the encoder of the key, for operations on groups
     * @param grouping the lambda that gives the key, for operations on groups
     * @param outputEncoder the encoder of what it gives
     */
    record Typed(
            UnresolvedPlan input,
            TypedFunction kind,
            Object function,
            ObjectCodec<?> inputEncoder,
            Optional<ObjectCodec<?>> keyEncoder,
            Optional<Object> grouping,
            ObjectCodec<?> outputEncoder,
            Origin origin)
            implements UnresolvedPlan {}

    // Several inputs

    record Join(
            UnresolvedPlan left,
            UnresolvedPlan right,
            JoinKind kind,
            JoinCriteria criteria,
            boolean lateral,
            Origin origin)
            implements UnresolvedPlan {}

    /** Which rows of which side survive. */
    enum JoinKind {
        INNER,
        CROSS,
        LEFT_OUTER,
        RIGHT_OUTER,
        FULL_OUTER,
        LEFT_SEMI,
        LEFT_ANTI
    }

    /** How rows find each other. */
    sealed interface JoinCriteria {
        record None() implements JoinCriteria {}

        record On(UnresolvedExpression condition) implements JoinCriteria {}

        record Using(List<String> columns) implements JoinCriteria {}

        record Natural() implements JoinCriteria {}
    }

    record SetOperation(
            SetKind kind,
            boolean all,
            boolean byName,
            boolean allowMissingColumns,
            UnresolvedPlan left,
            UnresolvedPlan right,
            Origin origin)
            implements UnresolvedPlan {}

    /** Which operation of sets. */
    enum SetKind {
        UNION,
        INTERSECT,
        EXCEPT
    }

    /** {@code WITH name AS (…)}. */
    record With(UnresolvedPlan body, List<CommonTable> tables, boolean recursive, Origin origin)
            implements UnresolvedPlan {}

    /**
     * One table of a {@code WITH}.
     *
     * @param maxLevel after how many levels a recursion is given up; empty for what the session says
     */
    record CommonTable(String name, List<String> columnNames, UnresolvedPlan plan, Optional<Integer> maxLevel) {
        public CommonTable(String name, List<String> columnNames, UnresolvedPlan plan) {
            this(name, columnNames, plan, Optional.empty());
        }
    }

    /** Does something once when it is asked for; gives a small table, or nothing. */
    sealed interface Command extends UnresolvedPlan
            permits CreateView,
                    DropView,
                    SetConfiguration,
                    ResetConfiguration,
                    ShowViews,
                    ShowTables,
                    ShowFunctions,
                    DescribeRelation,
                    AskCatalog,
                    DescribeFunction,
                    Explain,
                    WriteFiles,
                    TableCommand {}

    record CreateView(
            List<String> name,
            ViewDefinition definition,
            UnresolvedPlan body,
            boolean replace,
            boolean ifNotExists,
            ViewScope scope,
            Origin origin)
            implements Command {}

    /** How long a view lives and who sees it. */
    enum ViewScope {
        TEMPORARY,
        GLOBAL_TEMPORARY,
        PERSISTENT
    }

    record DropView(List<String> name, boolean ifExists, Origin origin) implements Command {}

    /** {@code SET key = value}, {@code SET key}, {@code SET}. */
    record SetConfiguration(Optional<String> key, Optional<String> value, Origin origin) implements Command {}

    record ResetConfiguration(Optional<String> key, Origin origin) implements Command {}

    /** @param namespace empty for the current one */
    record ShowViews(Optional<List<String>> namespace, Optional<String> pattern, Origin origin) implements Command {}

    /** @param namespace empty for the current one */
    record ShowTables(Optional<List<String>> namespace, Optional<String> pattern, Origin origin) implements Command {}

    /** @param namespace whose functions are shown beside those that belong to none; empty for the current one */
    record ShowFunctions(FunctionKind kind, Optional<List<String>> namespace, Optional<String> pattern, Origin origin)
            implements Command {
        /** Whose functions. */
        public enum FunctionKind {
            ALL,
            USER,
            SYSTEM
        }

        public ShowFunctions(Optional<String> pattern, Origin origin) {
            this(FunctionKind.ALL, Optional.empty(), pattern, origin);
        }
    }

    /**
     * {@code DESCRIBE relation} or {@code DESCRIBE QUERY}.
     *
     * @param extended whether more is said than the columns
     */
    record DescribeRelation(UnresolvedPlan relation, boolean extended, Origin origin) implements Command {}

    /** @param origin where the name of what is asked about stands */
    record AskCatalog(CatalogQuestion question, Origin origin) implements Command {}

    record DescribeFunction(List<String> name, boolean extended, Origin origin) implements Command {}

    record Explain(UnresolvedPlan plan, ExplainMode mode, Origin origin) implements Command {}

    /**
     * Writes the result of a plan with a format: {@code df.write()…save()}.
     *
     * @param mode {@code append}, {@code overwrite}, {@code error} or {@code ignore}
     */
    record WriteFiles(
            UnresolvedPlan input,
            String format,
            String mode,
            List<String> partitionColumns,
            Map<String, String> options,
            Origin origin)
            implements Command {}

    /** A streaming query to be started. Not a relation: engines take it by {@link Engine#start}. */
    record StreamingWrite(
            UnresolvedPlan input,
            StreamingTarget target,
            io.millrace.spi.sink.OutputKind outputKind,
            StreamingTrigger trigger,
            Optional<String> queryName,
            List<String> partitionColumns,
            Map<String, String> options) {}

    /** Where the rows of a streaming query go. */
    sealed interface StreamingTarget {
        /** A sink by the name of its format. */
        record Format(String name) implements StreamingTarget {}

        /** A table by name. */
        record NamedTable(String name) implements StreamingTarget {}

        /** An {@code io.millrace.ForeachWriter}, and the encoder of its rows. */
        record Foreach(Object writer, ObjectCodec<?> encoder) implements StreamingTarget {}

        /** An {@code io.millrace.function.VoidFunction2<Dataset, Long>}, and the encoder of its rows. */
        record ForeachBatch(Object function, ObjectCodec<?> encoder) implements StreamingTarget {}
    }

    /** When a streaming query runs its batches. */
    sealed interface StreamingTrigger {
        /** @param interval zero: as soon as the last batch is done */
        record ProcessingTime(Duration interval) implements StreamingTrigger {}

        record Once() implements StreamingTrigger {}

        record AvailableNow() implements StreamingTrigger {}

        record Continuous(Duration interval) implements StreamingTrigger {}

        record RealTime(Duration interval) implements StreamingTrigger {}
    }
}
