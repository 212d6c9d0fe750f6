package io.millrace.spi.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorConditionTest {
    @Test
    void eachConditionHasATextAndEachTextACondition() {
        assertThat(ConditionTexts.all().keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ErrorCondition.values())
                        .map(ErrorCondition::conditionName)
                        .toList());
    }

    @Test
    void textsAreSqlStatesAndSentences() {
        for (ErrorCondition condition : ErrorCondition.values()) {
            String name = condition.conditionName();
            if (name.startsWith("_LEGACY_ERROR_TEMP_")) {
                assertThat(condition.sqlState()).as(name).isNull();
            } else {
                assertThat(condition.sqlState()).as(name).matches("[0-9A-Z]{5}");
            }
            assertThat(condition.template()).as(name).isNotBlank();
        }
    }

    @Test
    void namesAreThoseOfSpark() {
        assertThat(ErrorCondition.UNRESOLVED_COLUMN__WITH_SUGGESTION.conditionName())
                .isEqualTo("UNRESOLVED_COLUMN.WITH_SUGGESTION");
        assertThat(ErrorCondition.LEGACY_1039.conditionName()).isEqualTo("_LEGACY_ERROR_TEMP_1039");
    }

    @Test
    void theMessageHasNameParametersAndSqlState() {
        assertThat(ErrorCondition.FIELD_NOT_FOUND.format(Map.of("fieldName", "`a`", "fields", "`b`")))
                .isEqualTo("[FIELD_NOT_FOUND] There is no field `a` in `b`. SQLSTATE: 42704");
        assertThat(ErrorCondition.LEGACY_1194.format(Map.of())).isEqualTo("The memory sink needs a queryName.");
    }
}
