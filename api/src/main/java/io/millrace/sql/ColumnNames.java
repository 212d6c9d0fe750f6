package io.millrace.sql;

import io.millrace.spi.error.MillraceException;
import io.millrace.types.SqlStrings;
import java.util.ArrayList;
import java.util.List;

/** Splits names of columns given by a program, where blanks and signs need no quotes. */
final class ColumnNames {
    private ColumnNames() {}

    /** The parts between points; a part in back-quotes may hold points, and doubled back-quotes. */
    static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (true) {
            StringBuilder part = new StringBuilder();
            at = name.startsWith("`", at) ? quotedPart(name, at, part) : plainPart(name, at, part);
            parts.add(part.toString());
            if (at == name.length()) {
                return parts;
            }
            if (name.charAt(at) != '.' || at + 1 == name.length()) {
                throw malformed(name, at);
            }
            at++;
        }
    }

    private static int plainPart(String name, int start, StringBuilder part) {
        int end = start;
        while (end < name.length() && name.charAt(end) != '.') {
            if (name.charAt(end) == '`') {
                throw malformed(name, end);
            }
            part.append(name.charAt(end++));
        }
        if (end == start && !name.isEmpty()) {
            throw malformed(name, end);
        }
        return end;
    }

    private static int quotedPart(String name, int open, StringBuilder part) {
        int end = SqlStrings.endOfQuoted(name, open, false);
        if (end < 0) {
            throw malformed(name, open);
        }
        part.append(SqlStrings.undouble(name.substring(open + 1, end - 1), '`'));
        return end;
    }

    private static MillraceException malformed(String name, int at) {
        boolean end = at >= name.length();
        Token token = new Token(end ? Token.Kind.END : Token.Kind.BROKEN, end ? "" : name.substring(at, at + 1), at);
        return SyntaxErrors.unexpected(name, token, "");
    }
}
