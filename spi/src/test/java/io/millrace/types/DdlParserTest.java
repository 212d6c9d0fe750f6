package io.millrace.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DdlParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "boolean~BOOLEAN",
                "Byte~TINYINT",
                "SHORT~SMALLINT",
                "integer~INT",
                "long~BIGINT",
                "real~FLOAT",
                "double~DOUBLE",
                "dec~DECIMAL(10,0)",
                "numeric( 5 )~DECIMAL(5,0)",
                "DECIMAL(38,18)~DECIMAL(38,18)",
                "char(3)~CHAR(3)",
                "varchar(7)~VARCHAR(7)",
                "timestamp_ltz~TIMESTAMP",
                "timestamp_ntz~TIMESTAMP_NTZ",
                "timestamp without time zone~TIMESTAMP_NTZ",
                "time~TIME(6)",
                "TIME(0)~TIME(0)",
                "void~VOID",
                "variant~VARIANT",
                "interval~INTERVAL",
                "interval day to second~INTERVAL DAY TO SECOND",
                "interval hour~INTERVAL HOUR",
                "interval year to month~INTERVAL YEAR TO MONTH",
                "array<map<string,int>>~ARRAY<MAP<STRING, INT>>",
                "struct<a: int not null, `b c` array<date>>~STRUCT<a: INT NOT NULL, `b c`: ARRAY<DATE>>",
                "/* c */ int -- end~INT",
                "struct<>~STRUCT<>"
            })
    void readsTypes(String ddl, String sql) {
        assertThat(DdlParser.parseType(ddl).sql()).isEqualTo(sql);
        assertThat(DdlParser.parseType(sql).sql()).isEqualTo(sql);
    }

    @Test
    void readsSchemas() {
        StructType schema = DdlParser.parseSchema("a INT, `b c`: STRING NOT NULL COMMENT 'it''s', d DECIMAL(5,2)");
        assertThat(schema)
                .isEqualTo(new StructType()
                        .add("a", DataTypes.IntegerType)
                        .add("b c", DataTypes.StringType, false, "it's")
                        .add("d", DataTypes.createDecimalType(5, 2)));
        assertThat(StructType.fromDDL(schema.toDDL())).isEqualTo(schema);
    }

    @Test
    void tellsTypesFromSchemas() {
        assertThat(DataType.fromDDL("int")).isEqualTo(DataTypes.IntegerType);
        assertThat(DataType.fromDDL("int INT")).isEqualTo(new StructType().add("int", DataTypes.IntegerType));
        assertThat(error("a INT, b FOO").position())
                .hasValueSatisfying(at -> assertThat(at.start()).isEqualTo(9));
    }

    @Test
    void findsATypeInALongerText() {
        DdlParser.ParsedType parsed = DdlParser.parseTypeAt("CAST(x AS ARRAY<ARRAY<INT>> )", 9, false);
        assertThat(parsed)
                .isEqualTo(new DdlParser.ParsedType(
                        DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.IntegerType)), 27));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "foo~UNSUPPORTED_DATATYPE~0~2",
                "a foo(3)~UNSUPPORTED_DATATYPE~2~7",
                "varchar~DATATYPE_MISSING_SIZE~0~6",
                "decimal(39)~DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION~0~10",
                "decimal(5,6)~_LEGACY_ERROR_TEMP_1228~0~11",
                "decimal(99999999999)~DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION~0~19",
                "array<int~PARSE_SYNTAX_ERROR~9~8",
                "map<int>~PARSE_SYNTAX_ERROR~7~7",
                "int)~PARSE_SYNTAX_ERROR~3~3",
                "char(1,2)~UNSUPPORTED_DATATYPE~0~8",
                "time(7)~UNSUPPORTED_TIME_PRECISION~0~6",
                "interval second to day~PARSE_SYNTAX_ERROR~19~21",
                "string collate fr~UNSUPPORTED_DATATYPE~0~16",
                "a int not~PARSE_SYNTAX_ERROR~9~8",
                "a int,~PARSE_SYNTAX_ERROR~6~5",
                "a 'int'~PARSE_SYNTAX_ERROR~2~6",
                "/* int~PARSE_SYNTAX_ERROR~0~1",
                "int(3)~UNSUPPORTED_DATATYPE~0~5"
            })
    void pointsAtTheError(String ddl, String condition, int start, int stop) {
        MillraceException error = error(ddl);
        assertThat(error.getCondition()).isEqualTo(condition);
        assertThat(error.position()).contains(new ErrorPosition(ddl, start, stop));
    }

    @Test
    void timestampAloneMeansWhatTheSessionSays() {
        assertThat(DdlParser.parseSchema("a TIMESTAMP, b ARRAY<TIMESTAMP>, c TIMESTAMP_LTZ", true)
                        .catalogString())
                .isEqualTo("struct<a:timestamp_ntz,b:array<timestamp_ntz>,c:timestamp>");
        assertThat(DdlParser.parseTypeOrSchema("TIMESTAMP", false)).isEqualTo(DataTypes.TimestampType);
    }

    @Test
    void quotesNamesThatNeedIt() {
        assertThat(DdlParser.quoteIfNeeded("a_1")).isEqualTo("a_1");
        assertThat(DdlParser.quoteIfNeeded("1a")).isEqualTo("`1a`");
        assertThat(DdlParser.quoteIfNeeded("a`b")).isEqualTo("`a``b`");
        assertThat(DdlParser.quoteIfNeeded("")).isEqualTo("``");
    }

    @Property
    void noTextRaisesAnythingElse(@ForAll @CharRange(from = ' ', to = '~') @Chars({'\n', '\u00e9', '`'}) String text) {
        for (String ddl : new String[] {text, "a " + text, "struct<" + text, "map<int," + text + ">"}) {
            try {
                DdlParser.parseTypeOrSchema(ddl);
            } catch (MillraceException refusal) {
                assertThat(refusal.position()).isPresent();
            }
        }
    }

    @Test
    void refusesDepthBeforeTheStackEnds() {
        assertThat(error("array<".repeat(100_000)).getCondition()).isEqualTo("PARSE_SYNTAX_ERROR");
    }

    private static MillraceException error(String ddl) {
        return catchThrowableOfType(MillraceException.class, () -> DdlParser.parseTypeOrSchema(ddl));
    }
}
