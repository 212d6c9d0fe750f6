package io.millrace;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.sql.SqlOptions;
import io.millrace.sql.SqlParser;
import io.millrace.types.DataType;
import io.millrace.types.DdlParser;
import java.util.List;

/** Reads names, types and expressions that programs give as text. */
final class Names {
    private Names() {}

    /** What a column's name means: a reference, {@code *} or {@code t.*}; {@code origin} ties it to a plan. */
    static UnresolvedExpression reference(String name, Origin origin) {
        UnresolvedExpression parsed = Errors.parsing(() -> SqlParser.parseColumnName(name));
        if (parsed instanceof ColumnReference column) {
            return new ColumnReference(column.parts(), origin);
        }
        return parsed instanceof Star star ? new Star(star.target(), star.except(), star.pattern(), origin) : parsed;
    }

    /** A column by its exact name, whatever stands in it. */
    static ColumnReference exactly(String name) {
        return UnresolvedExpression.column(name);
    }

    /** The parts of the name of a table or view. */
    static List<String> table(String name) {
        return Errors.parsing(() -> SqlParser.parseMultipartIdentifier(name));
    }

    static DataType type(String text) {
        return Errors.parsing(() -> DdlParser.parseTypeOrSchema(text, options().localTimestamps()));
    }

    static UnresolvedExpression expression(String text) {
        return Errors.parsing(() -> SqlParser.parseExpression(text, options()));
    }

    static UnresolvedExpression namedExpression(String text) {
        return Errors.parsing(() -> SqlParser.parseNamedExpression(text, options()));
    }

    /** The settings of the session in which this thread works, if there is one: a column belongs to none. */
    private static SqlOptions options() {
        return Session.getActiveSession()
                .or(Session::getDefaultSession)
                .map(session -> SqlOptions.of(session.engine()::configuration))
                .orElse(SqlOptions.DEFAULT);
    }

    /** A call of a function whose name may have several parts. */
    static UnresolvedExpression call(String function, List<UnresolvedExpression> arguments) {
        return new FunctionCall(table(function), arguments, Origin.NONE);
    }

    /** A name in back-quotes. */
    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
