package io.millrace.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypedLiteralTest {
    private final QueryTester tester = new QueryTester();

    @AfterAll
    void close() {
        tester.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "DATE 'epoch'~1970-01-01",
                "TIMESTAMP ' Epoch '~1970-01-01T00:00:00Z",
                "TIMESTAMP_NTZ 'epoch'~1970-01-01T00:00",
                "DATE 'today' = current_date()~true",
                "DATE 'now' = current_date()~true",
                "datediff(DATE 'tomorrow', DATE 'yesterday')~2",
                "TIMESTAMP 'now' = current_timestamp()~true",
                "TIMESTAMP 'tomorrow' > TIMESTAMP 'today'~true",
                "DATE '2024-05-06'~2024-05-06"
            })
    void wordsMeanTimes(String literal, String value) {
        assertThat(tester.rows("SELECT " + literal)).containsExactly("[" + value + "]");
    }

    @Test
    void otherWordsAreRefused() {
        assertThatThrownBy(() -> tester.rows("SELECT DATE 'someday'")).hasMessageContaining("INVALID_TYPED_LITERAL");
        assertThatThrownBy(() -> tester.rows("SELECT TIME 'now'")).hasMessageContaining("INVALID_TYPED_LITERAL");
    }

    @Test
    void anInlineTableMayHoldTheTimeButNotChanceOrAggregates() {
        assertThat(tester.rows(
                        "SELECT a > TIMESTAMP '2020-01-01', b FROM VALUES (TIMESTAMP 'now', 1), (current_timestamp(), 2)"
                                + " AS t(a, b) ORDER BY b"))
                .containsExactly("[true, 1]", "[true, 2]");
        assertThatThrownBy(() -> tester.rows("VALUES (1), (rand(5))"))
                .hasMessageContaining("INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE");
        assertThatThrownBy(() -> tester.rows("VALUES (count(1))"))
                .hasMessageContaining("INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE");
    }
}
