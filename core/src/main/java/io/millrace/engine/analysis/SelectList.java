package io.millrace.engine.analysis;

import io.millrace.engine.builtin.Extraction;
import io.millrace.engine.builtin.GroupingFunctions;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.AggregateCall;
import io.millrace.engine.expression.Expression.GeneratorCall;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Trees;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.ExtractValue;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.Metadata;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types the items of a select list and names them as Spark does. A list may hold one generator. */
final class SelectList {
    private final AnalysisContext context;
    /** Knows the input and aliases; {@link #everything} knows what a generator gives, too. */
    private final ExpressionAnalyzer analyzer;

    private final ExpressionAnalyzer everything;
    private final LateralAliases aliases;
    private final List<Assignment> assignments = new ArrayList<>();
    private final Map<Assignment, Expression> written = new LinkedHashMap<>();
    private UnresolvedExpression generatorItem;
    private GeneratorCall generator;
    private List<Attribute> generated = List.of();
    private Origin marker;

    private SelectList(List<UnresolvedExpression> items, ExpressionAnalyzer input, AnalysisContext context) {
        this.context = context;
        this.aliases = new LateralAliases(context);
        this.analyzer = input.orElse(name -> aliases.find(name, input));
        this.everything = input.orElse(name -> aliases.find(name, input).or(() -> generatedColumn(name, items)));
    }

    static SelectList analyze(List<UnresolvedExpression> items, ExpressionAnalyzer analyzer, AnalysisContext context) {
        SelectList list = new SelectList(items, analyzer, context);
        items.forEach(list::add);
        list.written.values().forEach(list.aliases::refuseInCalls);
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

    /** The first alias that a column uses, as it was written there. */
    Optional<String> aliasIn(Assignment column) {
        return Optional.ofNullable(written.get(column)).flatMap(LateralAliases::firstIn);
    }

    /** Where the first {@code grouping()} or {@code grouping_id()} stands. */
    Optional<Origin> marker() {
        return Optional.ofNullable(marker);
    }

    private static Optional<UnresolvedExpression> marker(UnresolvedExpression item) {
        boolean isCall = item instanceof FunctionCall call && GroupingFunctions.isMarker(call.name());
        return isCall
                ? Optional.of(item)
                : UnresolvedChildren.of(item).stream()
                        .flatMap(part -> marker(part).stream())
                        .findFirst();
    }

    boolean hasAggregates() {
        return assignments.stream()
                .anyMatch(assignment -> Trees.contains(assignment.value(), AggregateCall.class::isInstance));
    }

    /** Items all over the list may use what its generator gives, where neither a column nor an alias has the name. */
    private Optional<Expression> generatedColumn(ColumnReference reference, List<UnresolvedExpression> items) {
        if (generator == null) {
            items.stream()
                    .filter(analyzer::isGenerator)
                    .findFirst()
                    .ifPresent(item -> generator(item, (GeneratorCall) analyzer.analyze(item)));
        }
        return new NameResolver(context.caseSensitive())
                .find(reference, Scope.of(generated))
                .map(match -> analyzer.fields(match.attribute(), match.fields(), reference.origin()));
    }

    /** What a name means as an alias of the list. */
    Optional<Expression> lateralAlias(ColumnReference reference) {
        return aliases.find(reference, analyzer);
    }

    private void add(UnresolvedExpression item) {
        if (item instanceof Star star) {
            analyzer.expand(star).forEach(this::add);
            return;
        }
        if (item == generatorItem) {
            generated.forEach(column -> assignments.add(Assignment.pass(column)));
            return;
        }
        Expression typed = (analyzer.isGenerator(item) ? analyzer : everything).analyze(item);
        Expression value = LateralAliases.meaning(typed);
        GeneratorPlaces.refuseNested(value, item.origin(), context.zone());
        if (value instanceof GeneratorCall call) {
            generator(item, call);
            add(item);
            return;
        }
        if (marker == null && Trees.contains(value, GroupingFunctions::isMarker)) {
            marker = marker(item).orElse(item).origin();
        }
        Assignment assignment = assignment(item, typed, value);
        assignments.add(assignment);
        written.put(assignment, typed);
    }

    /** @param typed the item with the aliases that it uses, which show in its name */
    private Assignment assignment(UnresolvedExpression item, Expression typed, Expression value) {
        if (item instanceof Alias alias) {
            String name = alias.names().getFirst();
            Metadata metadata = alias.metadata().orElseGet(() -> Extraction.metadata(value));
            aliases.add(name, value);
            return named(name, value, metadata);
        }
        if (item instanceof ColumnReference reference
                && (LateralAliases.isReference(typed) || Variables.isReference(typed))) {
            return named(reference.parts().getLast(), value, Extraction.metadata(value));
        }
        if (value instanceof Attribute attribute) {
            if (!context.isOuter(attribute)) {
                return Assignment.pass(attribute);
            }
            String name = item instanceof ColumnReference reference
                    ? reference.parts().getLast()
                    : attribute.name();
            return named(name, value, Metadata.empty());
        }
        String name = name(item, typed);
        if (item instanceof ColumnReference) {
            // A field of a struct; its name is as good as an alias.
            aliases.add(name, value);
        }
        return named(name, value, Extraction.metadata(value));
    }

    private static Assignment named(String name, Expression value, Metadata metadata) {
        return new Assignment(Attribute.create(name, value.type(), value.nullable(), metadata), value);
    }

    private void add(StarExpansion.Named named) {
        Expression value = named.value();
        assignments.add(
                value instanceof Attribute attribute && !context.isOuter(attribute)
                        ? Assignment.pass(attribute)
                        : named(named.name(), value, Extraction.metadata(value)));
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
            default -> {
                boolean cast = value instanceof Expression.Conversion conversion && !conversion.implicit();
                Expression named = cast ? value.children().getFirst() : value;
                yield cast && named instanceof Attribute column
                        ? column.name()
                        : Extraction.nameOfNull(named).orElseGet(() -> ExpressionText.pretty(value, context.zone()));
            }
        };
    }

    private void generator(UnresolvedExpression item, GeneratorCall call) {
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
        generatorItem = item;
        generated = columns(call, names, item);
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
