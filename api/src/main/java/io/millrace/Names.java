package io.millrace;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.sql.SqlParser;
import io.millrace.types.DataType;
import java.util.List;

/** Reads names and types that programs give as text. */
final class Names {
    private Names() {}

    /** What a column's name means: a reference, {@code *} or {@code t.*}. */
    static UnresolvedExpression reference(String name, Origin origin) {
        if (name.equals("*")) {
            return new UnresolvedExpression.Star(List.of(), List.of(), origin);
        }
        if (name.endsWith(".*")) {
            List<String> target = parts(name.substring(0, name.length() - 2));
            return new UnresolvedExpression.Star(target, List.of(), origin);
        }
        return new UnresolvedExpression.ColumnReference(parts(name), origin);
    }

    /** The parts of a column's name, which are separated by dots and may stand in back-quotes. */
    static List<String> parts(String name) {
        return Errors.parsing(() -> SqlParser.parseColumnName(name));
    }

    /** The parts of the name of a table or view. */
    static List<String> table(String name) {
        return Errors.parsing(() -> SqlParser.parseMultipartIdentifier(name));
    }

    static DataType type(String text) {
        return Errors.parsing(() -> DataType.fromDDL(text));
    }

    /** A name in back-quotes. */
    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
