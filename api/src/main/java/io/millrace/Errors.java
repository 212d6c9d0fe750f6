package io.millrace;

import io.millrace.catalyst.parser.ParseException;
import io.millrace.spi.error.Condition;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceThrowable;
import java.util.Set;
import java.util.function.Supplier;

/** How this API and its engines raise errors. */
public final class Errors {
    private static final Set<Condition> OF_ANALYSIS = Set.of(
            ErrorCondition.NOT_A_CONSTANT_STRING__NULL,
            ErrorCondition.NOT_A_CONSTANT_STRING__WRONG_TYPE,
            ErrorCondition.NOT_A_CONSTANT_STRING__NOT_CONSTANT,
            ErrorCondition.UNSUPPORTED_EXPR_FOR_PARAMETER,
            ErrorCondition.INVALID_STATEMENT_FOR_EXECUTE_INTO,
            ErrorCondition.INVALID_EXPR_TYPE_FOR_QUERY_EXECUTE_IMMEDIATE,
            ErrorCondition.NULL_QUERY_STRING_EXECUTE_IMMEDIATE,
            ErrorCondition.INVALID_QUERY_MIXED_QUERY_PARAMETERS,
            ErrorCondition.ALL_PARAMETERS_MUST_BE_NAMED);

    private Errors() {}

    /**
     * Throws any exception, checked ones without declaring them: Spark's methods throw {@link AnalysisException}
     * undeclared. Gives an exception for {@code throw Errors.raise(…)}, which tells the compiler that nothing follows.
     */
    public static RuntimeException raise(Throwable error) {
        throw Errors.<RuntimeException>unchecked(error);
    }

    /** Throws an {@link AnalysisException}. */
    public static RuntimeException analysis(ErrorCondition condition, String... namesAndValues) {
        throw raise(AnalysisException.of(condition, namesAndValues));
    }

    /**
     * Runs a parser; its errors become {@link ParseException}, but for those about names and statements that are given as
     * values.
     */
    public static <T> T parsing(Supplier<T> parser) {
        try {
            return parser.get();
        } catch (RuntimeException e) {
            if (e instanceof MillraceThrowable known
                    && OF_ANALYSIS.contains(known.detail().condition())) {
                throw raise(new AnalysisException(known.detail(), e));
            }
            if (e instanceof MillraceThrowable known) {
                throw raise(new ParseException(known.detail(), e));
            }
            throw e;
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the cast is erased, which is the point
    private static <E extends Throwable> E unchecked(Throwable error) throws E {
        throw (E) error;
    }
}
