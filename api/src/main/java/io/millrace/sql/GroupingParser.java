package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.Aggregate;
import io.millrace.plan.UnresolvedPlan.Grouping;
import io.millrace.spi.error.ErrorCondition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * GROUP BY.
 *
 * <p>A lone ROLLUP or CUBE of plain expressions stays what it is. Everything richer (composite columns, several of them,
 * nested ones) is written out as grouping sets.
 */
final class GroupingParser {
    private static final int MAX_SETS = 4096;

    private final Parsers parsers;
    private final TokenStream tokens;

    GroupingParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /**
     * One item of the clause.
     *
     * @param elements what it lists, each one or more expressions
     * @param sets the grouping sets it stands for
     */
    private record Item(
            Grouping kind, List<List<UnresolvedExpression>> elements, List<List<UnresolvedExpression>> sets) {
        boolean isSimple() {
            return elements.stream().allMatch(element -> element.size() == 1);
        }
    }

    /** What GROUP BY, if it is next, makes of the input and the select list; null without it. */
    UnresolvedPlan aggregate(UnresolvedPlan input, List<UnresolvedExpression> output) {
        int start = tokens.mark();
        if (!tokens.accept("GROUP", "BY")) {
            return null;
        }
        if (atAll()) {
            tokens.expect("ALL");
            return new Aggregate(input, Grouping.ALL, List.of(), List.of(), output, tokens.originSince(start));
        }
        List<Item> items = new ArrayList<>();
        do {
            items.add(item());
        } while (tokens.acceptSign(","));
        items = trailingAnalytics(items);
        items.forEach(item -> refuseEmpty(item, start));
        Origin origin = tokens.originSince(start);
        List<UnresolvedExpression> expressions = distinctExpressions(items);
        if (items.stream().allMatch(item -> item.kind() == Grouping.PLAIN)) {
            return new Aggregate(input, Grouping.PLAIN, expressions, List.of(), output, origin);
        }
        Item only = items.get(0);
        if (items.size() == 1 && only.isSimple() && only.kind() != Grouping.GROUPING_SETS) {
            return new Aggregate(input, only.kind(), expressions, List.of(), output, origin);
        }
        return new Aggregate(input, Grouping.GROUPING_SETS, expressions, product(items, start), output, origin);
    }

    /** ALL alone; it may also be a column. */
    private boolean atAll() {
        Token following = tokens.peek(1);
        return tokens.atWords("ALL")
                && (following.kind() != Token.Kind.SIGN || following.isSign(")") || following.isSign(";"));
    }

    private Item item() {
        if ((tokens.atWords("ROLLUP") && tokens.peek(1).isSign("("))
                || (tokens.atWords("CUBE") && tokens.peek(1).isSign("("))
                || tokens.atWords("GROUPING", "SETS")) {
            return analytics();
        }
        List<UnresolvedExpression> single = List.of(parsers.expressions().expression());
        return new Item(Grouping.PLAIN, List.of(single), List.of(single));
    }

    private Item analytics() {
        int start = tokens.mark();
        if (tokens.accept("GROUPING", "SETS")) {
            return groupingSets(true, start);
        }
        Grouping kind = tokens.acceptAny("ROLLUP", "CUBE").equals("ROLLUP") ? Grouping.ROLLUP : Grouping.CUBE;
        tokens.expectSign("(");
        List<List<UnresolvedExpression>> elements = new ArrayList<>();
        do {
            elements.add(element());
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        return of(kind, elements, start);
    }

    private Item of(Grouping kind, List<List<UnresolvedExpression>> elements, int start) {
        boolean simple = elements.stream().allMatch(element -> element.size() == 1);
        boolean large = kind == Grouping.CUBE && elements.size() > Integer.numberOfTrailingZeros(MAX_SETS);
        if (large && !simple) {
            throw SyntaxErrors.unsupported(tokens.since(start), "more than " + MAX_SETS + " grouping sets");
        }
        List<List<UnresolvedExpression>> sets =
                kind == Grouping.ROLLUP ? prefixes(elements) : large ? List.of() : subsets(elements);
        return new Item(kind, elements, sets);
    }

    private Item groupingSets(boolean nested, int start) {
        tokens.expectSign("(");
        List<List<UnresolvedExpression>> sets = new ArrayList<>();
        do {
            boolean inner = tokens.atWords("ROLLUP") || tokens.atWords("CUBE") || tokens.atWords("GROUPING", "SETS");
            if (nested && inner && (tokens.peek(1).isSign("(") || tokens.peek(1).isWord("SETS"))) {
                sets.addAll(tokens.nested(this::analytics).sets());
            } else {
                sets.add(element());
            }
            checkSize(sets.size(), start);
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        return new Item(Grouping.GROUPING_SETS, sets, sets);
    }

    private void refuseEmpty(Item item, int start) {
        boolean empty = item.elements().stream().anyMatch(List::isEmpty);
        if (empty && item.kind() != Grouping.GROUPING_SETS) {
            throw SyntaxErrors.of(
                    tokens.since(start),
                    ErrorCondition.LEGACY_0051,
                    "element",
                    item.kind().name());
        }
    }

    /** {@code a}, {@code (a, b)} or {@code ()}, which only a grouping set may be. */
    private List<UnresolvedExpression> element() {
        if (!tokens.atSign("(")) {
            return List.of(parsers.expressions().expression());
        }
        if (tokens.peek(1).isSign(")")) {
            tokens.expectSign("(");
            tokens.expectSign(")");
            return List.of();
        }
        return tokens.either(
                "grouping set",
                this::composite,
                () -> List.of(parsers.expressions().expression()));
    }

    private List<UnresolvedExpression> composite() {
        tokens.expectSign("(");
        List<UnresolvedExpression> expressions = parsers.expressions().expressions();
        tokens.expectSign(")");
        if (!tokens.atSign(",") && !tokens.atSign(")")) {
            throw tokens.unexpected();
        }
        return expressions;
    }

    /** The older forms, after plain expressions: {@code WITH ROLLUP}, {@code WITH CUBE}, {@code GROUPING SETS (…)}. */
    private List<Item> trailingAnalytics(List<Item> items) {
        int start = tokens.mark();
        if (items.stream().anyMatch(item -> item.kind() != Grouping.PLAIN)) {
            return items;
        }
        List<List<UnresolvedExpression>> elements =
                items.stream().map(item -> item.elements().get(0)).toList();
        if (tokens.accept("WITH", "ROLLUP")) {
            return List.of(of(Grouping.ROLLUP, elements, start));
        }
        if (tokens.accept("WITH", "CUBE")) {
            return List.of(of(Grouping.CUBE, elements, start));
        }
        if (tokens.accept("GROUPING", "SETS")) {
            Item sets = groupingSets(false, start);
            List<List<UnresolvedExpression>> all = new ArrayList<>(elements);
            all.addAll(sets.sets());
            return List.of(new Item(Grouping.GROUPING_SETS, all, sets.sets()));
        }
        return items;
    }

    private static List<UnresolvedExpression> distinctExpressions(List<Item> items) {
        boolean plain = items.stream().allMatch(item -> item.kind() == Grouping.PLAIN);
        List<UnresolvedExpression> all = items.stream()
                .flatMap(item -> item.elements().stream())
                .flatMap(List::stream)
                .toList();
        if (plain
                || (items.size() == 1
                        && items.get(0).kind() != Grouping.GROUPING_SETS
                        && items.get(0).isSimple())) {
            return all;
        }
        Set<UnresolvedExpression> distinct = new LinkedHashSet<>(all);
        return List.copyOf(distinct);
    }

    private List<List<UnresolvedExpression>> product(List<Item> items, int start) {
        List<List<UnresolvedExpression>> product = List.of(List.of());
        for (Item item : items) {
            List<List<UnresolvedExpression>> longer = new ArrayList<>();
            for (List<UnresolvedExpression> left : product) {
                for (List<UnresolvedExpression> right : item.sets()) {
                    Set<UnresolvedExpression> union = new LinkedHashSet<>(left);
                    union.addAll(right);
                    longer.add(List.copyOf(union));
                }
                checkSize(longer.size(), start);
            }
            product = longer;
        }
        return product;
    }

    private void checkSize(int sets, int start) {
        if (sets > MAX_SETS) {
            throw SyntaxErrors.unsupported(tokens.since(start), "more than " + MAX_SETS + " grouping sets");
        }
    }

    private static List<List<UnresolvedExpression>> prefixes(List<List<UnresolvedExpression>> elements) {
        List<List<UnresolvedExpression>> sets = new ArrayList<>();
        for (int length = elements.size(); length >= 0; length--) {
            sets.add(concatenate(elements.subList(0, length)));
        }
        return sets;
    }

    private static List<List<UnresolvedExpression>> subsets(List<List<UnresolvedExpression>> elements) {
        List<List<UnresolvedExpression>> sets = new ArrayList<>();
        for (int mask = (1 << elements.size()) - 1; mask >= 0; mask--) {
            List<List<UnresolvedExpression>> chosen = new ArrayList<>();
            for (int i = 0; i < elements.size(); i++) {
                if ((mask >> (elements.size() - 1 - i) & 1) == 1) {
                    chosen.add(elements.get(i));
                }
            }
            sets.add(concatenate(chosen));
        }
        return sets;
    }

    private static List<UnresolvedExpression> concatenate(List<List<UnresolvedExpression>> elements) {
        return elements.stream().flatMap(List::stream).toList();
    }
}
