package io.millrace.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.AnalysisException;
import io.millrace.Row;
import io.millrace.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CACHE TABLE and what takes it back. */
class CachedViewsTest {
    private Session session;

    @TempDir
    private Path directory;

    @BeforeEach
    void open() {
        session = Session.builder().master("local[2]").create();
    }

    @AfterEach
    void close() {
        session.stop();
    }

    private List<String> rows(String sql) {
        return session.sql(sql).collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CACHE TABLE v", "CACHE LAZY TABLE v", "CACHE TABLE v OPTIONS ('storageLevel' = 'DISK_ONLY')"})
    void rowsOfChanceStay(String statement) {
        session.sql("CREATE TEMPORARY VIEW v AS SELECT uuid() AS u, id, id AS id2 FROM range(3)");
        session.sql(statement);
        List<String> kept = rows("SELECT * FROM v");
        assertThat(kept).hasSize(3).isEqualTo(rows("SELECT * FROM v"));
        assertThat(rows("SELECT count(*) FROM v a JOIN v b ON a.u = b.u")).containsExactly("[3]");

        session.sql("UNCACHE TABLE v");
        assertThat(rows("SELECT * FROM v")).isNotEqualTo(rows("SELECT * FROM v"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REFRESH TABLE v", "CLEAR CACHE", "UNCACHE TABLE IF EXISTS v", "REFRESH '/any/path'"})
    void filesAreReadAgainAfter(String statement) throws IOException {
        Path file = directory.resolve("a.json");
        Files.writeString(file, "{\"a\":1}\n");
        session.sql("CREATE TEMPORARY VIEW v AS SELECT sum(a) AS s FROM json.`" + file + "`");
        session.sql("CACHE TABLE v");
        Files.writeString(file, "{\"a\":1}\n{\"a\":2}\n");
        assertThat(rows("SELECT s FROM v")).containsExactly("[1]");

        session.sql(statement);
        assertThat(rows("SELECT s FROM v")).containsExactly("[3]");
    }

    @Test
    void rowsThatAreInsertedAreSeen() {
        session.sql("CREATE TABLE t (a INT)");
        session.sql("CREATE VIEW v AS SELECT a FROM t");
        session.sql("CACHE TABLE v");
        session.sql("INSERT INTO t VALUES (1), (2)");
        assertThat(rows("SELECT * FROM v")).containsExactly("[1]", "[2]");
        session.sql("TRUNCATE TABLE t");
        assertThat(rows("SELECT * FROM v")).isEmpty();
    }

    @Test
    void aViewInAnothersPlaceIsNotCached() {
        session.sql("CREATE TEMPORARY VIEW v AS SELECT uuid() AS u");
        session.sql("CACHE TABLE v");
        session.sql("CREATE OR REPLACE TEMPORARY VIEW v AS SELECT uuid() AS u, 1 AS a");
        assertThat(rows("SELECT u FROM v")).isNotEqualTo(rows("SELECT u FROM v"));
    }

    @Test
    void aTableThatGoesTakesItsViewsAlong() {
        session.sql("CREATE TABLE t (a INT)");
        session.sql("CREATE TEMPORARY VIEW v AS SELECT a FROM t");
        session.sql("CACHE TABLE v");
        session.sql("DROP TABLE t");
        assertThatThrownBy(() -> session.sql("SELECT * FROM v"))
                .isInstanceOfSatisfying(
                        AnalysisException.class,
                        error -> assertThat(error.getCondition()).isEqualTo("TABLE_OR_VIEW_NOT_FOUND"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE other",
                "DROP VIEW another",
                "ALTER VIEW another AS SELECT 2 AS a",
                "ALTER TABLE other ADD COLUMN b INT",
                "INSERT INTO other VALUES (1)",
                "TRUNCATE TABLE other",
                "REFRESH TABLE other",
                "CREATE SCHEMA s",
                "ALTER TABLE t SET TBLPROPERTIES ('a' = 'b')"
            })
    void whatAViewDoesNotReadLeavesItsRows(String statement) {
        session.sql("CREATE TABLE t (a INT)");
        session.sql("CREATE TABLE other (a INT)");
        session.sql("CREATE VIEW another AS SELECT 1 AS a");
        session.sql("CREATE TEMPORARY VIEW v AS SELECT uuid() AS u, (SELECT count(*) FROM t) AS n");
        session.sql("CACHE TABLE v");
        List<String> kept = rows("SELECT * FROM v");
        session.sql(statement);
        assertThat(rows("SELECT * FROM v")).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1)",
                "TRUNCATE TABLE t",
                "REFRESH TABLE t",
                "ALTER TABLE t ADD COLUMN b INT",
                "ALTER VIEW below AS SELECT count(*) AS n FROM range(1)",
                "REFRESH TABLE below",
                "UNCACHE TABLE below",
                "DROP VIEW v; CREATE TEMPORARY VIEW v AS SELECT uuid() AS u, n FROM below"
            })
    void whatAViewReadsTakesItsRowsAlong(String statements) {
        session.sql("CREATE TABLE t (a INT)");
        session.sql("CREATE VIEW below AS SELECT count(*) AS n FROM t");
        session.sql("CREATE TEMPORARY VIEW v AS SELECT uuid() AS u, n FROM below");
        session.sql("CACHE TABLE v");
        List<String> kept = rows("SELECT u FROM v");
        for (String statement : statements.split("; ")) {
            session.sql(statement);
        }
        assertThat(rows("SELECT u FROM v")).isNotEqualTo(kept);
    }

    @Test
    void aViewOverATemporaryOneStaysCached() {
        session.sql("CREATE TEMPORARY VIEW below AS SELECT uuid() AS u");
        session.sql("CREATE TEMPORARY VIEW v AS SELECT u FROM below");
        session.sql("CACHE TABLE v");
        List<String> kept = rows("SELECT u FROM v");
        session.sql("UNCACHE TABLE below");
        assertThat(rows("SELECT u FROM v")).isEqualTo(kept);
    }
}
