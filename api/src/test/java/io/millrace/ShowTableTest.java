package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShowTableTest {
    private static String table(String[] names, boolean more, int truncate, String[]... rows) {
        return new ShowTable(names, List.of(rows), more, truncate).render(false);
    }

    private static String[] row(String... cells) {
        return cells;
    }

    @Test
    void alignsRightWhenCellsAreCut() {
        assertThat(table(row("k", "count"), false, 20, row("a", "1")))
                .isEqualTo("+---+-----+\n|  k|count|\n+---+-----+\n|  a|    1|\n+---+-----+\n");
    }

    @Test
    void alignsLeftWhenCellsAreWhole() {
        assertThat(table(row("k", "count"), false, 0, row("a", "1")))
                .isEqualTo("+---+-----+\n|k  |count|\n+---+-----+\n|a  |1    |\n+---+-----+\n");
    }

    @Test
    void cutsCellsButNotHeaders() {
        assertThat(table(row("a long header"), false, 5, row("123456")))
                .contains("|a long header|")
                .contains("|        12...|");
        assertThat(table(row("x"), false, 3, row("123456"))).contains("|123|").doesNotContain("...");
        assertThat(table(row("x"), false, 6, row("123456"))).contains("|123456|");
    }

    @Test
    void countsWideCharactersTwice() {
        assertThat(table(row("n"), false, 20, row("엘지전자"), row("abc"), row("ｱｲ")))
                .isEqualTo("+--------+\n|       n|\n+--------+\n|엘지전자|\n|     abc|\n|      ｱｲ|\n+--------+\n");
        assertThat(ShowTable.width("漢字カナ，")).isEqualTo(10);
        assertThat(ShowTable.width("😀")).isEqualTo(2);
        assertThat(ShowTable.width("e\u0301")).isEqualTo(2);
    }

    @Test
    void escapesControlCharactersInCellsAndHeaders() {
        assertThat(ShowTable.escape("\n\r\t\f\b\u000B\u0007\\\"")).isEqualTo("\\n\\r\\t\\f\\b\\v\\a\\\"");
        assertThat(table(row("a\nb"), false, 20, row("c\td")))
                .contains("|a\\nb|")
                .contains("|c\\td|");
    }

    @Test
    void drawsNothingForNoColumns() {
        assertThat(table(row(), false, 20)).isEqualTo("++\n||\n++\n++\n");
        assertThat(table(row(), false, 20, row())).isEqualTo("++\n||\n++\n||\n++\n");
    }

    @Test
    void saysThatThereIsMore() {
        assertThat(table(row("a"), true, 20, row("1"))).endsWith("+---+\nonly showing top 1 row");
        assertThat(table(row("a"), true, 20)).endsWith("+---+\nonly showing top 0 rows");
        assertThat(table(row("a"), true, 20, row("1"), row("2"))).endsWith("only showing top 2 rows");
    }

    @Test
    void printsRecordsOneUnderTheOther() {
        ShowTable table = new ShowTable(row("k", "count"), Arrays.asList(row("a", "1"), row(null, "22")), false, 20);
        assertThat(table.render(true).lines())
                .containsExactly(
                        "-RECORD 0-----",
                        " k     | a    ",
                        " count | 1    ",
                        "-RECORD 1-----",
                        " k     | NULL ",
                        " count | 22   ");
        assertThat(new ShowTable(row("k"), List.of(), false, 20).render(true)).isEqualTo("(0 rows)\n");
    }
}
