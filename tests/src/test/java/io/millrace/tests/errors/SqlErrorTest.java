package io.millrace.tests.errors;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.AnalysisException;
import io.millrace.Session;
import io.millrace.catalyst.parser.ParseException;
import io.millrace.spi.error.ErrorPosition;
import java.time.DateTimeException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Statements that must fail, and how. The place at fault is marked as {@code «so»}; statements without a mark are those
 * where Spark names no place, or the whole statement.
 */
class SqlErrorTest {
    private static Session session;

    @BeforeAll
    static void open() {
        session = Session.builder()
                .master("local[2]")
                .config("spark.sql.session.timeZone", "UTC")
                .create();
        session.sql("create temporary view people as select * from values "
                + "(1, 'ada', timestamp'2026-01-01 00:00:00', named_struct('city', 'Ulm', 'zip', 89073)) "
                + "as t(id, name, at, address)");
        session.sql("create temporary view orders as select * from values (1, 2, 9.5d) as t(id, person, amount)");
    }

    @AfterAll
    static void close() {
        session.stop();
    }

    record Row(String marked, Expected expected) {
        String sql() {
            return marked.replace("«", "").replace("»", "");
        }

        Expected atMark() {
            int start = marked.indexOf('«');
            int stop = marked.indexOf('»') - 2;
            return start < 0 ? expected : expected.at(new ErrorPosition(sql(), start, stop));
        }

        @Override
        public String toString() {
            return marked.replace('\n', ' ');
        }
    }

    private static Row syntax(String marked, String error, String hint) {
        return row(marked, ParseException.class, "PARSE_SYNTAX_ERROR", "42601", "error", error, "hint", hint);
    }

    private static Row analysis(String marked, String condition, String sqlState, String... parameters) {
        return row(marked, AnalysisException.class, condition, sqlState, parameters);
    }

    private static Row row(
            String marked, Class<? extends Throwable> family, String condition, String state, String... parameters) {
        return new Row(marked, Expected.error(family, condition, state, parameters));
    }

    static Stream<Row> rows() {
        return Stream.of(syntaxRows(), nameRows(), shapeRows(), typeRows(), runTimeRows(), windowRows(), jsonRows())
                .flatMap(List::stream);
    }

    private static List<Row> syntaxRows() {
        return List.of(
                syntax("«selec» 1", "'selec'", ""),
                syntax("select 1 +«»", "end of input", ""),
                syntax("select (1«»", "end of input", ""),
                row(
                        "select «128Y»",
                        ParseException.class,
                        "INVALID_NUMERIC_LITERAL_RANGE",
                        "22003",
                        "rawStrippedQualifier",
                        "128",
                        "minValue",
                        "-128",
                        "maxValue",
                        "127",
                        "typeName",
                        "tinyint"),
                analysis(
                        "select * from values (1, 2), (3) as t(a, b)",
                        "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH",
                        "42000",
                        "expectedNumCols",
                        "2",
                        "actualNumCols",
                        "1",
                        "rowIndex",
                        "1"),
                analysis("select «:p»", "UNBOUND_SQL_PARAMETER", "42P02", "name", "p"));
    }

    private static List<Row> nameRows() {
        String column = "UNRESOLVED_COLUMN.WITH_SUGGESTION";
        return List.of(
                analysis(
                        "select «nme» from people",
                        column,
                        "42703",
                        "objectName",
                        "`nme`",
                        "proposal",
                        "`name`, `at`, `id`, `address`"),
                analysis("select id, «nme»\nfrom people", column, "42703", "objectName", "`nme`"),
                analysis("select id\nfrom people\nwhere «idd» > 1", column, "42703", "objectName", "`idd`"),
                analysis(
                        "select «p.nam» from people p",
                        column,
                        "42703",
                        "objectName",
                        "`p`.`nam`",
                        "proposal",
                        "`p`.`at`, `p`.`name`, `p`.`id`, `p`.`address`"),
                analysis(
                        "select «address.town» from people",
                        "FIELD_NOT_FOUND",
                        "42704",
                        "fieldName",
                        "`town`",
                        "fields",
                        "`city`, `zip`"),
                analysis(
                        "select «id.x» from people",
                        "INVALID_EXTRACT_BASE_FIELD_TYPE",
                        "42000",
                        "base",
                        "\"id\"",
                        "other",
                        "\"INT\""),
                analysis("select * from «peple»", "TABLE_OR_VIEW_NOT_FOUND", "42P01", "relationName", "`peple`"),
                analysis(
                        "select «id» from people p join orders o on p.id = o.person",
                        "AMBIGUOUS_REFERENCE",
                        "42704",
                        "name",
                        "`id`",
                        "referenceNames",
                        "[`o`.`id`, `p`.`id`]"),
                analysis(
                        "select * from people join orders using (name)",
                        "UNRESOLVED_USING_COLUMN_FOR_JOIN",
                        "42703",
                        "colName",
                        "`name`",
                        "side",
                        "right",
                        "suggestion",
                        "`amount`, `id`, `person`"),
                analysis(
                        "select «frobnicate(1)»",
                        "UNRESOLVED_ROUTINE",
                        "42883",
                        "routineName",
                        "`frobnicate`",
                        "searchPath",
                        "[`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`]"),
                analysis(
                        "create temporary view people as select 1",
                        "TEMP_TABLE_OR_VIEW_ALREADY_EXISTS",
                        "42P07",
                        "relationName",
                        "`people`"));
    }

    private static List<Row> shapeRows() {
        return List.of(
                analysis("select id, count(*) from people", "MISSING_GROUP_BY", "42803"),
                analysis("select name from people having id > 1", "MISSING_GROUP_BY", "42803"),
                analysis(
                        "select name, count(*) from people group by id",
                        "MISSING_AGGREGATION",
                        "42803",
                        "expression",
                        "\"name\"",
                        "expressionAnyValue",
                        "\"any_value(name)\""),
                analysis("select max(«count(*)») from people", "NESTED_AGGREGATE_FUNCTION", "42607"),
                analysis(
                        "select id from people group by «count(*)»",
                        "GROUP_BY_AGGREGATE",
                        "42903",
                        "sqlExpr",
                        "count(1)"),
                analysis(
                        "select * from people where count(*) > 1",
                        "INVALID_WHERE_CONDITION",
                        "42903",
                        "condition",
                        "\"(count(1) > 1)\"",
                        "expressionList",
                        "count(1)"),
                analysis(
                        "select row_number() from people",
                        "WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE",
                        "42601",
                        "funcName",
                        "\"row_number()\""),
                analysis(
                        "select id from people order by «7»",
                        "ORDER_BY_POS_OUT_OF_RANGE",
                        "42805",
                        "index",
                        "7",
                        "size",
                        "1"),
                analysis(
                        "select id from people group by «7»",
                        "GROUP_BY_POS_OUT_OF_RANGE",
                        "42805",
                        "index",
                        "7",
                        "size",
                        "1"),
                analysis(
                        "select id from people union all select id, amount from orders",
                        "NUM_COLUMNS_MISMATCH",
                        "42826",
                        "operator",
                        "UNION",
                        "firstNumColumns",
                        "1",
                        "invalidNumColumns",
                        "2",
                        "invalidOrdinalNum",
                        "second"),
                analysis(
                        "select id, name from people union all select id, address from people",
                        "INCOMPATIBLE_COLUMN_TYPE",
                        "42825",
                        "operator",
                        "UNION",
                        "columnOrdinalNumber",
                        "second",
                        "tableOrdinalNumber",
                        "second",
                        "dataType1",
                        "\"STRUCT<city: STRING NOT NULL, zip: INT NOT NULL>\"",
                        "dataType2",
                        "\"STRING\"",
                        "hint",
                        ""),
                analysis(
                        "select id from people limit «-1»",
                        "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE",
                        "42K0E",
                        "name",
                        "limit",
                        "expr",
                        "\"-1\"",
                        "v",
                        "-1"),
                row(
                        "set spark.sql.shuffle.partitions = abc",
                        IllegalArgumentException.class,
                        "INVALID_CONF_VALUE.TYPE_MISMATCH",
                        "22022",
                        "confName",
                        "spark.sql.shuffle.partitions",
                        "confType",
                        "int",
                        "confValue",
                        "abc"),
                analysis(
                        "set spark.sql.warehouse.dir = /somewhere",
                        "CANNOT_MODIFY_STATIC_CONFIG",
                        "46110",
                        "key",
                        "\"spark.sql.warehouse.dir\""));
    }

    private static List<Row> typeRows() {
        return List.of(
                analysis(
                        "select «upper('a', 'b')»",
                        "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
                        "42605",
                        "functionName",
                        "`upper`",
                        "expectedNum",
                        "1",
                        "actualNum",
                        "2"),
                analysis(
                        "select «substring()» from people",
                        "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
                        "42605",
                        "functionName",
                        "`substring`",
                        "expectedNum",
                        "[2, 3]",
                        "actualNum",
                        "0"),
                analysis(
                        "select map(1, 2, 3)",
                        "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
                        "42605",
                        "functionName",
                        "`map`",
                        "expectedNum",
                        "2n (n > 0)",
                        "actualNum",
                        "3"),
                analysis(
                        "select «true + 1»",
                        "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
                        "42K09",
                        "sqlExpr",
                        "\"(true + 1)\"",
                        "left",
                        "\"BOOLEAN\"",
                        "right",
                        "\"INT\""),
                analysis(
                        "select «timestamp'2026-01-01' + 1»",
                        "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
                        "42K09",
                        "sqlExpr",
                        "\"(TIMESTAMP '2026-01-01 00:00:00' + 1)\"",
                        "left",
                        "\"TIMESTAMP\"",
                        "right",
                        "\"INT\""),
                analysis(
                        "select «1 = array(1)»",
                        "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
                        "42K09",
                        "sqlExpr",
                        "\"(1 = array(1))\"",
                        "left",
                        "\"INT\"",
                        "right",
                        "\"ARRAY<INT>\""),
                analysis(
                        "select id from people where name",
                        "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN",
                        "42K09",
                        "sqlExpr",
                        "\"name\"",
                        "filter",
                        "\"name\"",
                        "type",
                        "\"STRING\""),
                analysis(
                        "select «array(1, 'a', true)»",
                        "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
                        "42K09",
                        "sqlExpr",
                        "\"array(1, a, true)\"",
                        "functionName",
                        "`array`",
                        "dataType",
                        "(\"INT\" or \"STRING\" or \"BOOLEAN\")"),
                analysis(
                        "select «cast(array(1) as int)»",
                        "DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION",
                        "42K09",
                        "sqlExpr",
                        "\"CAST(array(1) AS INT)\"",
                        "srcType",
                        "\"ARRAY<INT>\"",
                        "targetType",
                        "\"INT\""),
                analysis(
                        "select «explode(id)» from people",
                        "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
                        "42K09",
                        "sqlExpr",
                        "\"explode(id)\"",
                        "paramIndex",
                        "first",
                        "requiredType",
                        "(\"ARRAY\" or \"MAP\")",
                        "inputSql",
                        "\"id\"",
                        "inputType",
                        "\"INT\""));
    }

    private static List<Row> runTimeRows() {
        String addAlternative = " Use 'try_add' to tolerate overflow and return NULL instead.";
        return List.of(
                row("select «1 / 0»", ArithmeticException.class, "DIVIDE_BY_ZERO", "22012"),
                row("select «5 % 0»", ArithmeticException.class, "REMAINDER_BY_ZERO", "22012"),
                row(
                        "select «2147483647 + 1»",
                        ArithmeticException.class,
                        "ARITHMETIC_OVERFLOW",
                        "22003",
                        "message",
                        "overflow",
                        "alternative",
                        addAlternative),
                row(
                        "select «cast(9223372036854775807 as bigint) + id» from people",
                        ArithmeticException.class,
                        "ARITHMETIC_OVERFLOW",
                        "22003",
                        "message",
                        "overflow",
                        "alternative",
                        addAlternative),
                row("select - cast(-2147483648 as int)", ArithmeticException.class, "ARITHMETIC_OVERFLOW", "22003"),
                row(
                        "select «cast(name as int)» from people",
                        NumberFormatException.class,
                        "CAST_INVALID_INPUT",
                        "22018",
                        "expression",
                        "'ada'",
                        "sourceType",
                        "\"STRING\"",
                        "targetType",
                        "\"INT\""),
                row(
                        "select «'a' + 1»",
                        NumberFormatException.class,
                        "CAST_INVALID_INPUT",
                        "22018",
                        "expression",
                        "'a'",
                        "sourceType",
                        "\"STRING\"",
                        "targetType",
                        "\"BIGINT\""),
                row(
                        "select «cast('2020-13-01' as date)»",
                        DateTimeException.class,
                        "CAST_INVALID_INPUT",
                        "22018",
                        "expression",
                        "'2020-13-01'",
                        "sourceType",
                        "\"STRING\"",
                        "targetType",
                        "\"DATE\""),
                row(
                        "select cast(300 as tinyint)",
                        ArithmeticException.class,
                        "CAST_OVERFLOW",
                        "22003",
                        "value",
                        "300",
                        "sourceType",
                        "\"INT\"",
                        "targetType",
                        "\"TINYINT\""),
                row(
                        "select cast(1e20 as bigint)",
                        ArithmeticException.class,
                        "CAST_OVERFLOW",
                        "22003",
                        "value",
                        "1.0E20D",
                        "sourceType",
                        "\"DOUBLE\"",
                        "targetType",
                        "\"BIGINT\""),
                row(
                        "select «decimal(1e40)»",
                        ArithmeticException.class,
                        "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
                        "22003",
                        "precision",
                        "10",
                        "scale",
                        "0"),
                row(
                        "select to_timestamp('x', 'yyyy')",
                        DateTimeException.class,
                        "CANNOT_PARSE_TIMESTAMP",
                        "22007",
                        "func",
                        "`try_to_timestamp`"),
                row(
                        "select «array(1, 2)[5]»",
                        ArrayIndexOutOfBoundsException.class,
                        "INVALID_ARRAY_INDEX",
                        "22003",
                        "indexValue",
                        "5",
                        "arraySize",
                        "2"),
                row(
                        "select «element_at(array(1, 2), 5)»",
                        ArrayIndexOutOfBoundsException.class,
                        "INVALID_ARRAY_INDEX_IN_ELEMENT_AT",
                        "22003",
                        "indexValue",
                        "5",
                        "arraySize",
                        "2"),
                row(
                        "select raise_error('no luck')",
                        RuntimeException.class,
                        "USER_RAISED_EXCEPTION",
                        "P0001",
                        "errorMessage",
                        "no luck"),
                row(
                        "select date_format(at, 'bad%') from people",
                        RuntimeException.class,
                        "INVALID_DATETIME_PATTERN.WITH_SUGGESTION",
                        "22007",
                        "pattern",
                        "'bad%'"));
    }

    private static List<Row> windowRows() {
        String group = "select count(*) from people group by ";
        return List.of(
                analysis(
                        "select «window(at, '1 minute', '2 minutes')» from people",
                        "DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION",
                        "42K09",
                        "sqlExpr",
                        "\"window(at, 60000000, 120000000, 0)\"",
                        "leftExprName",
                        "`slide_duration`",
                        "leftExprValue",
                        "120000000L",
                        "constraint",
                        "<=",
                        "rightExprName",
                        "`window_duration`",
                        "rightExprValue",
                        "60000000L"),
                analysis(
                        group + "«window(at, '5 minutes', '5 minutes', '6 minutes')»",
                        "DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION",
                        "42K09",
                        "leftExprName",
                        "`abs(start_time)`",
                        "constraint",
                        "<",
                        "rightExprName",
                        "`slide_duration`"),
                analysis(
                        group + "«window(at, '0 seconds')»",
                        "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
                        "42K09",
                        "sqlExpr",
                        "\"window(at, 0, 0, 0)\"",
                        "exprName",
                        "`window_duration`",
                        "currentValue",
                        "0L",
                        "valueRange",
                        "(0, 9223372036854775807]"),
                analysis(
                        group + "«window(at, '1 fortnight')»",
                        "CANNOT_PARSE_INTERVAL",
                        "22006",
                        "intervalString",
                        "'1 fortnight'"),
                row(
                        group + "window(at, '1 month')",
                        IllegalArgumentException.class,
                        "_LEGACY_ERROR_TEMP_3231",
                        null,
                        "interval",
                        "1 month"),
                analysis(group + "window(at, '1 minute'), window(at, '2 minutes')", "_LEGACY_ERROR_TEMP_1039", null));
    }

    private static List<Row> jsonRows() {
        return List.of(
                analysis(
                        "select «to_json(1)»",
                        "DATATYPE_MISMATCH.INVALID_JSON_SCHEMA",
                        "42K09",
                        "sqlExpr",
                        "\"to_json(1)\"",
                        "schema",
                        "\"INT\""),
                row(
                        "select from_json('{\"a\":', 'a int', map('mode', 'FAILFAST'))",
                        Exception.class,
                        "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
                        "22023",
                        "badRecord",
                        "[null]",
                        "failFastMode",
                        "FAILFAST"),
                row(
                        "select from_json('{\"a\":\"x\"}', 'a int', map('mode', 'FAILFAST'))",
                        Exception.class,
                        "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
                        "22023",
                        "badRecord",
                        "[null]",
                        "failFastMode",
                        "FAILFAST"),
                analysis(
                        "select from_json('{\"a\":1}', 'a int', map('mode', 'DROPMALFORMED'))",
                        "PARSE_MODE_UNSUPPORTED",
                        "42601",
                        "funcName",
                        "`from_json`",
                        "mode",
                        "DROPMALFORMED"),
                analysis("select «from_json('{\"a\":1}', 'a imt')»", "PARSE_SYNTAX_ERROR", "42601"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void failsAsItShould(Row row) {
        Throwable thrown = catchThrowable(() -> session.sql(row.sql()).collectAsList());
        row.atMark().verify(thrown);
    }
}
