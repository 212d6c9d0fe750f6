package io.millrace.spark.usercode;

import io.millrace.Encoder;
import io.millrace.function.FilterFunction;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.FlatMapGroupsFunction;
import io.millrace.function.MapFunction;
import io.millrace.function.MapGroupsFunction;
import io.millrace.function.MapPartitionsFunction;
import io.millrace.plan.UnresolvedPlan.Typed;
import io.millrace.spark.value.Cells;
import io.millrace.spark.value.SparkTypes;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Typed operations. Spark sees functions of rows; inside them, the encoders of Millrace make the user's values of the cells
 * of a row and the other way round. So an encoder needs no counterpart in Spark, and a bean, a record or a key is on both
 * engines what it is in the API.
 */
public final class TypedOperations {
    private TypedOperations() {}

    /** The result of an operation on the rows of its input. */
    public static Dataset<Row> apply(Typed typed, Dataset<Row> input) {
        Shipped<Encoder<Object>> values = encoder(typed.inputEncoder());
        Shipped<Encoder<Object>> results = encoder(typed.outputEncoder());
        return switch (typed.kind()) {
            case MAP -> {
                Shipped<MapFunction<Object, Object>> function = function(typed.function());
                yield mapped(input, typed, rows -> {
                    MapFunction<Object, Object> code = function.get();
                    Encoder<Object> encoder = results.get();
                    return new Mapped<>(values(rows, values.get()), value -> encode(code.call(value), encoder));
                });
            }
            case FILTER -> {
                Shipped<FilterFunction<Object>> function = function(typed.function());
                yield input.filter((org.apache.spark.api.java.function.FilterFunction<Row>)
                        row -> function.get().call(decode(row, values.get())));
            }
            case FLAT_MAP -> {
                Shipped<FlatMapFunction<Object, Object>> function = function(typed.function());
                yield mapped(input, typed, rows -> {
                    FlatMapFunction<Object, Object> code = function.get();
                    return encoded(new Flattened<>(values(rows, values.get()), code::call), results.get());
                });
            }
            case MAP_PARTITIONS -> {
                Shipped<MapPartitionsFunction<Object, Object>> function = function(typed.function());
                yield mapped(
                        input,
                        typed,
                        rows -> encoded(function.get().call(values(rows, values.get())), results.get()));
            }
            case MAP_GROUPS -> {
                Shipped<MapGroupsFunction<Object, Object, Object>> function = function(typed.function());
                yield grouped(
                        input,
                        typed,
                        (key, group) -> Collections.singleton(function.get().call(key, group))
                                .iterator());
            }
            case FLAT_MAP_GROUPS -> {
                Shipped<FlatMapGroupsFunction<Object, Object, Object>> function = function(typed.function());
                yield grouped(input, typed, (key, group) -> function.get().call(key, group));
            }
        };
    }

    private static Dataset<Row> mapped(
            Dataset<Row> input,
            Typed typed,
            org.apache.spark.api.java.function.MapPartitionsFunction<Row, Row> function) {
        return input.mapPartitions(function, rows(typed.outputEncoder()));
    }

    private static Dataset<Row> grouped(
            Dataset<Row> input, Typed typed, FlatMapGroupsFunction<Object, Object, Object> function) {
        Shipped<Encoder<Object>> values = encoder(typed.inputEncoder());
        Shipped<Encoder<Object>> results = encoder(typed.outputEncoder());
        Object keyEncoder = typed.keyEncoder().orElseThrow();
        Shipped<Encoder<Object>> keys = encoder(keyEncoder);
        Shipped<MapFunction<Object, Object>> grouping = function(typed.grouping().orElseThrow());
        return input.groupByKey(
                        (org.apache.spark.api.java.function.MapFunction<Row, Row>)
                                row -> encode(grouping.get().call(decode(row, values.get())), keys.get()),
                        rows(keyEncoder))
                .flatMapGroups(
                        (org.apache.spark.api.java.function.FlatMapGroupsFunction<Row, Row, Row>) (key, group) -> encoded(
                                function.call(decode(key, keys.get()), values(group, values.get())), results.get()),
                        rows(typed.outputEncoder()));
    }

    @SuppressWarnings("unchecked") // the API pairs each kind with the type of its function
    private static <F> Shipped<F> function(Object function) {
        return Shipped.of((F) function);
    }

    @SuppressWarnings("unchecked") // the API puts encoders there
    private static Shipped<Encoder<Object>> encoder(Object encoder) {
        return Shipped.of((Encoder<Object>) encoder);
    }

    private static org.apache.spark.sql.Encoder<Row> rows(Object encoder) {
        return Encoders.row(SparkTypes.toSpark(((Encoder<?>) encoder).schema()));
    }

    private static Object decode(Row row, Encoder<Object> encoder) {
        return encoder.fromCells(Cells.fromSpark(row));
    }

    private static Row encode(Object value, Encoder<Object> encoder) {
        return Cells.toRow(encoder.toCells(value));
    }

    private static Iterator<Object> values(Iterator<Row> rows, Encoder<Object> encoder) {
        return new Mapped<>(rows, row -> decode(row, encoder));
    }

    private static Iterator<Row> encoded(Iterator<Object> values, Encoder<Object> encoder) {
        return new Mapped<>(values, value -> encode(value, encoder));
    }
}
