package io.millrace;

import io.millrace.catalyst.parser.ParseException;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceThrowable;
import java.util.function.Supplier;

/** How this API and its engines raise errors. */
public final class Errors {
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

    /** Runs a parser; its errors become {@link ParseException}. */
    public static <T> T parsing(Supplier<T> parser) {
        try {
            return parser.get();
        } catch (RuntimeException e) {
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
