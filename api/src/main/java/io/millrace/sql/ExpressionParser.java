package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.InSubquery;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.NullOrder;
import io.millrace.plan.UnresolvedExpression.SortOrder;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Operators, from OR down to the unary minus.
 *
 * <p>OR, AND and NOT stand above predicates (BETWEEN, IN, LIKE, IS), of which a value can have one; below those, binary
 * operators climb by the precedence in {@link #binaryPrecedence}. All of them lean to the left.
 */
final class ExpressionParser {
    private static final int COMPARISON = 1;
    private static final int BIT_OR = 2;
    private static final int BIT_XOR = 3;
    private static final int BIT_AND = 4;
    private static final int SHIFT = 5;
    private static final int ADDITION = 6;
    private static final int MULTIPLICATION = 7;

    private final Parsers parsers;
    private final TokenStream tokens;
    private boolean inSelectList;

    ExpressionParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    // Entries

    /** Any expression without a name. */
    UnresolvedExpression expression() {
        return tokens.nested(this::disjunction);
    }

    /** An expression that may be named: {@code a AS b}, {@code a b}, {@code stack(…) AS (x, y)}. */
    UnresolvedExpression namedExpression() {
        int start = tokens.mark();
        UnresolvedExpression value = expression();
        boolean announced = tokens.accept("AS");
        List<String> names;
        if (tokens.atSign("(") && (announced || tokens.peek(1).isName())) {
            names = parsers.names().nameList();
        } else if (announced || (tokens.peek().isName() && !Keywords.startClause(tokens))) {
            names = List.of(parsers.names().plainName());
        } else {
            return value;
        }
        return new Alias(value, names, Optional.empty(), tokens.originSince(start));
    }

    /** A select list, in which names in back-quotes may be patterns. */
    List<UnresolvedExpression> namedExpressions() {
        boolean around = inSelectList;
        inSelectList = true;
        List<UnresolvedExpression> expressions = new ArrayList<>();
        do {
            expressions.add(namedExpression());
        } while (tokens.acceptSign(","));
        inSelectList = around;
        return expressions;
    }

    /** Whether a name in back-quotes is a regular expression here. */
    boolean areNamesPatterns() {
        return inSelectList && parsers.options().namesByPattern();
    }

    List<UnresolvedExpression> expressions() {
        List<UnresolvedExpression> expressions = new ArrayList<>();
        do {
            expressions.add(expression());
        } while (tokens.acceptSign(","));
        return expressions;
    }

    List<SortOrder> sortItems() {
        List<SortOrder> items = new ArrayList<>();
        do {
            items.add(sortItem());
        } while (tokens.acceptSign(","));
        return items;
    }

    private SortOrder sortItem() {
        int start = tokens.mark();
        UnresolvedExpression child = expression();
        boolean ascending = ascending();
        NullOrder nulls = nullOrder(ascending);
        return new SortOrder(child, ascending, nulls, tokens.originSince(start));
    }

    /** {@code [ASC | DESC]}. */
    boolean ascending() {
        return !"DESC".equals(tokens.acceptAny("ASC", "DESC"));
    }

    /** {@code [NULLS FIRST | NULLS LAST]}; nulls are smaller than all values otherwise. */
    NullOrder nullOrder(boolean ascending) {
        if (!tokens.accept("NULLS")) {
            return ascending ? NullOrder.FIRST : NullOrder.LAST;
        }
        if (tokens.accept("FIRST")) {
            return NullOrder.FIRST;
        }
        tokens.expect("LAST");
        return NullOrder.LAST;
    }

    // Logic

    private UnresolvedExpression disjunction() {
        return chain("or", this::conjunction);
    }

    private UnresolvedExpression conjunction() {
        return chain("and", this::negation);
    }

    /** Operands between the same words, put together by halves as in Spark, which names of columns show. */
    private UnresolvedExpression chain(String connective, Supplier<UnresolvedExpression> operand) {
        List<UnresolvedExpression> operands = new ArrayList<>();
        List<ErrorPosition> positions = new ArrayList<>();
        do {
            int start = tokens.mark();
            operands.add(operand.get());
            positions.add(tokens.originSince(start).position().orElseThrow());
        } while (tokens.accept(connective.toUpperCase(Locale.ROOT)));
        return halves(connective, operands, positions);
    }

    private static UnresolvedExpression halves(
            String connective, List<UnresolvedExpression> operands, List<ErrorPosition> positions) {
        int count = operands.size();
        if (count == 1) {
            return operands.getFirst();
        }
        int middle = (count + 1) / 2;
        UnresolvedExpression left = halves(connective, operands.subList(0, middle), positions.subList(0, middle));
        UnresolvedExpression right =
                halves(connective, operands.subList(middle, count), positions.subList(middle, count));
        ErrorPosition first = positions.getFirst();
        Origin origin = Origin.of(new ErrorPosition(
                first.sqlText(), first.start(), positions.getLast().stop()));
        return new FunctionCall(List.of(connective), List.of(left, right), origin);
    }

    private UnresolvedExpression negation() {
        int start = tokens.mark();
        if (tokens.accept("NOT") || tokens.acceptSign("!")) {
            return call("not", start, tokens.nested(this::negation));
        }
        if (tokens.atWords("EXISTS") && parsers.queries().atQueryInParentheses(1)) {
            return parsers.primaries().exists();
        }
        return predicated(value());
    }

    // Predicates

    /** A predicate's origin is what follows the value. */
    private UnresolvedExpression predicated(UnresolvedExpression value) {
        int predicateStart = tokens.mark();
        if (tokens.accept("IS")) {
            return is(predicateStart, value);
        }
        Token next = tokens.peek();
        boolean negated = next.isWord("NOT") || next.isSign("!");
        Token predicate = negated ? tokens.peek(1) : next;
        if (!isPredicate(predicate)) {
            return value;
        }
        if (negated) {
            tokens.next();
        }
        String name = Keywords.upper(tokens.next());
        return switch (name) {
            case "BETWEEN" -> {
                UnresolvedExpression lower = value();
                tokens.expect("AND");
                yield negate(negated, call("between", predicateStart, value, lower, value()), predicateStart);
            }
            case "IN" -> negate(negated, in(predicateStart, value), predicateStart);
            case "LIKE", "ILIKE" -> like(predicateStart, value, name.toLowerCase(java.util.Locale.ROOT), negated);
            default -> negate(negated, call("rlike", predicateStart, value, value()), predicateStart);
        };
    }

    private static boolean isPredicate(Token token) {
        return token.isWord("BETWEEN")
                || token.isWord("IN")
                || token.isWord("LIKE")
                || token.isWord("ILIKE")
                || token.isWord("RLIKE")
                || token.isWord("REGEXP");
    }

    private UnresolvedExpression is(int start, UnresolvedExpression value) {
        boolean negated = tokens.accept("NOT") || tokens.acceptSign("!");
        String kind = tokens.acceptAny("NULL", "TRUE", "FALSE", "UNKNOWN", "DISTINCT");
        if (kind == null) {
            throw tokens.unexpected();
        }
        Origin origin = tokens.originSince(start);
        return switch (kind) {
            case "NULL" -> call(negated ? "isnotnull" : "isnull", start, value);
            case "UNKNOWN" -> call(negated ? "isnotunknown" : "isunknown", start, value);
            case "DISTINCT" -> {
                tokens.expect("FROM");
                // to be distinct is not to be the same, so the negation turns round
                yield negate(!negated, call("<=>", start, value, value()), start);
            }
            default -> {
                Literal truth = new Literal(kind.equals("TRUE"), DataTypes.BooleanType, origin);
                yield negate(negated, call("<=>", start, value, truth), start);
            }
        };
    }

    private UnresolvedExpression in(int start, UnresolvedExpression value) {
        if (!parsers.queries().atQueryInParentheses(0)) {
            return inList(start, value);
        }
        return tokens.either("query", () -> inQuery(start, value), () -> inList(start, value));
    }

    private UnresolvedExpression inQuery(int start, UnresolvedExpression value) {
        tokens.expectSign("(");
        UnresolvedPlan plan = parsers.queries().query();
        tokens.expectSign(")");
        return new InSubquery(FunctionCall.rowOf(value), plan, tokens.originSince(start));
    }

    private UnresolvedExpression inList(int start, UnresolvedExpression value) {
        tokens.expectSign("(");
        List<UnresolvedExpression> arguments = new ArrayList<>(List.of(value));
        arguments.addAll(expressions());
        tokens.expectSign(")");
        return call("in", start, arguments);
    }

    private UnresolvedExpression like(int start, UnresolvedExpression value, String name, boolean negated) {
        Token quantifier = tokens.peek();
        boolean any = quantifier.isWord("ANY") || quantifier.isWord("SOME");
        if ((any || quantifier.isWord("ALL")) && tokens.peek(1).isSign("(")) {
            int operator = tokens.mark() - (negated ? 2 : 1);
            tokens.next();
            tokens.expectSign("(");
            if (tokens.acceptSign(")")) {
                throw SyntaxErrors.of(
                        tokens.since(operator),
                        ErrorCondition.LEGACY_0064,
                        "msg",
                        "Expected something between '(' and ')'.");
            }
            List<UnresolvedExpression> arguments = new ArrayList<>(List.of(value));
            arguments.addAll(expressions());
            tokens.expectSign(")");
            return call((negated ? "not" : "") + name + (any ? "any" : "all"), start, arguments);
        }
        UnresolvedExpression pattern = value();
        if (!tokens.accept("ESCAPE")) {
            return negate(negated, call(name, start, value, pattern), start);
        }
        Literal escape = parsers.literals().stringLiteral();
        String character = String.valueOf(escape.value());
        if (character.length() != 1) {
            throw SyntaxErrors.of(
                    tokens.since(start), ErrorCondition.INVALID_ESC, "invalidEscape", "'" + character + "'");
        }
        return negate(negated, call(name, start, value, pattern, escape), start);
    }

    private UnresolvedExpression negate(boolean negated, UnresolvedExpression child, int start) {
        return negated ? call("not", start, child) : child;
    }

    // Operators

    /** Anything without predicates, AND, OR and NOT. */
    UnresolvedExpression value() {
        return tokens.nested(() -> binary(COMPARISON));
    }

    private UnresolvedExpression binary(int leastPrecedence) {
        int start = tokens.mark();
        UnresolvedExpression left = unary();
        while (true) {
            int precedence = binaryPrecedence(tokens.peek());
            if (precedence < leastPrecedence) {
                return left;
            }
            String name = canonicalName(tokens.next());
            UnresolvedExpression right = binary(precedence + 1);
            left = call(name, start, left, right);
        }
    }

    /** 0 for what is no binary operator. */
    private static int binaryPrecedence(Token token) {
        if (token.isWord("DIV")) {
            return MULTIPLICATION;
        }
        if (token.kind() != Token.Kind.SIGN) {
            return 0;
        }
        return switch (token.text()) {
            case "=", "==", "<=>", "<>", "!=", "<", "<=", "!>", ">", ">=", "!<" -> COMPARISON;
            case "|" -> BIT_OR;
            case "^" -> BIT_XOR;
            case "&" -> BIT_AND;
            case "<<", ">>", ">>>" -> SHIFT;
            case "+", "-", "||" -> ADDITION;
            case "*", "/", "%" -> MULTIPLICATION;
            default -> 0;
        };
    }

    private static String canonicalName(Token operator) {
        return switch (operator.text()) {
            case "==" -> "=";
            case "<>" -> "!=";
            case "!>" -> "<=";
            case "!<" -> ">=";
            default -> operator.kind() == Token.Kind.WORD ? "div" : operator.text();
        };
    }

    private UnresolvedExpression unary() {
        int start = tokens.mark();
        if (tokens.atSign("-") && tokens.peek(1).isNumber()) {
            return parsers.primaries().primary();
        }
        if (tokens.acceptSign("-")) {
            return call("-", start, tokens.nested(this::unary));
        }
        if (tokens.acceptSign("+")) {
            return call("positive", start, tokens.nested(this::unary));
        }
        if (tokens.acceptSign("~")) {
            return call("~", start, tokens.nested(this::unary));
        }
        return parsers.primaries().primary();
    }

    // Building

    /** A call of an operator or of a function with a special form, whose text starts at a mark and ends here. */
    FunctionCall call(String name, int start, UnresolvedExpression... arguments) {
        return call(name, start, List.of(arguments));
    }

    FunctionCall call(String name, int start, List<UnresolvedExpression> arguments) {
        return new FunctionCall(List.of(name), arguments, tokens.originSince(start));
    }
}
