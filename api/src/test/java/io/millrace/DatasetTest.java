package io.millrace;

import static io.millrace.Functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.catalyst.parser.ParseException;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.streaming.OutputMode;
import io.millrace.streaming.Trigger;
import io.millrace.types.StructType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static final StructType SCHEMA = StructType.fromDDL("a INT, b STRING");

    public record Pair(String b, long a) {}

    private Session session;
    private RecordingEngine engine;
    private Dataset<Row> data;

    @BeforeEach
    void open() {
        session = RecordingEngine.session();
        engine = RecordingEngine.of(session);
        data = session.createDataFrame(List.of(RowFactory.create(1, "x"), RowFactory.create(2, null)), SCHEMA);
    }

    @AfterEach
    void close() {
        session.stop();
    }

    private Dataset<Row> stream() {
        return session.readStream()
                .format("rate")
                .schema("a INT")
                .option("password", "hush")
                .load();
    }

    @Test
    void buildsTheSamePlansAsSql() {
        data.createOrReplaceTempView("t");
        assertThat(data.filter(col("a").gt(1)).select("a").plan())
                .isEqualTo(new UnresolvedPlan.Project(
                        new UnresolvedPlan.Filter(data.plan(), Names.expression("a > 1"), Origin.NONE),
                        List.of(UnresolvedExpression.column("a")),
                        Origin.NONE));
        assertThat(engine.executed).isEmpty();
    }

    @Test
    void columnsCarryTheIdOfTheirDataset() {
        Dataset<Row> other = data.filter("a > 0");
        ColumnReference left = (ColumnReference) data.col("a").expression();
        ColumnReference right = (ColumnReference) other.col("a").expression();
        assertThat(left.origin().planId())
                .isEqualTo(data.plan().origin().planId())
                .isPresent();
        assertThat(right.origin().planId()).isEqualTo(other.plan().origin().planId());
        assertThat(left.origin().planId()).isNotEqualTo(right.origin().planId());
        assertThat(((ColumnReference) col("a").expression()).origin().planId()).isEmpty();
    }

    @Test
    void queriesOfSqlGetIdsToo() {
        assertThat(session.sql("select 1").plan().origin().planId()).isPresent();
        assertThat(session.sql("select 1").plan().origin().planId())
                .isNotEqualTo(session.sql("select 1").plan().origin().planId());
    }

    @Test
    void bindsParametersOfSql() {
        assertThat(session.sql("select * from t where a = :x", Map.of("x", 5)).plan())
                .isEqualTo(session.sql("select * from t where a = 5").plan());
        assertThat(session.sql("select * from t where a = ? and b = ?", new Object[] {5, "y"})
                        .plan())
                .isEqualTo(
                        session.sql("select * from t where a = 5 and b = 'y'").plan());
        assertThatThrownBy(() -> session.sql("select :x", Map.of("y", 1)))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("UNBOUND_SQL_PARAMETER");
        assertThatThrownBy(() -> session.sql("selec 1")).isInstanceOf(ParseException.class);
    }

    @Test
    void actionsDecodeRows() {
        assertThat(data.collectAsList()).containsExactly(RowFactory.create(1, "x"), RowFactory.create(2, null));
        assertThat((Row[]) data.collect()).hasSize(2);
        assertThat(data.count()).isEqualTo(2);
        assertThat(data.first().getString(1)).isEqualTo("x");
        assertThat((Row[]) data.take(1)).hasSize(1);
        assertThat(session.range(3).collectAsList()).containsExactly(0L, 1L, 2L);
        assertThat(session.range(3).reduce(Long::sum)).isEqualTo(3);
        assertThat(session.createDataset(List.of("p", "q"), Encoders.STRING()).collectAsList())
                .containsExactly("p", "q");
        assertThatThrownBy(() -> session.emptyDataFrame().first()).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void typedRowsGoByName() {
        Dataset<Row> longs = session.createDataFrame(
                List.of(RowFactory.create(1L, "x", true)), StructType.fromDDL("A BIGINT, b STRING, c BOOLEAN"));
        assertThat(longs.as(Encoders.bean(Pair.class)).collectAsList()).containsExactly(new Pair("x", 1));
        assertThatThrownBy(() -> data.select("a").as(Encoders.bean(Pair.class)))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("UNRESOLVED_COLUMN");
        assertThatThrownBy(() -> data.select("b").as(Encoders.INT())).hasMessageContaining("DATATYPE_MISMATCH");
        assertThatThrownBy(() -> data.as(Encoders.STRING())).hasMessageContaining("NUM_COLUMNS_MISMATCH");
    }

    @Test
    void persistedRowsAreComputedOnce() {
        Dataset<Row> kept =
                session.read().schema(SCHEMA).format("json").load("p").persist();
        kept.filter("a > 1").collectAsList();
        kept.collectAsList();
        assertThat(engine.executed.getFirst()).isEqualTo(kept.plan());
        assertThat(engine.executed.get(1))
                .isInstanceOfSatisfying(
                        UnresolvedPlan.Filter.class,
                        filter -> assertThat(filter.input()).isInstanceOf(UnresolvedPlan.LocalRows.class));
        assertThat(engine.executed.get(2)).isInstanceOf(UnresolvedPlan.LocalRows.class);
        kept.unpersist();
        kept.collectAsList();
        assertThat(engine.executed.get(3)).isEqualTo(kept.plan());
    }

    @Test
    void groupsComeBeforeAggregates() {
        UnresolvedPlan.Aggregate plan =
                (UnresolvedPlan.Aggregate) data.groupBy("b").sum().plan();
        assertThat(plan.output()).containsExactly(UnresolvedExpression.column("b"), Names.expression("sum(a)"));
        session.conf().set("spark.sql.retainGroupColumns", false);
        assertThat(((UnresolvedPlan.Aggregate) data.groupBy("b").count().plan()).output())
                .hasSize(1);
    }

    @Test
    void streamsRefuseActionsAndStaticDataRefusesStreams() {
        assertThatThrownBy(() -> stream().collectAsList())
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("writeStream().start()");
        assertThatThrownBy(() -> stream().show()).hasMessageContaining("writeStream().start()");
        assertThatThrownBy(() -> stream().count()).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> stream().persist()).isInstanceOf(AnalysisException.class);
        assertThatThrownBy(() -> stream().write()).hasMessageContaining("CALL_ON_STREAMING_DATASET_UNSUPPORTED");
        assertThatThrownBy(() -> data.writeStream()).hasMessageContaining("WRITE_STREAM_NOT_ALLOWED");
    }

    @Test
    void startsStreamingWrites() throws Exception {
        stream()
                .writeStream()
                .format("console")
                .outputMode("UPDATE")
                .queryName("q")
                .option("K", 1)
                .option("k", true)
                .trigger(Trigger.ProcessingTime("1 minute 30 seconds"))
                .start();
        UnresolvedPlan.StreamingWrite write = engine.started.getFirst();
        assertThat(write.outputKind()).isEqualTo(OutputMode.Update().kind());
        assertThat(write.queryName()).isEqualTo(Optional.of("q"));
        assertThat(write.options()).hasSize(1).containsValue("true");
        assertThat(write.trigger())
                .isEqualTo(new UnresolvedPlan.StreamingTrigger.ProcessingTime(Duration.ofSeconds(90)));
        assertThatThrownBy(() -> stream().writeStream().outputMode("nope"))
                .hasMessageContaining("STREAMING_OUTPUT_MODE.INVALID");
        assertThatThrownBy(() -> Trigger.ProcessingTime("1 month")).hasMessageContaining("months");
        assertThatThrownBy(() -> Trigger.ProcessingTime(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Trigger.ProcessingTime("soon")).hasMessageContaining("INVALID_INTERVAL_FORMAT");
    }

    @Test
    void hidesSecrets() {
        assertThat(stream().plan().toString()).doesNotContain("hush").contains("redacted");
    }

    @Test
    void describesItself() {
        assertThat(data).hasToString("[a: int, b: string]");
        assertThat(session.createDataFrame(List.of(), StructType.fromDDL("a INT, b INT, c INT")))
                .hasToString("[a: int, b: int ... 1 more field]");
    }

    @Test
    void aClosedSessionRefuses() {
        session.stop();
        assertThat(engine.closed).isTrue();
        assertThatThrownBy(() -> session.range(1)).hasMessageContaining("SESSION_CLOSED");
        assertThat(Session.getActiveSession()).isEmpty();
        session.stop();
    }

    @Test
    void oneSessionServesTheProcess() {
        assertThat(Session.builder()
                        .config("spark.sql.x", 1)
                        .config("spark.y", 2)
                        .getOrCreate())
                .isSameAs(session);
        assertThat(session.conf().get("spark.sql.x")).isEqualTo("1");
        assertThatThrownBy(() -> session.conf().get("spark.y")).hasMessageContaining("SQL_CONF_NOT_FOUND");
        assertThatThrownBy(() -> Session.builder().master("mars").create()).hasMessageContaining("spark.master");
    }

    @Test
    void joinsHaveSparksNames() {
        for (String type : List.of("inner", "outer", "left_outer", "leftsemi", "anti", "FULL", "right")) {
            assertThat(data.join(data, "a", type).plan()).isInstanceOf(UnresolvedPlan.Join.class);
        }
        assertThatThrownBy(() -> data.join(data, "a", "sideways")).hasMessageContaining("UNSUPPORTED_JOIN_TYPE");
    }
}
