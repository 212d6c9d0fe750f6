package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.WindowCall;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DdlParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What names in a QUALIFY cannot mean, and what is said of them. */
final class QualifyNames {
    private final NameResolver names;
    private final Scope input;
    private final Scope output;

    /**
     * @param input the columns below the select list
     * @param output those that it gives
     */
    QualifyNames(AnalysisContext context, Scope input, Scope output) {
        this.names = new NameResolver(context.caseSensitive());
        this.input = input;
        this.output = output;
    }

    /** A column that a window function of the list looks at is there beside the output, and may have the name of one. */
    void requireOneMeaning(UnresolvedExpression condition, SelectList list) {
        Set<Long> looked = new HashSet<>();
        list.assignments()
                .forEach(item -> Trees.visit(item.value(), part -> {
                    if (part instanceof WindowCall window) {
                        columns(window).forEach(column -> looked.add(column.id()));
                    }
                }));
        output.attributes().forEach(column -> looked.remove(column.id()));
        List<Scope.Column> both = new ArrayList<>(output.columns());
        input.columns().stream()
                .filter(column -> looked.contains(column.attribute().id()))
                .forEach(both::add);
        UnresolvedChildren.references(condition).forEach(reference -> names.find(reference, new Scope(both)));
    }

    private static Stream<Attribute> columns(WindowCall window) {
        Stream<Expression> keys = Stream.concat(
                window.partitions().stream(), window.order().stream().map(key -> key.value()));
        return Stream.concat(window.function().children().stream(), keys)
                .filter(Attribute.class::isInstance)
                .map(Attribute.class::cast);
    }

    /**
     * The error for the first name that means nothing above groups.
     *
     * @param isKey whether a column is one that is grouped by
     */
    Optional<MillraceException> unresolved(UnresolvedExpression condition, Predicate<Attribute> isKey) {
        for (ColumnReference reference :
                UnresolvedChildren.references(condition).toList()) {
            Optional<Attribute> below = names.find(reference, input).map(NameResolver.Match::attribute);
            if (below.isPresent() && isKey.test(below.get())
                    || names.find(reference, output).isPresent()) {
                continue;
            }
            return Optional.of(
                    below.isPresent() ? hidden(below.get(), reference) : names.unresolved(reference, output));
        }
        return Optional.empty();
    }

    private MillraceException hidden(Attribute column, ColumnReference reference) {
        return new MillraceException(ErrorDetail.of(
                        ErrorCondition.UNRESOLVED_COLUMN__WITH_SUGGESTION,
                        "objectName",
                        shown(input.columnOf(column)),
                        "proposal",
                        output.columns().stream().map(QualifyNames::shown).collect(Collectors.joining(", ")))
                .at(reference.origin().position()));
    }

    private static String shown(Scope.Column column) {
        return Stream.concat(
                        column.qualifier().stream(),
                        Stream.of(column.attribute().name()))
                .map(DdlParser::quoteIfNeeded)
                .collect(Collectors.joining("."));
    }
}
