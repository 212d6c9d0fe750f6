package io.millrace.engine.analysis;

import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.ExpressionText;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DdlParser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The variables of a session, which names mean where no column is called so. Thread-safe. */
public final class Variables {
    /** The name of the function that a reference to a variable shows as. */
    private static final String REFERENCE = "variablereference";

    private static final List<String> NAMESPACE = List.of("system", "session");

    private final Map<String, Variable> variables = new ConcurrentHashMap<>();

    /**
     * One variable.
     *
     * @param defaultValue what {@code SET VARIABLE x = DEFAULT} sets; empty for null
     */
    public record Variable(String name, Constant value, Optional<UnresolvedExpression> defaultValue) {}

    public Optional<Variable> find(List<String> name) {
        boolean known = name.size() <= NAMESPACE.size() + 1;
        for (int i = 1; known && i < name.size(); i++) {
            known = NAMESPACE.get(NAMESPACE.size() - i).equalsIgnoreCase(name.get(name.size() - 1 - i));
        }
        return known ? Optional.ofNullable(variables.get(key(name.getLast()))) : Optional.empty();
    }

    public void put(Variable variable) {
        variables.put(key(variable.name()), variable);
    }

    public void remove(Variable variable) {
        variables.remove(key(variable.name()));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The whole name of a variable, in back-quotes; refuses names that no variable can have. */
    public static String fullName(List<String> name) {
        if (name.size() > 1 && !name.get(name.size() - 2).equalsIgnoreCase(NAMESPACE.getLast())) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.UNRESOLVED_VARIABLE,
                    "variableName",
                    NameResolver.quoted(name),
                    "searchPath",
                    "[" + NameResolver.quoted(NAMESPACE) + "]"));
        }
        return NameResolver.quoted(List.of(NAMESPACE.get(0), NAMESPACE.get(1), name.getLast()));
    }

    /** Whether an expression is what a variable's name means. */
    static boolean isReference(Expression expression) {
        return expression.isCallOf(REFERENCE);
    }

    /** A variable's value, which shows where it comes from. */
    Optional<Expression> reference(List<String> name, ResolutionContext context) {
        return find(name).map(variable -> {
            String text = REFERENCE + "(" + String.join(".", NAMESPACE) + "."
                    + DdlParser.quoteIfNeeded(key(variable.name())) + "="
                    + ExpressionText.sql(variable.value(), context.zone()) + ")";
            return FunctionSpec.scalar(REFERENCE)
                    .standsForFirst()
                    .text(ignored -> text)
                    .typed(
                            CallSite.of(REFERENCE, variable.value()),
                            List.<Expression>of(variable.value()),
                            variable.value().type(),
                            context);
        });
    }
}
