package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Columns added, replaced, renamed and dropped by name; all others stay as they are. */
final class ColumnChanges {
    private final AnalysisContext context;
    private final Analyzer analyzer;
    private final NameResolver names;

    ColumnChanges(AnalysisContext context, Analyzer analyzer) {
        this.context = context;
        this.analyzer = analyzer;
        this.names = new NameResolver(context.caseSensitive());
    }

    Analyzed withColumns(UnresolvedPlan.WithColumns columns) {
        Analyzed source = analyzer.resolve(columns.input());
        TimeWindows.Prepared prepared = new TimeWindows(context).prepare(source, columns.columns());
        Analyzed input = prepared.input();
        ExpressionAnalyzer expressions = new ExpressionAnalyzer(context, input.scope()).withPrepared(prepared.calls());
        if (columns.known()) {
            columns.columns().forEach(column -> requireKnown(column, input.scope()));
        }
        SelectList list = SelectList.analyze(List.copyOf(columns.columns()), expressions, context);
        Map<String, Assignment> added = new LinkedHashMap<>();
        list.assignments().forEach(assignment -> added.put(assignment.target().name(), assignment));
        List<Assignment> assignments = new ArrayList<>();
        for (Scope.Column column : input.scope().columns()) {
            Assignment replaced = Assignment.pass(column.attribute());
            for (Assignment candidate : list.assignments()) {
                if (names.sameName(candidate.target().name(), column.attribute().name())) {
                    replaced = candidate;
                    added.remove(candidate.target().name());
                }
            }
            assignments.add(replaced);
        }
        assignments.addAll(added.values());
        LogicalPlan below = list.generator()
                .<LogicalPlan>map(call -> new LogicalPlan.Generate(input.plan(), call, list.generated()))
                .orElse(input.plan());
        return projected(below, assignments, input.scope());
    }

    private void requireKnown(UnresolvedExpression.Alias column, Scope scope) {
        String name = column.names().getFirst();
        if (scope.attributes().stream().noneMatch(known -> names.sameName(known.name(), name))) {
            throw names.unresolved(column.names(), column.origin(), scope);
        }
    }

    private static Analyzed projected(LogicalPlan input, List<Assignment> assignments, Scope scope) {
        return new Analyzed(new LogicalPlan.Project(input, assignments), scope.output(assignments));
    }

    Analyzed rename(UnresolvedPlan.RenameColumns rename) {
        Analyzed input = analyzer.resolve(rename.input());
        List<Assignment> assignments = new ArrayList<>();
        for (Attribute column : input.scope().attributes()) {
            String newName = column.name();
            for (Map.Entry<String, String> entry : rename.names().entrySet()) {
                if (names.sameName(entry.getKey(), newName)) {
                    newName = entry.getValue();
                }
            }
            assignments.add(
                    newName.equals(column.name())
                            ? Assignment.pass(column)
                            : new Assignment(column.fresh().withName(newName), column));
        }
        return projected(input.plan(), assignments, input.scope());
    }

    Analyzed drop(UnresolvedPlan.DropColumns drop) {
        Analyzed input = analyzer.resolve(drop.input());
        List<Assignment> kept = new ArrayList<>();
        for (Attribute column : input.scope().attributes()) {
            boolean dropped = drop.columns().stream()
                    .filter(ColumnReference.class::isInstance)
                    .map(ColumnReference.class::cast)
                    .anyMatch(reference -> reference.origin().planId().isPresent()
                            ? names.find(reference, input.scope())
                                    .filter(match -> match.attribute().id() == column.id())
                                    .isPresent()
                            : names.sameName(String.join(".", reference.parts()), column.name()));
            if (!dropped) {
                kept.add(Assignment.pass(column));
            }
        }
        return projected(input.plan(), kept, input.scope());
    }

    Analyzed toNames(UnresolvedPlan.ToNames toNames) {
        Analyzed input = analyzer.resolve(toNames.input());
        List<Attribute> columns = input.scope().attributes();
        if (columns.size() != toNames.names().size()) {
            throw new MillraceIllegalArgumentException(ErrorDetail.of(
                    ErrorCondition.NUM_COLUMNS_MISMATCH,
                    "operator",
                    "toDF",
                    "firstNumColumns",
                    String.valueOf(columns.size()),
                    "invalidOrdinalNum",
                    "1",
                    "invalidNumColumns",
                    String.valueOf(toNames.names().size())));
        }
        List<Assignment> assignments = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            assignments.add(new Assignment(
                    columns.get(i).fresh().withName(toNames.names().get(i)), columns.get(i)));
        }
        return projected(input.plan(), assignments, input.scope());
    }
}
