package io.millrace;

import io.millrace.function.FilterFunction;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.ForeachFunction;
import io.millrace.function.ForeachPartitionFunction;
import io.millrace.function.MapFunction;
import io.millrace.function.MapPartitionsFunction;
import io.millrace.function.ReduceFunction;
import io.millrace.plan.ExplainMode;
import io.millrace.plan.Origin;
import io.millrace.plan.TypedFunction;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.ExistsSubquery;
import io.millrace.plan.UnresolvedExpression.NullOrder;
import io.millrace.plan.UnresolvedExpression.ScalarSubquery;
import io.millrace.plan.UnresolvedExpression.SortOrder;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.Deduplicate;
import io.millrace.plan.UnresolvedPlan.DropColumns;
import io.millrace.plan.UnresolvedPlan.Filter;
import io.millrace.plan.UnresolvedPlan.Grouping;
import io.millrace.plan.UnresolvedPlan.Hint;
import io.millrace.plan.UnresolvedPlan.Limit;
import io.millrace.plan.UnresolvedPlan.LocalRows;
import io.millrace.plan.UnresolvedPlan.Observe;
import io.millrace.plan.UnresolvedPlan.Offset;
import io.millrace.plan.UnresolvedPlan.Project;
import io.millrace.plan.UnresolvedPlan.RenameColumns;
import io.millrace.plan.UnresolvedPlan.Repartition;
import io.millrace.plan.UnresolvedPlan.SetKind;
import io.millrace.plan.UnresolvedPlan.SetOperation;
import io.millrace.plan.UnresolvedPlan.Sort;
import io.millrace.plan.UnresolvedPlan.SubqueryAlias;
import io.millrace.plan.UnresolvedPlan.ToNames;
import io.millrace.plan.UnresolvedPlan.WithColumns;
import io.millrace.plan.UnresolvedPlan.WithWatermark;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.streaming.DataStreamWriter;
import io.millrace.types.Metadata;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A table that is described, not yet computed: a plan, the session that runs it, and the encoder of its rows. Immutable.
 *
 * <p>A new Dataset asks the engine for its schema at once, so a wrong name or type fails where it is written; everything
 * else waits for an action such as {@link #collect} or for a streaming query.
 *
 * <p>Each Dataset gives the outermost node of its plan an id of its own, and {@link #col} puts that id on the reference.
 * Wherever the column is used, the engine looks for the node with this id below and takes the column from there, so both
 * sides of a self-join can be told apart as long as they are two Datasets. {@link Functions#col} has no id and goes by
 * name alone. An id that is not below is an error of another Dataset's column.
 *
 * <p>This class is the surface; {@link DatasetRunner} holds the actions.
 */
public class Dataset<T> {
    private final Session session;
    private final UnresolvedPlan plan;
    private final Encoder<T> encoder;
    private final StructType schema;
    private final DatasetRunner<T> runner;

    private Dataset(Session session, UnresolvedPlan plan, Function<StructType, Encoder<T>> encoder) {
        this.session = session;
        this.plan = plan;
        this.schema = session.engine().schema(plan);
        this.encoder = encoder.apply(schema);
        this.runner = new DatasetRunner<>(this);
    }

    /** For engines and front ends: the Dataset of a plan, which gets an id if it has none. */
    public static <T> Dataset<T> of(Session session, UnresolvedPlan plan, Encoder<T> encoder) {
        return new Dataset<>(session, identified(plan), schema -> encoder);
    }

    /** For engines and front ends: the Dataset of a plan, as rows. */
    public static Dataset<Row> ofRows(Session session, UnresolvedPlan plan) {
        boolean javaTime = Boolean.parseBoolean(session.conf().get("spark.sql.datetime.java8API.enabled", "false"));
        return new Dataset<>(session, identified(plan), schema -> new RowEncoder(schema, javaTime));
    }

    private static UnresolvedPlan identified(UnresolvedPlan plan) {
        return plan.origin().planId().isPresent() ? plan : PlanTree.withNewId(plan);
    }

    /** A Dataset of other rows of the same Java type. */
    @SuppressWarnings("unchecked") // T is Row when the encoder is one of rows
    private Dataset<T> same(UnresolvedPlan changed) {
        return encoder instanceof RowEncoder ? (Dataset<T>) ofRows(session, changed) : of(session, changed, encoder);
    }

    private Dataset<Row> rows(UnresolvedPlan changed) {
        return ofRows(session, changed);
    }

    private static Origin next() {
        return PlanTree.newOrigin();
    }

    /** For engines and front ends: the plan, whose outermost node has an id. */
    public UnresolvedPlan plan() {
        return plan;
    }

    /** For engines and front ends: a plan with exactly the columns of the encoder, in order. */
    public UnresolvedPlan encodedPlan() {
        return TypedInput.of(this).plan();
    }

    public Session sparkSession() {
        return session;
    }

    public Encoder<T> encoder() {
        return encoder;
    }

    // Description

    public StructType schema() {
        return schema;
    }

    public String[] columns() {
        return schema.fieldNames();
    }

    /** Prints the schema as a tree. */
    public void printSchema() {
        System.out.println(schema.treeString());
    }

    /** Prints the schema down to a level. */
    public void printSchema(int level) {
        System.out.println(schema.treeString(level));
    }

    /** Prints how the engine runs this. */
    public void explain() {
        explain(false);
    }

    public void explain(boolean extended) {
        System.out.println(session.engine().explain(plan, extended ? ExplainMode.EXTENDED : ExplainMode.SIMPLE));
    }

    /** Prints how the engine runs this; the mode is {@code simple}, {@code extended}, {@code codegen}, {@code cost} or {@code formatted}. */
    public void explain(String mode) {
        System.out.println(session.engine().explain(plan, DatasetRunner.explainMode(mode)));
    }

    /** Whether this reads a stream. */
    public boolean isStreaming() {
        return session.engine().isStreaming(plan);
    }

    /** Whether the rows are in this process already. */
    public boolean isLocal() {
        return plan instanceof LocalRows;
    }

    /** A column of this Dataset, even where another Dataset has one of the same name. */
    public Column col(String colName) {
        Column column = new Column(
                Names.reference(colName, Origin.ofPlanId(plan.origin().planId().orElseThrow())));
        if (!(column.expression() instanceof Star) && !isPlainName(colName)) {
            session.engine().schema(new Project(plan, List.of(column.expression()), Origin.NONE));
        }
        return column;
    }

    /** Whether exactly one column has this name, so that there is nothing to look up. */
    private boolean isPlainName(String name) {
        return Arrays.stream(schema.fieldNames()).filter(name::equalsIgnoreCase).count() == 1
                && Arrays.asList(schema.fieldNames()).contains(name)
                && name.indexOf('.') < 0;
    }

    public Column apply(String colName) {
        return col(colName);
    }

    /** The columns whose names match a regular expression in back-quotes; without back-quotes, one column. */
    public Column colRegex(String colName) {
        if (!colName.startsWith("`") || !colName.endsWith("`") || colName.length() < 2) {
            return col(colName);
        }
        return Column.of(new Star(
                List.of(),
                List.of(),
                Optional.of(colName.substring(1, colName.length() - 1)),
                Origin.ofPlanId(plan.origin().planId().orElseThrow())));
    }

    // Types of rows

    /** The same columns as plain rows. */
    public Dataset<Row> toDF() {
        return rows(plan);
    }

    /** The same columns under other names. */
    public Dataset<Row> toDF(String... colNames) {
        if (colNames.length != schema.length()) {
            throw DatasetRunner.wrongWidth("toDF", schema.length(), colNames.length);
        }
        return rows(new ToNames(plan, List.of(colNames), next()));
    }

    /** The same rows as values of a Java type; columns go to fields of the same name. */
    public <U> Dataset<U> as(Encoder<U> encoder) {
        Dataset<U> result = of(session, plan, encoder);
        TypedInput.of(result); // fails if a column is missing or cannot be converted
        return result;
    }

    public Dataset<T> as(String alias) {
        return same(new SubqueryAlias(plan, alias, List.of(), next()));
    }

    public Dataset<T> alias(String alias) {
        return as(alias);
    }

    /** The result of a function of this Dataset. */
    public <U> Dataset<U> transform(Function<Dataset<T>, Dataset<U>> t) {
        return t.apply(this);
    }

    // Columns

    public Dataset<Row> select(Column... cols) {
        return rows(new Project(plan, Columns.expressions(cols), next()));
    }

    public Dataset<Row> select(String col, String... cols) {
        return select(Columns.named(col, cols));
    }

    public <U1> Dataset<U1> select(TypedColumn<T, U1> c1) {
        return of(session, new Project(plan, List.of(c1.expression()), next()), c1.encoder());
    }

    public Dataset<Row> selectExpr(String... exprs) {
        return rows(new Project(
                plan, Arrays.stream(exprs).map(Names::namedExpression).toList(), next()));
    }

    public Dataset<Row> withColumn(String colName, Column col) {
        return withColumns(Map.of(colName, col));
    }

    public Dataset<Row> withColumn(String colName, Column col, Metadata metadata) {
        Alias column = new Alias(col.expression(), List.of(colName), Optional.of(metadata), Origin.NONE);
        return rows(new WithColumns(plan, List.of(column), next()));
    }

    public Dataset<Row> withColumns(Map<String, Column> colsMap) {
        List<Alias> columns = colsMap.entrySet().stream()
                .map(entry -> new Alias(
                        entry.getValue().expression(), List.of(entry.getKey()), Optional.empty(), Origin.NONE))
                .toList();
        return rows(new WithColumns(plan, columns, next()));
    }

    public Dataset<Row> withColumnRenamed(String existingName, String newName) {
        return withColumnsRenamed(Map.of(existingName, newName));
    }

    public Dataset<Row> withColumnsRenamed(Map<String, String> colsMap) {
        return rows(new RenameColumns(plan, new LinkedHashMap<>(colsMap), next()));
    }

    /** The same columns, one with other metadata. */
    public Dataset<Row> withMetadata(String columnName, Metadata metadata) {
        return withColumn(columnName, col(columnName), metadata);
    }

    public Dataset<Row> drop(String colName) {
        return drop(new String[] {colName});
    }

    public Dataset<Row> drop(String... colNames) {
        List<UnresolvedExpression> columns = new ArrayList<>();
        Arrays.stream(colNames).map(Names::exactly).forEach(columns::add);
        return rows(new DropColumns(plan, columns, next()));
    }

    public Dataset<Row> drop(Column col) {
        return drop(col, new Column[0]);
    }

    public Dataset<Row> drop(Column col, Column... cols) {
        return rows(new DropColumns(plan, Columns.expressions(col, cols), next()));
    }

    /** Turns columns into rows: for each value column one row with its name and its value. */
    public Dataset<Row> unpivot(Column[] ids, Column[] values, String variableColumnName, String valueColumnName) {
        return rows(new Project(plan, Columns.unpivot(ids, values, variableColumnName, valueColumnName), next()));
    }

    public Dataset<Row> unpivot(Column[] ids, String variableColumnName, String valueColumnName) {
        List<String> kept = Arrays.stream(ids).map(Column::toString).toList();
        Column[] values = Arrays.stream(columns())
                .filter(name -> !kept.contains(name))
                .map(name -> Column.of(Names.exactly(name)))
                .toArray(Column[]::new);
        return unpivot(ids, values, variableColumnName, valueColumnName);
    }

    public Dataset<Row> melt(Column[] ids, Column[] values, String variableColumnName, String valueColumnName) {
        return unpivot(ids, values, variableColumnName, valueColumnName);
    }

    public Dataset<Row> melt(Column[] ids, String variableColumnName, String valueColumnName) {
        return unpivot(ids, variableColumnName, valueColumnName);
    }

    // Rows

    public Dataset<T> filter(Column condition) {
        return same(new Filter(plan, condition.expression(), next()));
    }

    public Dataset<T> filter(String conditionExpr) {
        return same(new Filter(plan, Names.expression(conditionExpr), next()));
    }

    public Dataset<T> filter(FilterFunction<T> func) {
        TypedInput<T> input = TypedInput.keepingColumns(this);
        return same(input.apply(TypedFunction.FILTER, func, input.encoder()));
    }

    public Dataset<T> where(Column condition) {
        return filter(condition);
    }

    public Dataset<T> where(String conditionExpr) {
        return filter(conditionExpr);
    }

    public Dataset<T> distinct() {
        return dropDuplicates();
    }

    public Dataset<T> dropDuplicates() {
        return dropDuplicates(new String[0]);
    }

    public Dataset<T> dropDuplicates(String[] colNames) {
        return same(new Deduplicate(plan, List.of(colNames), false, next()));
    }

    public Dataset<T> dropDuplicates(String col1, String... cols) {
        return dropDuplicates(Columns.names(col1, cols));
    }

    /** Drops rows whose key was seen within the watermark's delay. */
    public Dataset<T> dropDuplicatesWithinWatermark() {
        return dropDuplicatesWithinWatermark(new String[0]);
    }

    public Dataset<T> dropDuplicatesWithinWatermark(String[] colNames) {
        return same(new Deduplicate(plan, List.of(colNames), true, next()));
    }

    public Dataset<T> dropDuplicatesWithinWatermark(String col1, String... cols) {
        return dropDuplicatesWithinWatermark(Columns.names(col1, cols));
    }

    public Dataset<T> limit(int n) {
        return same(new Limit(plan, Literals.of(n), next()));
    }

    public Dataset<T> offset(int n) {
        return same(new Offset(plan, Literals.of(n), next()));
    }

    public Dataset<T> sample(double fraction) {
        return sample(false, fraction);
    }

    public Dataset<T> sample(double fraction, long seed) {
        return sample(false, fraction, seed);
    }

    public Dataset<T> sample(boolean withReplacement, double fraction) {
        return sample(withReplacement, fraction, DatasetRunner.randomSeed());
    }

    public Dataset<T> sample(boolean withReplacement, double fraction, long seed) {
        return same(new UnresolvedPlan.Sample(plan, 0.0, fraction, withReplacement, seed, next()));
    }

    public Dataset<T>[] randomSplit(double[] weights) {
        return randomSplit(weights, DatasetRunner.randomSeed());
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generics
    public Dataset<T>[] randomSplit(double[] weights, long seed) {
        return (Dataset<T>[]) randomSplitAsList(weights, seed).toArray(new Dataset[0]);
    }

    public List<Dataset<T>> randomSplitAsList(double[] weights, long seed) {
        double[] bounds = DatasetRunner.splitBounds(weights);
        List<Dataset<T>> parts = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            parts.add(same(new UnresolvedPlan.Sample(plan, bounds[i], bounds[i + 1], false, seed, next())));
        }
        return parts;
    }

    /** Names the event time, and how late a row may be. */
    public Dataset<T> withWatermark(String eventTime, String delayThreshold) {
        return same(new WithWatermark(plan, Names.reference(eventTime, Origin.NONE), delayThreshold, next()));
    }

    /** Computes figures over the rows that pass here; they appear in the progress of a streaming query. */
    public Dataset<T> observe(String name, Column expr, Column... exprs) {
        return same(new Observe(plan, name, Columns.expressions(expr, exprs), next()));
    }

    public Dataset<T> hint(String name, Object... parameters) {
        List<UnresolvedExpression> values =
                Arrays.stream(parameters).map(Literals::of).toList();
        return same(new Hint(plan, name, values, next()));
    }

    // Order

    public Dataset<T> sort(Column... sortExprs) {
        return sorted(true, sortExprs);
    }

    public Dataset<T> sort(String sortCol, String... sortCols) {
        return sorted(true, Columns.named(sortCol, sortCols));
    }

    public Dataset<T> orderBy(Column... sortExprs) {
        return sort(sortExprs);
    }

    public Dataset<T> orderBy(String sortCol, String... sortCols) {
        return sort(sortCol, sortCols);
    }

    public Dataset<T> sortWithinPartitions(Column... sortExprs) {
        return sorted(false, sortExprs);
    }

    public Dataset<T> sortWithinPartitions(String sortCol, String... sortCols) {
        return sorted(false, Columns.named(sortCol, sortCols));
    }

    private Dataset<T> sorted(boolean global, Column... columns) {
        List<SortOrder> order = Arrays.stream(columns)
                .map(Column::expression)
                .map(expression -> expression instanceof SortOrder item
                        ? item
                        : new SortOrder(expression, true, NullOrder.FIRST, Origin.NONE))
                .toList();
        return same(new Sort(plan, order, global, next()));
    }

    // Partitions

    public Dataset<T> repartition(int numPartitions) {
        return repartitioned(Optional.of(numPartitions), true);
    }

    public Dataset<T> repartition(int numPartitions, Column... partitionExprs) {
        return repartitioned(Optional.of(numPartitions), true, partitionExprs);
    }

    public Dataset<T> repartition(Column... partitionExprs) {
        return repartitioned(Optional.empty(), true, partitionExprs);
    }

    public Dataset<T> repartitionByRange(int numPartitions, Column... partitionExprs) {
        return repartitioned(Optional.of(numPartitions), true, partitionExprs);
    }

    public Dataset<T> repartitionByRange(Column... partitionExprs) {
        return repartitioned(Optional.empty(), true, partitionExprs);
    }

    public Dataset<T> coalesce(int numPartitions) {
        return repartitioned(Optional.of(numPartitions), false);
    }

    private Dataset<T> repartitioned(Optional<Integer> count, boolean shuffle, Column... by) {
        return same(new Repartition(plan, count, shuffle, Columns.expressions(by), next()));
    }

    // Several Datasets

    public Dataset<Row> join(Dataset<?> right) {
        return rows(Joins.unconditional(plan, right.plan, false));
    }

    public Dataset<Row> join(Dataset<?> right, String usingColumn) {
        return join(right, new String[] {usingColumn});
    }

    public Dataset<Row> join(Dataset<?> right, String[] usingColumns) {
        return join(right, usingColumns, "inner");
    }

    public Dataset<Row> join(Dataset<?> right, String usingColumn, String joinType) {
        return join(right, new String[] {usingColumn}, joinType);
    }

    public Dataset<Row> join(Dataset<?> right, String[] usingColumns, String joinType) {
        return rows(Joins.using(plan, right.plan, usingColumns, joinType));
    }

    public Dataset<Row> join(Dataset<?> right, Column joinExprs) {
        return join(right, joinExprs, "inner");
    }

    public Dataset<Row> join(Dataset<?> right, Column joinExprs, String joinType) {
        return rows(Joins.on(plan, right.plan, joinExprs, joinType, false));
    }

    public Dataset<Row> crossJoin(Dataset<?> right) {
        return rows(Joins.cross(plan, right.plan));
    }

    public Dataset<Row> lateralJoin(Dataset<?> right) {
        return rows(Joins.unconditional(plan, right.plan, true));
    }

    public Dataset<Row> lateralJoin(Dataset<?> right, Column joinExprs) {
        return lateralJoin(right, joinExprs, "inner");
    }

    public Dataset<Row> lateralJoin(Dataset<?> right, String joinType) {
        return rows(Joins.lateral(plan, right.plan, joinType));
    }

    public Dataset<Row> lateralJoin(Dataset<?> right, Column joinExprs, String joinType) {
        return rows(Joins.on(plan, right.plan, joinExprs, joinType, true));
    }

    public Dataset<T> union(Dataset<T> other) {
        return combined(SetKind.UNION, true, other);
    }

    public Dataset<T> unionAll(Dataset<T> other) {
        return union(other);
    }

    public Dataset<T> unionByName(Dataset<T> other) {
        return unionByName(other, false);
    }

    public Dataset<T> unionByName(Dataset<T> other, boolean allowMissingColumns) {
        return same(new SetOperation(SetKind.UNION, true, true, allowMissingColumns, plan, other.plan, next()));
    }

    public Dataset<T> intersect(Dataset<T> other) {
        return combined(SetKind.INTERSECT, false, other);
    }

    public Dataset<T> intersectAll(Dataset<T> other) {
        return combined(SetKind.INTERSECT, true, other);
    }

    public Dataset<T> except(Dataset<T> other) {
        return combined(SetKind.EXCEPT, false, other);
    }

    public Dataset<T> exceptAll(Dataset<T> other) {
        return combined(SetKind.EXCEPT, true, other);
    }

    private Dataset<T> combined(SetKind kind, boolean all, Dataset<T> other) {
        return same(new SetOperation(kind, all, false, false, plan, other.plan, next()));
    }

    /** The only value of this Dataset, as a column of another. */
    public Column scalar() {
        return Column.of(new ScalarSubquery(plan, Origin.NONE));
    }

    /** Whether this Dataset has rows, as a column of another. */
    public Column exists() {
        return Column.of(new ExistsSubquery(plan, Origin.NONE));
    }

    // Groups

    public RelationalGroupedDataset groupBy(Column... cols) {
        return new RelationalGroupedDataset(this, Columns.expressions(cols), Grouping.PLAIN);
    }

    public RelationalGroupedDataset groupBy(String col1, String... cols) {
        return groupBy(Columns.named(col1, cols));
    }

    public RelationalGroupedDataset rollup(Column... cols) {
        return new RelationalGroupedDataset(this, Columns.expressions(cols), Grouping.ROLLUP);
    }

    public RelationalGroupedDataset rollup(String col1, String... cols) {
        return rollup(Columns.named(col1, cols));
    }

    public RelationalGroupedDataset cube(Column... cols) {
        return new RelationalGroupedDataset(this, Columns.expressions(cols), Grouping.CUBE);
    }

    public RelationalGroupedDataset cube(String col1, String... cols) {
        return cube(Columns.named(col1, cols));
    }

    public Dataset<Row> agg(Column expr, Column... exprs) {
        return groupBy(new Column[0]).agg(expr, exprs);
    }

    public Dataset<Row> agg(Map<String, String> exprs) {
        return groupBy(new Column[0]).agg(exprs);
    }

    public <K> KeyValueGroupedDataset<K, T> groupByKey(MapFunction<T, K> func, Encoder<K> encoder) {
        return new KeyValueGroupedDataset<>(session, TypedInput.of(this), encoder, func);
    }

    /** Count, mean, standard deviation, minimum and maximum of columns. */
    public Dataset<Row> describe(String... cols) {
        return Summary.of(this, List.of(cols), Summary.DESCRIBE);
    }

    /** Statistics of all numeric and string columns; without names, count, mean, stddev, min, quartiles and max. */
    public Dataset<Row> summary(String... statistics) {
        return Summary.of(this, List.of(), statistics.length == 0 ? Summary.ALL : List.of(statistics));
    }

    public DataFrameNaFunctions na() {
        return new DataFrameNaFunctions(toDF());
    }

    public DataFrameStatFunctions stat() {
        return new DataFrameStatFunctions(toDF());
    }

    // Java functions

    public <U> Dataset<U> map(MapFunction<T, U> func, Encoder<U> encoder) {
        return of(session, TypedInput.of(this).apply(TypedFunction.MAP, func, encoder), encoder);
    }

    public <U> Dataset<U> flatMap(FlatMapFunction<T, U> f, Encoder<U> encoder) {
        return of(session, TypedInput.of(this).apply(TypedFunction.FLAT_MAP, f, encoder), encoder);
    }

    public <U> Dataset<U> mapPartitions(MapPartitionsFunction<T, U> f, Encoder<U> encoder) {
        return of(session, TypedInput.of(this).apply(TypedFunction.MAP_PARTITIONS, f, encoder), encoder);
    }

    public T reduce(ReduceFunction<T> func) {
        return runner.reduce(func);
    }

    public void foreach(ForeachFunction<T> func) {
        runner.foreach(func);
    }

    /** Calls the function once, with all rows. */
    public void foreachPartition(ForeachPartitionFunction<T> func) {
        runner.foreachPartition(func);
    }

    // Actions

    /** All rows, as an array of their type. */
    public Object collect() {
        return runner.array(collectAsList());
    }

    public List<T> collectAsList() {
        return runner.collect(plan);
    }

    /** The rows one after the other, without holding them all. */
    public Iterator<T> toLocalIterator() {
        return runner.iterator();
    }

    public long count() {
        return runner.count();
    }

    public boolean isEmpty() {
        return takeAsList(1).isEmpty();
    }

    /** The first row; refuses if there is none. */
    public T head() {
        return takeAsList(1).iterator().next();
    }

    public T first() {
        return head();
    }

    /** The first rows, as an array. */
    public Object head(int n) {
        return take(n);
    }

    public Object take(int n) {
        return runner.array(takeAsList(n));
    }

    public List<T> takeAsList(int n) {
        return runner.collect(new Limit(plan, Literals.of(n), Origin.NONE));
    }

    /** The last rows, as an array. */
    public Object tail(int n) {
        return runner.array(runner.collect(new UnresolvedPlan.Tail(plan, n, Origin.NONE)));
    }

    /** Prints the first 20 rows, with cells of at most 20 characters. */
    public void show() {
        show(20);
    }

    public void show(int numRows) {
        show(numRows, true);
    }

    public void show(boolean truncate) {
        show(20, truncate);
    }

    public void show(int numRows, boolean truncate) {
        show(numRows, truncate ? 20 : 0);
    }

    public void show(int numRows, int truncate) {
        show(numRows, truncate, false);
    }

    /** Prints the first rows, with cells of at most {@code truncate} characters; 0 for whole cells. */
    public void show(int numRows, int truncate, boolean vertical) {
        System.out.println(runner.showString(numRows, truncate, vertical));
    }

    public Dataset<String> toJSON() {
        Column json = Functions.to_json(Functions.struct(Functions.col("*"))).as("value");
        return of(session, new Project(plan, List.of(json.expression()), next()), Encoders.STRING());
    }

    // Keeping rows

    /** Keeps the rows of the first use in memory, for every Dataset that contains this one. */
    public Dataset<T> persist() {
        runner.requireStatic();
        session.persisted().add(plan);
        return this;
    }

    public Dataset<T> cache() {
        return persist();
    }

    public Dataset<T> unpersist() {
        session.persisted().remove(plan);
        return this;
    }

    public Dataset<T> unpersist(boolean blocking) {
        return unpersist();
    }

    /** The rows as they are now, cut off from where they came from. */
    public Dataset<T> localCheckpoint() {
        return localCheckpoint(true);
    }

    /** The same, and unless it is {@code eager}, the rows are computed when they are first used. */
    public Dataset<T> localCheckpoint(boolean eager) {
        Dataset<T> copy = same(new Project(plan, List.of(Names.reference("*", Origin.NONE)), next()))
                .persist();
        return eager ? same(session.persisted().substitute(copy.plan)) : copy;
    }

    // Views and writers

    /** Gives the Dataset a name for SQL; refuses a name that is taken. */
    public void createTempView(String viewName) throws AnalysisException {
        createTempView(viewName, false, false);
    }

    public void createOrReplaceTempView(String viewName) {
        createTempView(viewName, true, false);
    }

    public void createGlobalTempView(String viewName) throws AnalysisException {
        createTempView(viewName, false, true);
    }

    public void createOrReplaceGlobalTempView(String viewName) {
        createTempView(viewName, true, true);
    }

    public void registerTempTable(String tableName) {
        createOrReplaceTempView(tableName);
    }

    public void createTempView(String viewName, boolean replace, boolean global) {
        session.engine().createTemporaryView(DatasetRunner.viewName(viewName), plan, replace, global);
    }

    public DataFrameWriter<T> write() {
        if (isStreaming()) {
            throw Errors.analysis(ErrorCondition.CALL_ON_STREAMING_DATASET_UNSUPPORTED, "methodName", "`write`");
        }
        return new DataFrameWriter<>(this);
    }

    public DataStreamWriter<T> writeStream() {
        if (!isStreaming()) {
            throw Errors.analysis(ErrorCondition.WRITE_STREAM_NOT_ALLOWED);
        }
        return DataStreamWriter.of(this);
    }

    /** The first columns with their types. */
    @Override
    public String toString() {
        int shown = Math.min(2, schema.length());
        Stream<String> columns = Arrays.stream(schema.fields())
                .limit(shown)
                .map((StructField field) ->
                        field.name() + ": " + field.dataType().simpleString());
        int more = schema.length() - shown;
        String rest = more == 0 ? "" : String.format(Locale.ROOT, " ... %d more field%s", more, more == 1 ? "" : "s");
        return "[" + String.join(", ", columns.toList()) + rest + "]";
    }
}
