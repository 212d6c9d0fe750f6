package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DdlParser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the column that a name means.
 *
 * <p>A name {@code a.b.c} is tried as column {@code c} of table {@code a.b}, then as field {@code c} of column {@code b} of
 * table {@code a}, then as a field of a field of column {@code a}; the first way that finds anything counts.
 */
final class NameResolver {
    private static final int MAX_PROPOSALS = 5;

    private final boolean caseSensitive;

    NameResolver(boolean caseSensitive) {
        this.caseSensitive = caseSensitive;
    }

    /** A column, and the fields to be taken out of it. */
    record Match(Attribute attribute, List<String> fields) {}

    /** The word ALL of a clause as the name of a column. */
    static ColumnReference wordAll(Origin clause) {
        // the clause may have the id of a plan, which would be looked for among the columns
        return new ColumnReference(
                List.of("all"), clause.position().map(Origin::of).orElse(Origin.NONE));
    }

    /** The column called {@code all}, which {@code GROUP BY ALL} and {@code ORDER BY ALL} mean where there is one. */
    Optional<ColumnReference> columnAll(Scope scope, Origin clause) {
        ColumnReference word = wordAll(clause);
        return find(word, scope).map(match -> word);
    }

    /** The meaning of a name, which the column has as it is written here; empty when there is none. */
    Optional<Match> find(ColumnReference reference, Scope scope) {
        List<String> parts = reference.parts();
        List<Scope.Column> candidates = scope.columns();
        if (reference.origin().planId().isPresent()) {
            long planId = reference.origin().planId().getAsLong();
            candidates = candidates.stream()
                    .filter(column -> column.planIds().contains(planId))
                    .toList();
        }
        if (parts.size() > 1 && !scope.hidden().isEmpty()) {
            candidates =
                    Stream.concat(candidates.stream(), scope.hidden().stream()).toList();
        }
        for (int qualifierLength = parts.size() - 1; qualifierLength >= 0; qualifierLength--) {
            List<String> qualifier = parts.subList(0, qualifierLength);
            String name = parts.get(qualifierLength);
            boolean named = qualifierLength > 0;
            List<Scope.Column> found = candidates.stream()
                    .filter(column -> named || !scope.hidden().contains(column))
                    .filter(column ->
                            sameName(column.attribute().name(), name) && endsWith(column.qualifier(), qualifier))
                    .toList();
            List<Attribute> distinct =
                    found.stream().map(Scope.Column::attribute).distinct().toList();
            if (distinct.size() > 1) {
                throw ambiguous(reference, found);
            }
            if (distinct.size() == 1) {
                return Optional.of(new Match(
                        distinct.getFirst().withName(name), parts.subList(qualifierLength + 1, parts.size())));
            }
        }
        return Optional.empty();
    }

    /** A regular expression for whole names. */
    Pattern pattern(String regex) {
        return Pattern.compile(regex, caseSensitive ? 0 : Pattern.CASE_INSENSITIVE);
    }

    boolean sameName(String left, String right) {
        return caseSensitive ? left.equals(right) : left.equalsIgnoreCase(right);
    }

    private boolean endsWith(List<String> qualifier, List<String> wanted) {
        if (wanted.size() > qualifier.size()) {
            return false;
        }
        List<String> end = qualifier.subList(qualifier.size() - wanted.size(), qualifier.size());
        for (int i = 0; i < wanted.size(); i++) {
            if (!sameName(end.get(i), wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static MillraceException ambiguous(ColumnReference reference, List<Scope.Column> found) {
        String references = found.stream()
                .map(column -> quoted(qualifiedName(column)))
                .sorted()
                .collect(Collectors.joining(", ", "[", "]"));
        return new MillraceException(ErrorDetail.of(
                        ErrorCondition.AMBIGUOUS_REFERENCE,
                        "name",
                        quoted(reference.parts()),
                        "referenceNames",
                        references)
                .at(reference.origin().position()));
    }

    /** The error for a name that means nothing here, with the nearest names that do. */
    MillraceException unresolved(ColumnReference reference, Scope scope) {
        return unresolved(reference.parts(), reference.origin(), scope);
    }

    MillraceException unresolved(List<String> parts, Origin origin, Scope scope) {
        Map<Long, List<String>> names = new LinkedHashMap<>();
        scope.columns().forEach(column -> names.putIfAbsent(column.attribute().id(), qualifiedName(column)));
        List<String> proposals = proposals(parts, names.values());
        ErrorDetail detail = proposals.isEmpty()
                ? ErrorDetail.of(ErrorCondition.UNRESOLVED_COLUMN__WITHOUT_SUGGESTION, "objectName", quoted(parts))
                : ErrorDetail.of(
                        ErrorCondition.UNRESOLVED_COLUMN__WITH_SUGGESTION,
                        "objectName",
                        quoted(parts),
                        "proposal",
                        String.join(", ", proposals));
        return new MillraceException(detail.at(origin.position()));
    }

    /** The nearest names; as many qualifiers are shown as tell the candidates apart, or as the wanted name has. */
    private static List<String> proposals(List<String> wanted, Collection<List<String>> candidates) {
        int shown = Integer.MAX_VALUE;
        if (wanted.size() == 1 && sameBeginning(candidates, 1)) {
            shown = 1;
        } else if (sameBeginning(candidates, 2)) {
            shown = 2;
        }
        int kept = shown;
        String text = wanted.stream().map(DdlParser::quoteIfNeeded).collect(Collectors.joining("."));
        return candidates.stream()
                .sorted(Comparator.comparing(List::getLast))
                .map(name -> quoted(name.subList(Math.max(0, name.size() - kept), name.size())))
                .sorted(Comparator.comparingInt(name -> EditDistance.between(name, text)))
                .limit(MAX_PROPOSALS)
                .toList();
    }

    /** Whether names are the same but for some parts at their ends. */
    private static boolean sameBeginning(Collection<List<String>> names, int end) {
        return names.stream()
                        .map(name -> name.subList(0, Math.max(0, name.size() - end)))
                        .distinct()
                        .count()
                <= 1;
    }

    private static List<String> qualifiedName(Scope.Column column) {
        List<String> name = new ArrayList<>(column.qualifier());
        name.add(column.attribute().name());
        return name;
    }

    /** A name in back-quotes, part by part. */
    static String quoted(List<String> parts) {
        return parts.stream().map(part -> "`" + part.replace("`", "``") + "`").collect(Collectors.joining("."));
    }
}
