package io.millrace.spark.value;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import scala.Option;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Java's collections as Scala's. */
public final class Scala {
    private Scala() {}

    /** An immutable sequence of the elements. */
    public static <T> Seq<T> seq(List<? extends T> elements) {
        return CollectionConverters.<T>asScala(List.<T>copyOf(elements)).toSeq();
    }

    /** An immutable sequence of what the function gives for the elements, which is called in their order. */
    public static <S, T> Seq<T> seq(List<? extends S> elements, Function<? super S, ? extends T> function) {
        return seq(elements.stream().<T>map(function).toList());
    }

    public static <T> Option<T> option(Optional<? extends T> value) {
        return Option.apply(value.orElse(null));
    }

    /** An immutable map with the entries of another. */
    public static <K, V> scala.collection.immutable.Map<K, V> map(Map<K, V> entries) {
        List<Tuple2<K, V>> pairs = entries.entrySet().stream()
                .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
                .toList();
        return scala.collection.immutable.Map.from(CollectionConverters.asScala(pairs));
    }
}
