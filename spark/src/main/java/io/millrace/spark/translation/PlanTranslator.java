package io.millrace.spark.translation;

import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.Aggregate;
import io.millrace.plan.UnresolvedPlan.Command;
import io.millrace.plan.UnresolvedPlan.CommonTable;
import io.millrace.plan.UnresolvedPlan.Deduplicate;
import io.millrace.plan.UnresolvedPlan.Distinct;
import io.millrace.plan.UnresolvedPlan.DropColumns;
import io.millrace.plan.UnresolvedPlan.Filter;
import io.millrace.plan.UnresolvedPlan.Having;
import io.millrace.plan.UnresolvedPlan.Hint;
import io.millrace.plan.UnresolvedPlan.InlineTable;
import io.millrace.plan.UnresolvedPlan.Join;
import io.millrace.plan.UnresolvedPlan.JoinCriteria;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import io.millrace.plan.UnresolvedPlan.LateralView;
import io.millrace.plan.UnresolvedPlan.Limit;
import io.millrace.plan.UnresolvedPlan.LocalRows;
import io.millrace.plan.UnresolvedPlan.NamedRelation;
import io.millrace.plan.UnresolvedPlan.Observe;
import io.millrace.plan.UnresolvedPlan.Offset;
import io.millrace.plan.UnresolvedPlan.OneRow;
import io.millrace.plan.UnresolvedPlan.Pivot;
import io.millrace.plan.UnresolvedPlan.Project;
import io.millrace.plan.UnresolvedPlan.Qualify;
import io.millrace.plan.UnresolvedPlan.Range;
import io.millrace.plan.UnresolvedPlan.Read;
import io.millrace.plan.UnresolvedPlan.RenameColumns;
import io.millrace.plan.UnresolvedPlan.Repartition;
import io.millrace.plan.UnresolvedPlan.Sample;
import io.millrace.plan.UnresolvedPlan.SetOperation;
import io.millrace.plan.UnresolvedPlan.Sort;
import io.millrace.plan.UnresolvedPlan.SortAll;
import io.millrace.plan.UnresolvedPlan.SubqueryAlias;
import io.millrace.plan.UnresolvedPlan.Tail;
import io.millrace.plan.UnresolvedPlan.TimeTravel;
import io.millrace.plan.UnresolvedPlan.ToNames;
import io.millrace.plan.UnresolvedPlan.Typed;
import io.millrace.plan.UnresolvedPlan.Unpivot;
import io.millrace.plan.UnresolvedPlan.With;
import io.millrace.plan.UnresolvedPlan.WithColumns;
import io.millrace.plan.UnresolvedPlan.WithWatermark;
import io.millrace.spark.usercode.TypedOperations;
import io.millrace.spark.value.Scala;
import io.millrace.spark.value.SparkTypes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.AliasIdentifier;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAlias;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedEventTimeWatermark;
import org.apache.spark.sql.catalyst.analysis.UnresolvedGenerator;
import org.apache.spark.sql.catalyst.analysis.UnresolvedHaving;
import org.apache.spark.sql.catalyst.analysis.UnresolvedInlineTable;
import org.apache.spark.sql.catalyst.analysis.UnresolvedQualify;
import org.apache.spark.sql.catalyst.analysis.UnresolvedStarWithColumns;
import org.apache.spark.sql.catalyst.analysis.UnresolvedStarWithColumnsRenames;
import org.apache.spark.sql.catalyst.analysis.UnresolvedSubqueryColumnAliases;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.Cube$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GroupingSets$;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.LateralSubquery;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.Rollup$;
import org.apache.spark.sql.catalyst.plans.Cross$;
import org.apache.spark.sql.catalyst.plans.FullOuter$;
import org.apache.spark.sql.catalyst.plans.Inner$;
import org.apache.spark.sql.catalyst.plans.JoinType;
import org.apache.spark.sql.catalyst.plans.LeftAnti$;
import org.apache.spark.sql.catalyst.plans.LeftOuter$;
import org.apache.spark.sql.catalyst.plans.LeftSemi$;
import org.apache.spark.sql.catalyst.plans.NaturalJoin;
import org.apache.spark.sql.catalyst.plans.RightOuter$;
import org.apache.spark.sql.catalyst.plans.UsingJoin;
import org.apache.spark.sql.catalyst.plans.logical.CollectMetrics;
import org.apache.spark.sql.catalyst.plans.logical.DataFrameDropColumns;
import org.apache.spark.sql.catalyst.plans.logical.Except;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Intersect;
import org.apache.spark.sql.catalyst.plans.logical.JoinHint;
import org.apache.spark.sql.catalyst.plans.logical.LateralJoin;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionByExpression;
import org.apache.spark.sql.catalyst.plans.logical.Sample$;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedHint;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.util.IntervalUtils;
import org.apache.spark.sql.classic.Dataset;
import org.apache.spark.sql.classic.Dataset$;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;
import scala.Tuple3;
import scala.collection.immutable.Seq;

/**
 * Plans as Catalyst's, unresolved as they are. Must run while the session is Spark's active one.
 *
 * <p>Where Spark's {@code Dataset} does more than to make one node, such as to check a delay, or where the rows pass
 * through user code, the input is analysed and the method of {@code Dataset} is called.
 */
public final class PlanTranslator {
    private static final String ALL = "ALL";

    private final Relations relations;
    private final ExpressionTranslator expressions;

    /**
     * @param relations where rows come from
     * @param javaTime whether user-defined functions see dates and timestamps as java.time
     */
    public PlanTranslator(Relations relations, boolean javaTime) {
        this.relations = relations;
        this.expressions = new ExpressionTranslator(this::translate, javaTime);
    }

    /** The plan. Commands are none; they are refused here. */
    public LogicalPlan translate(UnresolvedPlan plan) {
        return Origins.at(plan.origin(), () -> Origins.withId(node(plan), plan.origin()));
    }

    private LogicalPlan node(UnresolvedPlan plan) {
        return switch (plan) {
            case Read read -> relations.read(read);
            case NamedRelation named -> relations.named(named);
            case LocalRows rows -> relations.local(rows);
            case Range range -> relations.range(range);
            case OneRow row -> new OneRowRelation();
            case InlineTable table -> inlineTable(table);
            case Project project ->
                new org.apache.spark.sql.catalyst.plans.logical.Project(
                        expressions.named(project.expressions()), translate(project.input()));
            case Filter filter ->
                new org.apache.spark.sql.catalyst.plans.logical.Filter(
                        expressions.translate(filter.condition()), translate(filter.input()));
            case WithColumns columns -> withColumns(columns);
            case RenameColumns rename ->
                project(
                        new UnresolvedStarWithColumnsRenames(
                                Scala.seq(List.copyOf(rename.names().keySet())),
                                Scala.seq(List.copyOf(rename.names().values()))),
                        rename.input());
            case DropColumns drop ->
                new DataFrameDropColumns(expressions.translate(drop.columns()), translate(drop.input()));
            case ToNames names ->
                new UnresolvedSubqueryColumnAliases(Scala.seq(names.names()), translate(names.input()));
            case Aggregate aggregate -> aggregate(aggregate);
            case Qualify qualify ->
                new UnresolvedQualify(expressions.translate(qualify.condition()), translate(qualify.input()));
            case Having having ->
                new UnresolvedHaving(expressions.translate(having.condition()), translate(having.input()));
            case Pivot pivot -> pivot(pivot);
            case Unpivot unpivot -> unpivot(unpivot);
            case Sort sort ->
                new org.apache.spark.sql.catalyst.plans.logical.Sort(
                        expressions.outputOrder(sort.order()), sort.global(), translate(sort.input()), Option.empty());
            case SortAll sort -> sortAll(sort);
            case Limit limit -> limit(limit);
            case Offset offset ->
                new org.apache.spark.sql.catalyst.plans.logical.Offset(
                        expressions.translate(offset.count()), translate(offset.input()));
            case Tail tail ->
                new org.apache.spark.sql.catalyst.plans.logical.Tail(
                        Literal$.MODULE$.apply(tail.count()), translate(tail.input()));
            case Distinct distinct ->
                new org.apache.spark.sql.catalyst.plans.logical.Distinct(translate(distinct.input()));
            case Deduplicate deduplicate -> deduplicate(deduplicate);
            case SubqueryAlias alias -> alias(alias.name(), alias.columnNames(), translate(alias.input()));
            case WithWatermark watermark -> withWatermark(watermark);
            case Observe observe ->
                new CollectMetrics(observe.name(), expressions.named(observe.metrics()), translate(observe.input()), 0);
            case Repartition repartition -> repartition(repartition);
            case TimeTravel travel -> throw Unsupported.feature("the rows of other times", travel.origin());
            case Sample sample ->
                Sample$.MODULE$.apply(
                        sample.lower(),
                        sample.upper(),
                        sample.withReplacement(),
                        sample.seed(),
                        translate(sample.input()));
            case Hint hint ->
                new UnresolvedHint(hint.name(), expressions.translate(hint.parameters()), translate(hint.input()));
            case LateralView view -> lateralView(view);
            case Typed typed -> ((Dataset<Row>) TypedOperations.apply(typed, dataset(typed.input()))).logicalPlan();
            case Join join -> join(join);
            case SetOperation operation -> setOperation(operation);
            case With with -> with(with);
            case Command command -> throw Unsupported.feature("a command as a table", command.origin());
        };
    }

    /** The input analysed, for what Spark does by methods of {@code Dataset}. */
    private Dataset<Row> dataset(UnresolvedPlan plan) {
        return Dataset$.MODULE$.ofRows(relations.session(), translate(plan));
    }

    private LogicalPlan inlineTable(InlineTable table) {
        int width = table.rows().stream().mapToInt(List::size).max().orElse(0);
        List<String> names =
                IntStream.rangeClosed(1, width).mapToObj(i -> "col" + i).toList();
        return new UnresolvedInlineTable(Scala.seq(names), Scala.seq(table.rows(), expressions::translate));
    }

    // Columns

    private LogicalPlan project(NamedExpression columns, UnresolvedPlan input) {
        return new org.apache.spark.sql.catalyst.plans.logical.Project(Scala.seq(List.of(columns)), translate(input));
    }

    private LogicalPlan withColumns(WithColumns columns) {
        if (columns.known()) {
            throw Unsupported.feature("columns that must be there to be replaced", columns.origin());
        }
        List<UnresolvedExpression.Alias> aliases = columns.columns();
        boolean described = aliases.stream().anyMatch(alias -> alias.metadata().isPresent());
        List<org.apache.spark.sql.types.Metadata> metadata = aliases.stream()
                .map(alias ->
                        alias.metadata().map(SparkTypes::toSpark).orElseGet(org.apache.spark.sql.types.Metadata::empty))
                .toList();
        return project(
                new UnresolvedStarWithColumns(
                        Scala.seq(aliases, alias -> alias.names().getFirst()),
                        Scala.seq(aliases, alias -> expressions.translate(alias.child())),
                        described ? Option.apply(Scala.seq(metadata)) : Option.empty()),
                columns.input());
    }

    private static LogicalPlan alias(String name, List<String> columnNames, LogicalPlan input) {
        LogicalPlan renamed =
                columnNames.isEmpty() ? input : new UnresolvedSubqueryColumnAliases(Scala.seq(columnNames), input);
        return new org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias(new AliasIdentifier(name), renamed);
    }

    private LogicalPlan withWatermark(WithWatermark watermark) {
        if (watermark.eventTime() instanceof ColumnReference column) {
            return dataset(watermark.input())
                    .withWatermark(quoted(column.parts()), watermark.delay())
                    .logicalPlan();
        }
        Expression time = expressions.translate(watermark.eventTime());
        return new UnresolvedEventTimeWatermark(
                time instanceof NamedExpression named ? named : new UnresolvedAlias(time, Option.empty()),
                IntervalUtils.stringToInterval(UTF8String.fromString(watermark.delay())),
                translate(watermark.input()));
    }

    private static String quoted(List<String> parts) {
        return parts.stream().map(part -> "`" + part.replace("`", "``") + "`").collect(Collectors.joining("."));
    }

    // Groups

    private LogicalPlan aggregate(Aggregate aggregate) {
        List<UnresolvedExpression> groupings = aggregate.groupings();
        Seq<Seq<Expression>> single = Scala.seq(groupings, item -> expressions.groupings(List.of(item)));
        Seq<Expression> keys = switch (aggregate.kind()) {
            case PLAIN -> expressions.groupings(groupings);
            case ALL -> Scala.seq(List.of(all()));
            case ROLLUP -> Scala.seq(List.of(Rollup$.MODULE$.apply(single)));
            case CUBE -> Scala.seq(List.of(Cube$.MODULE$.apply(single)));
            case GROUPING_SETS ->
                Scala.seq(List.of(GroupingSets$.MODULE$.apply(
                        Scala.seq(aggregate.groupingSets(), expressions::groupings),
                        expressions.groupings(groupings))));
        };
        return new org.apache.spark.sql.catalyst.plans.logical.Aggregate(
                keys, expressions.named(aggregate.output()), translate(aggregate.input()), Option.empty());
    }

    /** What Spark's parser makes of {@code ALL} in GROUP BY and ORDER BY. */
    private static Expression all() {
        return new UnresolvedAttribute(Scala.seq(List.of(ALL)));
    }

    private LogicalPlan pivot(Pivot pivot) {
        if (pivot.values().isEmpty()) {
            throw Unsupported.feature("a pivot without values", pivot.origin());
        }
        return new org.apache.spark.sql.catalyst.plans.logical.Pivot(
                Scala.option(pivot.groupings().map(expressions::named)),
                expressions.translate(pivot.pivotColumn()),
                expressions.translate(pivot.values().get()),
                expressions.translate(pivot.aggregates()),
                translate(pivot.input()));
    }

    private LogicalPlan unpivot(Unpivot unpivot) {
        LogicalPlan rows = new org.apache.spark.sql.catalyst.plans.logical.Unpivot(
                Option.empty(),
                Option.apply(Scala.seq(unpivot.columns(), columns -> expressions.named(columns.values()))),
                Option.apply(Scala.seq(unpivot.columns(), columns -> Scala.<String>option(columns.name()))),
                unpivot.nameColumn(),
                Scala.seq(unpivot.valueColumns()),
                translate(unpivot.input()));
        Seq<Expression> values =
                Scala.seq(unpivot.valueColumns(), name -> new UnresolvedAttribute(Scala.seq(List.of(name))));
        return unpivot.includeNulls()
                ? rows
                : new org.apache.spark.sql.catalyst.plans.logical.Filter(new IsNotNull(new Coalesce(values)), rows);
    }

    private LogicalPlan deduplicate(Deduplicate deduplicate) {
        Dataset<Row> input = dataset(deduplicate.input());
        String[] columns = deduplicate.columns().toArray(String[]::new);
        org.apache.spark.sql.Dataset<Row> result;
        if (deduplicate.withinWatermark()) {
            result = columns.length == 0
                    ? input.dropDuplicatesWithinWatermark()
                    : input.dropDuplicatesWithinWatermark(columns);
        } else {
            result = columns.length == 0 ? input.dropDuplicates() : input.dropDuplicates(columns);
        }
        return ((Dataset<Row>) result).logicalPlan();
    }

    // Order and number of rows

    private LogicalPlan sortAll(SortAll sort) {
        UnresolvedExpression.SortOrder order = new UnresolvedExpression.SortOrder(
                UnresolvedExpression.column(ALL), sort.ascending(), sort.nulls(), sort.origin());
        return new org.apache.spark.sql.catalyst.plans.logical.Sort(
                expressions.order(List.of(order)), true, translate(sort.input()), Option.empty());
    }

    private LogicalPlan limit(Limit limit) {
        Expression count = expressions.translate(limit.count());
        return new GlobalLimit(count, new LocalLimit(count, translate(limit.input())));
    }

    private LogicalPlan repartition(Repartition repartition) {
        LogicalPlan input = translate(repartition.input());
        if (repartition.by().isEmpty() && repartition.count().isPresent()) {
            return new org.apache.spark.sql.catalyst.plans.logical.Repartition(
                    repartition.count().get(), repartition.shuffle(), input);
        }
        return new RepartitionByExpression(
                expressions.translate(repartition.by()), input, Scala.option(repartition.count()), Option.empty());
    }

    private LogicalPlan lateralView(LateralView view) {
        if (!(view.generator() instanceof FunctionCall call) || call.name().size() != 1) {
            throw Unsupported.feature("a lateral view of anything but a function", view.origin());
        }
        return new Generate(
                new UnresolvedGenerator(
                        new FunctionIdentifier(call.name().getFirst()), expressions.translate(call.arguments())),
                Scala.seq(List.of()),
                view.outer(),
                Scala.option(view.tableName()),
                Scala.seq(view.columnNames(), name -> new UnresolvedAttribute(Scala.seq(List.of(name)))),
                translate(view.input()));
    }

    // Several inputs

    private LogicalPlan join(Join join) {
        JoinType kind = kind(join.kind());
        JoinType type = switch (join.criteria()) {
            case JoinCriteria.None none -> kind;
            case JoinCriteria.On on -> kind;
            case JoinCriteria.Using using -> new UsingJoin(kind, Scala.seq(using.columns()));
            case JoinCriteria.Natural natural -> new NaturalJoin(kind);
        };
        Option<Expression> condition = Scala.option(
                join.criteria() instanceof JoinCriteria.On on
                        ? Optional.of(expressions.translate(on.condition()))
                        : Optional.empty());
        LogicalPlan left = translate(join.left());
        LogicalPlan right = translate(join.right());
        if (!join.lateral()) {
            return new org.apache.spark.sql.catalyst.plans.logical.Join(left, right, type, condition, JoinHint.NONE());
        }
        LateralSubquery subquery = new LateralSubquery(
                right, Scala.seq(List.of()), NamedExpression.newExprId(), Scala.seq(List.of()), Option.empty());
        return new LateralJoin(left, subquery, type, condition);
    }

    private static JoinType kind(JoinKind kind) {
        return switch (kind) {
            case INNER -> Inner$.MODULE$;
            case CROSS -> Cross$.MODULE$;
            case LEFT_OUTER -> LeftOuter$.MODULE$;
            case RIGHT_OUTER -> RightOuter$.MODULE$;
            case FULL_OUTER -> FullOuter$.MODULE$;
            case LEFT_SEMI -> LeftSemi$.MODULE$;
            case LEFT_ANTI -> LeftAnti$.MODULE$;
        };
    }

    private LogicalPlan setOperation(SetOperation operation) {
        LogicalPlan left = translate(operation.left());
        LogicalPlan right = translate(operation.right());
        return switch (operation.kind()) {
            case UNION -> {
                LogicalPlan union =
                        new Union(Scala.seq(List.of(left, right)), operation.byName(), operation.allowMissingColumns());
                yield operation.all() ? union : new org.apache.spark.sql.catalyst.plans.logical.Distinct(union);
            }
            case INTERSECT -> new Intersect(left, right, operation.all());
            case EXCEPT -> new Except(left, right, operation.all());
        };
    }

    private LogicalPlan with(With with) {
        return new UnresolvedWith(
                translate(with.body()), Scala.seq(with.tables(), this::commonTable), with.recursive());
    }

    private Tuple3<String, org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias, Option<Object>> commonTable(
            CommonTable table) {
        LogicalPlan plan = alias(table.name(), table.columnNames(), translate(table.plan()));
        return new Tuple3<>(
                table.name(),
                (org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias) plan,
                Scala.<Object>option(table.maxLevel().map(level -> level)));
    }
}
