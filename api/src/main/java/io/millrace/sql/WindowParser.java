package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.BoundKind;
import io.millrace.plan.UnresolvedExpression.Cast;
import io.millrace.plan.UnresolvedExpression.FrameBound;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.Parameter;
import io.millrace.plan.UnresolvedExpression.SortOrder;
import io.millrace.plan.UnresolvedExpression.WindowFrame;
import io.millrace.plan.UnresolvedExpression.WindowSpecification;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * OVER and WINDOW clauses.
 *
 * <p>Plans do not keep WINDOW clauses: each use of a window's name is replaced by its definition. Because the clause
 * follows its uses, it is looked for before a SELECT is parsed. A name that nothing defines stays in the plan, for
 * analysis to refuse.
 */
final class WindowParser {
    private static final Set<String> OPERATORS_IN_WORDS = Set.of("positive", "div", "when", "and", "or", "not");

    private final Parsers parsers;
    private final TokenStream tokens;
    private final Deque<Map<String, WindowSpecification>> scopes = new ArrayDeque<>();

    WindowParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** Parses one SELECT, in which the windows of its WINDOW clause are known. */
    <T> T inScope(TokenStream.Attempt<T> select) {
        scopes.push(definitionsAhead());
        try {
            return select.parse();
        } finally {
            scopes.pop();
        }
    }

    private Map<String, WindowSpecification> definitionsAhead() {
        Map<String, WindowSpecification> definitions = new HashMap<>();
        int start = tokens.mark();
        if (skipToWindowClause()) {
            scopes.push(definitions);
            try {
                readClause(definitions);
            } catch (MillraceException raisedAgainInItsPlace) {
                definitions.clear();
            } finally {
                scopes.pop();
            }
        }
        tokens.reset(start);
        return definitions;
    }

    /** Goes to the WINDOW clause of the SELECT that starts here, if it has one. */
    private boolean skipToWindowClause() {
        int open = 0;
        while (open >= 0 && !tokens.atEnd()) {
            Token token = tokens.peek();
            if (token.isSign("(")) {
                open++;
            } else if (token.isSign(")")) {
                open--;
            } else if (open == 0 && atWindowClause()) {
                return true;
            } else if (open == 0 && endsSelect(token)) {
                return false;
            }
            tokens.next();
        }
        return false;
    }

    private boolean endsSelect(Token token) {
        boolean exceptColumns = tokens.peek(1).isSign("(") && !parsers.queries().atQueryInParentheses(1);
        return token.isWord("UNION")
                || token.isWord("INTERSECT")
                || ((token.isWord("EXCEPT") || token.isWord("MINUS")) && !exceptColumns);
    }

    private boolean atWindowClause() {
        Token definition = tokens.peek(3);
        return tokens.atWords("WINDOW")
                && tokens.peek(1).isName()
                && tokens.peek(2).isWord("AS")
                && (definition.isSign("(") || definition.isName());
    }

    /** Reads a WINDOW clause that is next; what it says is known already. */
    void skipClause() {
        if (atWindowClause()) {
            readClause(new HashMap<>());
        }
    }

    private void readClause(Map<String, WindowSpecification> definitions) {
        tokens.expect("WINDOW");
        do {
            String name = parsers.names().plainName();
            tokens.expect("AS");
            definitions.put(name.toLowerCase(Locale.ROOT), specification());
        } while (tokens.acceptSign(","));
    }

    /** The window of {@code OVER …}. */
    WindowSpecification over() {
        tokens.expect("OVER");
        return specification();
    }

    private WindowSpecification specification() {
        int start = tokens.mark();
        if (!tokens.atSign("(")) {
            return named(parsers.names().name());
        }
        tokens.expectSign("(");
        if (tokens.peek().isName() && tokens.peek(1).isSign(")")) {
            String name = parsers.names().plainName();
            tokens.expectSign(")");
            return named(name);
        }
        List<UnresolvedExpression> partition = List.of();
        if (tokens.accept("PARTITION", "BY") || tokens.accept("DISTRIBUTE", "BY") || tokens.accept("CLUSTER", "BY")) {
            partition = parsers.expressions().expressions();
        }
        List<SortOrder> order = List.of();
        if (tokens.accept("ORDER", "BY") || tokens.accept("SORT", "BY")) {
            order = parsers.expressions().sortItems();
        }
        Optional<WindowFrame> frame = frame();
        tokens.expectSign(")");
        return new WindowSpecification(Optional.empty(), partition, order, frame, tokens.originSince(start));
    }

    private WindowSpecification named(String name) {
        Map<String, WindowSpecification> known = scopes.isEmpty() ? Map.of() : scopes.peek();
        WindowSpecification definition = known.get(name.toLowerCase(Locale.ROOT));
        return definition != null
                ? definition
                : new WindowSpecification(Optional.of(name), List.of(), List.of(), Optional.empty(), Origin.NONE);
    }

    private Optional<WindowFrame> frame() {
        String unit = tokens.acceptAny("ROWS", "RANGE");
        if (unit == null) {
            return Optional.empty();
        }
        boolean both = tokens.accept("BETWEEN");
        FrameBound lower = bound();
        FrameBound upper = new FrameBound(BoundKind.CURRENT_ROW, Optional.empty());
        if (both) {
            tokens.expect("AND");
            upper = bound();
        }
        return Optional.of(new WindowFrame(unit.equals("ROWS"), lower, upper));
    }

    private FrameBound bound() {
        if (tokens.accept("CURRENT", "ROW")) {
            return new FrameBound(BoundKind.CURRENT_ROW, Optional.empty());
        }
        if (tokens.accept("UNBOUNDED")) {
            BoundKind kind = preceding() ? BoundKind.UNBOUNDED_PRECEDING : BoundKind.UNBOUNDED_FOLLOWING;
            return new FrameBound(kind, Optional.empty());
        }
        int start = tokens.mark();
        UnresolvedExpression distance = parsers.expressions().value();
        UnresolvedExpression offset = preceding() ? parsers.expressions().call("-", start, distance) : distance;
        if (!isLiteral(distance)) {
            throw SyntaxErrors.of(
                    tokens.since(start), ErrorCondition.LEGACY_0064, "msg", "Frame bound value must be a literal.");
        }
        return new FrameBound(BoundKind.OFFSET, Optional.of(offset));
    }

    /** Whether a distance is made of literals by operators alone: a column or a function is known only to analysis. */
    private static boolean isLiteral(UnresolvedExpression distance) {
        return switch (distance) {
            case Literal ignored -> true;
            case Cast cast -> isLiteral(cast.child());
            case FunctionCall call ->
                (isOperator(call.name().getLast()) || call.name().equals(List.of("typed_literal")))
                        && call.arguments().stream().allMatch(WindowParser::isLiteral);
            case Parameter ignored -> true;
            default -> false;
        };
    }

    private static boolean isOperator(String name) {
        return !Character.isLetter(name.charAt(0)) || OPERATORS_IN_WORDS.contains(name);
    }

    private boolean preceding() {
        if (tokens.accept("PRECEDING")) {
            return true;
        }
        tokens.expect("FOLLOWING");
        return false;
    }
}
