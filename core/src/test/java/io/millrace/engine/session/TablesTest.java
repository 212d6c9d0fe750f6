package io.millrace.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.spi.error.MillraceThrowable;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesTest {
    private final QueryTester tester = new QueryTester();

    @AfterEach
    void close() {
        tester.close();
    }

    private void run(String... statements) {
        for (String statement : statements) {
            assertThat(tester.rows(statement)).isEmpty();
        }
    }

    private MillraceThrowable failure(String statement) {
        return (MillraceThrowable) catchThrowable(() -> tester.rows(statement));
    }

    private void assertFails(String statement, String condition, Map<String, String> parameters) {
        MillraceThrowable failure = failure(statement);
        assertThat(failure).as(statement).isNotNull();
        assertThat(failure.getCondition()).isEqualTo(condition);
        assertThat(failure.getMessageParameters()).containsAllEntriesOf(parameters);
    }

    @Test
    void aTableKeepsWhatIsInserted() {
        run("CREATE TABLE t (a INT, b STRING) USING parquet");
        assertThat(tester.rows("SELECT * FROM t")).isEmpty();
        run("INSERT INTO t VALUES (1, 'x'), (2, NULL)", "INSERT INTO TABLE t SELECT 3, 'z'");
        assertThat(tester.rows("SELECT * FROM t ORDER BY a")).containsExactly("[1, x]", "[2, null]", "[3, z]");
        assertThat(tester.rows("SELECT spark_catalog.default.t.a FROM default.t WHERE T.b = 'z'"))
                .containsExactly("[3]");
        run("INSERT OVERWRITE t SELECT a + 10, b FROM t WHERE a > 1");
        assertThat(tester.rows("SELECT a FROM t ORDER BY a")).containsExactly("[12]", "[13]");
        run("TRUNCATE TABLE t");
        assertThat(tester.rows("SELECT count(*) FROM t")).containsExactly("[0]");
        run("DROP TABLE t", "DROP TABLE IF EXISTS t");
        assertFails("SELECT * FROM t", "TABLE_OR_VIEW_NOT_FOUND", Map.of("relationName", "`t`"));
        assertFails("DROP TABLE t", "TABLE_OR_VIEW_NOT_FOUND", Map.of("relationName", "`spark_catalog`.`default`.`t`"));
    }

    @Test
    void insertFindsColumnsByPlaceByListAndByName() {
        run("CREATE TABLE t (a INT, b STRING DEFAULT 'none', c DOUBLE)");
        run("INSERT INTO t (c, a) VALUES (1, 2)");
        run("INSERT INTO t BY NAME SELECT 'named' AS b, 3 AS a");
        run("INSERT INTO t VALUES (4, DEFAULT, 5.5)");
        run("WITH one AS (SELECT 6 AS n) INSERT INTO t SELECT n, 'with', n FROM one");
        assertThat(tester.rows("SELECT * FROM t ORDER BY a"))
                .containsExactly("[2, none, 1.0]", "[3, named, null]", "[4, none, 5.5]", "[6, with, 6.0]");
        assertFails(
                "INSERT INTO t VALUES (1)",
                "INSERT_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS",
                Map.of(
                        "tableName",
                        "`spark_catalog`.`default`.`t`",
                        "tableColumns",
                        "`a`, `b`, `c`",
                        "dataColumns",
                        "`col1`"));
        assertFails(
                "INSERT INTO t (a) SELECT 1 AS x, 2 AS y",
                "INSERT_COLUMN_ARITY_MISMATCH.TOO_MANY_DATA_COLUMNS",
                Map.of("dataColumns", "`x`, `y`"));
        assertFails("INSERT INTO t (a, a) VALUES (1, 2)", "COLUMN_ALREADY_EXISTS", Map.of("columnName", "`a`"));
        assertFails("INSERT INTO t (d) VALUES (1)", "UNRESOLVED_COLUMN.WITH_SUGGESTION", Map.of("objectName", "`d`"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "INT, 1.9, [1]",
                "STRING, 12, [12]",
                "DATE, TIMESTAMP '2024-05-06 07:08:09', [2024-05-06]",
                "\"DECIMAL(5,1)\", 1.25, [1.3]",
                "ARRAY<BIGINT>, array(1), [[1]]",
                "BINARY, NULL, [null]"
            })
    void valuesAreConvertedAsStoreAssignmentAllows(String type, String value, String row) {
        run("CREATE TABLE t (a " + type + ")", "INSERT INTO t SELECT " + value);
        assertThat(tester.rows("SELECT * FROM t")).containsExactly(row);
    }

    @Test
    void whatStoreAssignmentForbidsIsRefused() {
        run("CREATE TABLE t (a INT)");
        assertFails(
                "INSERT INTO t VALUES ('1')",
                "INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_SAFELY_CAST",
                Map.of("colName", "`a`", "srcType", "\"STRING\"", "targetType", "\"INT\""));
        assertFails("INSERT INTO t VALUES (true)", "INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_SAFELY_CAST", Map.of());
        assertThat(tester.rows("SELECT * FROM t")).isEmpty();
    }

    @Test
    void charIsPaddedAndLengthsAreKept() {
        run("CREATE TABLE t (c CHAR(3), v VARCHAR(2))", "INSERT INTO t VALUES ('a', 'b'), ('abc  ', 'é '), (NULL, '')");
        assertThat(tester.rows("SELECT concat(c, '|'), concat(v, '|') FROM t"))
                .containsExactly("[a  |, b|]", "[abc|, é |]", "[null, |]");
        assertFails("INSERT INTO t VALUES ('abcd', '')", "EXCEED_LIMIT_LENGTH", Map.of("limit", "3"));
        assertThat(tester.rows("DESCRIBE t")).containsExactly("[c, char(3), null]", "[v, varchar(2), null]");
    }

    @Test
    void aQueryMakesATable() {
        run("CREATE TABLE t USING json PARTITIONED BY (a) COMMENT 'x' AS SELECT id AS a, id * 2 AS b FROM range(3)");
        assertThat(tester.sorted("SELECT * FROM t")).containsExactly("[0, 0]", "[2, 1]", "[4, 2]");
        assertThat(tester.rows("DESCRIBE TABLE t"))
                .containsExactly(
                        "[b, bigint, null]",
                        "[a, bigint, null]",
                        "[# Partition Information, , ]",
                        "[# col_name, data_type, comment]",
                        "[a, bigint, null]");
        run("INSERT INTO t PARTITION (a = 7) SELECT 8");
        assertThat(tester.rows("SELECT a FROM t WHERE b = 8")).containsExactly("[7]");
    }

    @Test
    void whatIsThereAlreadyIsNotReplaced() {
        run("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1)", "CREATE TABLE IF NOT EXISTS t (b INT)");
        assertThat(tester.rows("SELECT a FROM t")).containsExactly("[1]");
        assertFails(
                "CREATE TABLE T (b INT)",
                "TABLE_OR_VIEW_ALREADY_EXISTS",
                Map.of("relationName", "`spark_catalog`.`default`.`t`"));
        assertFails("CREATE TABLE u (a INT, A INT)", "COLUMN_ALREADY_EXISTS", Map.of("columnName", "`a`"));
        assertFails("CREATE TABLE u (a INT) USING nothing", "DATA_SOURCE_NOT_FOUND", Map.of("provider", "nothing"));
        assertFails("CREATE TABLE u AS SELECT 1 / 0", "DIVIDE_BY_ZERO", Map.of());
        assertFails("SELECT * FROM u", "TABLE_OR_VIEW_NOT_FOUND", Map.of());
    }

    @Test
    void aTemporaryViewHidesATable() {
        run("CREATE TABLE t (a INT)", "CREATE TEMPORARY VIEW t AS SELECT 1 AS b");
        assertThat(tester.rows("SELECT b FROM t")).containsExactly("[1]");
        assertThat(tester.rows("SELECT a FROM default.t")).isEmpty();
        assertThat(tester.rows("SHOW TABLES")).containsExactly("[default, t, false]", "[, t, true]");
        run("DROP TABLE t");
        assertThat(tester.rows("SELECT a FROM t")).isEmpty();
    }

    @Test
    void viewsStandBesideTables() {
        run("CREATE TABLE t (a INT)", "CREATE VIEW v (b) AS SELECT a + 1 FROM t", "INSERT INTO t VALUES (1)");
        assertThat(tester.rows("SELECT default.v.b FROM v")).containsExactly("[2]");
        assertThat(tester.rows("SHOW VIEWS IN default")).containsExactly("[default, v, false]");
        assertFails("CREATE VIEW v AS SELECT 1", "TABLE_OR_VIEW_ALREADY_EXISTS", Map.of());
        assertFails("INSERT INTO v VALUES (1)", "EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE", Map.of("operation", "INSERT"));
        assertFails("DROP TABLE v", "WRONG_COMMAND_FOR_OBJECT_TYPE", Map.of("alternative", "DROP VIEW"));
        assertFails("DROP VIEW t", "WRONG_COMMAND_FOR_OBJECT_TYPE", Map.of("alternative", "DROP TABLE"));
        run("CREATE OR REPLACE VIEW v AS SELECT 5 AS five", "DROP VIEW v");
        assertFails("DROP VIEW v", "TABLE_OR_VIEW_NOT_FOUND", Map.of("relationName", "`spark_catalog`.`default`.`v`"));
    }

    @Test
    void namespacesKeepTablesApart() {
        run("CREATE SCHEMA s", "CREATE DATABASE IF NOT EXISTS s", "CREATE TABLE s.t (a INT)", "USE s");
        run("INSERT INTO t VALUES (1)", "USE DATABASE default");
        assertThat(tester.rows("SELECT s.t.a FROM spark_catalog.s.t")).containsExactly("[1]");
        assertThat(tester.rows("SHOW SCHEMAS")).containsExactly("[default]", "[s]");
        assertFails("SELECT * FROM t", "TABLE_OR_VIEW_NOT_FOUND", Map.of());
        assertFails("CREATE SCHEMA S", "SCHEMA_ALREADY_EXISTS", Map.of());
        assertFails("DROP SCHEMA s", "SCHEMA_NOT_EMPTY", Map.of());
        assertFails(
                "CREATE TABLE x.y.z (a INT)", "REQUIRES_SINGLE_PART_NAMESPACE", Map.of("identifier", "`x`.`y`.`z`"));
        run("DROP SCHEMA s CASCADE", "DROP SCHEMA IF EXISTS s");
        assertFails("USE s", "SCHEMA_NOT_FOUND", Map.of("schemaName", "`spark_catalog`.`s`"));
    }

    @Test
    void aViewFollowsItsQueryAsItsModeSays() {
        run("CREATE TABLE t (a INT, b INT)", "INSERT INTO t VALUES (1, 2)");
        run("CREATE VIEW v AS SELECT * FROM t", "CREATE VIEW w WITH SCHEMA EVOLUTION AS SELECT * FROM t");
        run(
                "CREATE VIEW x WITH SCHEMA BINDING AS SELECT a FROM t",
                "CREATE VIEW y (z) WITH SCHEMA TYPE EVOLUTION AS SELECT a FROM t");
        run("DROP TABLE t", "CREATE TABLE t (b STRING, a BIGINT, c INT)", "INSERT INTO t VALUES ('3', 4, 5)");
        assertThat(tester.rows("SELECT *, typeof(a) FROM v")).containsExactly("[4, 3, int]");
        assertThat(tester.rows("SELECT * FROM w")).containsExactly("[3, 4, 5]");
        assertThat(tester.rows("SELECT z, typeof(z) FROM y")).containsExactly("[4, bigint]");
        assertFails(
                "SELECT * FROM x",
                "CANNOT_UP_CAST_DATATYPE",
                Map.of("sourceType", "\"BIGINT\"", "targetType", "\"INT\""));
        run("DROP TABLE t", "CREATE TABLE t (a INT)");
        assertFails(
                "SELECT * FROM v",
                "INCOMPATIBLE_VIEW_SCHEMA_CHANGE",
                Map.of(
                        "colName",
                        "b",
                        "expectedNum",
                        "1",
                        "actualCols",
                        "[]",
                        "suggestion",
                        "CREATE OR REPLACE VIEW spark_catalog.default.v AS SELECT * FROM t"));
        run("ALTER VIEW v AS SELECT 7 AS seven");
        assertThat(tester.rows("SELECT seven FROM v")).containsExactly("[7]");
        run("ALTER VIEW x WITH SCHEMA EVOLUTION");
        assertThat(tester.rows("SELECT * FROM x")).isEmpty();
        assertFails("ALTER VIEW t AS SELECT 1", "EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE", Map.of());
        assertFails(
                "CREATE VIEW u (a, b) AS SELECT 1",
                "CREATE_VIEW_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS",
                Map.of());
    }

    @Test
    void describeExtendedTellsWhatTheCatalogKnows() {
        run("CREATE TABLE t (a INT DEFAULT 1 + 1) USING csv COMMENT 'text' TBLPROPERTIES ('password' = 'x', k = 1)");
        assertThat(tester.rows("DESCRIBE EXTENDED t"))
                .contains(
                        "[Type, MANAGED, ]",
                        "[Provider, csv, ]",
                        "[Comment, text, ]",
                        "[Table Properties, [k=1, password=*********(redacted)], ]",
                        "[a, int, 1 + 1]");
        run("CREATE VIEW v (b COMMENT 'c') AS SELECT a FROM t");
        assertThat(tester.rows("DESC FORMATTED v"))
                .contains(
                        "[b, int, c]",
                        "[Type, VIEW, ]",
                        "[View Text, SELECT a FROM t, ]",
                        "[View Schema Mode, COMPENSATION, ]",
                        "[View Query Output Columns, [`a`], ]");
    }
}
