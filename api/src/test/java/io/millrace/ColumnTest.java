package io.millrace;

import static io.millrace.Functions.col;
import static io.millrace.Functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.expressions.Window;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Lambda;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.sql.SqlParser;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ColumnTest {
    private static Literal literal(Object value) {
        return (Literal) lit(value).expression();
    }

    @Test
    void constantsHaveInternalForm() {
        assertThat(literal(LocalDate.of(1970, 1, 3)).value()).isEqualTo(2);
        assertThat(literal(java.sql.Date.valueOf("1970-01-03")).value()).isEqualTo(2);
        assertThat(literal(Instant.ofEpochSecond(1, 2_999)).value()).isEqualTo(1_000_002L);
        assertThat(literal(Instant.ofEpochSecond(-1, 999_999_000)).value()).isEqualTo(-1L);
        assertThat(literal(LocalDateTime.of(1970, 1, 1, 0, 0, 1)).value()).isEqualTo(1_000_000L);
        assertThat(literal(LocalTime.of(0, 0, 1)).value()).isEqualTo(1_000_000L);
        assertThat(literal(Duration.ofMillis(-1)).value()).isEqualTo(-1000L);
        assertThat(literal(Period.of(1, 2, 0)).value()).isEqualTo(14);
        assertThat(literal(new BigDecimal("12.30")).type()).isEqualTo(new DecimalType(4, 2));
        assertThat(literal(new BigDecimal("1E3")).type()).isEqualTo(new DecimalType(4, 0));
        assertThat(literal(new BigDecimal("0.001")).type()).isEqualTo(new DecimalType(3, 3));
        assertThat(literal(null).type()).isEqualTo(DataTypes.NullType);
        assertThat(literal('c').value()).isEqualTo("c");
        assertThat(lit(new int[] {1, 2})).hasToString("array(1, 2)");
        assertThatThrownBy(() -> lit(Locale.ROOT)).hasMessageContaining("UNSUPPORTED_DATATYPE");
    }

    @Test
    void operatorsAreThoseOfSql() {
        assertThat(col("a").plus(1).gt(col("b")).and(col("c").isNull()).expression())
                .isEqualTo(SqlParser.parseExpression("a + 1 > b and c is null"));
        assertThat(col("a").multiply(2).minus(3).divide(4).mod(5).expression())
                .isEqualTo(SqlParser.parseExpression("(a * 2 - 3) / 4 % 5"));
        assertThat(col("t.a").eqNullSafe(lit(null)).or(col("b").isNotNull()).expression())
                .isEqualTo(SqlParser.parseExpression("t.a <=> null or b is not null"));
        assertThat(Functions.not(col("a").between(1, 2)).expression())
                .isEqualTo(SqlParser.parseExpression("not (a between 1 and 2)"));
        assertThat(col("a").isin(1, 2).expression()).isEqualTo(SqlParser.parseExpression("a in (1, 2)"));
        assertThat(col("a").bitwiseAND(1).bitwiseOR(2).bitwiseXOR(3).expression())
                .isEqualTo(SqlParser.parseExpression("((a & 1) | 2) ^ 3"));
        assertThat(col("a").notEqual("x").expression()).isEqualTo(SqlParser.parseExpression("a != 'x'"));
        assertThat(col("a").leq(1).expression()).isEqualTo(SqlParser.parseExpression("a <= 1"));
        assertThat(col("a").cast("int").expression()).isEqualTo(SqlParser.parseExpression("cast(a as int)"));
        assertThat(Functions.when(col("a"), 1).when(col("b"), 2).otherwise(3).expression())
                .isEqualTo(SqlParser.parseExpression("case when a then 1 when b then 2 else 3 end"));
        assertThat(col("a").getItem(0).getField("f").expression()).isEqualTo(SqlParser.parseExpression("a[0].f"));
        assertThat(Functions.sum_distinct(col("a")).expression())
                .isEqualTo(SqlParser.parseExpression("sum(distinct a)"));
    }

    @Test
    void printsLikeSpark() {
        assertThat(col("a").plus(1).equalTo("x").and(col("b").isNull())).hasToString("(((a + 1) = x) AND (b IS NULL))");
        assertThat(col("a").cast("int").as("n")).hasToString("CAST(a AS INT) AS n");
        assertThat(Functions.when(col("a"), 1).otherwise(2)).hasToString("CASE WHEN a THEN 1 ELSE 2 END");
        assertThat(col("t.*")).hasToString("t.*");
        assertThat(col("a").desc()).hasToString("a DESC NULLS LAST");
        assertThat(lit(LocalDate.of(2020, 1, 2))).hasToString("2020-01-02");
        assertThat(Functions.sum("x")
                        .over(Window.partitionBy("p").orderBy("o").rowsBetween(Window.unboundedPreceding(), 0)))
                .hasToString("sum(x) OVER (PARTITION BY p ORDER BY o ASC NULLS FIRST "
                        + "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)");
    }

    @Test
    void branchesEndWithOtherwise() {
        assertThatThrownBy(() -> col("a").otherwise(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Functions.when(col("a"), 1).otherwise(2).when(col("b"), 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lambdasNeverShareParameters() {
        UnresolvedExpression nested = Functions.transform(col("a"), x -> Functions.transform(x, y -> y.plus(x)))
                .expression();
        Lambda outer = (Lambda) ((FunctionCall) nested).arguments().get(1);
        Lambda inner = (Lambda) ((FunctionCall) outer.body()).arguments().get(1);
        assertThat(outer.parameters()).doesNotContainAnyElementsOf(inner.parameters());
    }
}
