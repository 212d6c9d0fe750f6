package io.millrace.sql;

import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Cast;
import io.millrace.plan.UnresolvedExpression.CastKind;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.ExistsSubquery;
import io.millrace.plan.UnresolvedExpression.ExtractValue;
import io.millrace.plan.UnresolvedExpression.Lambda;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.Parameter;
import io.millrace.plan.UnresolvedExpression.ScalarSubquery;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DdlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What operators connect: literals, names, calls, parentheses, and what follows them closely ({@code . [] ::}). */
final class PrimaryParser {
    /** Functions that are called without parentheses. */
    private static final Set<String> WITHOUT_PARENTHESES =
            Set.of("CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER", "SESSION_USER");

    /** Names that are no patterns, even in back-quotes. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_]+");

    private final Parsers parsers;
    private final TokenStream tokens;

    PrimaryParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    UnresolvedExpression primary() {
        int start = tokens.mark();
        UnresolvedExpression base = base();
        while (true) {
            if (tokens.acceptSign("[")) {
                UnresolvedExpression index = parsers.expressions().value();
                tokens.expectSign("]");
                base = new ExtractValue(base, index, tokens.originSince(start));
            } else if (tokens.acceptSign("::")) {
                DataType type = dataType();
                base = new Cast(base, type, CastKind.SESSION, tokens.originSince(start));
            } else if (tokens.atSign(".") && !(base instanceof Star)) {
                tokens.next();
                base = field(base, start);
            } else if (tokens.atWords("COLLATE") && tokens.peek(1).isName()) {
                base = collate(base, start);
            } else {
                return base;
            }
        }
    }

    private UnresolvedExpression field(UnresolvedExpression base, int start) {
        int nameStart = tokens.mark();
        String name = parsers.names().name();
        if (base instanceof ColumnReference column) {
            List<String> parts = new ArrayList<>(column.parts());
            parts.add(name);
            return new ColumnReference(parts, tokens.originSince(start));
        }
        Literal key = new Literal(name, DataTypes.StringType, tokens.originSince(nameStart));
        return new ExtractValue(base, key, tokens.originSince(start));
    }

    private UnresolvedExpression collate(UnresolvedExpression base, int start) {
        tokens.expect("COLLATE");
        int nameStart = tokens.mark();
        StringBuilder name = new StringBuilder(parsers.names().name());
        while (tokens.acceptSign(".")) {
            name.append('.').append(parsers.names().name());
        }
        Literal collation = new Literal(name.toString(), DataTypes.StringType, tokens.originSince(nameStart));
        return parsers.expressions().call("collate", start, base, collation);
    }

    private UnresolvedExpression base() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case STRING -> string();
            case INTEGER, NUMBER -> parsers.literals().number();
            case QUOTED_NAME -> tokens.peek(1).isSign("->") ? lambda() : nameOrCall();
            case WORD -> word(token);
            case SIGN -> sign(token);
            case BROKEN, END -> throw tokens.unexpected();
        };
    }

    /** A string is no name of a function, and says so itself. */
    private UnresolvedExpression string() {
        if (tokens.peek(1).isSign("(")) {
            throw tokens.unexpected();
        }
        return parsers.literals().stringLiteral();
    }

    private UnresolvedExpression sign(Token token) {
        int start = tokens.mark();
        return switch (token.text()) {
            case "(" -> parenthesis();
            case "*" -> {
                tokens.next();
                yield star(List.of(), start);
            }
            case "-" -> {
                if (tokens.peek(1).isNumber()) {
                    yield parsers.literals().number();
                }
                throw tokens.unexpected();
            }
            case "?" -> {
                tokens.next();
                int position = tokens.questionMarksBefore();
                yield parsers.parameters()
                        .ofPosition(position)
                        .orElseGet(() -> new Parameter(String.valueOf(position), tokens.originSince(start)));
            }
            case ":" -> {
                tokens.next();
                String name = parsers.names().name();
                yield parsers.parameters().ofName(name).orElseGet(() -> new Parameter(name, tokens.originSince(start)));
            }
            default -> throw tokens.unexpected();
        };
    }

    private Star star(List<String> target, int start) {
        List<List<String>> except = List.of();
        if (tokens.atWords("EXCEPT")
                && tokens.peek(1).isSign("(")
                && !parsers.queries().atQueryInParentheses(1)) {
            tokens.expect("EXCEPT");
            tokens.expectSign("(");
            except = parsers.names().multipartNames();
            tokens.expectSign(")");
        }
        return new Star(target, except, tokens.originSince(start));
    }

    private static boolean isLiteral(String keyword) {
        return keyword.equals("NULL") || keyword.equals("TRUE") || keyword.equals("FALSE");
    }

    private UnresolvedExpression word(Token token) {
        int start = tokens.mark();
        Token following = tokens.peek(1);
        if (following.isSign("->")) {
            return lambda();
        }
        if (parsers.intervals().atInterval()) {
            return parsers.intervals().interval();
        }
        if (token.kind() != Token.Kind.WORD) {
            throw tokens.unexpected();
        }
        String keyword = Keywords.upper(token);
        if (following.isSign(".") && !(isLiteral(keyword) && !tokens.peek(2).isSign("*"))) {
            return nameOrCall();
        }
        switch (keyword) {
            case "NULL" -> {
                tokens.next();
                return new Literal(null, DataTypes.NullType, tokens.originSince(start));
            }
            case "TRUE", "FALSE" -> {
                tokens.next();
                return new Literal(keyword.equals("TRUE"), DataTypes.BooleanType, tokens.originSince(start));
            }
            case "CASE" -> {
                if (!following.isSign(",") && !following.isSign(")") && following.kind() != Token.Kind.END) {
                    return caseExpression();
                }
            }
            default -> {}
        }
        if (following.kind() == Token.Kind.STRING) {
            return parsers.literals().typedLiteral();
        }
        if (following.isSign("(")) {
            return parsers.functions().call();
        }
        if (WITHOUT_PARENTHESES.contains(keyword)) {
            tokens.next();
            // Spark knows one name only for it here
            String name = keyword.equals("SESSION_USER") ? "current_user" : token.text();
            return parsers.expressions().call(name, start);
        }
        return nameOrCall();
    }

    /** {@code a}, {@code a.b}, {@code a.*} or {@code a.f(…)}. */
    private UnresolvedExpression nameOrCall() {
        int start = tokens.mark();
        List<String> parts = new ArrayList<>();
        Token last = tokens.peek();
        parts.add(parsers.names().name());
        while (tokens.atSign(".") && (tokens.peek(1).isName() || tokens.peek(1).isSign("*"))) {
            tokens.next();
            if (tokens.acceptSign("*")) {
                return star(parts, start);
            }
            last = tokens.peek();
            parts.add(parsers.names().name());
        }
        if (tokens.atSign("(")) {
            return parsers.functions().call(parts, start);
        }
        if (parsers.expressions().areNamesPatterns() && isPattern(last)) {
            return new Star(
                    parts.subList(0, parts.size() - 1),
                    List.of(),
                    Optional.of(parts.getLast()),
                    tokens.originSince(start));
        }
        return new ColumnReference(parts, tokens.originSince(start));
    }

    private static boolean isPattern(Token name) {
        String text = name.text();
        return name.kind() == Token.Kind.QUOTED_NAME
                && text.startsWith("`")
                && !PLAIN_NAME.matcher(text.substring(1, text.length() - 1)).matches();
    }

    // Parentheses

    private UnresolvedExpression parenthesis() {
        if (atLambdaParameters()) {
            return lambda();
        }
        if (parsers.queries().atQueryInParentheses(0)) {
            return tokens.either("query", this::scalarSubquery, this::rowOrExpression);
        }
        return rowOrExpression();
    }

    private UnresolvedExpression scalarSubquery() {
        int start = tokens.mark();
        UnresolvedPlan plan = parsers.queries().queryInParentheses();
        return new ScalarSubquery(plan, tokens.originSince(start));
    }

    UnresolvedExpression exists() {
        int start = tokens.mark();
        tokens.expect("EXISTS");
        UnresolvedPlan plan = parsers.queries().queryInParentheses();
        return new ExistsSubquery(plan, tokens.originSince(start));
    }

    /** {@code (a)}, or {@code (a, b AS c)}, which makes a struct. */
    private UnresolvedExpression rowOrExpression() {
        int start = tokens.mark();
        tokens.expectSign("(");
        UnresolvedExpression first = parsers.expressions().namedExpression();
        if (!tokens.atSign(",")) {
            if (first instanceof UnresolvedExpression.Alias) {
                throw tokens.unexpected();
            }
            tokens.expectSign(")");
            return first;
        }
        List<UnresolvedExpression> parts = new ArrayList<>(List.of(first));
        while (tokens.acceptSign(",")) {
            parts.add(parsers.expressions().namedExpression());
        }
        tokens.expectSign(")");
        return parsers.expressions().call(UnresolvedExpression.FunctionCall.ROW, start, parts);
    }

    private boolean atLambdaParameters() {
        int at = 1;
        while (tokens.peek(at).isName() && tokens.peek(at + 1).isSign(",")) {
            at += 2;
        }
        return tokens.peek(at).isName()
                && tokens.peek(at + 1).isSign(")")
                && tokens.peek(at + 2).isSign("->");
    }

    private Lambda lambda() {
        int start = tokens.mark();
        List<String> parameters = tokens.atSign("(")
                ? parsers.names().nameList()
                : List.of(parsers.names().name());
        tokens.expectSign("->");
        UnresolvedExpression body = parsers.expressions().expression();
        return new Lambda(parameters, body, tokens.originSince(start));
    }

    // CASE and types

    /** Both forms give {@code when(condition, value, …, [otherwise])}; the simple form compares with {@code =}. */
    private UnresolvedExpression caseExpression() {
        int start = tokens.mark();
        tokens.expect("CASE");
        UnresolvedExpression subject =
                tokens.atWords("WHEN") ? null : parsers.expressions().expression();
        List<UnresolvedExpression> branches = new ArrayList<>();
        if (!tokens.atWords("WHEN")) {
            throw tokens.unexpected();
        }
        while (tokens.accept("WHEN")) {
            int conditionStart = tokens.mark();
            UnresolvedExpression condition = parsers.expressions().expression();
            branches.add(
                    subject == null ? condition : parsers.expressions().call("=", conditionStart, subject, condition));
            tokens.expect("THEN");
            branches.add(parsers.expressions().expression());
        }
        if (tokens.accept("ELSE")) {
            branches.add(parsers.expressions().expression());
        }
        tokens.expect("END");
        return parsers.expressions().call("when", start, branches);
    }

    /** The type that is next. */
    DataType dataType() {
        DdlParser.ParsedType parsed = DdlParser.parseTypeAt(
                tokens.sql(), tokens.peek().start(), parsers.options().localTimestamps());
        tokens.skipTo(parsed.end());
        return parsed.type();
    }
}
