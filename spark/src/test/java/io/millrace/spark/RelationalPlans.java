package io.millrace.spark;

import static io.millrace.Functions.col;
import static io.millrace.Functions.count;
import static io.millrace.Functions.lit;
import static io.millrace.Functions.sum;
import static io.millrace.Functions.upper;
import static io.millrace.spark.OnAnEngine.assertRows;
import static io.millrace.spark.OnAnEngine.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.RowFactory;
import io.millrace.expressions.Window;
import io.millrace.types.StructType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scans, projections, joins, aggregates, windows, sub-queries and writes, from SQL and from Datasets. */
interface RelationalPlans extends OnAnEngine {
    @Test
    default void scan() throws IOException {
        Files.writeString(directory().resolve("a.json"), "{\"a\":1,\"b\":[1.5,null]}\n{\"a\":null,\"b\":[]}\n");
        Dataset<Row> rows = session()
                .read()
                .schema("a INT, b ARRAY<DOUBLE>")
                .json(directory().toString());
        assertRows(rows, "a INT,b ARRAY<DOUBLE>", row(1, Arrays.asList(1.5, null)), row(null, List.of()));
    }

    @Test
    default void project() {
        assertRows(
                session()
                        .table("people")
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
    default void filter() {
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
    default void aggregate() {
        assertRows(
                people().groupBy("city")
                        .agg(count(lit(1)).as("people"), sum("id").as("ids"))
                        .orderBy("city"),
                "city STRING,people BIGINT NOT NULL,ids BIGINT",
                row("London", 2L, 4L),
                row("Paris", 1L, 2L));
        assertRows(
                session().sql("SELECT city, count(*) FROM people GROUP BY 1 HAVING sum(id) > 2 AND count(*) > 1"),
                "city STRING,`count(1)` BIGINT NOT NULL",
                row("London", 2L));
    }

    @Test
    default void qualify() {
        assertRows(session().sql("""
                SELECT id, size(collect_list(name) RESPECT NULLS OVER (ORDER BY id)) AS names FROM people
                QUALIFY row_number() OVER (PARTITION BY city ORDER BY id DESC) = 1 ORDER BY id"""), "id INT NOT NULL,names INT NOT NULL", row(2, 2), row(3, 3));
    }

    @Test
    default void watermarkClause() {
        assertRows(
                session().sql("""
                        SELECT p.city, day FROM (SELECT *, '2024-01-02' AS s FROM people WHERE id = 2)
                        WATERMARK to_timestamp(s) AS day DELAY OF INTERVAL '1' DAY AS p"""),
                "city STRING,day TIMESTAMP",
                row("Paris", Timestamp.valueOf("2024-01-02 00:00:00")));
    }

    @Test
    default void join() {
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
    default void sort() {
        assertRows(
                people().select("name", "id").sort(col("name").desc_nulls_first(), col("id")),
                "name STRING,id INT NOT NULL",
                row(null, 3),
                row("Bob", 2),
                row("Ada", 1));
    }

    @Test
    default void limit() {
        assertRows(session().range(0, 10, 3).offset(1).limit(2).toDF(), "id BIGINT NOT NULL", row(3L), row(6L));
        assertThat(session().range(5).count()).isEqualTo(5);
        assertThat(session().range(5).head()).isEqualTo(0L);
    }

    @Test
    default void columnsAddedRenamedAndDropped() {
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
                session().sql("SELECT * EXCEPT (name) FROM people AS p(id, name, town) WHERE p.town = 'Paris'"),
                "id INT NOT NULL,town STRING",
                row(2, "Paris"));
    }

    @Test
    default void setOperations() {
        Dataset<Row> one = session().range(0, 3).toDF();
        Dataset<Row> two = session().range(2, 5).toDF();
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
    default void operatorsOfSql() {
        assertRows(
                session()
                        .sql(
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
    default void lateralView() {
        assertRows(
                session()
                        .sql(
                                "SELECT id, word FROM people LATERAL VIEW explode(split(name, 'b')) w AS word WHERE id < 3 "
                                        + "ORDER BY 1, 2 DESC"),
                "id INT NOT NULL,word STRING NOT NULL",
                row(1, "Ada"),
                row(2, "Bo"),
                row(2, ""));
    }

    @Test
    default void writtenFiles() throws IOException {
        Path out = directory().resolve("out");
        people().filter("id < 3").write().partitionBy("city").mode("overwrite").json(out.toString());
        assertRows(
                session()
                        .read()
                        .schema("id INT, name STRING, city STRING")
                        .json(out.toString())
                        .orderBy("id"),
                "id INT,name STRING,city STRING",
                row(1, "Ada", "London"),
                row(2, "Bob", "Paris"));
    }

    @Test
    default void shownTable() {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            people().select(col("name"), lit(LocalDate.of(2024, 1, 2)).as("day"))
                    .show(2);
        } finally {
            System.setOut(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .startsWith("+----+----------+", "|name|       day|", "+----+----------+", "| Ada|2024-01-02|")
                .contains("only showing top 2 rows");
    }

    @Test
    default void sqlWithValuesAndCommonTables() {
        assertRows(
                session()
                        .sql("WITH t(k, v) AS (VALUES (1, 'a'), (2, 'b')) "
                                + "SELECT k, transform(array(k, k + 1), x -> x * 10) AS xs FROM t WHERE v LIKE 'b%'"),
                "k INT NOT NULL,xs ARRAY<INT> NOT NULL",
                row(2, List.of(20, 30)));
    }

    @Test
    default void valuesOfAllTypes() {
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
        Dataset<Row> rows = session().createDataFrame(List.of(given, empty), schema);
        assertThat(rows.schema()).isEqualTo(schema);
        assertThat(rows.collectAsList()).map(Row::json).containsExactly(given(schema, given), given(schema, empty));
        assertThat(rows.collectAsList().getFirst().getStruct(11).getList(1)).containsExactly(RowFactory.create("deep"));
    }

    private String given(StructType schema, Row row) {
        return session().createDataFrame(List.of(row), schema).head().json();
    }

    @Test
    default void windowFunction() {
        assertRows(
                session()
                        .sql("SELECT * FROM VALUES (1, 'a'), (2, 'a'), (5, 'b') AS t(n, k)")
                        .select(
                                col("n"),
                                sum("n").over(Window.partitionBy("k")
                                                .orderBy("n")
                                                .rowsBetween(-1, 0))
                                        .as("sums"))
                        .orderBy("n"),
                "n INT NOT NULL,sums BIGINT",
                row(1, 1L),
                row(2, 3L),
                row(5, 5L));
    }

    @Test
    default void subqueries() {
        assertRows(
                session()
                        .sql(
                                "SELECT id, (SELECT max(amount) FROM orders o WHERE o.person = p.id) AS most FROM people p "
                                        + "WHERE EXISTS (SELECT 1 FROM orders WHERE person = p.id) AND id IN (SELECT person FROM orders) "
                                        + "ORDER BY id"),
                "id INT NOT NULL,most DOUBLE",
                row(1, 4.0),
                row(2, 1.0));
    }

    @Test
    default void groupingSets() {
        assertRows(
                session().sql("SELECT city, count(*) AS n FROM people GROUP BY ROLLUP(city) ORDER BY ALL"),
                "city STRING,n BIGINT NOT NULL",
                row(null, 3L),
                row("London", 2L),
                row("Paris", 1L));
    }

    @Test
    default void pivotAndUnpivot() {
        assertRows(
                session()
                        .sql("SELECT * FROM (SELECT city, id FROM people) "
                                + "PIVOT (sum(id) FOR city IN ('London' AS l, 'Paris'))"),
                "l BIGINT,Paris BIGINT",
                row(4L, 2L));
        assertRows(
                session().sql("SELECT * FROM VALUES (1, 2, NULL) AS t(k, a, b) UNPIVOT (v FOR n IN (a, b))"),
                "k INT NOT NULL,n STRING NOT NULL,v INT",
                row(1, "a", 2));
        assertRows(
                session().table("people").groupBy("id").pivot("city").count().orderBy("id"),
                "id INT NOT NULL,London BIGINT,Paris BIGINT",
                row(1, 1L, null),
                row(2, null, 1L),
                row(3, 1L, null));
    }
}
