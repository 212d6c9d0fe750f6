package io.millrace.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.NullType;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sides of an operator become, for every pair of kinds of types. */
class OperatorCoercionTest {
    private static DataType type(String ddl) {
        return ddl.equals("void") ? DataTypes.NullType : DataType.fromDDL(ddl);
    }

    private static List<Expression> columns(String left, String right) {
        return List.of(
                new Expression.InputColumn(0, type(left), true), new Expression.InputColumn(1, type(right), true));
    }

    private static String types(List<Expression> sides) {
        return sides.stream()
                .map(side ->
                        side.type() instanceof NullType ? "void" : side.type().catalogString())
                .collect(Collectors.joining(" & "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // left; right; in ANSI mode; in the older mode
                "int; int; int & int; int & int",
                "tinyint; bigint; bigint & bigint; bigint & bigint",
                "smallint; double; double & double; double & double",
                "int; float; double & double; float & float",
                "float; float; float & float; float & float",
                "decimal(10,2); decimal(5,4); decimal(10,2) & decimal(5,4); decimal(10,2) & decimal(5,4)",
                "decimal(10,2); int; decimal(10,2) & decimal(10,0); decimal(10,2) & decimal(10,0)",
                "bigint; decimal(10,2); decimal(20,0) & decimal(10,2); decimal(20,0) & decimal(10,2)",
                "decimal(10,2); float; double & double; double & double",
                "float; decimal(10,2); double & double; double & double",
                "decimal(10,2); double; double & double; double & double",
                "double; decimal(10,2); double & double; double & double",
                "void; void; double & double; double & double",
                "void; int; int & int; int & int",
                "int; void; int & int; int & int",
                "decimal(10,2); void; decimal(10,2) & decimal(10,2); decimal(10,2) & decimal(10,2)",
                "void; decimal(10,2); decimal(10,2) & decimal(10,2); decimal(10,2) & decimal(10,2)",
                "string; int; bigint & bigint; double & double",
                "int; string; bigint & bigint; double & double",
                "string; float; double & double; double & double",
                "string; decimal(10,2); double & double; double & double",
                "decimal(10,2); string; double & double; double & double",
                "string; string; string & string; double & double",
                "void; string; string & string; double & double",
                // nothing in common: the check refuses them as they are
                "date; int; date & int; date & int",
                "boolean; boolean; boolean & boolean; boolean & boolean",
                "date; timestamp; date & timestamp; date & timestamp",
                "decimal(10,2); date; decimal(10,2) & date; decimal(10,2) & date",
                "array<int>; int; array<int> & int; array<int> & int"
            })
    void sidesOfArithmetic(String left, String right, String ansi, String legacy) {
        assertThat(types(OperatorCoercion.sides(columns(left, right), TypeFamily.NUMERIC, Calls.ANSI)))
                .isEqualTo(ansi);
        assertThat(types(OperatorCoercion.sides(columns(left, right), TypeFamily.NUMERIC, Calls.LEGACY)))
                .isEqualTo(legacy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "int; int; double & double; double & double",
                "decimal(10,2); decimal(5,4); decimal(10,2) & decimal(5,4); decimal(10,2) & decimal(5,4)",
                "decimal(10,2); int; decimal(10,2) & decimal(10,0); decimal(10,2) & decimal(10,0)",
                "decimal(10,2); void; decimal(10,2) & decimal(10,2); decimal(10,2) & decimal(10,2)",
                "void; decimal(10,2); double & double; double & double",
                "decimal(10,2); double; double & double; double & double",
                "float; float; double & double; double & double",
                "void; void; double & double; double & double",
                "int; void; double & double; double & double",
                "string; int; double & double; double & double",
                "date; int; date & int; date & int",
                "int; date; int & date; int & date",
                "void; date; void & date; void & date"
            })
    void sidesOfDivision(String left, String right, String ansi, String legacy) {
        assertThat(types(OperatorCoercion.division(columns(left, right), Calls.ANSI)))
                .isEqualTo(ansi);
        assertThat(types(OperatorCoercion.division(columns(left, right), Calls.LEGACY)))
                .isEqualTo(legacy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "int; int; bigint & bigint",
                "tinyint; bigint; bigint & bigint",
                "void; void; bigint & bigint",
                "void; tinyint; bigint & bigint",
                "decimal(10,2); int; decimal(10,2) & decimal(10,0)",
                "interval day; interval day; interval day & interval day"
            })
    void sidesOfWholeDivision(String left, String right, String expected) {
        TypeFamily family = TypeFamily.oneOf(TypeFamily.LONG, TypeFamily.DECIMAL, TypeFamily.DAY_TIME_INTERVAL);
        for (ResolutionContext context : List.of(Calls.ANSI, Calls.LEGACY)) {
            assertThat(types(OperatorCoercion.wholeDivision(columns(left, right), family, context)))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aWholeLiteralBesideADecimalHasJustItsDigits() {
        List<Expression> sides =
                List.of(new Expression.InputColumn(0, type("decimal(10,2)"), true), Calls.constant(100L));
        assertThat(types(OperatorCoercion.sides(sides, TypeFamily.NUMERIC, Calls.ANSI)))
                .isEqualTo("decimal(10,2) & decimal(3,0)");
        List<Expression> missing = List.of(
                new Expression.InputColumn(0, type("decimal(10,2)"), true), Calls.constant(null, DataTypes.LongType));
        assertThat(types(OperatorCoercion.sides(missing, TypeFamily.NUMERIC, Calls.ANSI)))
                .isEqualTo("decimal(10,2) & decimal(20,0)");
    }
}
