package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubstitutionTest {
    private final Map<String, String> settings = new HashMap<>(Map.of("a", "1", "b.c", "$2\\", "again", "${a}"));
    private final Substitution substitution = new Substitution(key -> Optional.ofNullable(settings.get(key)));

    @Test
    void valuesOfSettingsStandInTheText() {
        assertThat(substitution.apply("SELECT ${a}, '${b.c}', ${spark:a} + ${hivevar:a}"))
                .isEqualTo("SELECT 1, '$2\\', 1 + 1");
    }

    @Test
    void whatHasNoValueStays() {
        assertThat(substitution.apply("${nope} ${unknown:a} ${} $a {a}")).isEqualTo("${nope} ${unknown:a} ${} $a {a}");
    }

    @Test
    void aValueMayReferToOthersButNotToItself() {
        settings.put("round", "${about}");
        settings.put("about", "${round}");
        assertThat(substitution.apply("${again} ${round}")).isEqualTo("1 ${round}");
    }

    @Test
    void propertiesOfTheProcessHaveAPrefix() {
        assertThat(substitution.apply("${system:java.version}")).isEqualTo(System.getProperty("java.version"));
        assertThat(substitution.apply("${env:NO_SUCH_VARIABLE_HERE}")).isEqualTo("${env:NO_SUCH_VARIABLE_HERE}");
    }

    @Test
    void aSettingSwitchesItOff() {
        settings.put("spark.sql.variable.substitute", "false");
        assertThat(substitution.apply("${a}")).isEqualTo("${a}");
    }
}
