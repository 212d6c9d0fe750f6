package io.millrace;

import static io.millrace.plan.UnresolvedExpression.call;

import io.millrace.function.ForeachFunction;
import io.millrace.function.ForeachPartitionFunction;
import io.millrace.function.ReduceFunction;
import io.millrace.plan.Engine;
import io.millrace.plan.ExplainMode;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.Aggregate;
import io.millrace.plan.UnresolvedPlan.Grouping;
import io.millrace.plan.UnresolvedPlan.Limit;
import io.millrace.plan.UnresolvedPlan.Project;
import io.millrace.plan.UnresolvedPlan.ToNames;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import io.millrace.spi.error.MillraceThrowable;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** The actions of a {@link Dataset}: runs plans on the engine and decodes rows. */
final class DatasetRunner<T> {
    private final Dataset<T> dataset;

    DatasetRunner(Dataset<T> dataset) {
        this.dataset = dataset;
    }

    /** Refuses a stream, whose end an action would never see. */
    void requireStatic() {
        if (dataset.isStreaming()) {
            throw Errors.analysis(
                    ErrorCondition.LEGACY_3102,
                    "msg",
                    "A stream has no end to wait for; queries with streaming sources must be executed with "
                            + "writeStream().start()");
        }
    }

    private Engine.Rows execute(UnresolvedPlan plan) {
        requireStatic();
        return dataset.sparkSession()
                .engine()
                .execute(dataset.sparkSession().persisted().substitute(plan));
    }

    /** All rows of a plan with the Dataset's columns. */
    List<T> collect(UnresolvedPlan plan) {
        TypedInput<T> input = TypedInput.of(plan, dataset);
        List<T> values = new ArrayList<>();
        try (Engine.Rows rows = execute(input.plan())) {
            rows.forEachRemaining(cells -> values.add(input.encoder().fromCells(cells)));
        }
        return values;
    }

    /** The values as an array of the rows' type. */
    Object array(List<T> values) {
        return values.toArray((Object[]) Array.newInstance(dataset.encoder().type(), 0));
    }

    Iterator<T> iterator() {
        TypedInput<T> input = TypedInput.of(dataset);
        Engine.Rows rows = execute(input.plan());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                boolean more = rows.hasNext();
                if (!more) {
                    rows.close();
                }
                return more;
            }

            @Override
            public T next() {
                return input.encoder().fromCells(rows.next());
            }
        };
    }

    long count() {
        Alias count = new Alias(call("count", Literals.of(1)), List.of("count"), Optional.empty(), Origin.NONE);
        UnresolvedPlan plan =
                new Aggregate(dataset.plan(), Grouping.PLAIN, List.of(), List.of(), List.of(count), Origin.NONE);
        try (Engine.Rows rows = execute(plan)) {
            return (Long) rows.next()[0];
        }
    }

    T reduce(ReduceFunction<T> function) {
        Iterator<T> rows = iterator();
        if (!rows.hasNext()) {
            throw new NoSuchElementException("reduce of an empty Dataset");
        }
        return userCode(() -> {
            T result = rows.next();
            while (rows.hasNext()) {
                result = function.call(result, rows.next());
            }
            return result;
        });
    }

    void foreach(ForeachFunction<T> function) {
        Iterator<T> rows = iterator();
        userCode(() -> {
            while (rows.hasNext()) {
                function.call(rows.next());
            }
            return null;
        });
    }

    void foreachPartition(ForeachPartitionFunction<T> function) {
        Iterator<T> rows = iterator();
        userCode(() -> {
            function.call(rows);
            return null;
        });
    }

    /** Something that calls a user's function. */
    private interface UserCode<R> {
        R run() throws Exception;
    }

    /** What the user's function throws reaches the caller as it is. */
    private static <R> R userCode(UserCode<R> code) {
        try {
            return code.run();
        } catch (Exception e) {
            throw Errors.raise(e);
        }
    }

    /** The rows as {@code show} prints them: cells become text inside the engine. */
    String showString(int rowCount, int truncate, boolean vertical) {
        int shown = Math.max(0, Math.min(rowCount, ShowTable.MAX_ROWS));
        int width = dataset.schema().length();
        List<String> positions =
                IntStream.range(0, width).mapToObj(i -> "c" + i).toList();
        List<UnresolvedExpression> texts = positions.stream()
                .<UnresolvedExpression>map(name -> new Alias(
                        call("pretty-string", UnresolvedExpression.column(name)),
                        List.of(name),
                        Optional.empty(),
                        Origin.NONE))
                .toList();
        UnresolvedPlan plan = new Limit(
                new Project(new ToNames(dataset.plan(), positions, Origin.NONE), texts, Origin.NONE),
                Literals.of(shown + 1),
                Origin.NONE);
        List<String[]> rows = new ArrayList<>();
        try (Engine.Rows result = execute(plan)) {
            while (result.hasNext()) {
                Object[] cells = result.next();
                rows.add(IntStream.range(0, width)
                        .mapToObj(i -> (String) cells[i])
                        .toArray(String[]::new));
            }
        }
        boolean more = rows.size() > shown;
        return new ShowTable(dataset.columns(), more ? rows.subList(0, shown) : rows, more, truncate).render(vertical);
    }

    static ExplainMode explainMode(String mode) {
        for (ExplainMode known : ExplainMode.values()) {
            if (known.name().equalsIgnoreCase(mode.trim())) {
                return known;
            }
        }
        throw new MillraceIllegalArgumentException(ErrorDetail.of(
                ErrorCondition.INVALID_OPTION_VALUE,
                "option",
                "explain",
                "accepted",
                "simple, extended, codegen, cost and formatted",
                "value",
                mode));
    }

    static MillraceIllegalArgumentException wrongWidth(String operator, int expected, int actual) {
        return new MillraceIllegalArgumentException(ErrorDetail.of(
                ErrorCondition.NUM_COLUMNS_MISMATCH,
                "operator",
                operator,
                "firstNumColumns",
                String.valueOf(expected),
                "invalidOrdinalNum",
                "1",
                "invalidNumColumns",
                String.valueOf(actual)));
    }

    static long randomSeed() {
        return ThreadLocalRandom.current().nextLong();
    }

    /** Where the parts of a random split begin and end, between 0 and 1. */
    static double[] splitBounds(double[] weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double[] bounds = new double[weights.length + 1];
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0) || !(total > 0)) {
                throw new MillraceIllegalArgumentException(ErrorDetail.of(
                        ErrorCondition.INVALID_OPTION_VALUE,
                        "option",
                        "weights",
                        "accepted",
                        "numbers from 0 with a positive sum",
                        "value",
                        String.format(Locale.ROOT, "%s", weights[i])));
            }
            bounds[i + 1] = i + 1 == weights.length ? 1.0 : bounds[i] + weights[i] / total;
        }
        return bounds;
    }

    /** The name of a temporary view, which has one part. */
    static String viewName(String name) {
        try {
            List<String> parts = Names.table(name);
            if (parts.size() == 1) {
                return parts.getFirst();
            }
        } catch (RuntimeException e) {
            throw Errors.raise(e);
        } catch (Exception e) { // a ParseException, thrown without being declared
            if (!(e instanceof MillraceThrowable)) {
                throw Errors.raise(e);
            }
        }
        throw Errors.analysis(ErrorCondition.LEGACY_1321, "viewName", name);
    }
}
