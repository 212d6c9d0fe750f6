package io.millrace.cli.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a script into statements at semicolons, but not at those in strings, back-quoted names and comments. Statements
 * that are only blanks and comments are left out; comments within a statement stay, so that positions stay true.
 */
final class StatementSplitter {
    private final String script;
    private final List<String> statements = new ArrayList<>();
    private int position;
    private int start;
    private boolean content;

    private StatementSplitter(String script) {
        this.script = script;
    }

    static List<String> split(String script) {
        return new StatementSplitter(script).split();
    }

    private List<String> split() {
        while (position < script.length()) {
            char next = script.charAt(position);
            if (script.startsWith("--", position)) {
                skipLine();
            } else if (script.startsWith("/*", position)) {
                skipComment();
            } else if (next == ';') {
                finish();
            } else if (next == '\'' || next == '"') {
                skipString(next);
            } else if (next == '`') {
                content = true;
                skipTo('`');
            } else {
                content |= !Character.isWhitespace(next);
                position++;
            }
        }
        finish();
        return statements;
    }

    private void finish() {
        if (content) {
            statements.add(script.substring(start, position).strip());
        }
        content = false;
        position++;
        start = position;
    }

    private void skipLine() {
        while (position < script.length() && script.charAt(position) != '\n') {
            position++;
        }
    }

    /** Comments nest. */
    private void skipComment() {
        int depth = 0;
        do {
            if (script.startsWith("/*", position)) {
                depth++;
                position += 2;
            } else if (script.startsWith("*/", position)) {
                depth--;
                position += 2;
            } else {
                position++;
            }
        } while (depth > 0 && position < script.length());
    }

    /** In a string a backslash takes the next character with it, unless the string is raw, as in r'\'. */
    private void skipString(char quote) {
        content = true;
        boolean raw = isRawPrefix(position - 1);
        position++;
        while (position < script.length() && script.charAt(position) != quote) {
            position += !raw && script.charAt(position) == '\\' ? 2 : 1;
        }
        position = Math.min(position + 1, script.length());
    }

    private boolean isRawPrefix(int at) {
        if (at < start || (script.charAt(at) != 'r' && script.charAt(at) != 'R')) {
            return false;
        }
        return at == start || !Character.isJavaIdentifierPart(script.charAt(at - 1));
    }

    private void skipTo(char end) {
        position++;
        while (position < script.length() && script.charAt(position) != end) {
            position++;
        }
        position = Math.min(position + 1, script.length());
    }
}
