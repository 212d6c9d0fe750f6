package io.millrace;

import java.util.ArrayList;
import java.util.List;

/** For engines too: draws rows of text as {@code show} and the console sink print them. */
public final class ShowTable {
    /** Strings cannot be longer than an array, so there is no use in more rows. */
    public static final int MAX_ROWS = Integer.MAX_VALUE - 15;

    private static final int MIN_WIDTH = 3;
    private static final String ELLIPSIS = "...";
    private static final String CONTROLS = "\n\r\t\f\b\u000B\u0007";
    private static final String[] ESCAPES = {"\\n", "\\r", "\\t", "\\f", "\\b", "\\v", "\\a"};

    private final String[] names;
    private final List<String[]> rows;
    private final boolean more;
    private final int truncate;

    /**
     * @param more whether there are rows that are not shown
     * @param truncate how many characters of a cell are shown, and right-aligned; 0 shows all, left-aligned
     */
    public ShowTable(String[] names, List<String[]> rows, boolean more, int truncate) {
        this.names = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            this.names[i] = escape(names[i]);
        }
        this.rows = new ArrayList<>();
        for (String[] row : rows) {
            String[] cells = new String[row.length];
            for (int i = 0; i < row.length; i++) {
                cells[i] = shorten(escape(row[i] == null ? "NULL" : row[i]), truncate);
            }
            this.rows.add(cells);
        }
        this.more = more;
        this.truncate = truncate;
    }

    /** The table, or with {@code vertical} one line for each value; the line at the end is not closed. */
    public String render(boolean vertical) {
        StringBuilder text = new StringBuilder();
        if (vertical) {
            renderRecords(text);
        } else {
            renderTable(text);
        }
        if (more) {
            text.append("only showing top ").append(rows.size()).append(rows.size() == 1 ? " row" : " rows");
        }
        return text.toString();
    }

    private void renderTable(StringBuilder text) {
        int[] widths = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            widths[i] = Math.max(MIN_WIDTH, width(names[i]));
            for (String[] row : rows) {
                widths[i] = Math.max(widths[i], width(row[i]));
            }
        }
        StringBuilder border = new StringBuilder("+");
        for (int width : widths) {
            border.append("-".repeat(width)).append('+');
        }
        border.append(names.length == 0 ? "+\n" : "\n");
        text.append(border);
        appendRow(text, names, widths);
        text.append(border);
        rows.forEach(row -> appendRow(text, row, widths));
        text.append(border);
    }

    private void appendRow(StringBuilder text, String[] cells, int[] widths) {
        text.append('|');
        for (int i = 0; i < cells.length; i++) {
            String padding = " ".repeat(widths[i] - width(cells[i]));
            text.append(truncate > 0 ? padding + cells[i] : cells[i] + padding).append('|');
        }
        text.append(cells.length == 0 ? "|\n" : "\n");
    }

    private void renderRecords(StringBuilder text) {
        int nameWidth = MIN_WIDTH;
        int valueWidth = MIN_WIDTH;
        for (int i = 0; i < names.length; i++) {
            nameWidth = Math.max(nameWidth, width(names[i]));
            for (String[] row : rows) {
                valueWidth = Math.max(valueWidth, width(row[i]));
            }
        }
        if (rows.isEmpty()) {
            text.append("(0 rows)\n");
        }
        for (int r = 0; r < rows.size(); r++) {
            String heading = "-RECORD " + r;
            int line = nameWidth + valueWidth + 5;
            text.append(heading)
                    .append("-".repeat(Math.max(0, line - heading.length())))
                    .append('\n');
            for (int i = 0; i < names.length; i++) {
                String value = rows.get(r)[i];
                text.append(' ').append(names[i]).append(" ".repeat(nameWidth - width(names[i])));
                text.append(" | ")
                        .append(value)
                        .append(" ".repeat(valueWidth - width(value)))
                        .append(" \n");
            }
        }
    }

    /** Control characters as backslash and letter, so that a cell stays on its line. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int control = CONTROLS.indexOf(text.charAt(i));
            if (control < 0) {
                escaped.append(text.charAt(i));
            } else {
                escaped.append(ESCAPES[control]);
            }
        }
        return escaped.toString();
    }

    private static String shorten(String cell, int truncate) {
        if (truncate <= 0 || cell.length() <= truncate) {
            return cell;
        }
        // below four characters there is no room for an ellipsis
        return truncate < 4 ? cell.substring(0, truncate) : cell.substring(0, truncate - ELLIPSIS.length()) + ELLIPSIS;
    }

    /** How many cells of a terminal a text takes: two for each full-width character. */
    static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i++) {
            width += isFullWidth(text.charAt(i)) ? 2 : 1;
        }
        return width;
    }

    private static boolean isFullWidth(char c) {
        return (c >= '\u1100' && c <= '\u115F') // Hangul jamo
                || (c >= '\u2E80' && c <= '\uA4CF') // CJK, kana, Yi
                || (c >= '\uAC00' && c <= '\uD7A3') // Hangul syllables
                || (c >= '\uF900' && c <= '\uFAFF') // CJK compatibility
                || (c >= '\uFE30' && c <= '\uFE4F') // vertical forms
                || (c >= '\uFF00' && c <= '\uFF60') // full-width forms
                || (c >= '\uFFE0' && c <= '\uFFE6');
    }
}
