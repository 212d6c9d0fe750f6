package io.millrace.spark;

import static io.millrace.Functions.col;
import static io.millrace.Functions.udf;
import static io.millrace.spark.OnAnEngine.assertRows;
import static io.millrace.spark.OnAnEngine.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Dataset;
import io.millrace.Encoders;
import io.millrace.Row;
import io.millrace.api.java.UDF1;
import io.millrace.api.java.UDF2;
import io.millrace.expressions.UserDefinedFunction;
import io.millrace.function.FilterFunction;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.MapFunction;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.types.DataTypes;
import java.io.IOException;
import java.io.Serializable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions of the user, for columns and for objects. */
interface UserCodePlans extends OnAnEngine {
    @Test
    default void javaFunction() {
        UserDefinedFunction repeat = udf(
                (UDF2<String, Integer, String>) (text, times) -> text == null ? "nobody" : text.repeat(times),
                DataTypes.StringType);
        assertRows(
                people().select(col("id"), repeat.apply(col("name"), col("id")).as("names")),
                "id INT NOT NULL,names STRING",
                row(1, "Ada"),
                row(2, "BobBob"),
                row(3, "nobody"));
        session().udf().register("repeated", repeat);
        assertRows(
                session().sql("SELECT repeated(name, 2) FROM people WHERE id = 1"),
                "`repeated(name, 2)` STRING",
                row("AdaAda"));
    }

    @Test
    default void javaFunctionOfNestedAndTemporalValues() {
        UserDefinedFunction describe = udf(
                (UDF2<List<Timestamp>, Row, String>) (times, struct) -> times + " " + struct.getAs("x"),
                DataTypes.StringType);
        assertRows(
                session()
                        .sql("SELECT array(TIMESTAMP '2024-01-01 00:00:00') AS a, named_struct('x', 1) AS s")
                        .select(describe.apply(col("a"), col("s")).as("text")),
                "text STRING",
                row("[" + Timestamp.from(Instant.parse("2024-01-01T00:00:00Z")) + "] 1"));
    }

    @Test
    default void functionThatNeverGivesNull() {
        UserDefinedFunction length = udf((UDF1<String, Integer>) String::length, DataTypes.IntegerType)
                .asNonNullable();
        assertRows(
                people().where("name IS NOT NULL")
                        .select(length.apply(col("name")).as("n")),
                "n INT NOT NULL",
                row(3),
                row(3));
    }

    @Test
    default void failureOfAJavaFunction() {
        UserDefinedFunction fails = udf(
                (UDF2<Integer, Integer, Integer>) (a, b) -> {
                    throw new IOException("no luck with " + a);
                },
                DataTypes.IntegerType);
        assertThatThrownBy(() -> people().limit(1)
                        .select(fails.apply(col("id"), col("id")))
                        .collectAsList())
                .satisfies(error ->
                        assertThat(((MillraceThrowable) error).getCondition()).isEqualTo("FAILED_EXECUTE_UDF"))
                .hasCauseInstanceOf(IOException.class)
                .hasRootCauseInstanceOf(IOException.class)
                .hasRootCauseMessage("no luck with 1");
    }

    /** A bean of the user. */
    class Person implements Serializable {
        private static final long serialVersionUID = 1L;

        private int id;
        private String name;

        public int getId() {
            return id;
        }

        public void setId(int id) {
            this.id = id;
        }

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }

    @Test
    default void typedMap() {
        Dataset<Person> people = people().select("id", "name").as(Encoders.bean(Person.class));
        Dataset<String> labels = people.map(
                (MapFunction<Person, String>) person -> person.getId() + ":" + person.getName(), Encoders.STRING());
        assertRows(labels, "value STRING", row("1:Ada"), row("2:Bob"), row("3:null"));
        assertThat(labels.collectAsList()).containsExactly("1:Ada", "2:Bob", "3:null");
        Dataset<Person> older = people.filter((FilterFunction<Person>) person -> person.getId() > 1)
                .map(
                        (MapFunction<Person, Person>) person -> {
                            person.setId(person.getId() * 10);
                            return person;
                        },
                        Encoders.bean(Person.class));
        assertThat(older.schema().toDDL()).isEqualTo("id INT NOT NULL,name STRING");
        assertThat(older.collectAsList()).extracting(Person::getId).containsExactly(20, 30);
    }

    @Test
    default void typedFlatMap() {
        assertRows(
                session()
                        .range(3)
                        .flatMap(
                                (FlatMapFunction<Long, Long>) number -> Collections.nCopies(number.intValue(), number)
                                        .iterator(),
                                Encoders.LONG()),
                "value BIGINT",
                row(1L),
                row(2L),
                row(2L));
    }

    @Test
    default void failureOfATypedFunction() {
        Dataset<Long> failing = session()
                .range(1)
                .map(
                        (MapFunction<Long, Long>) number -> {
                            throw new IOException("no luck");
                        },
                        Encoders.LONG());
        assertThatThrownBy(failing::collectAsList)
                .satisfies(error ->
                        assertThat(((MillraceThrowable) error).getCondition()).isEqualTo("FAILED_EXECUTE_UDF"))
                .hasRootCauseInstanceOf(IOException.class)
                .hasRootCauseMessage("no luck");
    }

    @Test
    default void functionThatCannotTravel() {
        Object anchor = new Object();
        assertThatThrownBy(() -> session()
                        .range(1)
                        .map((MapFunction<Long, String>) number -> anchor + "" + number, Encoders.STRING())
                        .collectAsList())
                .satisfies(error ->
                        assertThat(((MillraceThrowable) error).getCondition()).isEqualTo("FUNCTION_NOT_SERIALIZABLE"));
    }
}
