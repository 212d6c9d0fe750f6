package io.millrace.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private static void survives(DataType type, Object... values) {
        var vector = Values.vector(type, Arrays.asList(values));
        for (int i = 0; i < values.length; i++) {
            assertThat(Values.get(vector, i)).usingRecursiveComparison().isEqualTo(values[i]);
        }
    }

    @Test
    void valuesSurviveVectors() {
        survives(DataTypes.BooleanType, true, null, false);
        survives(DataTypes.ByteType, (byte) -128, null);
        survives(DataTypes.LongType, Long.MIN_VALUE, null, 0L);
        survives(DataTypes.createDecimalType(38, 2), new BigDecimal("-" + "9".repeat(36) + ".99"), null);
        survives(DataTypes.StringType, "", "é😀", null);
        survives(DataTypes.BinaryType, new byte[] {0, -1}, null);
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("a", Arrays.asList(1, null));
        survives(DataType.fromDDL("map<string,array<int>>"), map, null);
        survives(DataType.fromDDL("struct<a:int,b:struct<c:string>>"), new Object[] {1, new Object[] {null}}, null);
    }

    @Test
    void externalFormsAreJavasOwn() {
        check(LocalDate.parse("1582-10-10"), DataTypes.DateType);
        check(Instant.parse("-0001-01-01T00:00:00.000001Z"), DataTypes.TimestampType);
        check(LocalDateTime.parse("1969-12-31T23:59:59.999999"), DataTypes.TimestampNTZType);
        check(Duration.ofSeconds(-1, 1000), DataTypes.createDayTimeIntervalType());
        check(Period.of(1, 2, 0), DataTypes.createYearMonthIntervalType());
        check(new ArrayList<>(Arrays.asList(LocalDate.EPOCH, null)), DataType.fromDDL("array<date>"));
        assertThat(ExternalValues.toInternal(new BigDecimal("1.5"), DataTypes.createDecimalType(5, 2)))
                .isEqualTo(new BigDecimal("1.50"));
        assertThatThrownBy(() -> ExternalValues.toInternal("x", DataTypes.IntegerType))
                .hasMessageContaining("CAST_INVALID_INPUT");
        assertThatThrownBy(() -> ExternalValues.toInternal(new BigDecimal("12345"), DataTypes.createDecimalType(4, 0)))
                .hasMessageContaining("CAST_INVALID_INPUT");
        assertThat(ExternalValues.toInternal(null, DataTypes.DateType)).isNull();
    }

    private static void check(Object external, DataType type) {
        assertThat(ExternalValues.toExternal(ExternalValues.toInternal(external, type), type))
                .isEqualTo(external);
    }

    @Test
    void lambdasSeeOuterColumns() {
        Expression.LambdaParameter x = new Expression.LambdaParameter(1, "x", DataTypes.StringType, true);
        Expression body = new Expression.Conversion(
                x, DataTypes.IntegerType, Expression.Conversion.Mode.TRY, java.time.ZoneOffset.UTC, false);
        LambdaEvaluator converts = LambdaEvaluator.open(new Expression.Lambda(List.of(x), body));
        var outer = io.millrace.spi.vector.ColumnBatch.of(
                List.of(Values.vector(DataTypes.StringType, List.of("p", "q"))), 2);
        var elements = Values.vector(DataTypes.StringType, Arrays.asList("1", "y", "3"));
        BatchContext context = new BatchContext(0, 0, 0, 0);
        int[] rows = {0, 0, 1};
        var all = io.millrace.spi.vector.Selection.range(3);
        var results = converts.evaluate(outer, List.of(elements), rows, all, context);
        assertThat(Values.get(results, 0)).isEqualTo(1);
        assertThat(Values.get(results, 1)).isNull();
        Expression outerColumn = new Expression.InputColumn(0, DataTypes.StringType, true);
        LambdaEvaluator reads = LambdaEvaluator.open(new Expression.Lambda(List.of(x), outerColumn));
        var read = reads.evaluate(outer, List.of(elements), rows, all, context);
        assertThat(List.of(Values.get(read, 0), Values.get(read, 1), Values.get(read, 2)))
                .isEqualTo(List.of("p", "p", "q"));
    }
}
