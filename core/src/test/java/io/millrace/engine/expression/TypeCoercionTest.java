package io.millrace.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.types.DataType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeCoercionTest {
    private static String name(java.util.Optional<DataType> type) {
        return type.map(DataType::catalogString).orElse("none");
    }

    private static DataType type(String ddl) {
        return ddl.equals("void") ? io.millrace.types.DataTypes.NullType : DataType.fromDDL(ddl);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "tinyint; int; int; int",
                "int; bigint; bigint; bigint",
                "bigint; float; double; float",
                "int; void; int; int",
                "date; timestamp; timestamp; timestamp",
                "int; decimal(10,2); decimal(12,2); decimal(12,2)",
                "bigint; decimal(38,18); decimal(38,18); decimal(38,18)",
                "decimal(10,2); decimal(5,4); decimal(12,4); decimal(12,4)",
                "decimal(10,2); double; double; double",
                "string; int; bigint; string",
                "string; double; double; string",
                "string; date; date; string",
                "string; boolean; boolean; none",
                "boolean; int; none; none",
                "array<int>; array<bigint>; array<bigint>; array<bigint>",
                "struct<a:int>; struct<A:double>; struct<a:double>; struct<a:double>",
                "struct<a:int>; struct<b:int>; none; none",
                "map<string,int>; map<string,double>; map<string,double>; map<string,double>",
                "interval day; interval hour to second; interval day to second; interval day to second",
                "interval year; string; none; string"
            })
    void widerTypes(String left, String right, String ansi, String legacy) {
        assertThat(name(TypeCoercion.wider(type(left), type(right), true))).isEqualTo(ansi);
        assertThat(name(TypeCoercion.wider(type(right), type(left), true)).toLowerCase(java.util.Locale.ROOT))
                .isEqualTo(ansi);
        assertThat(name(TypeCoercion.wider(type(left), type(right), false))).isEqualTo(legacy);
    }

    @Test
    void theOlderModeJoinsStringsFirst() {
        List<DataType> types = List.of(type("timestamp"), type("int"), type("string"));
        assertThat(name(TypeCoercion.widest(types, false))).isEqualTo("string");
        assertThat(name(TypeCoercion.widest(types, true))).isEqualTo("none");
        assertThat(name(TypeCoercion.widestWithoutStrings(Arrays.asList(type("int"), type("string")), true)))
                .isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "int, STRING, string, string",
        "string, INT, int, int",
        "bigint, INT, int, int",
        "double, INT, int, int",
        "string, NUMERIC, double, double",
        "double, INTEGRAL, none, none",
        "int, DECIMAL, 'decimal(10,0)', 'decimal(10,0)'",
        "string, DATE, date, date",
        "string, BINARY, binary, binary",
        "timestamp, DATE, date, date",
        "int, DATE, none, none",
        "boolean, INT, none, none",
        "array<int>, STRING, none, none",
        "string, BOOLEAN, boolean, none",
        "void, STRING, string, string"
    })
    void implicitTypes(String from, String family, String ansi, String legacy) throws ReflectiveOperationException {
        TypeFamily wanted = (TypeFamily) TypeFamily.class.getField(family).get(null);
        assertThat(name(ImplicitTypes.of(type(from), wanted, true))).isEqualTo(ansi);
        assertThat(name(ImplicitTypes.of(type(from), wanted, false))).isEqualTo(legacy);
    }
}
