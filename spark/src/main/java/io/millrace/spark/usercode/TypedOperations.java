package io.millrace.spark.usercode;

import io.millrace.function.FilterFunction;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.FlatMapGroupsFunction;
import io.millrace.function.MapFunction;
import io.millrace.function.MapGroupsFunction;
import io.millrace.function.MapPartitionsFunction;
import io.millrace.plan.ObjectCodec;
import io.millrace.plan.UnresolvedPlan.Typed;
import io.millrace.spark.value.Cells;
import io.millrace.spark.value.SparkTypes;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
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
        Shipped<ObjectCodec<Object>> values = encoder(typed.inputEncoder());
        return switch (typed.kind()) {
            case MAP -> {
                UserCode<MapFunction<Object, Object>> code = UserCode.of(typed.function(), typed);
                yield mapped(input, typed, rows -> new Mapped<>(rows, row -> code.run(function -> function.call(row))));
            }
            case FILTER -> {
                UserCode<FilterFunction<Object>> code = UserCode.of(typed.function(), typed);
                yield input.filter((org.apache.spark.api.java.function.FilterFunction<Row>)
                        row -> code.run(function -> function.call(decode(row, values.get()))));
            }
            case FLAT_MAP -> {
                UserCode<FlatMapFunction<Object, Object>> code = UserCode.of(typed.function(), typed);
                yield mapped(
                        input,
                        typed,
                        rows -> new Flattened<>(rows, row -> code.guarded(code.run(function -> function.call(row)))));
            }
            case MAP_PARTITIONS -> {
                UserCode<MapPartitionsFunction<Object, Object>> code = UserCode.of(typed.function(), typed);
                yield mapped(input, typed, rows -> code.guarded(code.run(function -> function.call(rows))));
            }
            case MAP_GROUPS -> {
                UserCode<MapGroupsFunction<Object, Object, Object>> code = UserCode.of(typed.function(), typed);
                yield grouped(
                        input,
                        typed,
                        (key, group) -> Collections.singleton(code.run(function -> function.call(key, group)))
                                .iterator());
            }
            case FLAT_MAP_GROUPS -> {
                UserCode<FlatMapGroupsFunction<Object, Object, Object>> code = UserCode.of(typed.function(), typed);
                yield grouped(
                        input, typed, (key, group) -> code.guarded(code.run(function -> function.call(key, group))));
            }
        };
    }

    /** What an operation does with the values of one partition. */
    @FunctionalInterface
    private interface OnValues extends Serializable {
        Iterator<Object> apply(Iterator<Object> values);
    }

    private static Dataset<Row> mapped(Dataset<Row> input, Typed typed, OnValues operation) {
        Shipped<ObjectCodec<Object>> values = encoder(typed.inputEncoder());
        Shipped<ObjectCodec<Object>> results = encoder(typed.outputEncoder());
        return input.mapPartitions(
                (org.apache.spark.api.java.function.MapPartitionsFunction<Row, Row>)
                        rows -> encoded(operation.apply(decoded(rows, values.get())), results.get()),
                rows(typed.outputEncoder()));
    }

    /** What an operation does with the values of one group. */
    @FunctionalInterface
    private interface OnGroup extends Serializable {
        Iterator<Object> apply(Object key, Iterator<Object> values);
    }

    private static Dataset<Row> grouped(Dataset<Row> input, Typed typed, OnGroup operation) {
        Shipped<ObjectCodec<Object>> values = encoder(typed.inputEncoder());
        Shipped<ObjectCodec<Object>> results = encoder(typed.outputEncoder());
        ObjectCodec<?> keyEncoder = typed.keyEncoder().orElseThrow();
        Shipped<ObjectCodec<Object>> keys = encoder(keyEncoder);
        UserCode<MapFunction<Object, Object>> grouping =
                UserCode.of(typed.grouping().orElseThrow(), typed);
        return input.groupByKey(
                        (org.apache.spark.api.java.function.MapFunction<Row, Row>) row ->
                                encode(grouping.run(function -> function.call(decode(row, values.get()))), keys.get()),
                        rows(keyEncoder))
                .flatMapGroups(
                        (org.apache.spark.api.java.function.FlatMapGroupsFunction<Row, Row, Row>) (key, group) ->
                                encoded(
                                        operation.apply(decode(key, keys.get()), decoded(group, values.get())),
                                        results.get()),
                        rows(typed.outputEncoder()));
    }

    @SuppressWarnings("unchecked") // the API puts encoders there
    private static Shipped<ObjectCodec<Object>> encoder(ObjectCodec<?> encoder) {
        return Shipped.of((ObjectCodec<Object>) encoder);
    }

    private static org.apache.spark.sql.Encoder<Row> rows(ObjectCodec<?> encoder) {
        return Encoders.row(SparkTypes.toSpark(encoder.schema()));
    }

    private static Object decode(Row row, ObjectCodec<Object> encoder) {
        return encoder.fromCells(Cells.fromSpark(row));
    }

    private static Row encode(Object value, ObjectCodec<Object> encoder) {
        return Cells.toRow(encoder.toCells(value));
    }

    private static Iterator<Object> decoded(Iterator<Row> rows, ObjectCodec<Object> encoder) {
        return new Mapped<>(rows, row -> decode(row, encoder));
    }

    private static Iterator<Row> encoded(Iterator<Object> values, ObjectCodec<Object> encoder) {
        return new Mapped<>(values, value -> encode(value, encoder));
    }
}
