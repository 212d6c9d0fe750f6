package io.millrace.spark.value;

import io.millrace.JavaValues;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Cells, which {@link JavaValues} lists, and the values that Spark's rows hold outside of its engine.
 *
 * <p>The sessions of this engine make Spark give java.time for dates and timestamps, so only collections and structs
 * differ: Spark has Scala's collections and its own {@code Row}.
 */
public final class Cells {
    private Cells() {}

    /** The cells of a row. */
    public static Object[] fromSpark(Row row) {
        Object[] cells = new Object[row.length()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = fromSpark(row.get(i));
        }
        return cells;
    }

    /** The cell for a value of a row; null stays null. */
    public static Object fromSpark(Object value) {
        return switch (value) {
            case null -> null;
            case Row struct -> fromSpark(struct);
            case scala.collection.Map<?, ?> map -> {
                Map<Object, Object> cells = new LinkedHashMap<>();
                CollectionConverters.asJava(map)
                        .forEach((key, element) -> cells.put(fromSpark(key), fromSpark(element)));
                yield cells;
            }
            case scala.collection.Seq<?> list -> {
                List<Object> cells = new ArrayList<>(list.size());
                CollectionConverters.asJava(list).forEach(element -> cells.add(fromSpark(element)));
                yield cells;
            }
            default -> value;
        };
    }

    /** A row of cells. */
    public static Row toRow(Object[] cells) {
        Object[] values = new Object[cells.length];
        for (int i = 0; i < cells.length; i++) {
            values[i] = toSpark(cells[i]);
        }
        return RowFactory.create(values);
    }

    /** The value of a row for a cell; null stays null. */
    public static Object toSpark(Object cell) {
        return switch (cell) {
            case null -> null;
            case Object[] struct -> toRow(struct);
            case List<?> list -> {
                List<Object> values = new ArrayList<>(list.size());
                list.forEach(element -> values.add(toSpark(element)));
                yield CollectionConverters.asScala(values).toSeq();
            }
            case Map<?, ?> map -> {
                Map<Object, Object> values = new LinkedHashMap<>();
                map.forEach((key, element) -> values.put(toSpark(key), toSpark(element)));
                yield CollectionConverters.asScala(values);
            }
            default -> cell;
        };
    }

    /**
     * What a user's function sees for an argument that Spark gives. Its type is not known, but values tell it: Spark's
     * rows have a schema, and the other types differ in their Java classes.
     *
     * @param javaTime whether dates and timestamps are given as java.time
     */
    public static Object toUser(Object value, boolean javaTime) {
        return switch (value) {
            case null -> null;
            case LocalDate date -> JavaValues.toUser(date, DataTypes.DateType, javaTime);
            case Instant instant -> JavaValues.toUser(instant, DataTypes.TimestampType, javaTime);
            case Row struct -> {
                StructType schema = SparkTypes.fromSpark(struct.schema());
                yield JavaValues.toRow(fromSpark(struct), schema, javaTime);
            }
            case scala.collection.Map<?, ?> map -> {
                Map<Object, Object> values = new LinkedHashMap<>();
                CollectionConverters.asJava(map)
                        .forEach((key, element) -> values.put(toUser(key, javaTime), toUser(element, javaTime)));
                yield values;
            }
            case scala.collection.Seq<?> list -> {
                List<Object> values = new ArrayList<>(list.size());
                CollectionConverters.asJava(list).forEach(element -> values.add(toUser(element, javaTime)));
                yield values;
            }
            default -> value;
        };
    }

    /** What Spark takes for the result of a user's function; refuses a value that does not go with the type. */
    public static Object fromUser(Object value, DataType type) {
        return toSpark(JavaValues.toCell(value, type));
    }
}
