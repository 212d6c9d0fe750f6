package io.millrace;

import io.millrace.function.FlatMapGroupsFunction;
import io.millrace.function.MapFunction;
import io.millrace.function.MapGroupsFunction;
import io.millrace.plan.TypedFunction;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.Typed;
import java.util.Iterator;
import java.util.Optional;

/**
 * Values in groups by a key that a function gives.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public class KeyValueGroupedDataset<K, V> {
    private final Session session;
    private final TypedValues<?, K, V> values;

    /** The input, with functions that give key and value of a row. */
    private record TypedValues<T, K, V>(
            TypedInput<T> input, Encoder<K> keyEncoder, MapFunction<T, K> key, MapFunction<T, V> value) {

        UnresolvedPlan apply(TypedFunction kind, Object function, Encoder<?> output) {
            return new Typed(
                    input.plan(),
                    kind,
                    function,
                    input.encoder(),
                    Optional.of(keyEncoder),
                    Optional.of(key),
                    output,
                    PlanTree.newOrigin());
        }

        <U> UnresolvedPlan flatMap(FlatMapGroupsFunction<K, V, U> function, Encoder<U> output) {
            MapFunction<T, V> toValue = value;
            FlatMapGroupsFunction<K, T, U> ofRows = (k, rows) -> function.call(k, converted(rows, toValue));
            return apply(TypedFunction.FLAT_MAP_GROUPS, ofRows, output);
        }

        <U> UnresolvedPlan map(MapGroupsFunction<K, V, U> function, Encoder<U> output) {
            MapFunction<T, V> toValue = value;
            MapGroupsFunction<K, T, U> ofRows = (k, rows) -> function.call(k, converted(rows, toValue));
            return apply(TypedFunction.MAP_GROUPS, ofRows, output);
        }

        <W> TypedValues<T, K, W> mapValues(MapFunction<V, W> function) {
            MapFunction<T, V> toValue = value;
            return new TypedValues<>(input, keyEncoder, key, row -> function.call(toValue.call(row)));
        }
    }

    KeyValueGroupedDataset(Session session, TypedInput<V> input, Encoder<K> keyEncoder, MapFunction<V, K> key) {
        this(session, new TypedValues<>(input, keyEncoder, key, value -> value));
    }

    private KeyValueGroupedDataset(Session session, TypedValues<?, K, V> values) {
        this.session = session;
        this.values = values;
    }

    private static <T, V> Iterator<V> converted(Iterator<T> rows, MapFunction<T, V> function) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public V next() {
                try {
                    return function.call(rows.next());
                } catch (Exception e) {
                    throw Errors.raise(e); // what the user's function throws
                }
            }
        };
    }

    /** The same groups with other values. */
    public <W> KeyValueGroupedDataset<K, W> mapValues(MapFunction<V, W> func, Encoder<W> encoder) {
        return new KeyValueGroupedDataset<>(session, values.mapValues(func));
    }

    /** The keys, each once. */
    public Dataset<K> keys() {
        return mapGroups((key, group) -> key, values.keyEncoder());
    }

    /** One value for each group. */
    public <U> Dataset<U> mapGroups(MapGroupsFunction<K, V, U> f, Encoder<U> encoder) {
        return Dataset.of(session, values.map(f, encoder), encoder);
    }

    /** Any number of values for each group. */
    public <U> Dataset<U> flatMapGroups(FlatMapGroupsFunction<K, V, U> f, Encoder<U> encoder) {
        return Dataset.of(session, values.flatMap(f, encoder), encoder);
    }
}
