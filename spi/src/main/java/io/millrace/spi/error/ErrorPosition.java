package io.millrace.spi.error;

import java.io.Serializable;

/**
 * A stretch of SQL text.
 *
 * @param sqlText the whole text
 * @param start the first character, counted from 0
 * @param stop the last character, inclusive; {@code start - 1} for an empty stretch such as the end of input
 */
public record ErrorPosition(String sqlText, int start, int stop) implements Serializable {
    public ErrorPosition {
        if (start < 0 || start > sqlText.length() || stop < start - 1) {
            throw new IllegalArgumentException("No such stretch of the text: " + start + " to " + stop);
        }
    }

    /** The line of the first character, counted from 1. */
    public int line() {
        return 1
                + (int) sqlText.substring(0, start)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    /** The column of the first character in its line, counted from 0. */
    public int column() {
        return start - (sqlText.lastIndexOf('\n', start - 1) + 1);
    }

    /** The text of the stretch. */
    public String fragment() {
        return sqlText.substring(start, Math.min(stop + 1, sqlText.length()));
    }

    /** The stretch within its lines, underlined by carets, under a heading with its line and position (from 1). */
    public String render() {
        int lineStart = start - column();
        int lineEnd = sqlText.indexOf('\n', start);
        String lineText = sqlText.substring(lineStart, lineEnd < 0 ? sqlText.length() : lineEnd);
        int width = Math.max(1, Math.min(stop + 1, lineStart + lineText.length()) - start);
        return "== SQL (line " + line() + ", position " + (column() + 1) + ") ==\n" + lineText + "\n"
                + " ".repeat(column()) + "^".repeat(width);
    }
}
