package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Cast;
import io.millrace.plan.UnresolvedExpression.CastKind;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.ExtractValue;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.NamedArgument;
import io.millrace.plan.UnresolvedExpression.NullTreatment;
import io.millrace.plan.UnresolvedExpression.SortOrder;
import io.millrace.plan.UnresolvedExpression.WindowCall;
import io.millrace.plan.UnresolvedExpression.WindowSpecification;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls of functions, those with a syntax of their own included. The name is followed by an opening parenthesis. */
final class FunctionParser {
    private final Parsers parsers;
    private final TokenStream tokens;

    FunctionParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** A call whose name is a single word. */
    UnresolvedExpression call() {
        int start = tokens.mark();
        Token name = tokens.peek();
        return switch (Keywords.upper(name)) {
            case "CAST" -> cast(CastKind.SESSION);
            case "TRY_CAST" -> cast(CastKind.TRY);
            case "EXTRACT" -> tokens.either("extract", this::extract, () -> plainCall(start));
            case "POSITION" -> tokens.either("position", this::position, () -> plainCall(start));
            case "SUBSTR", "SUBSTRING" -> tokens.either("substring", this::substring, () -> plainCall(start));
            case "TRIM" -> tokens.either("trim", this::trim, () -> plainCall(start));
            case "OVERLAY" -> tokens.either("overlay", this::overlay, () -> plainCall(start));
            case "TIMESTAMPADD", "DATEADD", "DATE_ADD", "TIMESTAMPDIFF", "DATEDIFF", "DATE_DIFF", "TIMEDIFF" ->
                atUnit() ? unitCall() : callWithoutUnit(start);
            case "IDENTIFIER" -> identifier();
            case "FIRST", "LAST", "ANY_VALUE" ->
                name.kind() == Token.Kind.QUOTED_NAME
                        ? plainCall(start)
                        : tokens.either("ignoring nulls", this::ignoringNulls, () -> plainCall(start));
            default -> plainCall(start);
        };
    }

    private UnresolvedExpression plainCall(int start) {
        return call(List.of(parsers.names().name()), start);
    }

    // Ordinary calls

    /** A call whose name was read; the parenthesis is next. */
    UnresolvedExpression call(List<String> name, int start) {
        tokens.expectSign("(");
        boolean distinct = false;
        List<UnresolvedExpression> arguments = new ArrayList<>();
        if (!tokens.atSign(")")) {
            distinct = setQuantifier();
            boolean struct = name.size() == 1 && name.get(0).equalsIgnoreCase("struct");
            do {
                arguments.add(struct ? parsers.expressions().namedExpression() : argument());
            } while (tokens.acceptSign(","));
        }
        tokens.expectSign(")");
        return clauses(name, arguments, distinct, start);
    }

    /** {@code [DISTINCT | ALL]}, which might also be the name of a column. */
    private boolean setQuantifier() {
        Token following = tokens.peek(1);
        boolean name =
                following.isSign(",") || following.isSign(")") || following.isSign(".") || following.isSign("=>");
        return !name && "DISTINCT".equals(tokens.acceptAny("DISTINCT", "ALL"));
    }

    private UnresolvedExpression argument() {
        int start = tokens.mark();
        if (tokens.peek().isName() && tokens.peek(1).isSign("=>")) {
            String name = parsers.names().name();
            tokens.expectSign("=>");
            return new NamedArgument(name, parsers.expressions().expression(), tokens.originSince(start));
        }
        if (tokens.atWords("TABLE")
                && (tokens.peek(1).isName() || tokens.peek(1).isSign("("))) {
            throw SyntaxErrors.unsupported(tokens.here(), "a table as an argument");
        }
        return parsers.expressions().expression();
    }

    /** {@code WITHIN GROUP}, {@code FILTER}, {@code IGNORE NULLS} and {@code OVER}, which may follow any call. */
    private UnresolvedExpression clauses(
            List<String> name, List<UnresolvedExpression> arguments, boolean distinct, int start) {
        List<SortOrder> order = withinGroup();
        Optional<UnresolvedExpression> filter = filter();
        NullTreatment nulls = nullTreatment();
        boolean over = tokens.atWords("OVER")
                && (tokens.peek(1).isSign("(") || tokens.peek(1).isName());
        Optional<WindowSpecification> window =
                over ? Optional.of(parsers.windows().over()) : Optional.empty();
        Origin origin = tokens.originSince(start);
        UnresolvedExpression call = new FunctionCall(name, arguments, distinct, order, filter, nulls, origin);
        return window.isPresent() ? new WindowCall(call, window.get(), origin) : call;
    }

    /** {@code first(value IGNORE NULLS)}, which no other clause may follow. */
    private UnresolvedExpression ignoringNulls() {
        int start = tokens.mark();
        List<String> name = List.of(parsers.names().name());
        tokens.expectSign("(");
        List<UnresolvedExpression> value = List.of(parsers.expressions().expression());
        tokens.expect("IGNORE", "NULLS");
        tokens.expectSign(")");
        return new FunctionCall(
                name, value, false, List.of(), Optional.empty(), NullTreatment.IGNORE_NULLS, tokens.originSince(start));
    }

    /** {@code [IGNORE NULLS | RESPECT NULLS]} */
    private NullTreatment nullTreatment() {
        if (tokens.accept("IGNORE", "NULLS")) {
            return NullTreatment.IGNORE_NULLS;
        }
        return tokens.accept("RESPECT", "NULLS") ? NullTreatment.RESPECT_NULLS : NullTreatment.UNSPECIFIED;
    }

    private List<SortOrder> withinGroup() {
        if (!tokens.accept("WITHIN", "GROUP")) {
            return List.of();
        }
        tokens.expectSign("(");
        tokens.expect("ORDER", "BY");
        List<SortOrder> order = parsers.expressions().sortItems();
        tokens.expectSign(")");
        return order;
    }

    private Optional<UnresolvedExpression> filter() {
        if (!tokens.atWords("FILTER") || !tokens.peek(1).isSign("(")) {
            return Optional.empty();
        }
        tokens.expect("FILTER");
        tokens.expectSign("(");
        tokens.expect("WHERE");
        UnresolvedExpression condition = parsers.expressions().expression();
        tokens.expectSign(")");
        return Optional.of(condition);
    }

    // Calls with a syntax of their own

    private UnresolvedExpression cast(CastKind kind) {
        int start = tokens.mark();
        tokens.next();
        tokens.expectSign("(");
        UnresolvedExpression child = parsers.expressions().expression();
        tokens.expect("AS");
        DataType type = parsers.primaries().dataType();
        tokens.expectSign(")");
        return new Cast(child, type, kind, tokens.originSince(start));
    }

    /** {@code EXTRACT(field FROM source)}: the field becomes a string. */
    private UnresolvedExpression extract() {
        int start = tokens.mark();
        String name = tokens.next().text();
        tokens.expectSign("(");
        int fieldStart = tokens.mark();
        Literal field = new Literal(parsers.names().name(), DataTypes.StringType, tokens.originSince(fieldStart));
        tokens.expect("FROM");
        UnresolvedExpression source = parsers.expressions().value();
        tokens.expectSign(")");
        return parsers.expressions().call(name, start, field, source);
    }

    private Literal nameAsString() {
        int start = tokens.mark();
        String name = tokens.peek().kind() == Token.Kind.STRING
                ? parsers.literals().oneString()
                : parsers.names().name();
        return new Literal(name, DataTypes.StringType, tokens.originSince(start));
    }

    /** {@code POSITION(part IN whole)}. */
    private UnresolvedExpression position() {
        int start = tokens.mark();
        tokens.next();
        tokens.expectSign("(");
        UnresolvedExpression part = parsers.expressions().value();
        tokens.expect("IN");
        UnresolvedExpression whole = parsers.expressions().value();
        tokens.expectSign(")");
        return parsers.expressions().call("locate", start, part, whole);
    }

    /** {@code SUBSTRING(text FROM position [FOR length])}. */
    private UnresolvedExpression substring() {
        int start = tokens.mark();
        tokens.next();
        tokens.expectSign("(");
        List<UnresolvedExpression> arguments = new ArrayList<>();
        arguments.add(parsers.expressions().value());
        tokens.expect("FROM");
        arguments.add(parsers.expressions().value());
        if (tokens.accept("FOR")) {
            arguments.add(parsers.expressions().value());
        }
        tokens.expectSign(")");
        return parsers.expressions().call("substring", start, arguments);
    }

    /**
     * {@code TRIM([BOTH | LEADING | TRAILING] [characters] FROM text)} becomes {@code trim}, {@code ltrim} or
     * {@code rtrim} of the characters, if given, and the text.
     */
    private UnresolvedExpression trim() {
        int start = tokens.mark();
        tokens.next();
        tokens.expectSign("(");
        String side = tokens.acceptAny("BOTH", "LEADING", "TRAILING");
        List<UnresolvedExpression> arguments = new ArrayList<>();
        if (!tokens.atWords("FROM")) {
            arguments.add(parsers.expressions().value());
        }
        tokens.expect("FROM");
        arguments.add(parsers.expressions().value());
        tokens.expectSign(")");
        String name = "LEADING".equals(side) ? "ltrim" : "TRAILING".equals(side) ? "rtrim" : "trim";
        return parsers.expressions().call(name, start, arguments);
    }

    /** {@code OVERLAY(text PLACING part FROM position [FOR length])}. */
    private UnresolvedExpression overlay() {
        int start = tokens.mark();
        String name = tokens.next().text();
        tokens.expectSign("(");
        List<UnresolvedExpression> arguments = new ArrayList<>();
        arguments.add(parsers.expressions().value());
        tokens.expect("PLACING");
        arguments.add(parsers.expressions().value());
        tokens.expect("FROM");
        arguments.add(parsers.expressions().value());
        if (tokens.accept("FOR")) {
            arguments.add(parsers.expressions().value());
        }
        tokens.expectSign(")");
        return parsers.expressions().call(name, start, arguments);
    }

    /** A unit is a keyword; a string in its place would look the same after parsing, so it is refused here. */
    private UnresolvedExpression callWithoutUnit(int start) {
        Token first = tokens.peek(2);
        UnresolvedExpression call = plainCall(start);
        if (call instanceof FunctionCall function
                && function.arguments().size() == 3
                && first.kind() == Token.Kind.STRING) {
            throw SyntaxErrors.of(
                    tokens.since(start),
                    ErrorCondition.INVALID_PARAMETER_VALUE__DATETIME_UNIT,
                    "functionName",
                    "`" + function.name().getLast() + "`",
                    "parameter",
                    "`unit`",
                    "invalidValue",
                    first.text());
        }
        return call;
    }

    private boolean atUnit() {
        Token unit = tokens.peek(2);
        return unit.kind() == Token.Kind.WORD
                && Keywords.DATETIME_UNITS.contains(Keywords.upper(unit))
                && tokens.peek(3).isSign(",");
    }

    /** {@code TIMESTAMPADD(unit, count, time)} and its like: the unit becomes a string. */
    private UnresolvedExpression unitCall() {
        int start = tokens.mark();
        String name = tokens.next().text();
        tokens.expectSign("(");
        List<UnresolvedExpression> arguments = new ArrayList<>();
        arguments.add(nameAsString());
        while (tokens.acceptSign(",")) {
            arguments.add(parsers.expressions().value());
        }
        tokens.expectSign(")");
        return parsers.expressions().call(name, start, arguments);
    }

    /** {@code IDENTIFIER('name')}, of a column or, with a parenthesis after it, of a function. */
    private UnresolvedExpression identifier() {
        int start = tokens.mark();
        List<String> parts = parsers.names().identifierClause();
        if (tokens.atSign("(")) {
            return call(parts, start);
        }
        UnresolvedExpression column = new ColumnReference(parts, tokens.originSince(start));
        while (tokens.atSign(".") && tokens.peek(1).isName()) {
            tokens.next();
            int fieldStart = tokens.mark();
            String field = parsers.names().name();
            Literal key = new Literal(field, DataTypes.StringType, tokens.originSince(fieldStart));
            column = new ExtractValue(column, key, tokens.originSince(start));
        }
        return column;
    }
}
