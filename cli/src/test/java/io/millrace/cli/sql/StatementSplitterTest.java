package io.millrace.cli.sql;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StatementSplitterTest {
    @Test
    void cutsAtSemicolons() {
        assertThat(StatementSplitter.split("SELECT 1; SELECT 2 ;\nSELECT 3"))
                .containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
    }

    @Test
    void leavesOutWhatIsEmpty() {
        assertThat(StatementSplitter.split("")).isEmpty();
        assertThat(StatementSplitter.split(" ;; \n ; -- only; a comment\n; /* and; another */ ;"))
                .isEmpty();
    }

    @Test
    void keepsSemicolonsInStringsNamesAndComments() {
        assertThat(StatementSplitter.split("SELECT ';', \";\", `a;b` -- x;y\n, 1 /* ; /* ; */ ; */ ; SELECT 2"))
                .containsExactly("SELECT ';', \";\", `a;b` -- x;y\n, 1 /* ; /* ; */ ; */", "SELECT 2");
    }

    @Test
    void knowsEscapesAndDoubledQuotes() {
        assertThat(StatementSplitter.split("SELECT 'a\\';b'; SELECT 'it''s; fine'; SELECT `a``;b`"))
                .containsExactly("SELECT 'a\\';b'", "SELECT 'it''s; fine'", "SELECT `a``;b`");
    }

    @Test
    void rawStringsHaveNoEscapes() {
        assertThat(StatementSplitter.split("SELECT r'\\'; SELECT R\"\\\"; SELECT 2"))
                .containsExactly("SELECT r'\\'", "SELECT R\"\\\"", "SELECT 2");
        assertThat(StatementSplitter.split("SELECT 1 AS bar'\\';'; SELECT 2")).hasSize(2);
    }

    @Test
    void whatIsNotClosedReachesToTheEnd() {
        assertThat(StatementSplitter.split("SELECT 1; SELECT 'a; b")).containsExactly("SELECT 1", "SELECT 'a; b");
        assertThat(StatementSplitter.split("SELECT 1 /* ; ")).containsExactly("SELECT 1 /* ;");
        assertThat(StatementSplitter.split("SELECT '\\")).containsExactly("SELECT '\\");
    }

    @Property
    void endsOnAnyText(@ForAll String script) {
        for (String statement : StatementSplitter.split(script)) {
            assertThat(statement).isNotEmpty();
            assertThat(script).contains(statement);
        }
    }
}
