package io.millrace.sql;

import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.NamedRelation;
import io.millrace.plan.UnresolvedPlan.TimeTravel;
import io.millrace.spi.error.ErrorCondition;
import java.util.Optional;

/** {@code VERSION AS OF}, {@code TIMESTAMP AS OF} and {@code CHANGES FROM} behind the name of a table. */
final class TimeTravelParser {
    private final Parsers parsers;
    private final TokenStream tokens;

    TimeTravelParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** The table as of the time that is said here, or as it is. */
    UnresolvedPlan at(NamedRelation table, int start) {
        int at = tokens.atWords("FOR") ? 1 : 0;
        Token kind = tokens.peek(at);
        boolean known = kind.isWord("VERSION")
                || kind.isWord("TIMESTAMP")
                || kind.isWord("SYSTEM_VERSION")
                || kind.isWord("SYSTEM_TIME");
        if (known && tokens.peek(at + 1).isWord("AS") && tokens.peek(at + 2).isWord("OF")) {
            tokens.reset(tokens.mark() + at + 3);
            Optional<UnresolvedExpression> timestamp = Optional.empty();
            if (kind.isWord("TIMESTAMP") || kind.isWord("SYSTEM_TIME")) {
                timestamp = Optional.of(timestamp(start));
            } else if (tokens.peek().kind() == Token.Kind.INTEGER) {
                tokens.next();
            } else {
                parsers.literals().oneString();
            }
            return new TimeTravel(table, timestamp, false, tokens.originSince(start));
        }
        if (tokens.atWords("CHANGES", "FROM")
                && tokens.peek(2).isName()
                && tokens.peek(3).kind() != Token.Kind.SIGN) {
            tokens.expect("CHANGES", "FROM");
            changeBound();
            if (tokens.accept("TO")) {
                changeBound();
            }
            return new TimeTravel(table, Optional.empty(), true, tokens.originSince(start));
        }
        return table;
    }

    private void changeBound() {
        if (tokens.acceptAny("VERSION", "TIMESTAMP") == null) {
            throw tokens.unexpected();
        }
        parsers.expressions().value();
    }

    private UnresolvedExpression timestamp(int start) {
        UnresolvedExpression timestamp = parsers.expressions().value();
        if (hasColumn(timestamp)) {
            throw SyntaxErrors.of(
                    tokens.since(start),
                    ErrorCondition.LEGACY_0056,
                    "reason",
                    "timestamp expression cannot refer to any columns");
        }
        return timestamp;
    }

    private static boolean hasColumn(UnresolvedExpression expression) {
        return switch (expression) {
            case UnresolvedExpression.ColumnReference ignored -> true;
            case FunctionCall call -> call.arguments().stream().anyMatch(TimeTravelParser::hasColumn);
            case UnresolvedExpression.Cast cast -> hasColumn(cast.child());
            case UnresolvedExpression.ExtractValue extract -> hasColumn(extract.child());
            default -> false;
        };
    }
}
