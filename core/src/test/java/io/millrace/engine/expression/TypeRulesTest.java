package io.millrace.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.MapType;
import io.millrace.types.StructType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of {@link TypeCoercion}, one by one. */
class TypeRulesTest {
    private static DataType type(String ddl) {
        return ddl.equals("void") ? DataTypes.NullType : DataType.fromDDL(ddl);
    }

    private static String name(Optional<DataType> type) {
        return type.map(found -> found instanceof io.millrace.types.NullType ? "void" : found.catalogString())
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // left; right; in ANSI mode; in the older mode
                "int; int; int; int",
                "void; int; int; int",
                "void; void; void; void",
                "tinyint; smallint; smallint; smallint",
                "int; bigint; bigint; bigint",
                "tinyint; float; double; float",
                "bigint; double; double; double",
                "float; double; double; double",
                "int; decimal(10,0); decimal(10,0); decimal(10,0)",
                "int; decimal(9,0); none; none",
                "bigint; decimal(20,0); decimal(20,0); decimal(20,0)",
                "bigint; decimal(22,3); none; none",
                "double; decimal(38,15); none; none",
                "decimal(10,2); decimal(12,2); none; none",
                "date; timestamp; timestamp; timestamp",
                "date; timestamp_ntz; timestamp_ntz; timestamp_ntz",
                "timestamp; timestamp_ntz; timestamp; timestamp",
                "time(3); time(6); none; none",
                "time(6); time(0); none; none",
                "interval hour; interval minute; interval hour to minute; interval hour to minute",
                "interval day to hour; interval second; interval day to second; interval day to second",
                "interval year; interval month; interval year to month; interval year to month",
                "interval year; interval day; none; none",
                "string; int; none; none",
                "boolean; int; none; none",
                "date; int; none; none",
                "array<int>; array<bigint>; array<bigint>; array<bigint>",
                "array<int>; array<string>; none; none",
                "array<int>; int; none; none",
                "map<int,int>; map<bigint,bigint>; map<bigint,bigint>; map<bigint,bigint>",
                "map<int,int>; map<int,string>; none; none",
                "map<int,int>; map<string,int>; none; none",
                "struct<a:int,b:int>; struct<a:bigint,B:int>; struct<a:bigint,b:int>; struct<a:bigint,b:int>",
                "struct<a:int>; struct<a:int,b:int>; none; none",
                "struct<a:int,b:int>; struct<a:int,c:int>; none; none",
                "struct<a:int>; array<int>; none; none"
            })
    void theTightestTypeLosesNothing(String left, String right, String ansi, String legacy) {
        assertThat(name(TypeCoercion.tightest(type(left), type(right), true))).isEqualTo(ansi);
        assertThat(name(TypeCoercion.tightest(type(right), type(left), true)).toLowerCase(java.util.Locale.ROOT))
                .isEqualTo(ansi);
        assertThat(name(TypeCoercion.tightest(type(left), type(right), false))).isEqualTo(legacy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "decimal(10,2); decimal(12,4); decimal(12,4); decimal(12,4)",
                "decimal(10,2); bigint; decimal(22,2); decimal(22,2)",
                "decimal(5,2); float; double; double",
                "string; tinyint; bigint; string",
                "string; decimal(5,2); double; string",
                "string; float; double; string",
                "string; timestamp; timestamp; string",
                "string; timestamp_ntz; timestamp_ntz; string",
                "string; binary; binary; none",
                "string; boolean; boolean; none",
                "string; void; string; string",
                "string; time(3); time(3); string",
                "string; interval day; none; string",
                "string; interval month; none; string",
                "string; interval; none; none",
                "string; array<int>; none; none",
                "binary; int; none; none",
                "array<int>; array<string>; array<bigint>; array<string>",
                "map<int,int>; map<int,string>; map<int,bigint>; map<int,string>",
                "struct<a:int>; struct<a:string>; struct<a:bigint>; struct<a:string>",
            })
    void theWiderTypeMayLoseDigits(String left, String right, String ansi, String legacy) {
        for (boolean swapped : new boolean[] {false, true}) {
            DataType l = type(swapped ? right : left);
            DataType r = type(swapped ? left : right);
            assertThat(name(TypeCoercion.wider(l, r, true))).isEqualTo(ansi);
            assertThat(name(TypeCoercion.wider(l, r, false))).isEqualTo(legacy);
        }
    }

    @Test
    void keysThatMayBecomeNullHaveNoCommonType() {
        // a string that is no number would be a key of NULL
        assertThat(name(TypeCoercion.wider(type("map<string,int>"), type("map<int,int>"), true)))
                .isEqualTo("none");
        assertThat(name(TypeCoercion.wider(type("map<int,int>"), type("map<string,int>"), true)))
                .isEqualTo("none");
        assertThat(name(TypeCoercion.wider(type("map<string,int>"), type("map<int,int>"), false)))
                .isEqualTo("map<string,int>");
    }

    @Test
    void partsAreNullableWhereAPartOrItsConversionIs() {
        ArrayType noNulls = DataTypes.createArrayType(DataTypes.IntegerType, false);
        ArrayType nulls = DataTypes.createArrayType(DataTypes.LongType, true);
        ArrayType longs = DataTypes.createArrayType(DataTypes.LongType, false);
        ArrayType texts = DataTypes.createArrayType(DataTypes.StringType, false);
        assertThat(TypeCoercion.tightest(noNulls, longs, true)).contains(longs);
        assertThat(TypeCoercion.tightest(noNulls, nulls, true)).contains(nulls);
        assertThat(TypeCoercion.tightest(nulls, noNulls, true)).contains(nulls);
        assertThat(TypeCoercion.wider(texts, longs, true)).contains(nulls);
        assertThat(TypeCoercion.wider(longs, texts, true)).contains(nulls);
        MapType map = DataTypes.createMapType(DataTypes.IntegerType, DataTypes.IntegerType, false);
        MapType wide = DataTypes.createMapType(DataTypes.IntegerType, DataTypes.LongType, false);
        MapType wideNulls = DataTypes.createMapType(DataTypes.IntegerType, DataTypes.LongType, true);
        MapType words = DataTypes.createMapType(DataTypes.IntegerType, DataTypes.StringType, false);
        assertThat(TypeCoercion.tightest(map, wide, true)).contains(wide);
        assertThat(TypeCoercion.tightest(map, wideNulls, true)).contains(wideNulls);
        assertThat(TypeCoercion.tightest(wideNulls, map, true)).contains(wideNulls);
        assertThat(TypeCoercion.wider(words, wide, true)).contains(wideNulls);
        assertThat(TypeCoercion.wider(wide, words, true)).contains(wideNulls);
        StructType struct = (StructType) type("struct<a: int not null>");
        StructType wideStruct = (StructType) type("struct<a: bigint not null>");
        assertThat(TypeCoercion.tightest(struct, wideStruct, true)).contains(wideStruct);
        assertThat(TypeCoercion.tightest(struct, type("struct<a: bigint>"), true))
                .contains(type("struct<a: bigint>"));
        assertThat(TypeCoercion.tightest(type("struct<a: bigint>"), struct, true))
                .contains(type("struct<a: bigint>"));
        assertThat(TypeCoercion.wider(type("struct<a: string not null>"), struct, true))
                .contains(type("struct<a: bigint>"));
        assertThat(TypeCoercion.wider(struct, type("struct<a: string not null>"), true))
                .contains(type("struct<a: bigint>"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "array<int>; array<int>; true",
                "array<int>; array<bigint>; false",
                "array<int>; int; false",
                "map<int,string>; map<int,string>; true",
                "map<int,string>; map<bigint,string>; false",
                "map<int,string>; map<int,int>; false",
                "struct<a:int,b:int>; struct<A:int,B:int>; true",
                "struct<a:int,b:int>; struct<a:int,c:int>; false",
                "struct<a:int,b:int>; struct<a:int,b:bigint>; false",
                "struct<a:int,b:int>; struct<a:int>; false",
                "struct<a:int>; struct<a:int not null>; true",
                "int; int; true",
                "int; bigint; false"
            })
    void typesThatDifferInNullabilityAreTheSame(String left, String right, boolean same) {
        assertThat(TypeCoercion.sameType(type(left), type(right))).isEqualTo(same);
        assertThat(TypeCoercion.sameType(type(right), type(left))).isEqualTo(same);
        assertThat(TypeCoercion.allSame(List.of(type(left), type(left), type(right))))
                .isEqualTo(same);
    }

    @Test
    void listsAndMapsOfAnyNullabilityAreTheSame() {
        DataType int32 = DataTypes.IntegerType;
        assertThat(TypeCoercion.sameType(
                        DataTypes.createArrayType(int32, true), DataTypes.createArrayType(int32, false)))
                .isTrue();
        assertThat(TypeCoercion.sameType(
                        DataTypes.createMapType(int32, int32, true), DataTypes.createMapType(int32, int32, false)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "string; string; none",
                "string; void; string",
                "string; int; int",
                "string; decimal(5,2); double",
                "string; date; date",
                "string; binary; binary",
                "string; array<int>; none",
                "date; timestamp; timestamp",
                "date; timestamp_ntz; none",
                "int; bigint; none"
            })
    void comparisonsOfTheOlderMode(String left, String right, String expected) {
        assertThat(name(TypeCoercion.legacyComparison(type(left), type(right)))).isEqualTo(expected);
        assertThat(name(TypeCoercion.legacyComparison(type(right), type(left)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "int; int; true",
                "void; map<int,int>; true",
                "bigint; tinyint; true",
                "int; string; true",
                "date; string; true",
                "interval; string; true",
                "array<int>; string; false",
                "string; int; false",
                "date; timestamp; true",
                "timestamp; timestamp_ntz; true",
                "date; int; false",
                "int; date; false",
                "time(3); time(6); true",
                "time(3); date; false",
                "interval day; interval second; true",
                "interval year; interval month; true",
                "interval year; interval day; false",
                "boolean; int; false",
                "array<int>; array<bigint>; true",
                "array<int>; array<date>; false",
                "map<int,int>; map<bigint,string>; true",
                "map<int,int>; map<date,int>; false",
                "map<int,int>; map<int,date>; false",
                "struct<a:int>; struct<b:string>; true",
                "struct<a:int>; struct<b:date>; false",
                "struct<a:int>; struct<b:int not null>; false",
                "struct<a:int not null>; struct<b:int not null>; true",
                "struct<a:int not null>; struct<b:int>; true",
                "struct<a:int>; struct<a:int,b:int>; false",
                "struct<a:int,b:int>; struct<a:int,b:date>; false",
                "struct<a:int>; array<int>; false"
            })
    void assignments(String from, String to, boolean can) {
        assertThat(ImplicitTypes.canStoreAssign(type(from), type(to))).isEqualTo(can);
    }

    @Test
    void assignmentsKeepNulls() {
        DataType int32 = DataTypes.IntegerType;
        DataType nulls = DataTypes.createArrayType(int32, true);
        DataType noNulls = DataTypes.createArrayType(int32, false);
        assertThat(ImplicitTypes.canStoreAssign(nulls, noNulls)).isFalse();
        assertThat(ImplicitTypes.canStoreAssign(noNulls, nulls)).isTrue();
        assertThat(ImplicitTypes.canStoreAssign(noNulls, DataTypes.createArrayType(DataTypes.LongType, false)))
                .isTrue();
        DataType nullMap = DataTypes.createMapType(int32, int32, true);
        DataType noNullMap = DataTypes.createMapType(int32, int32, false);
        assertThat(ImplicitTypes.canStoreAssign(nullMap, noNullMap)).isFalse();
        assertThat(ImplicitTypes.canStoreAssign(noNullMap, nullMap)).isTrue();
        assertThat(ImplicitTypes.canStoreAssign(noNullMap, DataTypes.createMapType(int32, DataTypes.LongType, false)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "int; int; false",
                "int; string; false",
                "date; string; false",
                "void; int; false",
                "string; int; true",
                "string; date; true",
                "string; binary; false",
                "double; int; true",
                "double; timestamp; true",
                "decimal(5,2); bigint; true",
                "double; float; false",
                "int; bigint; false",
                "bigint; int; false",
                "timestamp; date; false",
                "timestamp_ntz; date; true",
                "int; date; true",
                "int; decimal(10,0); false",
                "int; decimal(9,0); true",
                "decimal(5,2); decimal(6,2); false",
                "decimal(5,2); decimal(5,1); false",
                "decimal(5,2); decimal(4,1); true",
                "decimal(5,2); decimal(5,3); true",
                "double; decimal(38,15); true",
                "timestamp; decimal(38,6); true",
                "boolean; int; false",
                "date; timestamp; false",
                "interval day; interval; true",
                "timestamp; tinyint; true",
                "timestamp; smallint; true",
                "timestamp; int; true",
                "timestamp; bigint; false",
                "date; int; true"
            })
    void conversionsThatMayGiveNull(String from, String to, boolean may) {
        assertThat(TypeCoercion.mayGiveNull(type(from), type(to))).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "int,bigint,void; bigint; bigint; bigint",
                "string,int; bigint; string; none",
                "date,string; date; string; none",
                "int,string,date; none; string; none",
                "decimal(10,2),decimal(5,4); decimal(12,4); decimal(12,4); decimal(12,4)",
                "int,boolean; none; none; none",
                "array<int>,array<string>; array<bigint>; array<string>; none",
                "array<decimal(10,2)>,array<decimal(5,4)>; array<decimal(12,4)>; array<decimal(12,4)>; array<decimal(12,4)>",
                "array<int>,array<int>; array<int>; array<int>; array<int>",
                "array<timestamp>,array<int>,array<string>; none; array<string>; none",
                "void,void; void; void; void"
            })
    void theWidestOfMany(String types, String ansi, String legacy, String withoutStrings) {
        List<DataType> all = List.of(types.split(",(?![^<(]*[>)])")).stream()
                .map(TypeRulesTest::type)
                .toList();
        assertThat(name(TypeCoercion.widest(all, true))).isEqualTo(ansi);
        assertThat(name(TypeCoercion.widest(all, false))).isEqualTo(legacy);
        assertThat(name(TypeCoercion.widestWithoutStrings(all, true))).isEqualTo(withoutStrings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "int; int; true",
                "int; bigint; true",
                "int; double; true",
                "bigint; double; true",
                "bigint; int; false",
                "int; string; true",
                "array<int>; string; false",
                "string; int; false",
                "double; int; false"
            })
    void conversionsThatNeverFail(String from, String to, boolean fits) {
        assertThat(UpCast.alwaysFits(type(from), type(to))).isEqualTo(fits);
    }

    private static void assertImplicit(TypeFamily wanted, String from, String ansi, String legacy) {
        assertThat(name(ImplicitTypes.of(type(from), wanted, true))).isEqualTo(ansi);
        assertThat(name(ImplicitTypes.of(type(from), wanted, false))).isEqualTo(legacy);
    }

    @Test
    void ofAChoiceTheFirstThatFitsIsTaken() {
        TypeFamily choice = TypeFamily.oneOf(TypeFamily.BOOLEAN, TypeFamily.LONG, TypeFamily.STRING);
        assertImplicit(choice, "bigint", "bigint", "bigint");
        assertImplicit(choice, "string", "string", "string");
        assertImplicit(choice, "int", "bigint", "bigint");
        assertImplicit(choice, "date", "string", "string");
        assertImplicit(choice, "array<int>", "none", "none");
        assertImplicit(choice, "void", "boolean", "boolean");
    }

    @Test
    void anArrayBecomesOneOfWhatItsElementsBecome() {
        TypeFamily longs = TypeFamily.arrayOf(TypeFamily.LONG);
        assertImplicit(longs, "array<bigint>", "array<bigint>", "array<bigint>");
        assertImplicit(longs, "array<int>", "array<bigint>", "array<bigint>");
        assertImplicit(longs, "array<date>", "none", "none");
        assertImplicit(longs, "int", "none", "none");
        assertImplicit(longs, "void", "array<bigint>", "array<bigint>");
        assertImplicit(TypeFamily.arrayOf(TypeFamily.ANY), "map<int,int>", "none", "none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "string; int; bigint",
                "string; decimal(5,2); double",
                "string; float; double",
                "string; void; string",
                "string; date; date",
                "string; string; none",
                "int; bigint; none",
                "string; interval day; none",
                "string; interval month; none",
                "string; array<int>; none"
            })
    void aStringTakesTheKindOfTheOtherSide(String left, String right, String common) {
        assertThat(name(TypeCoercion.stringPromotion(type(left), type(right)))).isEqualTo(common);
        assertThat(name(TypeCoercion.stringPromotion(type(right), type(left)))).isEqualTo(common);
    }
}
