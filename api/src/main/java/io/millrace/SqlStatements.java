package io.millrace;

import io.millrace.plan.Engine;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.Condition;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.types.DataType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs parsed SQL: binds parameters, runs commands at once, and makes Datasets of queries. */
final class SqlStatements {
    private SqlStatements() {}

    static Dataset<Row> run(Session session, UnresolvedPlan statement) {
        if (!(statement instanceof UnresolvedPlan.Command)) {
            return Dataset.ofRows(session, PlanTree.withNewId(statement));
        }
        List<Object[]> rows = new ArrayList<>();
        try (Engine.Rows result = session.engine().execute(statement)) {
            result.forEachRemaining(rows::add);
            return Dataset.ofRows(session, new UnresolvedPlan.LocalRows(result.schema(), rows, PlanTree.newOrigin()));
        }
    }

    /** The value of an expression over nothing but constants and variables of the session. */
    static UnresolvedExpression.Literal constant(Engine engine, UnresolvedExpression expression) {
        if (expression instanceof UnresolvedExpression.Literal literal) {
            return literal;
        }
        UnresolvedPlan row = new UnresolvedPlan.InlineTable(List.of(List.of(expression)), expression.origin());
        try (Engine.Rows rows = engine.execute(row)) {
            DataType type = rows.schema().field(0).dataType();
            UnresolvedExpression value = Literals.of(rows.next()[0]);
            if (!(value instanceof UnresolvedExpression.Literal literal)) {
                throw Errors.analysis(ErrorCondition.UNSUPPORTED_DATATYPE, "typeName", type.sql());
            }
            return new UnresolvedExpression.Literal(literal.value(), type, expression.origin());
        } catch (Exception failure) {
            // an error of analysis is a checked exception that no method declares
            throw Errors.raise(asParameter(failure));
        }
    }

    /** A table of one value tells what is not constant, and what fails; here neither is about a table. */
    private static Throwable asParameter(Exception failure) {
        if (!(failure instanceof MillraceThrowable known)) {
            return failure;
        }
        Condition condition = known.detail().condition();
        if (condition == ErrorCondition.INVALID_INLINE_TABLE__CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE) {
            return new MillraceException(
                    ErrorDetail.of(
                                    ErrorCondition.UNSUPPORTED_EXPR_FOR_PARAMETER,
                                    "invalidExprSql",
                                    known.getMessageParameters().get("expr"))
                            .at(known.position()),
                    failure);
        }
        return condition == ErrorCondition.INVALID_INLINE_TABLE__FAILED_SQL_EXPRESSION_EVALUATION
                ? failure.getCause()
                : failure;
    }

    /** Arguments by position, under the names that the parser gives to question marks. */
    static Map<String, Object> positional(Object arguments) {
        Map<String, Object> named = new HashMap<>();
        if (arguments instanceof Map<?, ?> map) {
            map.forEach((name, value) -> named.put((String) name, value));
        } else {
            for (int i = 0; i < Array.getLength(arguments); i++) {
                named.put(String.valueOf(i), Array.get(arguments, i));
            }
        }
        return named;
    }

    /** Puts values in the place of parameters. */
    static UnresolvedPlan bind(UnresolvedPlan statement, Map<String, Object> arguments) {
        return PlanTree.rewrite(statement, node -> {
            if (!(node instanceof UnresolvedExpression.Parameter parameter)) {
                return node;
            }
            if (!arguments.containsKey(parameter.name())) {
                throw Errors.analysis(ErrorCondition.UNBOUND_SQL_PARAMETER, "name", parameter.name());
            }
            return Literals.of(arguments.get(parameter.name()));
        });
    }
}
