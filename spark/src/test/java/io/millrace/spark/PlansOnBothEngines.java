package io.millrace.spark;

import static io.millrace.Functions.col;
import static io.millrace.Functions.count;
import static io.millrace.Functions.lit;
import static io.millrace.Functions.sum;
import static io.millrace.Functions.udf;
import static io.millrace.Functions.upper;
import static io.millrace.Functions.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.AnalysisException;
import io.millrace.Dataset;
import io.millrace.Encoders;
import io.millrace.ForeachWriter;
import io.millrace.Row;
import io.millrace.RowFactory;
import io.millrace.Session;
import io.millrace.api.java.UDF2;
import io.millrace.expressions.UserDefinedFunction;
import io.millrace.function.FilterFunction;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.MapFunction;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.StreamingQueryException;
import io.millrace.streaming.StreamingQueryListener;
import io.millrace.streaming.Trigger;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that must give the same schemas, rows and errors on every engine: what is expected stands here, and each
 * subclass is one engine.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PlansOnBothEngines {
    private static final LocalDate DATE = LocalDate.of(2024, 1, 2);

    private final String master;
    private Session session;

    @TempDir
    private Path directory;

    PlansOnBothEngines(String master) {
        this.master = master;
    }

    @BeforeAll
    void open() {
        session = Session.builder()
                .master(master)
                .config("spark.ui.enabled", false)
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.session.timeZone", "UTC")
                .create();
    }

    @AfterAll
    void close() {
        session.stop();
        Session.clearDefaultSession();
        Session.clearActiveSession();
    }

    @BeforeEach
    void views() {
        people().createOrReplaceTempView("people");
        orders().createOrReplaceTempView("orders");
    }

    Session session() {
        return session;
    }

    private Dataset<Row> people() {
        return session.createDataFrame(
                List.of(
                        RowFactory.create(1, "Ada", "London"),
                        RowFactory.create(2, "Bob", "Paris"),
                        RowFactory.create(3, null, "London")),
                StructType.fromDDL("id INT NOT NULL, name STRING, city STRING"));
    }

    private Dataset<Row> orders() {
        return session.createDataFrame(
                List.of(
                        RowFactory.create(10L, 1, 2.5),
                        RowFactory.create(11L, 1, 4.0),
                        RowFactory.create(12L, 2, 1.0),
                        RowFactory.create(13L, null, 9.0)),
                StructType.fromDDL("number BIGINT NOT NULL, person INT, amount DOUBLE"));
    }

    static void assertRows(Dataset<?> actual, String schema, Object[]... rows) {
        assertThat(actual.schema().toDDL()).isEqualTo(schema);
        assertThat(actual.toDF().collectAsList())
                .map(PlansOnBothEngines::cells)
                .containsExactlyElementsOf(
                        Arrays.stream(rows).map(Arrays::asList).toList());
    }

    private static List<Object> cells(Row row) {
        List<Object> cells = new ArrayList<>();
        for (int i = 0; i < row.length(); i++) {
            cells.add(row.get(i));
        }
        return cells;
    }

    static Object[] row(Object... cells) {
        return cells;
    }

    // Relational plans

    @Test
    void scan() throws IOException {
        Files.writeString(directory.resolve("a.json"), "{\"a\":1,\"b\":[1.5,null]}\n{\"a\":null,\"b\":[]}\n");
        Dataset<Row> rows = session.read().schema("a INT, b ARRAY<DOUBLE>").json(directory.toString());
        assertRows(rows, "a INT,b ARRAY<DOUBLE>", row(1, Arrays.asList(1.5, null)), row(null, List.of()));
    }

    @Test
    void project() {
        assertRows(
                session.table("people")
                        .select(
                                col("id").plus(1),
                                upper(col("name")).as("loud"),
                                lit(null).cast("date").as("never"),
                                col("*")),
                "`(id + 1)` INT NOT NULL,loud STRING,never DATE,id INT NOT NULL,name STRING,city STRING",
                row(2, "ADA", null, 1, "Ada", "London"),
                row(3, "BOB", null, 2, "Bob", "Paris"),
                row(4, null, null, 3, null, "London"));
    }

    @Test
    void filter() {
        assertRows(
                people().filter(col("name")
                        .isNull()
                        .or(col("city").equalTo("Paris"))
                        .and(col("id").notEqual(7))),
                "id INT NOT NULL,name STRING,city STRING",
                row(2, "Bob", "Paris"),
                row(3, null, "London"));
    }

    @Test
    void aggregate() {
        assertRows(
                people().groupBy("city")
                        .agg(count(lit(1)).as("people"), sum("id").as("ids"))
                        .orderBy("city"),
                "city STRING,people BIGINT NOT NULL,ids BIGINT",
                row("London", 2L, 4L),
                row("Paris", 1L, 2L));
        assertRows(
                session.sql("SELECT city, count(*) FROM people GROUP BY 1 HAVING sum(id) > 2 AND count(*) > 1"),
                "city STRING,`count(1)` BIGINT NOT NULL",
                row("London", 2L));
    }

    @Test
    void join() {
        Dataset<Row> people = people();
        Dataset<Row> orders = orders();
        assertRows(
                people.join(orders, people.col("id").equalTo(orders.col("person")), "left_outer")
                        .select(people.col("name"), orders.col("amount"))
                        .orderBy("amount"),
                "name STRING,amount DOUBLE",
                row(null, null),
                row("Bob", 1.0),
                row("Ada", 2.5),
                row("Ada", 4.0));
        Dataset<Row> others = people.select(col("id"), col("city"));
        assertRows(
                people.as("a")
                        .join(others.as("b"), "city")
                        .filter(col("a.id").lt(col("b.id")))
                        .select("city", "a.id", "b.id"),
                "city STRING,id INT NOT NULL,id INT NOT NULL",
                row("London", 1, 3));
    }

    @Test
    void sort() {
        assertRows(
                people().select("name", "id").sort(col("name").desc_nulls_first(), col("id")),
                "name STRING,id INT NOT NULL",
                row(null, 3),
                row("Bob", 2),
                row("Ada", 1));
    }

    @Test
    void limit() {
        assertRows(session.range(0, 10, 3).offset(1).limit(2).toDF(), "id BIGINT NOT NULL", row(3L), row(6L));
        assertThat(session.range(5).count()).isEqualTo(5);
        assertThat(session.range(5).head()).isEqualTo(0L);
    }

    @Test
    void columnsAddedRenamedAndDropped() {
        Dataset<Row> people = people();
        assertRows(
                people.withColumn("id", people.col("id").multiply(10))
                        .withColumn("where", col("city"))
                        .withColumnRenamed("name", "who")
                        .drop("city", "nobody")
                        .limit(1),
                "id INT NOT NULL,who STRING,where STRING",
                row(10, "Ada", "London"));
        assertRows(people.toDF("a", "b", "c").select("b").limit(1), "b STRING", row("Ada"));
        assertRows(
                session.sql("SELECT * EXCEPT (name) FROM people AS p(id, name, town) WHERE p.town = 'Paris'"),
                "id INT NOT NULL,town STRING",
                row(2, "Paris"));
    }

    @Test
    void setOperations() {
        Dataset<Row> one = session.range(0, 3).toDF();
        Dataset<Row> two = session.range(2, 5).toDF();
        assertRows(
                one.union(two).orderBy("id"),
                "id BIGINT NOT NULL",
                row(0L),
                row(1L),
                row(2L),
                row(2L),
                row(3L),
                row(4L));
        assertRows(one.intersect(two), "id BIGINT NOT NULL", row(2L));
        assertRows(one.except(two).orderBy(col("id").desc()), "id BIGINT NOT NULL", row(1L), row(0L));
        assertRows(
                one.union(one).distinct().orderBy("id").withColumn("x", lit("y")),
                "id BIGINT NOT NULL,x STRING NOT NULL",
                row(0L, "y"),
                row(1L, "y"),
                row(2L, "y"));
        assertRows(
                people().dropDuplicates("city").select("city").orderBy("city"),
                "city STRING",
                row("London"),
                row("Paris"));
    }

    @Test
    void operatorsOfSql() {
        assertRows(
                session.sql(
                        "SELECT 7 div 2 AS a, 7 % 2 AS b, 1 << 3 AS c, 6 & 3 AS d, 6 | 3 AS e, 6 ^ 3 AS f, ~0 AS g, "
                                + "-id AS h, NOT (id = 1) AS i, id BETWEEN 1 AND 2 AS j, id IN (1, 5) AS k, id <=> NULL AS l, "
                                + "'a' || 'b' AS m, 'abc' LIKE 'a%' AS n, 'abc' RLIKE 'b' AS o, name IS NOT NULL AS p, "
                                + "CASE id WHEN 1 THEN 'one' END AS q, id <> 2 AS r FROM people WHERE id = 1"),
                "a BIGINT,b INT,c INT NOT NULL,d INT NOT NULL,e INT NOT NULL,f INT NOT NULL,"
                        + "g INT NOT NULL,h INT NOT NULL,i BOOLEAN NOT NULL,j BOOLEAN NOT NULL,k BOOLEAN NOT NULL,"
                        + "l BOOLEAN NOT NULL,m STRING NOT NULL,n BOOLEAN NOT NULL,o BOOLEAN NOT NULL,"
                        + "p BOOLEAN NOT NULL,q STRING,r BOOLEAN NOT NULL",
                row(3L, 1, 8, 2, 7, 5, -1, -1, false, true, true, false, "ab", true, true, true, "one", true));
    }

    @Test
    void lateralView() {
        assertRows(
                session.sql("SELECT id, word FROM people LATERAL VIEW explode(split(name, 'b')) w AS word WHERE id < 3 "
                        + "ORDER BY 1, 2 DESC"),
                "id INT NOT NULL,word STRING NOT NULL",
                row(1, "Ada"),
                row(2, "Bo"),
                row(2, ""));
    }

    @Test
    void writtenFiles() throws IOException {
        Path out = directory.resolve("out");
        people().filter("id < 3").write().partitionBy("city").mode("overwrite").json(out.toString());
        assertRows(
                session.read()
                        .schema("id INT, name STRING, city STRING")
                        .json(out.toString())
                        .orderBy("id"),
                "id INT,name STRING,city STRING",
                row(1, "Ada", "London"),
                row(2, "Bob", "Paris"));
    }

    @Test
    void shownTable() {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            people().select(col("name"), lit(DATE).as("day")).show(2);
        } finally {
            System.setOut(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .startsWith("+----+----------+", "|name|       day|", "+----+----------+", "| Ada|2024-01-02|")
                .contains("only showing top 2 rows");
    }

    @Test
    void sqlWithValuesAndCommonTables() {
        assertRows(
                session.sql("WITH t(k, v) AS (VALUES (1, 'a'), (2, 'b')) "
                        + "SELECT k, transform(array(k, k + 1), x -> x * 10) AS xs FROM t WHERE v LIKE 'b%'"),
                "k INT NOT NULL,xs ARRAY<INT> NOT NULL",
                row(2, List.of(20, 30)));
    }

    @Test
    void valuesOfAllTypes() {
        StructType schema = StructType.fromDDL("bool BOOLEAN, tiny TINYINT, small SMALLINT, big BIGINT, real FLOAT, "
                + "exact DECIMAL(10,2), bytes BINARY, day DATE, at TIMESTAMP, items ARRAY<DATE>, "
                + "counts MAP<STRING, INT>, inner STRUCT<x: INT, y: ARRAY<STRUCT<z: STRING>>>");
        Row given = RowFactory.create(
                true,
                (byte) 1,
                (short) 2,
                3L,
                1.5f,
                new BigDecimal("12.30"),
                new byte[] {1, 2},
                Date.valueOf("1582-10-04"),
                Timestamp.valueOf("2024-02-29 12:34:56.123456"),
                Arrays.asList(Date.valueOf("2024-01-01"), null),
                Map.of("a", 1),
                RowFactory.create(7, List.of(RowFactory.create("deep"))));
        Row empty = RowFactory.create(new Object[schema.length()]);
        Dataset<Row> rows = session.createDataFrame(List.of(given, empty), schema);
        assertThat(rows.schema()).isEqualTo(schema);
        assertThat(rows.collectAsList()).map(Row::json).containsExactly(given(schema, given), given(schema, empty));
        assertThat(rows.collectAsList().getFirst().getStruct(11).getList(1)).containsExactly(RowFactory.create("deep"));
    }

    private String given(StructType schema, Row row) {
        return session.createDataFrame(List.of(row), schema).head().json();
    }

    // User code

    @Test
    void javaFunction() {
        UserDefinedFunction repeat = udf(
                (UDF2<String, Integer, String>) (text, times) -> text == null ? "nobody" : text.repeat(times),
                DataTypes.StringType);
        assertRows(
                people().select(col("id"), repeat.apply(col("name"), col("id")).as("names")),
                "id INT NOT NULL,names STRING",
                row(1, "Ada"),
                row(2, "BobBob"),
                row(3, "nobody"));
        session.udf().register("repeated", repeat);
        assertRows(
                session.sql("SELECT repeated(name, 2) FROM people WHERE id = 1"),
                "`repeated(name, 2)` STRING",
                row("AdaAda"));
    }

    @Test
    void javaFunctionOfNestedAndTemporalValues() {
        UserDefinedFunction describe = udf(
                (UDF2<List<Timestamp>, Row, String>) (times, struct) -> times + " " + struct.getAs("x"),
                DataTypes.StringType);
        assertRows(
                session.sql("SELECT array(TIMESTAMP '2024-01-01 00:00:00') AS a, named_struct('x', 1) AS s")
                        .select(describe.apply(col("a"), col("s")).as("text")),
                "text STRING",
                row("[" + Timestamp.from(Instant.parse("2024-01-01T00:00:00Z")) + "] 1"));
    }

    @Test
    void failureOfAJavaFunction() {
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
                .hasRootCauseInstanceOf(IOException.class)
                .hasRootCauseMessage("no luck with 1");
    }

    /** A bean of the user. */
    public static class Person implements Serializable {
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
    void typedMap() {
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
    void typedFlatMap() {
        assertRows(
                session.range(3)
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
    void failureOfATypedFunction() {
        Dataset<Long> failing = session.range(1)
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
    void functionThatCannotTravel() {
        Object anchor = new Object();
        assertThatThrownBy(() -> session.range(1)
                        .map((MapFunction<Long, String>) number -> anchor + "" + number, Encoders.STRING())
                        .collectAsList())
                .satisfies(error ->
                        assertThat(((MillraceThrowable) error).getCondition()).isEqualTo("FUNCTION_NOT_SERIALIZABLE"));
    }

    // Streams

    @Test
    void foreachBatch() throws Exception {
        Path input = Files.createDirectory(directory.resolve("in"));
        Files.writeString(input.resolve("a.json"), "{\"k\":\"x\",\"v\":1}\n{\"k\":\"y\",\"v\":2}\n");
        Files.writeString(input.resolve("b.json"), "{\"k\":\"x\",\"v\":3}\n");
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        StreamingQuery query = session.readStream()
                .schema("k STRING, v BIGINT")
                .option("maxFilesPerTrigger", 1)
                .json(input.toString())
                .filter("v > 1")
                .writeStream()
                .foreachBatch((rows, batchId) -> {
                    rows.createOrReplaceTempView("batch");
                    long total = rows.sparkSession()
                            .sql("SELECT coalesce(sum(v), 0) FROM batch")
                            .head()
                            .getLong(0);
                    seen.add(batchId + ": " + rows.count() + " rows, " + total + ", "
                            + rows.schema().toDDL());
                })
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", directory.resolve("checkpoint").toString())
                .queryName("plans")
                .start();
        assertThat(query.awaitTermination(60_000)).isTrue();
        assertThat(seen).containsExactly("0: 1 rows, 2, k STRING,v BIGINT", "1: 1 rows, 3, k STRING,v BIGINT");
        assertThat(query.name()).isEqualTo("plans");
        assertThat(query.exception()).isEmpty();
        assertThat(query.lastProgress().batchId()).isEqualTo(1);
    }

    @Test
    void failureOfForeachBatch() throws Exception {
        Path input = Files.createDirectory(directory.resolve("failing"));
        Files.writeString(input.resolve("a.json"), "{\"v\":1}\n");
        StreamingQuery query = session.readStream()
                .schema("v BIGINT")
                .json(input.toString())
                .writeStream()
                .foreachBatch((rows, batchId) -> {
                    throw new IOException("disk full");
                })
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", directory.resolve("checkpoint2").toString())
                .start();
        assertThatThrownBy(() -> query.awaitTermination(60_000))
                .isInstanceOf(StreamingQueryException.class)
                .satisfies(error ->
                        assertThat(((MillraceThrowable) error).getCondition()).isEqualTo("STREAM_FAILED"))
                .hasRootCauseInstanceOf(IOException.class)
                .hasRootCauseMessage("disk full");
        assertThat(query.exception()).isPresent();
        assertThat(query.isActive()).isFalse();
    }

    @Test
    void aggregatedStreamIntoMemory() throws Exception {
        Path input = Files.createDirectory(directory.resolve("timed"));
        Files.writeString(input.resolve("a.json"), """
                {"t":"2024-01-01T00:00:01Z","v":1}
                {"t":"2024-01-01T00:00:07Z","v":2}
                {"t":"2024-01-01T00:01:00Z","v":4}
                """);
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        StreamingQueryListener listener = new StreamingQueryListener() {
            @Override
            public void onQueryStarted(QueryStartedEvent event) {
                events.add("started " + event.name());
            }

            @Override
            public void onQueryProgress(QueryProgressEvent event) {
                events.add("progress " + event.progress().batchId());
            }

            @Override
            public void onQueryTerminated(QueryTerminatedEvent event) {
                events.add("terminated " + event.exception().isPresent());
            }
        };
        session.streams().addListener(listener);
        StreamingQuery query = session.readStream()
                .schema("t TIMESTAMP, v BIGINT")
                .json(input.toString())
                .withWatermark("t", "5 seconds")
                .groupBy(window(col("t"), "10 seconds"))
                .agg(sum("v").as("total"))
                .select("window.start", "total")
                .writeStream()
                .format("memory")
                .queryName("totals")
                .outputMode("append")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", directory.resolve("checkpoint3").toString())
                .start();
        assertThat(query.awaitTermination(120_000)).isTrue();
        assertRows(session.table("totals").select("total"), "total BIGINT", row(3L));
        assertThat(query.lastProgress().stateOperators()).hasSize(1);
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!events.contains("terminated false") && System.nanoTime() < deadline) {
            LockSupport.parkNanos(5_000_000);
        }
        session.streams().removeListener(listener);
        assertThat(events).startsWith("started totals", "progress 0").endsWith("terminated false");
        assertThat(session.streams().active()).isEmpty();
    }

    /** Writes what it gets into files; a copy of it runs in each task. */
    private static final class IntoFiles extends ForeachWriter<Row> {
        private static final long serialVersionUID = 1L;

        private final String target;
        private final ArrayList<String> lines = new ArrayList<>();
        private long partition;

        IntoFiles(String target) {
            this.target = target;
        }

        @Override
        public boolean open(long partitionId, long epochId) {
            partition = partitionId;
            return true;
        }

        @Override
        public void process(Row row) {
            lines.add(row.json());
        }

        @Override
        public void close(Throwable errorOrNull) {
            try {
                Files.write(Path.of(target, "part" + partition), lines);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void foreachRow() throws Exception {
        Path input = Files.createDirectory(directory.resolve("rows"));
        Path written = Files.createDirectory(directory.resolve("written"));
        Files.writeString(input.resolve("a.json"), "{\"v\":1}\n{\"v\":2}\n");
        StreamingQuery query = session.readStream()
                .schema("v BIGINT")
                .json(input.toString())
                .writeStream()
                .foreach(new IntoFiles(written.toString()))
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", directory.resolve("checkpoint4").toString())
                .start();
        assertThat(query.awaitTermination(60_000)).isTrue();
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(written)) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        assertThat(lines).containsExactlyInAnyOrder("{\"v\":1}", "{\"v\":2}");
    }

    // Errors

    @Test
    void unknownColumn() {
        assertThatThrownBy(() -> session.sql("SELECT id,\n  nme FROM people"))
                .isInstanceOf(AnalysisException.class)
                .satisfies(error -> {
                    AnalysisException e = (AnalysisException) error;
                    assertThat(e.getCondition()).isEqualTo("UNRESOLVED_COLUMN.WITH_SUGGESTION");
                    assertThat(e.getSqlState()).isEqualTo("42703");
                    assertThat(e.getMessageParameters())
                            .containsEntry("objectName", "`nme`")
                            .containsEntry("proposal", "`name`, `id`, `city`");
                    assertThat(e.position().orElseThrow().fragment()).isEqualTo("nme");
                    assertThat(e.line()).contains(2);
                    assertThat(e.startPosition()).contains(2);
                });
    }

    @Test
    void overflow() {
        assertThatThrownBy(
                        () -> session.sql("SELECT 2147483647 + id FROM people").collectAsList())
                .isInstanceOf(ArithmeticException.class)
                .satisfies(error -> {
                    MillraceThrowable e = (MillraceThrowable) error;
                    assertThat(e.getCondition()).isEqualTo("ARITHMETIC_OVERFLOW");
                    assertThat(e.getSqlState()).isEqualTo("22003");
                    assertThat(e.position().orElseThrow().fragment()).isEqualTo("2147483647 + id");
                });
    }

    @Test
    void settings() {
        session.conf().set("spark.sql.ansi.enabled", "false");
        try {
            assertRows(session.sql("SELECT 1 / 0 AS x"), "x DOUBLE", row((Object) null));
            assertThat(session.conf().get("spark.sql.ansi.enabled")).isEqualTo("false");
        } finally {
            session.conf().unset("spark.sql.ansi.enabled");
        }
        session.conf().set("spark.sql.datetime.java8API.enabled", "true");
        try {
            assertThat(session.sql("SELECT DATE '2024-01-02'").head().get(0)).isEqualTo(DATE);
        } finally {
            session.conf().unset("spark.sql.datetime.java8API.enabled");
        }
        assertThat(session.sql("SELECT DATE '2024-01-02'").head().get(0)).isEqualTo(Date.valueOf("2024-01-02"));
    }

    @Test
    void temporaryViews() throws Exception {
        assertThat(session.catalog().tableExists("people")).isTrue();
        assertThatThrownBy(() -> people().createTempView("people"))
                .isInstanceOf(AnalysisException.class)
                .satisfies(error -> assertThat(((AnalysisException) error).getCondition())
                        .isEqualTo("TEMP_TABLE_OR_VIEW_ALREADY_EXISTS"));
        assertThat(session.catalog().dropTempView("people")).isTrue();
        assertThatThrownBy(() -> session.table("people"))
                .satisfies(error ->
                        assertThat(((AnalysisException) error).getCondition()).isEqualTo("TABLE_OR_VIEW_NOT_FOUND"));
    }
}
