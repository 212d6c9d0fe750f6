package io.millrace.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sql.SqlParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VariablesTest {
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

    @Test
    void aVariableKeepsAValueOfItsType() {
        run("DECLARE x INT DEFAULT 1 + 1", "DECLARE VARIABLE y = 'a'", "DECLARE OR REPLACE z DOUBLE");
        assertThat(tester.rows("SELECT x, session.y, system.session.Z")).containsExactly("[2, a, null]");
        run("SET VAR x = x * 10, y = concat(y, 'b')");
        assertThat(tester.rows("SELECT x + 1, y FROM range(9) WHERE id = x - 20"))
                .containsExactly("[21, ab]");
        run("SET VARIABLE (x, z) = (SELECT max(id), 1.5 FROM range(4))", "SET VAR y = DEFAULT");
        assertThat(tester.rows("SELECT x, y, z")).containsExactly("[3, a, 1.5]");
        run("SET VAR (x) = (SELECT 1 WHERE false)");
        assertThat(tester.rows("SELECT x")).containsExactly("[null]");
        run("DROP TEMPORARY VARIABLE x", "DROP TEMPORARY VAR IF EXISTS x");
        assertThatThrownBy(() -> tester.rows("SELECT x")).hasMessageContaining("UNRESOLVED_COLUMN");
    }

    @Test
    void columnsHideVariables() {
        run("DECLARE id = 'variable'");
        assertThat(tester.rows("SELECT id, session.id FROM range(1)")).containsExactly("[0, variable]");
        assertThat(tester.rows("SELECT id")).containsExactly("[variable]");
    }

    @Test
    void mistakesAreNamed() {
        run("DECLARE x INT");
        assertThatThrownBy(() -> tester.rows("DECLARE X INT")).hasMessageContaining("VARIABLE_ALREADY_EXISTS");
        assertThatThrownBy(() -> tester.rows("SET VAR y = 1")).hasMessageContaining("UNRESOLVED_VARIABLE");
        assertThatThrownBy(() -> tester.rows("SET VAR x = 1, x = 2")).hasMessageContaining("DUPLICATE_ASSIGNMENTS");
        assertThatThrownBy(() -> tester.rows("SET VAR (x) = (SELECT 1, 2)"))
                .hasMessageContaining("ASSIGNMENT_ARITY_MISMATCH");
        assertThatThrownBy(() -> tester.rows("SET VAR (x) = (SELECT id FROM range(2))"))
                .hasMessageContaining("ROW_SUBQUERY_TOO_MANY_ROWS");
        assertThatThrownBy(() -> tester.rows("SET VAR x = 'text'")).hasMessageContaining("CAST_INVALID_INPUT");
        assertThatThrownBy(() -> tester.rows("DROP TEMPORARY VARIABLE y")).hasMessageContaining("VARIABLE_NOT_FOUND");
        assertThatThrownBy(() -> tester.rows("DECLARE other.x INT")).hasMessageContaining("UNRESOLVED_VARIABLE");
        assertThatThrownBy(() -> SqlParser.parseStatement("DECLARE x"))
                .hasMessageContaining("VARIABLE_TYPE_OR_DEFAULT_REQUIRED");
    }
}
