package io.millrace.engine.builtin;

import static io.millrace.engine.builtin.Calls.ANSI;
import static io.millrace.engine.builtin.Calls.call;
import static io.millrace.engine.builtin.Calls.constant;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.types.DataTypes;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpressionTextTest {
    private final Attribute a = Attribute.create("a", DataTypes.IntegerType, true);
    private final Attribute s = Attribute.create("my col", DataTypes.StringType, true);

    private static String pretty(Expression expression) {
        return ExpressionText.pretty(expression, ANSI.zone());
    }

    @Test
    void namesColumnsAsSparkDoes() {
        assertThat(pretty(call(ANSI, "+", a, 1))).isEqualTo("(a + 1)");
        assertThat(pretty(call(ANSI, "/", a, 2))).isEqualTo("(a / 2)");
        assertThat(pretty(call(ANSI, "div", a, 2))).isEqualTo("(a div 2)");
        assertThat(pretty(call(ANSI, "unary-minus", a))).isEqualTo("(- a)");
        assertThat(pretty(call(ANSI, "negative", a))).isEqualTo("negative(a)");
        assertThat(pretty(call(ANSI, "=", a, "1"))).isEqualTo("(a = 1)");
        assertThat(pretty(call(ANSI, "not", call(ANSI, "isnull", s)))).isEqualTo("(NOT (my col IS NULL))");
        assertThat(pretty(call(ANSI, "in", a, 1, null))).isEqualTo("(a IN (1, NULL))");
        assertThat(pretty(call(ANSI, "and", true, call(ANSI, "isnotnull", a)))).isEqualTo("(true AND (a IS NOT NULL))");
        assertThat(pretty(call(ANSI, "when", call(ANSI, ">", a, 1), s, "c")))
                .isEqualTo("CASE WHEN (a > 1) THEN my col ELSE c END");
        assertThat(pretty(call(ANSI, "if", call(ANSI, "=", 1, 1), 1, 2))).isEqualTo("(IF((1 = 1), 1, 2))");
        assertThat(pretty(call(ANSI, "int", s))).isEqualTo("my col");
        assertThat(pretty(call(ANSI, "ifnull", a, 1))).isEqualTo("ifnull(a, 1)");
        assertThat(pretty(call(ANSI, "between", 1, 0, 2))).isEqualTo("between(1, 0, 2)");
        assertThat(pretty(call(ANSI, "nullif", a, 2L))).isEqualTo("nullif(a, 2)");
        assertThat(pretty(call(ANSI, ">", 1, new BigDecimal("0.00001")))).isEqualTo("(1 > 0)");
        assertThat(pretty(call(ANSI, "+", constant(0, DataTypes.DateType), 7)))
                .isEqualTo("date_add(DATE '1970-01-01', 7)");
        assertThat(pretty(call(ANSI, "~", a))).isEqualTo("~a");
        Expression element = Extraction.extract(call(ANSI, "array", a), constant(0), ANSI, Optional.empty());
        assertThat(pretty(element)).isEqualTo("array(a)[0]");
        Expression field = Extraction.extract(call(ANSI, "struct", a), constant("a"), ANSI, Optional.empty());
        assertThat(pretty(field)).isEqualTo("struct(a).a");
    }

    @Test
    void writesLiteralsExactly() {
        assertThat(ExpressionText.sql(constant("it's"))).isEqualTo("'it\\'s'");
        assertThat(ExpressionText.sql(constant(1L))).isEqualTo("1L");
        assertThat(ExpressionText.sql(constant(1.5))).isEqualTo("1.5D");
        assertThat(ExpressionText.sql(constant(Double.NaN))).isEqualTo("CAST('NaN' AS DOUBLE)");
        assertThat(ExpressionText.sql(constant(new BigDecimal("1.50")))).isEqualTo("1.50BD");
        assertThat(ExpressionText.sql(constant(null, DataTypes.IntegerType))).isEqualTo("CAST(NULL AS INT)");
        assertThat(ExpressionText.sql(constant(0, DataTypes.DateType))).isEqualTo("DATE '1970-01-01'");
        assertThat(ExpressionText.sql(constant(0L, DataTypes.TimestampType), ANSI.zone()))
                .isEqualTo("TIMESTAMP '1969-12-31 16:00:00'");
        assertThat(ExpressionText.sql(constant(new byte[] {31}, DataTypes.BinaryType)))
                .isEqualTo("X'1F'");
        assertThat(ExpressionText.sql(s)).isEqualTo("`my col`");
        assertThat(ExpressionText.sql(call(ANSI, "+", a, 1L))).isEqualTo("(CAST(a AS BIGINT) + 1L)");
    }
}
