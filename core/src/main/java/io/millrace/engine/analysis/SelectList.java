package io.millrace.engine.analysis;

import io.millrace.engine.builtin.GroupingFunctions;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.GeneratorCall;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.ExtractValue;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.Metadata;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types the items of a select list and names them as Spark does. A list may hold one generator. */
final class SelectList {
    private static final String ALIAS_REFERENCE = "lateralaliasreference";

    private final AnalysisContext context;
    private final List<Assignment> assignments = new ArrayList<>();
    private final Map<String, Expression> aliases = new HashMap<>();
    private GeneratorCall generator;
    private List<Attribute> generated = List.of();

    private SelectList(AnalysisContext context) {
        this.context = context;
    }

    static SelectList analyze(List<UnresolvedExpression> items, ExpressionAnalyzer analyzer, AnalysisContext context) {
        SelectList list = new SelectList(context);
        ExpressionAnalyzer withAliases = analyzer.orElse(list::lateralAlias);
        items.forEach(item -> list.add(item, withAliases));
        return list;
    }

    /** The columns; those of a generator are passed on from {@link #generated}. */
    List<Assignment> assignments() {
        return assignments;
    }

    Optional<GeneratorCall> generator() {
        return Optional.ofNullable(generator);
    }

    List<Attribute> generated() {
        return generated;
    }

    boolean hasAggregates() {
        return assignments.stream()
                .anyMatch(assignment -> Trees.contains(assignment.value(), AggregateCall.class::isInstance));
    }

    /** {@code SELECT a + 1 AS b, b * 2}: an alias further left, where no column has the name. */
    private Optional<Expression> lateralAlias(ColumnReference reference) {
        Expression value = reference.parts().size() == 1
                ? aliases.get(key(reference.parts().getFirst()))
                : null;
        return Optional.ofNullable(value).map(meaning -> {
            String text = "lateralAliasReference(" + reference.parts().getFirst() + ")";
            return FunctionSpec.scalar(ALIAS_REFERENCE)
                    .standsForFirst()
                    .text(ignored -> text)
                    .typed(
                            CallSite.of(ALIAS_REFERENCE, meaning),
                            List.of(meaning),
                            meaning.type(),
                            context.resolution());
        });
    }

    private static boolean isAliasReference(Expression expression) {
        return expression instanceof Expression.ScalarCall call
                && call.function().name().equals(ALIAS_REFERENCE);
    }

    /** References to aliases show in the names of columns; after that only what they mean counts. */
    private static Expression meaning(Expression written) {
        return Trees.transform(
                written, node -> isAliasReference(node) ? node.children().getFirst() : node);
    }

    private String key(String name) {
        return context.caseSensitive() ? name : name.toLowerCase(java.util.Locale.ROOT);
    }

    private void add(UnresolvedExpression item, ExpressionAnalyzer analyzer) {
        if (item instanceof Star star) {
            analyzer.expand(star).forEach(this::add);
            return;
        }
        Expression written = analyzer.analyze(item);
        Expression value = meaning(written);
        GeneratorPlaces.refuseNested(value, item.origin(), context.zone());
        if (value instanceof GeneratorCall call) {
            addGenerator(call, item);
            return;
        }
        if (item instanceof Alias alias) {
            String name = alias.names().getFirst();
            Metadata metadata = alias.metadata().orElseGet(() -> inheritedMetadata(value));
            assignments.add(new Assignment(Attribute.create(name, value.type(), value.nullable(), metadata), value));
            aliases.putIfAbsent(key(name), value);
        } else if (item instanceof ColumnReference reference
                && (isAliasReference(written) || Variables.isReference(written))) {
            String name = reference.parts().getLast();
            assignments.add(new Assignment(
                    Attribute.create(name, value.type(), value.nullable(), inheritedMetadata(value)), value));
        } else if (value instanceof Attribute attribute && isOuter(attribute)) {
            String name = item instanceof ColumnReference reference
                    ? reference.parts().getLast()
                    : attribute.name();
            assignments.add(new Assignment(Attribute.create(name, value.type(), value.nullable()), value));
        } else if (value instanceof Attribute attribute) {
            assignments.add(Assignment.pass(attribute));
        } else {
            String name = name(item, written);
            assignments.add(new Assignment(
                    Attribute.create(name, value.type(), value.nullable(), inheritedMetadata(value)), value));
            if (item instanceof ColumnReference) {
                // A field of a struct; its name is as good as an alias.
                aliases.putIfAbsent(key(name), value);
            }
        }
    }

    private boolean isOuter(Attribute attribute) {
        return context.outer()
                .filter(outer -> outer.isParameter(attribute.id()))
                .isPresent();
    }

    private void add(StarExpansion.Named named) {
        Expression value = named.value();
        assignments.add(
                value instanceof Attribute attribute && !isOuter(attribute)
                        ? Assignment.pass(attribute)
                        : new Assignment(Attribute.create(named.name(), value.type(), value.nullable()), value));
    }

    private static Metadata inheritedMetadata(Expression value) {
        return value instanceof Attribute attribute ? attribute.metadata() : Metadata.empty();
    }

    /** The name of a column that has no alias. */
    private String name(UnresolvedExpression item, Expression value) {
        return switch (item) {
            case ColumnReference reference
            when reference.parts().size() > 1 || GroupingFunctions.isMarker(value) ->
                reference.parts().getLast();
            case ExtractValue extract
            when extract.extraction() instanceof Literal literal
                    && literal.value() instanceof String field
                    && extract.child() instanceof ColumnReference
                    && value instanceof Expression.ScalarCall call
                    && call.arguments().getFirst().type() instanceof StructType -> field;
            default ->
                value instanceof Expression.Conversion conversion
                                && !conversion.implicit()
                                && conversion.child() instanceof Attribute column
                        ? column.name()
                        : ExpressionText.pretty(value, context.zone());
        };
    }

    private void addGenerator(GeneratorCall call, UnresolvedExpression item) {
        if (generator != null) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.UNSUPPORTED_GENERATOR__MULTI_GENERATOR,
                            "num",
                            "2",
                            "generators",
                            "\"" + ExpressionText.sql(generator, context.zone()) + "\", \""
                                    + ExpressionText.sql(call, context.zone()) + "\"")
                    .at(item.origin().position()));
        }
        WindowAnalysis.refuse(
                call.children(),
                Expression.WindowCall.class::isInstance,
                context.zone(),
                item.origin().position());
        generator = call;
        List<String> names = item instanceof Alias alias ? alias.names() : List.of();
        generated = columns(call, names, item);
        generated.forEach(column -> assignments.add(Assignment.pass(column)));
    }

    /** The columns of a generator, under given names or its own. */
    static List<Attribute> columns(GeneratorCall call, List<String> names, UnresolvedExpression item) {
        StructType type = (StructType) call.type();
        if (!names.isEmpty() && names.size() != type.length()) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.NUM_COLUMNS_MISMATCH,
                            "operator",
                            call.function().name(),
                            "firstNumColumns",
                            String.valueOf(type.length()),
                            "invalidOrdinalNum",
                            "1",
                            "invalidNumColumns",
                            String.valueOf(names.size()))
                    .at(item.origin().position()));
        }
        List<Attribute> columns = new ArrayList<>();
        for (int i = 0; i < type.length(); i++) {
            StructField field = type.field(i);
            columns.add(Attribute.create(
                    names.isEmpty() ? field.name() : names.get(i), field.dataType(), field.nullable()));
        }
        return columns;
    }
}
