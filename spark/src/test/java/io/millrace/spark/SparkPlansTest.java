package io.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Dataset;
import io.millrace.Encoders;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.api.java.UDF1;
import io.millrace.function.FlatMapGroupsFunction;
import io.millrace.function.MapFunction;
import io.millrace.function.MapGroupsFunction;
import io.millrace.plan.ExplainMode;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceArithmeticException;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.error.NamedCondition;
import io.millrace.types.DataTypes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Apache Spark in this process; also what only Spark can do so far. */
@ExtendWith(OneSpark.class)
class SparkPlansTest extends PlansOnBothEngines {
    SparkPlansTest() {
        super("spark:local[2]");
    }

    @Test
    void typedGroups() {
        Dataset<String> counts = session()
                .range(5)
                .groupByKey((MapFunction<Long, Long>) n -> n % 2, Encoders.LONG())
                .mapGroups(
                        (MapGroupsFunction<Long, Long, String>) (key, values) -> {
                            List<Long> all = new ArrayList<>();
                            values.forEachRemaining(all::add);
                            all.sort(null);
                            return key + " " + all;
                        },
                        Encoders.STRING());
        assertThat(counts.collectAsList()).containsExactlyInAnyOrder("0 [0, 2, 4]", "1 [1, 3]");
        Dataset<Long> flat = session()
                .range(3)
                .groupByKey((MapFunction<Long, String>) n -> "all", Encoders.STRING())
                .flatMapGroups(
                        (FlatMapGroupsFunction<String, Long, Long>)
                                (key, values) -> Stream.of(1L, 2L).iterator(),
                        Encoders.LONG());
        assertThat(flat.collectAsList()).containsExactly(1L, 2L);
    }

    /** What a program brings that is loaded when Spark already runs. */
    public static class LoadedLater implements UDF1<Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String call(Long number) {
            return LoadedLater.class.getClassLoader() + " " + number;
        }
    }

    /** Loads one class anew, and everything else like its parent. */
    private static final class LateLoader extends ClassLoader {
        LateLoader() {
            super(SparkPlansTest.class.getClassLoader());
        }

        Class<?> late() throws IOException {
            String name = LoadedLater.class.getName();
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : super.loadClass(name, resolve);
        }

        @Override
        public String toString() {
            return "late";
        }
    }

    @Test
    void functionFromAClassLoaderThatSparkDoesNotKnow() throws Exception {
        UDF1<?, ?> function =
                (UDF1<?, ?>) new LateLoader().late().getDeclaredConstructor().newInstance();
        session().udf().register("late", function, DataTypes.StringType);
        assertThat(session().range(2).selectExpr("late(id) AS text").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("late 0", "late 1");
    }

    @Test
    void functionWithManyArguments() {
        session()
                .udf()
                .register(
                        "sum8",
                        (Integer a, Integer b, Integer c, Integer d, Integer e, Integer f, Integer g, Integer h) ->
                                a + b + c + d + e + f + g + h,
                        DataTypes.IntegerType);
        session().udf().register("one", () -> 1, DataTypes.IntegerType);
        assertThat(session()
                        .sql("SELECT sum8(1, 2, 3, 4, 5, 6, 7, id) + one() FROM people WHERE id = 1")
                        .head()
                        .getInt(0))
                .isEqualTo(30);
    }

    @Test
    void conditionThatOnlySparkHas() {
        assertThatThrownBy(() -> session()
                        .sql("SELECT hll_sketch_agg(id, 99) FROM people")
                        .collectAsList())
                .satisfies(error -> {
                    MillraceThrowable e = (MillraceThrowable) error;
                    assertThat(e.detail().condition()).isInstanceOf(NamedCondition.class);
                    assertThat(e.getCondition()).isEqualTo("HLL_INVALID_LG_K");
                    assertThat(e.getSqlState()).isEqualTo("22546");
                    assertThat(e.getMessageParameters()).containsEntry("value", "99");
                    assertThat(error)
                            .hasMessageStartingWith("[HLL_INVALID_LG_K] ")
                            .hasMessageContaining("99");
                });
    }

    @Test
    void conditionOfAFunctionThatRanInATask() {
        UDF1<Integer, Integer> half = value -> {
            throw new MillraceArithmeticException(ErrorDetail.of(ErrorCondition.DIVIDE_BY_ZERO, "config", "none")
                    .at(new ErrorPosition("half", 0, 3)));
        };
        session().udf().register("half", half, DataTypes.IntegerType);
        assertThatThrownBy(() -> session().sql("SELECT half(id) FROM people").collectAsList())
                .satisfies(error -> {
                    assertThat(((MillraceThrowable) error).getCondition()).isEqualTo("FAILED_EXECUTE_UDF");
                    assertThat(error.getCause()).isInstanceOf(MillraceArithmeticException.class);
                    MillraceThrowable cause = (MillraceThrowable) error.getCause();
                    assertThat(cause.getCondition()).isEqualTo("DIVIDE_BY_ZERO");
                    assertThat(cause.getMessageParameters()).isEqualTo(Map.of("config", "none"));
                    assertThat(cause.position()).contains(new ErrorPosition("half", 0, 3));
                });
    }

    @Test
    void twoSessionsShareOneSpark() {
        Session other = session().newSession();
        try {
            other.range(1).createOrReplaceTempView("mine");
            assertThat(other.catalog().tableExists("mine")).isTrue();
            assertThat(session().catalog().tableExists("mine")).isFalse();
        } finally {
            other.stop();
        }
        assertThat(session().range(3).count()).isEqualTo(3);
        assertThatThrownBy(() -> other.range(1))
                .satisfies(error ->
                        assertThat(((MillraceThrowable) error).getCondition()).isEqualTo("SESSION_CLOSED"));
        assertThatThrownBy(() -> Session.builder().master("spark:local[1]").create())
                .satisfies(error ->
                        assertThat(((MillraceThrowable) error).getCondition()).isEqualTo("INVALID_OPTION_VALUE"));
    }

    @Test
    void explained() {
        Dataset<Row> plan = session().table("people").filter("id > 1");
        assertThat(session().engine().explain(plan.plan(), ExplainMode.EXTENDED))
                .contains("== Parsed Logical Plan ==", "== Physical Plan ==");
    }
}
