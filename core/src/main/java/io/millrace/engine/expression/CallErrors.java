package io.millrace.engine.expression;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes the errors of one call, with Spark's parameters and the call's position. */
public final class CallErrors {
    /** The address of Spark's documentation, which some of its errors name. */
    public static final String DOCUMENTATION = "https://spark.apache.org/docs/latest";

    private static final String[] ORDINALS = {"first", "second", "third"};

    private final FunctionSpec<?> spec;
    private final CallSite call;
    private final ZoneId zone;
    private final boolean lambdasAsWritten;

    CallErrors(FunctionSpec<?> spec, CallSite call, ZoneId zone) {
        this(spec, call, zone, false);
    }

    private CallErrors(FunctionSpec<?> spec, CallSite call, ZoneId zone, boolean lambdasAsWritten) {
        this.spec = spec;
        this.call = call;
        this.zone = zone;
        this.lambdasAsWritten = lambdasAsWritten;
    }

    /** The errors that come before lambdas are looked at: they show parameters by their names. */
    public CallErrors beforeLambdas() {
        return new CallErrors(spec, call, zone, true);
    }

    public CallSite call() {
        return call;
    }

    /** Any error, at the call. */
    public MillraceException error(ErrorCondition condition, String... namesAndValues) {
        return new MillraceException(ErrorDetail.of(condition, namesAndValues).at(call.position()));
    }

    /** A {@code DATATYPE_MISMATCH} error: {@code sqlExpr} is added. */
    public MillraceException mismatch(ErrorCondition condition, String... namesAndValues) {
        List<String> all = new ArrayList<>(List.of("sqlExpr", sqlExpression()));
        all.addAll(List.of(namesAndValues));
        return error(condition, all.toArray(String[]::new));
    }

    /** The call as messages show it, in double quotes. */
    public String sqlExpression() {
        return "\"" + spec.shown(call, this::text) + "\"";
    }

    private String text(Expression argument) {
        return lambdasAsWritten && argument instanceof Expression.Lambda
                ? ExpressionText.asWritten(argument, zone)
                : ExpressionText.checked(argument, zone);
    }

    /** The function's name as messages show it, in back-quotes. */
    public String functionName() {
        return "`" + spec.shownName(call) + "`";
    }

    /** The name that the call would show as SQL, where it shows one, and not the one that it was written with. */
    String prettyName() {
        if (spec.prettyName().isPresent()) {
            return spec.prettyName().get();
        }
        boolean ofNumbers = spec.parameters().take(call.arguments().size())
                && !spec.parameters().required().isEmpty()
                && spec.parameters().required().getFirst() != TypeFamily.STRING
                && spec instanceof ScalarSpec;
        // Functions of mathematics are shown in capitals.
        String capitals = call.name().toUpperCase(Locale.ROOT);
        return ofNumbers && spec.shown(call, this::text).startsWith(capitals + "(") ? capitals : call.name();
    }

    public MillraceException wrongCount(String expected) {
        return error(
                ErrorCondition.WRONG_NUM_ARGS__WITHOUT_SUGGESTION,
                "functionName",
                "`" + call.name() + "`",
                "expectedNum",
                expected,
                "actualNum",
                Integer.toString(call.arguments().size()),
                "docroot",
                DOCUMENTATION);
    }

    /** An argument of the wrong type. */
    public MillraceException unexpectedType(int index, TypeFamily wanted, Expression argument) {
        return unexpectedType(index, wanted.label(), argument);
    }

    /** An argument of the wrong type; {@code wanted} is quoted already. */
    public MillraceException unexpectedType(int index, String wanted, Expression argument) {
        return mismatch(
                ErrorCondition.DATATYPE_MISMATCH__UNEXPECTED_INPUT_TYPE,
                "paramIndex",
                ordinal(Math.max(0, index - spec.words())),
                "requiredType",
                wanted,
                "inputSql",
                shown(argument),
                "inputType",
                quoted(argument.type()));
    }

    /** Spark converts between times of day and moments, to see only then that it cannot be done. */
    void requireCast(Expression argument, TypeFamily wanted, ResolutionContext context) {
        wanted.otherMoment(argument.type(), context.ansi())
                .flatMap(type -> Casts.check((Expression.Conversion) context.convert(argument, type)))
                .ifPresent(failure -> {
                    throw new MillraceException(failure.detail().at(call.position()));
                });
    }

    /** Refuses an argument that is no constant. */
    public void requireConstant(String name, Expression argument, TypeFamily wanted) {
        requireConstant(name, argument, wanted.label());
    }

    /** The same; {@code wanted} is quoted already. */
    public void requireConstant(String name, Expression argument, String wanted) {
        if (!Constants.isFoldable(argument)) {
            throw mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__NON_FOLDABLE_INPUT,
                    "inputName",
                    "`" + name + "`",
                    "inputType",
                    wanted,
                    "inputExpr",
                    shown(argument));
        }
    }

    /** Arguments that should have one type and do not. */
    public MillraceException differentTypes(List<Expression> arguments) {
        return differentTypes(functionName(), "(" + String.join(" or ", types(arguments)) + ")");
    }

    /** The same with another name for the function. */
    public MillraceException differentTypes(String function, List<Expression> arguments) {
        return differentTypes("`" + function + "`", "(" + String.join(" or ", types(arguments)) + ")");
    }

    /** The same for functions whose messages list the types in brackets. */
    public MillraceException differentTypesInBrackets(List<Expression> arguments) {
        return differentTypes(functionName(), "[" + String.join(", ", types(arguments)) + "]");
    }

    /** The same by another condition with the parameters {@code functionName} and {@code dataType}. */
    public MillraceException differentTypes(ErrorCondition condition, List<Expression> arguments) {
        return mismatch(
                condition, "functionName", functionName(), "dataType", "[" + String.join(", ", types(arguments)) + "]");
    }

    /** The same with another name for the function. */
    public MillraceException differentTypesInBrackets(String function, List<Expression> arguments) {
        return differentTypes("`" + function + "`", "[" + String.join(", ", types(arguments)) + "]");
    }

    private MillraceException differentTypes(String function, String types) {
        return mismatch(ErrorCondition.DATATYPE_MISMATCH__DATA_DIFF_TYPES, "functionName", function, "dataType", types);
    }

    private static List<String> types(List<Expression> arguments) {
        return arguments.stream().map(argument -> quoted(argument.type())).toList();
    }

    /** {@code first, second …} for 0, 1 …; {@code 4th} for 3 */
    public static String ordinal(int index) {
        return index < ORDINALS.length ? ORDINALS[index] : (index + 1) + "th";
    }

    /** An argument as messages show it, in double quotes, with timestamps in the session's zone. */
    public String shown(Expression argument) {
        return "\"" + ExpressionText.checked(argument, zone) + "\"";
    }

    /** An expression in double quotes, with timestamps in UTC; {@link #shown} where there is a call. */
    public static String quoted(Expression expression) {
        return "\"" + ExpressionText.pretty(expression) + "\"";
    }

    public static String quoted(DataType type) {
        return "\"" + type.sql() + "\"";
    }
}
