package io.millrace.spark;

import static io.millrace.spark.OnAnEngine.assertRows;
import static io.millrace.spark.OnAnEngine.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.AnalysisException;
import io.millrace.Dataset;
import io.millrace.Encoders;
import io.millrace.Row;
import io.millrace.spi.error.MillraceThrowable;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Errors with their positions, settings and views. */
interface SessionPlans extends OnAnEngine {
    @Test
    default void unknownColumn() {
        assertThatThrownBy(() -> session().sql("SELECT id,\n  nme FROM people"))
                .isInstanceOf(AnalysisException.class)
                .satisfies(error -> {
                    AnalysisException e = (AnalysisException) error;
                    assertThat(e.getCondition()).isEqualTo("UNRESOLVED_COLUMN.WITH_SUGGESTION");
                    assertThat(e.getSqlState()).isEqualTo("42703");
                    assertThat(e.getMessageParameters())
                            .containsEntry("objectName", "`nme`")
                            .containsEntry("proposal", "`name`, `id`, `city`");
                    assertThat(e.position().orElseThrow().fragment()).isEqualTo("nme");
                    assertThat(e.line()).contains(2);
                    assertThat(e.startPosition()).contains(2);
                });
    }

    @Test
    default void overflow() {
        assertThatThrownBy(() ->
                        session().sql("SELECT 2147483647 + id FROM people").collectAsList())
                .isInstanceOf(ArithmeticException.class)
                .satisfies(error -> {
                    MillraceThrowable e = (MillraceThrowable) error;
                    assertThat(e.getCondition()).isEqualTo("ARITHMETIC_OVERFLOW");
                    assertThat(e.getSqlState()).isEqualTo("22003");
                    assertThat(e.position().orElseThrow().fragment()).isEqualTo("2147483647 + id");
                });
    }

    @Test
    default void settings() {
        session().conf().set("spark.sql.ansi.enabled", "false");
        try {
            assertRows(session().sql("SELECT 1 / 0 AS x"), "x DOUBLE", row((Object) null));
            assertThat(session().conf().get("spark.sql.ansi.enabled")).isEqualTo("false");
        } finally {
            session().conf().unset("spark.sql.ansi.enabled");
        }
        session().conf().set("spark.sql.datetime.java8API.enabled", "true");
        try {
            assertThat(session().sql("SELECT DATE '2024-01-02'").head().get(0)).isEqualTo(LocalDate.of(2024, 1, 2));
        } finally {
            session().conf().unset("spark.sql.datetime.java8API.enabled");
        }
        assertThat(session().sql("SELECT DATE '2024-01-02'").head().get(0)).isEqualTo(Date.valueOf("2024-01-02"));
    }

    @Test
    default void temporaryViews() throws Exception {
        assertThat(session().catalog().tableExists("people")).isTrue();
        assertThatThrownBy(() -> people().createTempView("people"))
                .isInstanceOf(AnalysisException.class)
                .satisfies(error -> assertThat(((AnalysisException) error).getCondition())
                        .isEqualTo("TEMP_TABLE_OR_VIEW_ALREADY_EXISTS"));
        assertThat(session().catalog().dropTempView("people")).isTrue();
        assertThatThrownBy(() -> session().table("people"))
                .satisfies(error ->
                        assertThat(((AnalysisException) error).getCondition()).isEqualTo("TABLE_OR_VIEW_NOT_FOUND"));
    }

    @Test
    default void tablesAndSchemas() throws Exception {
        session().sql("CREATE SCHEMA shop");
        session().sql("CREATE TABLE shop.orders (id INT) USING json");
        session().sql("CREATE VIEW shop.large AS SELECT id FROM VALUES (1) AS v(id)");
        try {
            assertThat(session().catalog().databaseExists("shop")).isTrue();
            assertThat(session().catalog().databaseExists("office")).isFalse();
            assertThat(names(session().catalog().listDatabases().toDF())).contains("default", "shop");
            assertThat(names(session().catalog().listTables("shop").toDF())).contains("orders", "large");
            assertThat(session().catalog().tableExists("shop", "orders")).isTrue();
            assertThat(session().catalog().getTable("shop.orders").tableType()).isEqualTo("MANAGED");
            assertThat(session().catalog().getTable("shop.large").tableType()).isEqualTo("VIEW");
            assertThat(session().catalog().currentDatabase()).isEqualTo("default");
            session().sql("USE shop");
            assertThat(session().catalog().currentDatabase()).isEqualTo("shop");
        } finally {
            session().sql("USE default");
            session().sql("DROP SCHEMA shop CASCADE");
        }
        assertThat(session().catalog().databaseExists("shop")).isFalse();
    }

    private static List<String> names(Dataset<Row> entries) {
        return entries.select("name").as(Encoders.STRING()).collectAsList();
    }
}
