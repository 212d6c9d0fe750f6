package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.Cast;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.ExtractValue;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Lambda;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.NamedArgument;
import io.millrace.plan.UnresolvedExpression.Parameter;
import io.millrace.plan.UnresolvedExpression.SortOrder;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.plan.UnresolvedExpression.WindowCall;
import io.millrace.types.DataTypes;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlExpressionTest {
    /** The shape of an expression as prefix calls. */
    private static String shape(UnresolvedExpression expression) {
        return switch (expression) {
            case ColumnReference column -> String.join(".", column.parts());
            case Literal literal -> literal.value() instanceof String text ? "'" + text + "'" : "" + literal.value();
            case FunctionCall call ->
                call.name().getLast()
                        + (call.distinct() ? "!" : "")
                        + shapes(call.arguments())
                        + (call.withinGroup().isEmpty() ? "" : "|order" + shapes(List.copyOf(call.withinGroup())))
                        + call.filter().map(filter -> "|" + shape(filter)).orElse("")
                        + switch (call.nulls()) {
                            case UNSPECIFIED -> "";
                            case RESPECT_NULLS -> "|respect";
                            case IGNORE_NULLS -> "|ignore";
                        };
            case Cast cast -> "cast[" + shape(cast.child()) + " " + cast.type().simpleString() + "]";
            case ExtractValue extract -> shape(extract.child()) + "[" + shape(extract.extraction()) + "]";
            case Alias alias -> shape(alias.child()) + " AS " + alias.names();
            case Star star -> String.join(".", star.target()) + "*" + star.except();
            case NamedArgument argument -> argument.name() + "=>" + shape(argument.value());
            case Lambda lambda -> lambda.parameters() + "->" + shape(lambda.body());
            case Parameter parameter -> ":" + parameter.name();
            case SortOrder order -> shape(order.child()) + (order.ascending() ? " asc " : " desc ") + order.nulls();
            case WindowCall window ->
                shape(window.function()) + " over " + window.window().name().orElse("");
            default -> expression.getClass().getSimpleName();
        };
    }

    private static String shapes(List<UnresolvedExpression> expressions) {
        return expressions.stream().map(SqlExpressionTest::shape).collect(Collectors.joining(", ", "(", ")"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '§',
            value = {
                "a + b * c~+(a, *(b, c))",
                "a - b - c~-(-(a, b), c)",
                "(a + b) * c~*(+(a, b), c)",
                "-a * b~*(-(a), b)",
                "- 5~-5",
                "1-5~-(1, 5)",
                "a | b & c ^ d << 1 + 2~|(a, ^(&(b, c), <<(d, +(1, 2))))",
                "a < b = c~=(<(a, b), c)",
                "NOT a = b AND c OR d~or(and(not(=(a, b)), c), d)",
                "a <> 1 AND b == 2~and(!=(a, 1), =(b, 2))",
                "a = b IS NULL~isnull(=(a, b))",
                "a IS NOT TRUE~not(<=>(a, true))",
                "a IS DISTINCT FROM b~not(<=>(a, b))",
                "a IS NOT UNKNOWN~isnotunknown(a)",
                "a NOT BETWEEN 1 AND 2 AND b~and(not(between(a, 1, 2)), b)",
                "a IN (1, 2)~in(a, 1, 2)",
                "a LIKE 'x' ESCAPE '!'~like(a, 'x', '!')",
                "a NOT LIKE ANY ('x', b)~notlikeany(a, 'x', b)",
                "a ILIKE ALL ('x')~ilikeall(a, 'x')",
                "a NOT RLIKE b~not(rlike(a, b))",
                "a DIV b % c~%(div(a, b), c)",
                "a || b || c~||(||(a, b), c)",
                "a::int::string~cast[cast[a int] string]",
                "a::array<array<int>>[0]~cast[a array<array<int>>][0]",
                "a[b].c~a[b]['c']",
                "(a).b.c~a.b.c",
                "f(a).b~f(a)['b']",
                "CASE WHEN a THEN 1 ELSE 2 END~when(a, 1, 2)",
                "CASE a WHEN 1 THEN 'x' END~when(=(a, 1), 'x')",
                "CAST(a AS DECIMAL(5,2))~cast[a decimal(5,2)]",
                "count(DISTINCT a, b)~count!(a, b)",
                "count(*)~count(*[])",
                "sum(a) FILTER (WHERE b > 1)~sum(a)|>(b, 1)",
                "first(a IGNORE NULLS)~first(a)|ignore",
                "lag(a) RESPECT NULLS OVER w~lag(a)|respect over w",
                "last(a) IGNORE NULLS OVER w~last(a)|ignore over w",
                "transform(xs, x -> x + 1)~transform(xs, [x]->+(x, 1))",
                "reduce(xs, 0, (s, x) -> s + x)~reduce(xs, 0, [s, x]->+(s, x))",
                "f(x => 1, y => a)~f(x=>1, y=>a)",
                "EXTRACT(YEAR FROM d)~EXTRACT('YEAR', d)",
                "TRIM(BOTH 'x' FROM s)~trim('x', s)",
                "trim(s)~trim(s)",
                "TRIM(LEADING FROM s)~ltrim(s)",
                "SUBSTRING(s FROM 2 FOR 3)~substring(s, 2, 3)",
                "substr(s, 2)~substr(s, 2)",
                "POSITION('b' IN s)~locate('b', s)",
                "OVERLAY(s PLACING 'x' FROM 2)~OVERLAY(s, 'x', 2)",
                "TIMESTAMPADD(HOUR, 2, t)~TIMESTAMPADD('HOUR', 2, t)",
                "date_add(d, 1)~date_add(d, 1)",
                "CURRENT_DATE~CURRENT_DATE()",
                "user~user",
                "STRUCT(a, b AS c)~STRUCT(a, b AS [c])",
                "(a, b)~row-constructor(a, b)",
                ":p + ? + ?~+(+(:p, :0), :1)",
                "left(a, 1)~left(a, 1)",
                "DATE '2020-01-01'~typed_literal('DATE', '2020-01-01')",
                "a COLLATE UTF8_LCASE~collate(a, 'UTF8_LCASE')",
                "percentile_cont(0.5) WITHIN GROUP (ORDER BY a DESC)~percentile_cont(0.5)|order(a desc LAST)",
                "'a' \"b\" 'it''s'~'abit's'",
                "r'\\n'~'\\n'",
                "EXISTS (SELECT 1)~ExistsSubquery",
                "a IN (SELECT 1)~InSubquery",
                "((SELECT 1) + 1)~+(ScalarSubquery, 1)",
                "exists(xs, x -> x)~exists(xs, [x]->x)",
                "window.start~window.start",
                "IDENTIFIER('a.b')~a.b",
                "IDENTIFIER('abs')(1)~abs(1)"
            })
    void hasTheShape(String sql, String shape) {
        assertThat(shape(SqlParser.parseExpression(sql))).isEqualTo(shape);
    }

    @Test
    void namesItems() {
        assertThat(shape(SqlParser.parseNamedExpression("~a"))).isEqualTo("~(a)");
        assertThat(shape(SqlParser.parseNamedExpression("a b"))).isEqualTo("a AS [b]");
        assertThat(shape(SqlParser.parseNamedExpression("stack(2, a) AS (x, y)")))
                .isEqualTo("stack(2, a) AS [x, y]");
        assertThat(shape(SqlParser.parseNamedExpression("t.* EXCEPT (a, b.c)"))).isEqualTo("t*[[a], [b, c]]");
    }

    @Test
    void givesLiteralsTheirTypes() {
        assertLiteral("2147483647", 2147483647, "int");
        assertLiteral("-2147483648", -2147483648, "int");
        assertLiteral("2147483648", 2147483648L, "bigint");
        assertLiteral("9223372036854775808", new BigDecimal("9223372036854775808"), "decimal(19,0)");
        assertLiteral("1Y", (byte) 1, "tinyint");
        assertLiteral("1s", (short) 1, "smallint");
        assertLiteral("1L", 1L, "bigint");
        assertLiteral("1F", 1f, "float");
        assertLiteral("1e3", 1000.0, "double");
        assertLiteral("1.50", new BigDecimal("1.50"), "decimal(3,2)");
        assertLiteral(".05", new BigDecimal("0.05"), "decimal(2,2)");
        assertLiteral("1E2BD", new BigDecimal("100"), "decimal(3,0)");
        assertLiteral("NULL", null, "void");
        assertLiteral("INTERVAL 1 DAY 2 HOURS", 93_600_000_000L, "interval day to hour");
        assertLiteral("INTERVAL '1 2:03' DAY TO MINUTE", 93_780_000_000L, "interval day to minute");
        assertLiteral("INTERVAL -'1-2' YEAR TO MONTH", -14, "interval year to month");
        assertLiteral("INTERVAL '10 minutes'", 600_000_000L, "interval minute");
        assertLiteral("INTERVAL 1 WEEK", 604_800_000_000L, "interval day");
        assertLiteral("INTERVAL '1.5' SECONDS", 1_500_000L, "interval second");
        assertThat((byte[]) ((Literal) SqlParser.parseExpression("X'1Fa'")).value())
                .containsExactly(1, (byte) 0xFA);
    }

    private static void assertLiteral(String sql, Object value, String type) {
        Literal literal = (Literal) SqlParser.parseExpression(sql);
        assertThat(literal.value()).isEqualTo(value);
        assertThat(literal.type().simpleString()).isEqualTo(type);
    }

    @Test
    void readsColumnNamesAsProgramsGiveThem() {
        assertThat(shape(SqlParser.parseColumnName("a b.`c.d`.e-f"))).isEqualTo("a b.c.d.e-f");
        assertThat(SqlParser.parseColumnName("*")).isInstanceOf(Star.class);
        assertThat(shape(SqlParser.parseColumnName("t.*"))).isEqualTo("t*[]");
        assertThat(SqlParser.parseMultipartIdentifier("a.`b``.c`")).containsExactly("a", "b`.c");
        assertThat(SqlParser.parseTableIdentifier("db.t")).containsExactly("db", "t");
    }

    @Test
    void knowsWhereNodesComeFrom() {
        FunctionCall sum = (FunctionCall) SqlParser.parseExpression(" (a + b)  * c ");
        assertThat(sum.origin().position().orElseThrow().fragment()).isEqualTo("(a + b)  * c");
        assertThat(sum.arguments().get(0).origin().position().orElseThrow().fragment())
                .isEqualTo("a + b");
        assertThat(sum.arguments().get(0))
                .isEqualTo(UnresolvedExpression.call(
                        "+", UnresolvedExpression.column("a"), UnresolvedExpression.column("b")));
        assertThat(new Literal(1, DataTypes.IntegerType, sum.origin())).isEqualTo(SqlParser.parseExpression("1"));
    }
}
