package io.millrace.engine.analysis;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Conversion;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.expression.UpCast;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.plan.ViewDefinition;
import io.millrace.plan.ViewSchemaMode;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;

/**
 * A view of a namespace as a plan. Its query is analysed anew, and may have other columns than when the view was made; the
 * view's schema mode says what becomes of them.
 */
public final class ViewAnalysis {
    private final AnalysisContext context;
    private final StoredView view;
    private final List<String> name;

    /** @param name all parts of the view's name */
    public ViewAnalysis(AnalysisContext context, StoredView view, List<String> name) {
        this.context = context.insideView(view.settings());
        this.view = view;
        this.name = name;
    }

    /** What the view gives now. */
    public LogicalPlan analyze() {
        Analyzed analyzed = new Analyzer(context).resolve(view.body());
        LogicalPlan query = Analyzer.visible(analyzed.plan(), analyzed.scope());
        ViewDefinition definition = view.definition();
        List<Assignment> assignments = new ArrayList<>();
        if (definition.schemaMode() == ViewSchemaMode.EVOLUTION
                && definition.columnNames().isEmpty()) {
            requireDifferentNames(query);
            query.output().forEach(column -> assignments.add(new Assignment(column.fresh(), column)));
            return new LogicalPlan.Project(query, assignments);
        }
        for (int i = 0; i < view.queryColumns().size(); i++) {
            StructField field = view.columns().field(i);
            Attribute source = source(i, query);
            Expression value = switch (definition.schemaMode()) {
                case BINDING -> widened(source, field, analyzed.scope());
                case COMPENSATION -> converted(source, field);
                case TYPE_EVOLUTION, EVOLUTION -> source;
            };
            Attribute target = Attribute.create(field.name(), value.type(), value.nullable(), field.metadata());
            assignments.add(new Assignment(target, value));
        }
        return new LogicalPlan.Project(query, assignments);
    }

    private void requireDifferentNames(LogicalPlan query) {
        NameResolver names = new NameResolver(context.caseSensitive());
        List<Attribute> columns = query.output();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            if (columns.subList(0, i).stream().anyMatch(other -> names.sameName(other.name(), name))) {
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.COLUMN_ALREADY_EXISTS, "columnName", NameResolver.quoted(List.of(name))));
            }
        }
    }

    /** The view as it would be made now: with the columns that it gives now, if its mode follows the query. */
    public StoredView current() {
        return switch (view.definition().schemaMode()) {
            case BINDING, COMPENSATION -> view;
            case TYPE_EVOLUTION, EVOLUTION -> {
                LogicalPlan plan = analyze();
                List<String> queryColumns = view.definition().columnNames().isEmpty()
                        ? List.of(plan.schema().fieldNames())
                        : view.queryColumns();
                StructType columns = plan.schema();
                yield view.with(view.definition(), columns, queryColumns);
            }
        };
    }

    /** The column of the query that has the name that it had, the first or second or … of that name. */
    private Attribute source(int index, LogicalPlan query) {
        String wanted = view.queryColumns().get(index);
        NameResolver names = new NameResolver(context.caseSensitive());
        List<Attribute> sources = query.output().stream()
                .filter(column -> names.sameName(column.name(), wanted))
                .toList();
        List<String> before = view.queryColumns().subList(0, index);
        int ordinal = (int)
                before.stream().filter(column -> names.sameName(column, wanted)).count();
        int expected = (int) view.queryColumns().stream()
                .filter(column -> names.sameName(column, wanted))
                .count();
        if (sources.size() != expected) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.INCOMPATIBLE_VIEW_SCHEMA_CHANGE,
                    "viewName",
                    NameResolver.quoted(name),
                    "colName",
                    wanted,
                    "expectedNum",
                    String.valueOf(expected),
                    "actualCols",
                    sources.stream().map(Attribute::name).toList().toString(),
                    "suggestion",
                    suggestion()));
        }
        return sources.get(ordinal);
    }

    private String suggestion() {
        List<String> columns = view.definition().columnNames();
        return "CREATE OR REPLACE VIEW " + String.join(".", name)
                + (columns.isEmpty() ? "" : " (" + String.join(", ", columns) + ")") + " AS " + view.text();
    }

    private Expression widened(Attribute source, StructField field, Scope scope) {
        if (!UpCast.allows(source.type(), field.dataType())) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.CANNOT_UP_CAST_DATATYPE,
                    "expression",
                    ((Attribute) scope.qualify(source)).name(),
                    "sourceType",
                    CallErrors.quoted(source.type()),
                    "targetType",
                    CallErrors.quoted(field.dataType()),
                    "details",
                    "The view was made with the old type; make it anew, or use another schema mode"));
        }
        return converted(source, field);
    }

    private Expression converted(Attribute source, StructField field) {
        return TypeCoercion.sameType(source.type(), field.dataType())
                ? source
                : new Conversion(source, field.dataType(), Conversion.Mode.ANSI, context.zone(), true);
    }
}
