package io.millrace.spark.usercode;

import io.millrace.Errors;
import io.millrace.plan.ObjectCodec;
import io.millrace.plan.UnresolvedPlan.Typed;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Locale;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.errors.QueryExecutionErrors;

/**
 * The function of a typed operation as an executor has it. Whatever it throws becomes Spark's own exception of the
 * condition FAILED_EXECUTE_UDF with the original as cause, as for user-defined functions.
 *
 * @param name what the function is called in messages
 * @param signature what it takes
 * @param result what it gives
 * @param <F> the type of the function
 */
record UserCode<F>(Shipped<F> function, String name, String signature, String result) implements Serializable {
    @SuppressWarnings("unchecked") // the API pairs each kind of operation with the type of its function
    static <F> UserCode<F> of(Object function, Typed typed) {
        return new UserCode<>(
                Shipped.of((F) function),
                typed.kind().name().toLowerCase(Locale.ROOT) + " ("
                        + function.getClass().getSimpleName() + ")",
                catalogString(typed.inputEncoder()),
                catalogString(typed.outputEncoder()));
    }

    private static String catalogString(ObjectCodec<?> encoder) {
        return encoder.schema().catalogString();
    }

    /** Something that the function does. */
    @FunctionalInterface
    interface Action<F, R> {
        R run(F function) throws Exception;
    }

    <R> R run(Action<? super F, R> action) {
        try {
            return action.run(function.get());
        } catch (Exception e) {
            if (e instanceof RuntimeException known && e instanceof SparkThrowable) {
                throw known;
            }
            throw Errors.raise(QueryExecutionErrors.failedExecuteUserDefinedFunctionError(name, signature, result, e));
        }
    }

    /** An iterator that the function gave, which is its code, too. */
    <R> Iterator<R> guarded(Iterator<R> results) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return run(code -> results.hasNext());
            }

            @Override
            public R next() {
                return run(code -> results.next());
            }
        };
    }
}
