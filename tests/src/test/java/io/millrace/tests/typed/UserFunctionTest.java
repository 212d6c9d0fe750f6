package io.millrace.tests.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Column;
import io.millrace.Dataset;
import io.millrace.Functions;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.api.java.UDF1;
import io.millrace.expressions.UserDefinedFunction;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.types.DataTypes;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** User-defined functions: values in and out, names, errors, and who sees which object. */
class UserFunctionTest {
    private Session session;

    @BeforeEach
    void open() {
        session = Session.builder().master("local[4]").getOrCreate().newSession();
    }

    @AfterEach
    void close() throws Exception {
        session.close();
    }

    private List<Row> sql(String query) {
        return session.sql(query).collectAsList();
    }

    private static String condition(Throwable failure) {
        return ((MillraceThrowable) failure).detail().condition().conditionName();
    }

    @Test
    void isCalledByNameAndSeesNulls() {
        session.udf()
                .register("describe_it", (Integer i) -> i == null ? "nothing" : "number " + i, DataTypes.StringType);
        Dataset<Row> rows = session.sql("SELECT describe_it(a), DESCRIBE_IT(a + 1) FROM VALUES (1), (NULL) AS t(a)");
        assertThat(rows.collectAsList())
                .extracting(Row::toString)
                .containsExactly("[number 1,number 2]", "[nothing,nothing]");
        assertThat(rows.columns()).containsExactly("describe_it(a)", "describe_it((a + 1))");
        assertThat(rows.schema().field(0).nullable()).isTrue();
        assertThat(session.catalog().functionExists("describe_it")).isTrue();
    }

    @Test
    void isAppliedToColumns() {
        UserDefinedFunction join = Functions.udf((String a, Long b) -> a + "/" + b, DataTypes.StringType);
        Dataset<Row> rows = session.range(2).select(join.apply(Functions.lit("x"), Functions.col("id")));
        assertThat(rows.collectAsList()).extracting(row -> row.getString(0)).containsExactly("x/0", "x/1");
        assertThat(rows.columns()).containsExactly("UDF(x, id)");
        assertThat(session.range(1)
                        .select(join.withName("glue").apply(Functions.lit("x"), Functions.col("id")))
                        .columns())
                .containsExactly("glue(x, id)");
    }

    @Test
    void seesTheJavaFormOfEveryKindOfValue() {
        session.udf().register("class_of", (Object o) -> o.getClass().getSimpleName(), DataTypes.StringType);
        Map<String, String> classes = Map.of(
                "1.50", "BigDecimal",
                "TIMESTAMP '2024-01-01 00:00:00'", "Timestamp",
                "DATE '2024-01-01'", "Date",
                "X'00FF'", "byte[]",
                "TIMESTAMP_NTZ '2024-01-01 00:00:00'", "LocalDateTime",
                "INTERVAL '1' DAY", "Duration");
        classes.forEach((value, name) -> assertThat(
                        sql("SELECT class_of(" + value + ")").getFirst().getString(0))
                .isEqualTo(name));
        session.conf().set("spark.sql.datetime.java8API.enabled", "true");
        assertThat(sql("SELECT class_of(TIMESTAMP '2024-01-01 00:00:00')")
                        .getFirst()
                        .getString(0))
                .isEqualTo("Instant");
    }

    @Test
    void takesAndGivesNestedValues() {
        session.udf()
                .register(
                        "swap",
                        (Row row) -> io.millrace.RowFactory.create(row.get(1), row.get(0)),
                        io.millrace.types.StructType.fromDDL("b STRING, a INT"));
        session.udf()
                .register(
                        "total",
                        (List<Integer> list) ->
                                list.stream().mapToLong(i -> i == null ? 0 : i).sum(),
                        DataTypes.LongType);
        session.udf()
                .register(
                        "doubled",
                        (Map<String, BigDecimal> map) -> {
                            Map<String, BigDecimal> result = new java.util.TreeMap<>();
                            map.forEach((k, v) -> result.put(k, v.add(v)));
                            return result;
                        },
                        DataTypes.createMapType(DataTypes.StringType, DataTypes.createDecimalType(10, 2)));
        assertThat(sql("SELECT swap(struct(1, 'x')), total(array(1, NULL, 3)), doubled(map('k', 1.25))")
                        .getFirst()
                        .toString())
                .isEqualTo("[[x,1],4,{k=2.50}]");
    }

    @Test
    void givesTimestampsOfEitherKind() {
        Timestamp moment = Timestamp.from(Instant.parse("2024-05-06T07:08:09.123456Z"));
        session.udf().register("old", () -> moment, DataTypes.TimestampType);
        session.udf().register("young", () -> moment.toInstant(), DataTypes.TimestampType);
        assertThat(sql("SELECT old() = young(), young()").getFirst().toString()).isEqualTo("[true," + moment + "]");
    }

    @Test
    void isNotCalledForRowsThatAreNotSelected() {
        session.udf()
                .register(
                        "root",
                        (Double x) -> {
                            if (x < 0) {
                                throw new IllegalArgumentException("negative: " + x);
                            }
                            return Math.sqrt(x);
                        },
                        DataTypes.DoubleType);
        assertThat(sql("SELECT CASE WHEN a >= 0 THEN root(a) END FROM VALUES (4D), (-1D) AS t(a)"))
                .extracting(row -> row.get(0))
                .containsExactly(2.0, null);
        assertThatThrownBy(() -> sql("SELECT root(a) FROM VALUES (4D), (-1D) AS t(a)"))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[FAILED_EXECUTE_UDF]")
                .hasMessageContaining("`root (")
                .hasMessageContaining("(double returns double)")
                .hasMessageContaining("java.lang.IllegalArgumentException: negative: -1.0");
    }

    @Test
    void refusesAResultOfAnotherType() {
        session.udf().register("liar", (Integer i) -> (Object) i.toString(), DataTypes.LongType);
        assertThatThrownBy(() -> sql("SELECT liar(1)"))
                .hasMessageContaining("FAILED_EXECUTE_UDF")
                .hasMessageContaining("CAST_INVALID_INPUT");
    }

    @Test
    void refusesAnotherNumberOfArguments() {
        session.udf().register("one", (Integer i) -> i, DataTypes.IntegerType);
        assertThatThrownBy(() -> sql("SELECT one(1, 2)"))
                .satisfies(e -> assertThat(condition(e)).isEqualTo("WRONG_NUM_ARGS.WITHOUT_SUGGESTION"));
        assertThatThrownBy(() -> sql("SELECT one(DISTINCT 1)"))
                .satisfies(
                        e -> assertThat(condition(e)).isEqualTo("INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX"));
    }

    @Test
    void hidesABuiltInFunctionOfThisSessionOnly() throws Exception {
        session.udf().register("upper", (String s) -> "mine", DataTypes.StringType);
        assertThat(sql("SELECT upper('a')").getFirst().getString(0)).isEqualTo("mine");
        try (Session other = session.newSession()) {
            assertThat(other.sql("SELECT upper('a')").collectAsList().getFirst().getString(0))
                    .isEqualTo("A");
        }
    }

    @Test
    void mustKeepThePromiseOfNoNulls() {
        UserDefinedFunction same =
                Functions.udf((String text) -> text, DataTypes.StringType).asNonNullable();
        Dataset<Row> rows = session.sql("SELECT * FROM VALUES ('a'), (NULL) AS t(a)")
                .select(same.apply(Functions.col("a")).as("b"));
        assertThat(rows.schema().toDDL()).isEqualTo("b STRING NOT NULL");
        assertThat(same.nullable()).isFalse();
        assertThatThrownBy(rows::collectAsList)
                .satisfies(e -> assertThat(condition(e)).isEqualTo("FAILED_EXECUTE_UDF"))
                .hasCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void mustBeSerializable() {
        Object lock = new Object();
        session.udf().register("holder", (Integer i) -> i + lock.hashCode() * 0, DataTypes.IntegerType);
        assertThatThrownBy(() -> sql("SELECT holder(id) FROM range(1)".replace("id", "CAST(id AS INT)")))
                .hasMessageContaining("FUNCTION_NOT_SERIALIZABLE")
                .hasMessageContaining("java.lang.Object");
    }

    /** Has a field that two threads must not touch at once. */
    private static final class Busy implements UDF1<Long, Long> {
        private static final long serialVersionUID = 1L;
        private final AtomicBoolean busy = new AtomicBoolean();

        @Override
        public Long call(Long value) {
            if (!busy.compareAndSet(false, true)) {
                throw new IllegalStateException("Two tasks use one object");
            }
            long sum = value;
            for (int i = 0; i < 50; i++) {
                sum += i % 2 == 0 ? 1 : -1;
            }
            busy.set(false);
            return sum;
        }
    }

    @Test
    void belongsToOneTaskAtATime() {
        Column busy = Functions.udf(new Busy(), DataTypes.LongType).apply(Functions.col("id"));
        assertThat(session.range(400_000)
                        .select(busy.as("x"))
                        .agg(Functions.sum("x"))
                        .collectAsList()
                        .getFirst()
                        .getLong(0))
                .isEqualTo(399_999L * 400_000L / 2);
    }
}
