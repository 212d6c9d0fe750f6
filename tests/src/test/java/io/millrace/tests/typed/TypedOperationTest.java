package io.millrace.tests.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Dataset;
import io.millrace.Encoders;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.function.FilterFunction;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.MapFunction;
import io.millrace.function.MapPartitionsFunction;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.Trigger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Typed operations with Java lambdas, on static data and on streams. */
class TypedOperationTest {
    private Session session;

    @BeforeEach
    void open() {
        session = Session.builder().master("local[2]").getOrCreate().newSession();
    }

    @AfterEach
    void close() throws Exception {
        session.close();
    }

    /** A point; the order of its columns is not that of the data below. */
    public record Point(int x, String name, Double weight) {}

    private Dataset<Point> points() {
        return session.sql("SELECT * FROM VALUES ('a', 1, 0.5D), ('b', 2, NULL) AS t(name, x, weight)")
                .as(Encoders.bean(Point.class));
    }

    @Test
    void mapsRecordsByTheNamesOfTheirColumns() {
        Dataset<Point> moved = points().map(
                        (MapFunction<Point, Point>) p -> new Point(p.x() + 10, p.name() + p.name(), p.weight()),
                        Encoders.bean(Point.class));
        assertThat(moved.collectAsList()).containsExactly(new Point(11, "aa", 0.5), new Point(12, "bb", null));
        assertThat(moved.schema().simpleString())
                .isEqualTo(Encoders.bean(Point.class).schema().simpleString());
        assertThat(moved.where("weight IS NULL").select("name").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("bb");
    }

    @Test
    void filtersRowsAndLeavesTheirColumns() {
        Dataset<Point> kept = points().filter((FilterFunction<Point>) p -> p.x() > 1);
        assertThat(kept.columns()).containsExactly("name", "x", "weight");
        assertThat(kept.toDF().collectAsList()).extracting(Row::toString).containsExactly("[b,2,null]");
        assertThat(points().filter((FilterFunction<Point>) p -> false).count()).isZero();
    }

    @Test
    void flatMapsToAnyNumberOfRows() {
        Dataset<String> words = session.createDataset(Arrays.asList("a b", "", "c"), Encoders.STRING())
                .flatMap(
                        (FlatMapFunction<String, String>) line -> Arrays.stream(line.split(" "))
                                .filter(w -> !w.isEmpty())
                                .iterator(),
                        Encoders.STRING());
        assertThat(words.collectAsList()).containsExactly("a", "b", "c");
        assertThat(words.groupBy("value").count().orderBy("value").collectAsList())
                .extracting(Row::toString)
                .containsExactly("[a,1]", "[b,1]", "[c,1]");
    }

    @Test
    void givesMoreRowsThanABatchHolds() {
        Dataset<Long> many = session.range(3)
                .flatMap(
                        (FlatMapFunction<Long, Long>) id -> IntStream.range(0, 10_000)
                                .mapToObj(i -> id * 10_000 + i)
                                .iterator(),
                        Encoders.LONG());
        assertThat(many.count()).isEqualTo(30_000);
        assertThat(many.distinct().count()).isEqualTo(30_000);
    }

    @Test
    void handsAPartitionOver() {
        Dataset<Integer> sizes = session.range(200_000)
                .mapPartitions(
                        (MapPartitionsFunction<Long, Integer>) rows -> {
                            int count = 0;
                            for (Iterator<Long> i = rows; i.hasNext(); i.next()) {
                                count++;
                            }
                            return Collections.singleton(count).iterator();
                        },
                        Encoders.INT());
        List<Integer> counts = sizes.collectAsList();
        assertThat(counts.stream().mapToInt(i -> i).sum()).isEqualTo(200_000);
        assertThat(counts).hasSizeGreaterThan(1);
    }

    @Test
    void nullsComeAndGo() {
        Dataset<String> lengths = session.createDataset(Arrays.asList("x", null), Encoders.STRING())
                .map((MapFunction<String, String>) s -> s == null ? "none" : null, Encoders.STRING());
        assertThat(lengths.collectAsList()).containsExactly(null, "none");
    }

    @Test
    void aFailureNamesTheFunctionAndKeepsItsCause() {
        Dataset<Long> broken = session.range(2)
                .map(
                        (MapFunction<Long, Long>) id -> {
                            throw new java.io.IOException("no luck with " + id);
                        },
                        Encoders.LONG());
        assertThatThrownBy(broken::collectAsList)
                .hasMessageContaining("FAILED_EXECUTE_UDF")
                .hasMessageContaining("no luck with 0")
                .hasRootCauseInstanceOf(java.io.IOException.class);
    }

    @Test
    void countsTheWordsOfAStream(@TempDir Path directory) throws Exception {
        Path input = Files.createDirectory(directory.resolve("in"));
        Files.writeString(input.resolve("1.txt"), "apache spark\nmill race\n");
        Dataset<Row> counts = session.readStream()
                .textFile(input.toString())
                .flatMap(
                        (FlatMapFunction<String, String>)
                                line -> Arrays.asList(line.split(" ")).iterator(),
                        Encoders.STRING())
                .filter((FilterFunction<String>) word -> word.length() > 4)
                .groupBy("value")
                .count();
        StreamingQuery query = counts.writeStream()
                .format("memory")
                .queryName("typed_counts")
                .outputMode("complete")
                .option("checkpointLocation", directory.resolve("checkpoint").toString())
                .start();
        query.processAllAvailable();
        Files.writeString(input.resolve("2.txt"), "spark again\n");
        query.processAllAvailable();
        query.stop();
        assertThat(session.sql("SELECT * FROM typed_counts ORDER BY value").collectAsList())
                .extracting(Row::toString)
                .containsExactly("[again,1]", "[apache,1]", "[spark,2]");
    }

    @Test
    void aFailureInAStreamIsTheQuerys(@TempDir Path directory) throws Exception {
        Path input = Files.createDirectory(directory.resolve("in"));
        Files.writeString(input.resolve("1.txt"), "one\n");
        StreamingQuery query = session.readStream()
                .textFile(input.toString())
                .map(
                        (MapFunction<String, String>) line -> {
                            throw new IllegalStateException("cannot do " + line);
                        },
                        Encoders.STRING())
                .writeStream()
                .format("noop")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", directory.resolve("checkpoint").toString())
                .start();
        assertThatThrownBy(query::awaitTermination)
                .hasMessageContaining("FAILED_EXECUTE_UDF")
                .hasMessageContaining("cannot do one");
    }
}
