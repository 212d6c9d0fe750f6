package io.millrace.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the common type of every pair of types, in both modes. */
class TypePairsTest {
    private static final List<String> TYPES = List.of(
            "boolean",
            "tinyint",
            "smallint",
            "int",
            "bigint",
            "float",
            "double",
            "decimal(5,2)",
            "decimal(20,0)",
            "decimal(38,18)",
            "string",
            "binary",
            "date",
            "timestamp",
            "timestamp_ntz",
            "time(0)",
            "time(6)",
            "interval year",
            "interval year to month",
            "interval hour",
            "interval day to second",
            "interval",
            "array<int>",
            "array<bigint>",
            "array<string>",
            "map<int,int>",
            "map<bigint,double>",
            "struct<a:int,b:string>",
            "struct<a:bigint,b:string>");

    static List<String> types() {
        return TYPES;
    }

    /** Tells of one pair in one mode. */
    private interface Law {
        void holds(DataType left, DataType right, boolean ansi);
    }

    private static void forAllBeside(String left, Law law) {
        for (String right : TYPES) {
            law.holds(DataType.fromDDL(left), DataType.fromDDL(right), true);
            law.holds(DataType.fromDDL(left), DataType.fromDDL(right), false);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void theOrderMakesNoDifference(String type) {
        forAllBeside(type, (left, right, ansi) -> {
            assertThat(TypeCoercion.tightest(right, left, ansi))
                    .as("%s, %s", left, right)
                    .isEqualTo(TypeCoercion.tightest(left, right, ansi));
            assertThat(TypeCoercion.wider(right, left, ansi))
                    .as("%s, %s", left, right)
                    .isEqualTo(TypeCoercion.wider(left, right, ansi));
        });
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatLosesNothingHoldsBothSidesAndIsTaken(String type) {
        assertThat(TypeCoercion.tightest(DataType.fromDDL(type), DataType.fromDDL(type), true))
                .contains(DataType.fromDDL(type));
        forAllBeside(
                type,
                (left, right, ansi) -> TypeCoercion.tightest(left, right, ansi).ifPresent(common -> {
                    assertThat(TypeCoercion.wider(left, right, ansi))
                            .as("%s, %s", left, right)
                            .contains(common);
                    assertThat(TypeCoercion.tightest(common, left, ansi)).contains(common);
                    assertThat(TypeCoercion.tightest(common, right, ansi)).contains(common);
                }));
    }

    @ParameterizedTest
    @MethodSource("types")
    void bothSidesCanBecomeTheirCommonType(String type) {
        forAllBeside(
                type,
                (left, right, ansi) -> TypeCoercion.wider(left, right, ansi).ifPresent(common -> {
                    assertThat(Casts.canCast(left, common, ansi))
                            .as("%s, %s", left, common)
                            .isTrue();
                    assertThat(Casts.canCast(right, common, ansi))
                            .as("%s, %s", right, common)
                            .isTrue();
                }));
    }

    @ParameterizedTest
    @MethodSource("types")
    void theWidestOfManyIsThatOfThePair(String type) {
        forAllBeside(type, (left, right, ansi) -> {
            Optional<DataType> wider = TypeCoercion.wider(left, right, ansi);
            assertThat(TypeCoercion.widest(List.of(left, right), ansi)).isEqualTo(wider);
            assertThat(TypeCoercion.widest(List.of(left, DataTypes.NullType, right, left), ansi))
                    .as("%s, %s", left, right)
                    .isEqualTo(wider);
            if (left instanceof DecimalType a && right instanceof DecimalType b) {
                assertThat(wider).contains(DecimalRules.common(a, b));
            }
        });
    }
}
