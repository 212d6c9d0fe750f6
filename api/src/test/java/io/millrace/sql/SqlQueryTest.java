package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.ExplainMode;
import io.millrace.plan.TableCommand.CreateTable;
import io.millrace.plan.TableCommand.DropNamespace;
import io.millrace.plan.TableCommand.DropTable;
import io.millrace.plan.TableCommand.Insert;
import io.millrace.plan.TableCommand.UseNamespace;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.BoundKind;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.NullOrder;
import io.millrace.plan.UnresolvedExpression.WindowCall;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.Aggregate;
import io.millrace.plan.UnresolvedPlan.CreateView;
import io.millrace.plan.UnresolvedPlan.DescribeFunction;
import io.millrace.plan.UnresolvedPlan.DescribeRelation;
import io.millrace.plan.UnresolvedPlan.Distinct;
import io.millrace.plan.UnresolvedPlan.DropView;
import io.millrace.plan.UnresolvedPlan.Explain;
import io.millrace.plan.UnresolvedPlan.Filter;
import io.millrace.plan.UnresolvedPlan.Grouping;
import io.millrace.plan.UnresolvedPlan.Having;
import io.millrace.plan.UnresolvedPlan.Hint;
import io.millrace.plan.UnresolvedPlan.InlineTable;
import io.millrace.plan.UnresolvedPlan.Join;
import io.millrace.plan.UnresolvedPlan.JoinCriteria;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import io.millrace.plan.UnresolvedPlan.LateralView;
import io.millrace.plan.UnresolvedPlan.Limit;
import io.millrace.plan.UnresolvedPlan.NamedRelation;
import io.millrace.plan.UnresolvedPlan.Offset;
import io.millrace.plan.UnresolvedPlan.OneRow;
import io.millrace.plan.UnresolvedPlan.Project;
import io.millrace.plan.UnresolvedPlan.Range;
import io.millrace.plan.UnresolvedPlan.Read;
import io.millrace.plan.UnresolvedPlan.Repartition;
import io.millrace.plan.UnresolvedPlan.ResetConfiguration;
import io.millrace.plan.UnresolvedPlan.Sample;
import io.millrace.plan.UnresolvedPlan.SetConfiguration;
import io.millrace.plan.UnresolvedPlan.SetKind;
import io.millrace.plan.UnresolvedPlan.SetOperation;
import io.millrace.plan.UnresolvedPlan.ShowTables;
import io.millrace.plan.UnresolvedPlan.Sort;
import io.millrace.plan.UnresolvedPlan.SortAll;
import io.millrace.plan.UnresolvedPlan.SubqueryAlias;
import io.millrace.plan.UnresolvedPlan.ViewScope;
import io.millrace.plan.UnresolvedPlan.With;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlQueryTest {
    @Test
    void readsCommandsAboutTables() {
        CreateTable create = parse(
                "CREATE TABLE IF NOT EXISTS a.t (x INT NOT NULL DEFAULT 1 + 1 COMMENT 'c', y CHAR(3)) USING csv"
                        + " PARTITIONED BY (y, z DATE) TBLPROPERTIES ('k' = 'v') COMMENT 'text'",
                CreateTable.class);
        assertThat(create.name()).containsExactly("a", "t");
        assertThat(create.ifNotExists()).isTrue();
        assertThat(create.description().columns().orElseThrow().simpleString())
                .isEqualTo("struct<x:int,y:char(3),z:date>");
        assertThat(create.description().defaults()).containsOnlyKeys("x");
        assertThat(create.description().partitionColumns()).containsExactly("y", "z");
        assertThat(create.description().format()).contains("csv");
        assertThat(create.description().properties()).containsEntry("k", "v");
        assertThat(create.description().comment()).contains("text");
        assertThat(parse("CREATE TABLE t AS VALUES (1)", CreateTable.class).query())
                .isPresent();
        Insert insert = parse("INSERT OVERWRITE TABLE t PARTITION (d = 1) (a, b) SELECT 1, 2", Insert.class);
        assertThat(insert.overwrite()).isTrue();
        assertThat(insert.columns()).containsExactly("a", "b");
        assertThat(insert.partition()).containsOnlyKeys("d");
        assertThat(parse("WITH c AS (SELECT 1) INSERT INTO t (SELECT * FROM c)", Insert.class)
                        .query())
                .isInstanceOf(With.class);
        assertThat(parse("DROP TABLE IF EXISTS t PURGE", DropTable.class).ifExists())
                .isTrue();
        assertThat(parse("USE NAMESPACE n", UseNamespace.class).name()).containsExactly("n");
        assertThat(parse("USE schema", UseNamespace.class).name()).containsExactly("schema");
        assertThat(parse("DROP DATABASE d CASCADE", DropNamespace.class).cascade())
                .isTrue();
    }

    private static <T extends UnresolvedPlan> T parse(String sql, Class<T> kind) {
        UnresolvedPlan plan = SqlParser.parseStatement(sql);
        assertThat(plan).isInstanceOf(kind);
        return kind.cast(plan);
    }

    @Test
    void putsTheClausesInOrder() {
        Limit limit = parse(
                "SELECT DISTINCT a, sum(b) s FROM t WHERE c > 0 GROUP BY a HAVING sum(b) > 1 ORDER BY s DESC LIMIT 5 OFFSET 2",
                Limit.class);
        Sort sort = (Sort) ((Offset) limit.input()).input();
        assertThat(sort.global()).isTrue();
        assertThat(sort.order().get(0).ascending()).isFalse();
        assertThat(sort.order().get(0).nulls()).isEqualTo(NullOrder.LAST);
        Aggregate aggregate = (Aggregate) ((Having) ((Distinct) sort.input()).input()).input();
        assertThat(aggregate.kind()).isEqualTo(Grouping.PLAIN);
        assertThat(aggregate.output()).hasSize(2);
        assertThat(((Filter) aggregate.input()).input()).isEqualTo(SqlParser.parseStatement("TABLE t"));
    }

    /** As in Spark, where hardly a word is reserved. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "SELECT a FROM~a AS FROM~OneRow",
                "SELECT FROM t~FROM AS t~OneRow",
                "SELECT FROM WHERE~FROM AS WHERE~OneRow",
                "SELECT a, FROM t~a, FROM AS t~OneRow",
                "SELECT OR, WHEN FROM t~OR, WHEN~NamedRelation",
                "SELECT a FROM t WHERE~a~SubqueryAlias",
                "SELECT a FROM t HAVING;~a~SubqueryAlias",
                "SELECT a FROM t WHERE ON~a~Filter"
            })
    void wordsThatLeadToNoClauseAreNames(String sql, String output, String input) {
        Project project = parse(sql, Project.class);
        assertThat(project.expressions().stream().map(SqlQueryTest::named)).containsExactly(output.split(", "));
        assertThat(project.input().getClass().getSimpleName()).isEqualTo(input);
    }

    private static String named(UnresolvedExpression expression) {
        return expression instanceof Alias alias
                ? named(alias.child()) + " AS " + alias.names().getFirst()
                : String.join(".", ((ColumnReference) expression).parts());
    }

    @Test
    void readsSelectWithoutFrom() {
        assertThat(parse("SELECT 1;;", Project.class).input()).isInstanceOf(OneRow.class);
    }

    @ParameterizedTest
    @CsvSource({
        "JOIN, INNER",
        "INNER JOIN, INNER",
        "CROSS JOIN, CROSS",
        "LEFT JOIN, LEFT_OUTER",
        "LEFT OUTER JOIN, LEFT_OUTER",
        "RIGHT JOIN, RIGHT_OUTER",
        "FULL OUTER JOIN, FULL_OUTER",
        "LEFT SEMI JOIN, LEFT_SEMI",
        "SEMI JOIN, LEFT_SEMI",
        "LEFT ANTI JOIN, LEFT_ANTI",
        "ANTI JOIN, LEFT_ANTI"
    })
    void knowsEveryJoin(String words, JoinKind kind) {
        Join join = (Join) parse("SELECT * FROM a " + words + " b ON a.x = b.x", Project.class)
                .input();
        assertThat(join.kind()).isEqualTo(kind);
        assertThat(join.criteria()).isInstanceOf(JoinCriteria.On.class);
    }

    @Test
    void joinsByNamesCommasAndLaterally() {
        Join using = (Join)
                parse("SELECT * FROM a x JOIN b USING (k, l)", Project.class).input();
        assertThat(using.criteria()).isEqualTo(new JoinCriteria.Using(List.of("k", "l")));
        Join natural = (Join)
                parse("SELECT * FROM a NATURAL LEFT JOIN b", Project.class).input();
        assertThat(natural.criteria()).isEqualTo(new JoinCriteria.Natural());
        Join lateral = (Join)
                parse("SELECT * FROM a, LATERAL (SELECT a.x)", Project.class).input();
        assertThat(lateral.lateral()).isTrue();
        assertThat(((SubqueryAlias) lateral.right()).name()).isEqualTo("__auto_generated_subquery_name");
    }

    @Test
    void readsRelations() {
        NamedRelation file = (NamedRelation)
                parse("SELECT * FROM parquet.`/a/b.c`", Project.class).input();
        assertThat(file.name()).containsExactly("parquet", "/a/b.c");
        SubqueryAlias values = parse("VALUES (1, 'a'), (2, 'b') AS v(x, y)", SubqueryAlias.class);
        assertThat(values.columnNames()).containsExactly("x", "y");
        assertThat(((InlineTable) values.input()).rows()).hasSize(2).allMatch(row -> row.size() == 2);
        LateralView view =
                (LateralView) parse("SELECT * FROM t LATERAL VIEW OUTER explode(xs) e AS x, y", Project.class)
                        .input();
        assertThat(view.outer()).isTrue();
        assertThat(view.tableName()).contains("e");
        assertThat(view.columnNames()).containsExactly("x", "y");
        LateralView unnamed = (LateralView) parse("SELECT * FROM t LATERAL VIEW explode(xs) AS x", Project.class)
                .input();
        assertThat(unnamed.tableName()).isEmpty();
        Range range =
                (Range) parse("SELECT * FROM range(1, 10, 2)", Project.class).input();
        assertThat(List.of(range.start(), range.end(), range.step())).containsExactly(1L, 10L, 2L);
        LateralView function = (LateralView)
                parse("SELECT * FROM explode(array(1)) AS t(x)", Project.class).input();
        assertThat(function.input()).isInstanceOf(OneRow.class);
        NamedRelation stream =
                (NamedRelation) parse("SELECT * FROM STREAM t", Project.class).input();
        assertThat(stream.streaming()).isTrue();
        Sample sample = (Sample) parse("SELECT * FROM t TABLESAMPLE (10 PERCENT) REPEATABLE (7)", Project.class)
                .input();
        assertThat(sample.upper()).isEqualTo(0.1);
        assertThat(sample.seed()).isEqualTo(7);
    }

    @Test
    void bindsIntersectTighterThanUnion() {
        SetOperation union = parse("SELECT 1 UNION SELECT 2 INTERSECT ALL SELECT 3 MINUS SELECT 4", SetOperation.class);
        assertThat(union.kind()).isEqualTo(SetKind.EXCEPT);
        SetOperation left = (SetOperation) union.left();
        assertThat(left.kind()).isEqualTo(SetKind.UNION);
        assertThat(((SetOperation) left.right()).kind()).isEqualTo(SetKind.INTERSECT);
        assertThat(((SetOperation) left.right()).all()).isTrue();
    }

    @Test
    void groups() {
        assertThat(aggregate("GROUP BY ALL").kind()).isEqualTo(Grouping.ALL);
        assertThat(aggregate("GROUP BY ROLLUP(a, b)").kind()).isEqualTo(Grouping.ROLLUP);
        assertThat(aggregate("GROUP BY a, b WITH CUBE").kind()).isEqualTo(Grouping.CUBE);
        assertThat(aggregate("GROUP BY a, b WITH CUBE").groupings()).hasSize(2);
        assertThat(sets("GROUP BY GROUPING SETS ((a, b), a, ())")).containsExactly(2, 1, 0);
        assertThat(sets("GROUP BY a, b GROUPING SETS ((a), (b))")).containsExactly(1, 1);
        assertThat(sets("GROUP BY a, ROLLUP(b, c)")).containsExactly(3, 2, 1);
        assertThat(sets("GROUP BY ROLLUP((a, b), c)")).containsExactly(3, 2, 0);
        assertThat(sets("GROUP BY CUBE(a, b), c")).containsExactly(3, 2, 2, 1);
        assertThat(sets("GROUP BY GROUPING SETS (ROLLUP(a, b), c)")).containsExactly(2, 1, 0, 1);
        assertThat(aggregate("GROUP BY CUBE(a, b), a").groupings()).hasSize(2);
    }

    private static Aggregate aggregate(String groupBy) {
        return parse("SELECT count(*) FROM t " + groupBy, Aggregate.class);
    }

    private static List<Integer> sets(String groupBy) {
        assertThat(aggregate(groupBy).kind()).isEqualTo(Grouping.GROUPING_SETS);
        return aggregate(groupBy).groupingSets().stream().map(List::size).toList();
    }

    @Test
    void replacesNamesOfWindows() {
        Project project = parse(
                "SELECT sum(a) OVER w, rank() OVER (PARTITION BY b ORDER BY c ROWS BETWEEN 2 PRECEDING AND CURRENT ROW),"
                        + " max(a) OVER nobody FROM t WINDOW w AS (PARTITION BY k)",
                Project.class);
        WindowCall named = (WindowCall) project.expressions().get(0);
        assertThat(named.window().name()).isEmpty();
        assertThat(named.window().partitionBy()).hasSize(1);
        WindowCall inline = (WindowCall) project.expressions().get(1);
        assertThat(inline.window().frame().orElseThrow().rows()).isTrue();
        FunctionCall distance = (FunctionCall)
                inline.window().frame().orElseThrow().lower().offset().orElseThrow();
        assertThat(distance.name()).containsExactly("-");
        assertThat(((Literal) distance.arguments().getFirst()).value()).isEqualTo(2);
        assertThat(inline.window().frame().orElseThrow().upper().kind()).isEqualTo(BoundKind.CURRENT_ROW);
        assertThat(((WindowCall) project.expressions().get(2)).window().name()).contains("nobody");
    }

    @Test
    void readsTheRestOfQueries() {
        With with = parse("WITH RECURSIVE a(x) AS (SELECT 1), b AS (TABLE a) SELECT * FROM b", With.class);
        assertThat(with.recursive()).isTrue();
        assertThat(with.tables()).hasSize(2);
        Hint hint = parse("SELECT /*+ BROADCAST(a, b), REPARTITION(3) */ * FROM a", Hint.class);
        assertThat(hint.name()).isEqualTo("REPARTITION");
        assertThat(((Hint) hint.input()).parameters()).hasSize(2);
        assertThat(parse("FROM t SELECT a WHERE b", Project.class).input()).isInstanceOf(Filter.class);
        assertThat(parse("SELECT a FROM t ORDER BY ALL DESC", SortAll.class).ascending())
                .isFalse();
        assertThat(parse("SELECT a FROM t SORT BY a", Sort.class).global()).isFalse();
        assertThat(parse("SELECT a FROM t CLUSTER BY a", Sort.class).input()).isInstanceOf(Repartition.class);
        assertThat(((Alias) parse("SELECT a limit FROM t", Project.class)
                                .expressions()
                                .get(0))
                        .names())
                .containsExactly("limit");
        assertThat(parse("SELECT a FROM t LIMIT ALL", Project.class).expressions())
                .hasSize(1);
    }

    @Test
    void readsCommands() {
        CreateView view = parse("CREATE OR REPLACE GLOBAL TEMP VIEW v (a, b) AS SELECT 1, 2", CreateView.class);
        assertThat(view.scope()).isEqualTo(ViewScope.GLOBAL_TEMPORARY);
        assertThat(view.replace()).isTrue();
        assertThat(view.definition().columnNames()).containsExactly("a", "b");
        CreateView csv =
                parse("CREATE TEMPORARY VIEW v (a INT) USING csv OPTIONS (path '/x', header true)", CreateView.class);
        assertThat(((Read) csv.body()).options()).containsEntry("path", "/x").containsEntry("header", "true");
        assertThat(((Read) csv.body()).schema().orElseThrow().toDDL()).isEqualTo("a INT");
        assertThat(parse("DROP VIEW IF EXISTS a.v", DropView.class).name()).containsExactly("a", "v");
        assertThat(parse("SET a.b = two words ; ", SetConfiguration.class))
                .isEqualTo(new SetConfiguration(Optional.of("a.b"), Optional.of("two words"), view.origin()));
        assertThat(parse("SET", SetConfiguration.class).key()).isEmpty();
        assertThat(parse("SET TIME ZONE INTERVAL '1:30' HOUR TO MINUTE", SetConfiguration.class)
                        .value())
                .contains("+01:30");
        assertThat(parse("RESET a.b", ResetConfiguration.class).key()).contains("a.b");
        assertThat(parse("SHOW TABLES LIKE 'a*'", ShowTables.class).pattern()).contains("a*");
        assertThat(parse("SHOW TABLES IN a.b 'c'", ShowTables.class).namespace())
                .contains(List.of("a", "b"));
        assertThat(parse("DESCRIBE t", DescribeRelation.class).relation()).isInstanceOf(NamedRelation.class);
        assertThat(parse("DESC QUERY SELECT 1", DescribeRelation.class).relation())
                .isInstanceOf(Project.class);
        assertThat(parse("DESCRIBE FUNCTION EXTENDED abs", DescribeFunction.class)
                        .extended())
                .isTrue();
        assertThat(parse("EXPLAIN FORMATTED SELECT 1", Explain.class).mode()).isEqualTo(ExplainMode.FORMATTED);
    }

    @Test
    void takesDoubleQuotesForNamesIfAsked() {
        UnresolvedPlan plan = SqlParser.parseStatement(
                "SELECT \"a b\" FROM \"t\"", new SqlOptions(true, false, false, false, false, false));
        assertThat(plan).isEqualTo(SqlParser.parseStatement("SELECT `a b` FROM t"));
    }
}
