package io.millrace.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.AnalysisException;
import io.millrace.Session;
import io.millrace.catalog.Table;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The catalog of the API sees what SQL keeps. */
class CatalogTest {
    private final Session session =
            Session.builder().master("local[1]").appName("catalog").create();

    @AfterEach
    void stop() {
        session.stop();
    }

    private static List<String> names(List<Table> tables) {
        return tables.stream().map(Table::name).sorted().toList();
    }

    @Test
    void listsTablesViewsAndDatabases() throws AnalysisException {
        session.sql("CREATE TABLE t (a INT)");
        session.sql("CREATE VIEW v AS SELECT 1 AS one");
        session.sql("CREATE TEMPORARY VIEW w AS SELECT 2 AS two");
        session.sql("CREATE SCHEMA s");
        session.sql("CREATE TABLE s.u (b STRING)");
        assertThat(names(session.catalog().listTables().collectAsList())).containsExactly("t", "v", "w");
        assertThat(names(session.catalog().listViews().collectAsList())).containsExactly("v", "w");
        assertThat(names(session.catalog().listTables("s", "u*").collectAsList()))
                .containsExactly("u");
        assertThat(session.catalog().getTable("default.t").tableType()).isEqualTo("MANAGED");
        assertThat(session.catalog().getTable("t").isTemporary()).isFalse();
        assertThat(session.catalog().getTable("w").isTemporary()).isTrue();
        assertThat(session.catalog().tableExists("s", "u")).isTrue();
        assertThat(session.catalog().tableExists("u")).isFalse();
        assertThat(session.catalog().tableExists("s.t")).isFalse();
        assertThat(session.catalog().databaseExists("S")).isTrue();
        session.sql("USE s");
        assertThat(session.catalog().currentDatabase()).isEqualTo("s");
        assertThat(session.catalog().tableExists("u")).isTrue();
        assertThat(session.table("u").columns()).containsExactly("b");
    }
}
