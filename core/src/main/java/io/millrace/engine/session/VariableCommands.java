package io.millrace.engine.session;

import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Variables;
import io.millrace.engine.analysis.Variables.Variable;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Expression.Conversion;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.expression.Values;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.operator.basic.Collector;
import io.millrace.plan.Origin;
import io.millrace.plan.TableCommand.DeclareVariables;
import io.millrace.plan.TableCommand.DropVariable;
import io.millrace.plan.TableCommand.SetVariables;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commands about the variables of the session. */
final class VariableCommands {
    private static final String DEFAULT = "DEFAULT";

    private final EmbeddedEngine engine;
    private final Variables variables;

    VariableCommands(EmbeddedEngine engine) {
        this.engine = engine;
        this.variables = engine.catalog().variables();
    }

    void declare(DeclareVariables declare) {
        for (List<String> name : declare.names()) {
            String fullName = Variables.fullName(name);
            if (variables.find(name).isPresent() && !declare.replace()) {
                throw new MillraceException(
                        ErrorDetail.of(ErrorCondition.VARIABLE_ALREADY_EXISTS, "variableName", fullName));
            }
        }
        UnresolvedExpression first =
                declare.defaultValue().orElse(new Literal(null, DataTypes.NullType, declare.origin()));
        UnresolvedPlan row =
                new UnresolvedPlan.Project(new UnresolvedPlan.OneRow(Origin.NONE), List.of(first), declare.origin());
        LogicalPlan plan = engine.analyze(row);
        DataType type = declare.type().orElse(plan.output().getFirst().type());
        Constant value = values(plan, List.of(type)).getFirst();
        declare.names().forEach(name -> variables.put(new Variable(name.getLast(), value, declare.defaultValue())));
    }

    void set(SetVariables set) {
        List<Variable> targets = new ArrayList<>();
        for (List<String> name : set.names()) {
            Variable target = variables
                    .find(name)
                    .orElseThrow(() -> new MillraceException(ErrorDetail.of(
                                    ErrorCondition.UNRESOLVED_VARIABLE,
                                    "variableName",
                                    Catalog.quoted(name),
                                    "searchPath",
                                    FunctionRegistry.SEARCH_PATH)
                            .at(set.origin().position())));
            if (targets.contains(target)) {
                throw new MillraceException(
                        ErrorDetail.of(ErrorCondition.DUPLICATE_ASSIGNMENTS, "nameList", "`" + target.name() + "`"));
            }
            targets.add(target);
        }
        LogicalPlan plan = engine.analyze(withDefaults(set.values(), targets));
        if (plan.output().size() != targets.size()) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.ASSIGNMENT_ARITY_MISMATCH,
                    "numExpr",
                    String.valueOf(plan.output().size()),
                    "numTarget",
                    String.valueOf(targets.size())));
        }
        List<Constant> values = values(
                plan, targets.stream().map(target -> target.value().type()).toList());
        for (int i = 0; i < targets.size(); i++) {
            Variable target = targets.get(i);
            variables.put(new Variable(target.name(), values.get(i), target.defaultValue()));
        }
    }

    /** The word DEFAULT in the place of a value means the default of its variable. */
    private static UnresolvedPlan withDefaults(UnresolvedPlan values, List<Variable> targets) {
        if (!(values instanceof UnresolvedPlan.Project project)
                || !(project.input() instanceof UnresolvedPlan.OneRow)
                || project.expressions().size() != targets.size()) {
            return values;
        }
        List<UnresolvedExpression> expressions = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            UnresolvedExpression value = project.expressions().get(i);
            boolean isDefault = value instanceof ColumnReference reference
                    && reference.parts().size() == 1
                    && reference.parts().getFirst().equalsIgnoreCase(DEFAULT);
            expressions.add(
                    isDefault
                            ? targets.get(i)
                                    .defaultValue()
                                    .orElse(new Literal(null, DataTypes.NullType, value.origin()))
                            : value);
        }
        return new UnresolvedPlan.Project(project.input(), expressions, project.origin());
    }

    /** The only row of a plan, converted; nulls if there is none. */
    private List<Constant> values(LogicalPlan plan, List<DataType> types) {
        List<Assignment> assignments = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            Attribute column = plan.output().get(i);
            Expression value = column.type().equals(types.get(i))
                    ? column
                    : new Conversion(
                            column,
                            types.get(i),
                            Conversion.Mode.ANSI,
                            engine.settings().zone(),
                            true);
            assignments.add(new Assignment(Attribute.create(column.name(), types.get(i), true), value));
        }
        Collector rows = engine.collect(new LogicalPlan.Project(plan, assignments));
        if (rows.rows() > 1) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.ROW_SUBQUERY_TOO_MANY_ROWS));
        }
        Optional<ColumnBatch> batch = rows.batches().stream().findFirst();
        List<Constant> values = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            int column = i;
            Object value = batch.map(row -> Values.get(row.column(column), 0)).orElse(null);
            values.add(new Constant(value, types.get(i)));
        }
        return values;
    }

    void drop(DropVariable drop) {
        String fullName = Variables.fullName(drop.name());
        Optional<Variable> variable = variables.find(drop.name());
        if (variable.isEmpty() && !drop.ifExists()) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.VARIABLE_NOT_FOUND, "variableName", fullName));
        }
        variable.ifPresent(variables::remove);
    }
}
