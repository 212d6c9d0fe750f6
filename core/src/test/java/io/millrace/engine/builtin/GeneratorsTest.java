package io.millrace.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.vector.Selection;
import io.millrace.types.DataType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratorsTest {
    private static List<List<Object>> generate(String name, String type, List<?> values) {
        return WindowFunctionsTest.generate(
                new Generators(), name, DataType.fromDDL(type), values, Selection.range(values.size()));
    }

    private static final List<List<Integer>> LISTS = Arrays.asList(Arrays.asList(1, null), List.of(), null, List.of(3));

    @Test
    void explodesArrays() {
        assertThat(generate("explode", "ARRAY<INT>", LISTS))
                .containsExactly(List.of(0, 1), Arrays.asList(0, null), List.of(3, 3));
        assertThat(generate("explode_outer", "ARRAY<INT>", LISTS))
                .containsExactly(
                        List.of(0, 1),
                        Arrays.asList(0, null),
                        Arrays.asList(1, null),
                        Arrays.asList(2, null),
                        List.of(3, 3));
        assertThat(generate("posexplode", "ARRAY<INT>", LISTS))
                .containsExactly(List.of(0, 0, 1), Arrays.asList(0, 1, null), List.of(3, 0, 3));
        assertThat(generate("posexplode_outer", "ARRAY<INT>", Arrays.asList((Object) null)))
                .containsExactly(Arrays.asList(0, null, null));
    }

    @Test
    void explodesMaps() {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("a", null);
        assertThat(generate("explode", "MAP<STRING, INT>", Arrays.asList(map, null, Map.of())))
                .containsExactly(List.of(0, "b", 1), Arrays.asList(0, "a", null));
        assertThat(generate("explode_outer", "MAP<STRING, INT>", Arrays.asList(Map.of(), null)))
                .containsExactly(Arrays.asList(0, null, null), Arrays.asList(1, null, null));
    }

    @Test
    void inlinesStructs() {
        List<Object[]> structs = Arrays.asList(new Object[] {1, "a"}, null, new Object[] {null, "c"});
        assertThat(generate("inline", "ARRAY<STRUCT<x: INT, y: STRING>>", Arrays.asList(structs, null)))
                .containsExactly(List.of(0, 1, "a"), Arrays.asList(0, null, null), Arrays.asList(0, null, "c"));
        assertThat(generate("inline_outer", "ARRAY<STRUCT<x: INT, y: STRING>>", Arrays.asList((Object) null)))
                .containsExactly(Arrays.asList(0, null, null));
    }
}
