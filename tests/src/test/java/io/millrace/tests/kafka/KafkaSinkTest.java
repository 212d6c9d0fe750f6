package io.millrace.tests.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.millrace.kafka.KafkaConnector;
import io.millrace.spi.error.MillraceThrowable;
import io.millrace.spi.option.Options;
import io.millrace.spi.sink.BatchSink;
import io.millrace.spi.sink.EpochSink;
import io.millrace.spi.sink.OutputKind;
import io.millrace.spi.sink.RowWriter;
import io.millrace.spi.sink.SinkContext;
import io.millrace.spi.sink.StreamSink;
import io.millrace.spi.sink.WriteJob;
import io.millrace.spi.sink.WriteRequest;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.tests.kafka.SourceDriver.Row;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KafkaSinkTest {
    private static final StructType TEXT = StructType.fromDDL("key STRING, value STRING, other INT");

    @TempDir
    static Path directory;

    private static KafkaFixture kafka;

    @BeforeAll
    static void start() {
        kafka = new KafkaFixture(directory);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static WriteRequest request(StructType schema, String... namesAndValues) {
        Map<String, String> options = SourceDriver.options(kafka.servers(), namesAndValues);
        return new WriteRequest("kafka", schema, List.of(), Options.of(options), ZoneId.of("UTC"), Map.of());
    }

    private static EpochSink stream(WriteRequest request) {
        StreamSink sink = new KafkaConnector().streamSink().orElseThrow();
        assertThat(sink.outputKinds()).containsExactlyInAnyOrder(OutputKind.values());
        return sink.open(request, new SinkContext("id", Optional.empty(), OutputKind.UPDATE));
    }

    private static ColumnBatch batch(StructType schema, String[]... rows) {
        List<ValueVector> vectors = new ArrayList<>();
        for (int column = 0; column < schema.length(); column++) {
            ValueVector vector = ValueVector.create(schema.field(column).dataType());
            vector.reset(rows.length);
            for (int row = 0; row < rows.length; row++) {
                set(vector, row, rows[row][column]);
            }
            vectors.add(vector);
        }
        return ColumnBatch.of(vectors, rows.length);
    }

    private static void set(ValueVector vector, int row, String text) {
        if (text == null) {
            vector.setNull(row);
        } else if (vector instanceof IntVector numbers) {
            numbers.set(row, Integer.parseInt(text));
        } else if (vector instanceof BytesVector bytes) {
            bytes.set(row, text);
        } else {
            ListVector list = (ListVector) vector;
            String[] parts = text.split("=");
            int at = list.allocate(row, 1);
            ((BytesVector) ((StructVector) list.elements()).child(0)).set(at, parts[0]);
            ((BytesVector) ((StructVector) list.elements()).child(1)).set(at, parts[1]);
        }
    }

    private static void write(WriteJob job, ColumnBatch batch) throws Exception {
        RowWriter writer = job.writer(0);
        writer.write(batch);
        writer.finish();
        job.commit();
    }

    private static List<Row> read(String topic) throws Exception {
        return SourceDriver.readTable(
                SourceDriver.options(kafka.servers(), "subscribe", topic, "includeHeaders", "true"));
    }

    @Test
    void writesKeysAndValuesToTheTopicOfTheOption() throws Exception {
        String topic = kafka.topic(1);
        try (EpochSink sink = stream(request(TEXT, "topic", topic))) {
            write(sink.begin(0), batch(TEXT, new String[] {"k", "v", "1"}, new String[] {null, null, null}));
            write(sink.begin(1), batch(TEXT, new String[] {"", "엘지", "2"}));
        }
        assertThat(read(topic))
                .extracting(Row::key, Row::value)
                .containsExactly(tuple("k", "v"), tuple(null, null), tuple("", "엘지"));
    }

    @Test
    void writesOnlyChosenRows() throws Exception {
        String topic = kafka.topic(1);
        ColumnBatch all =
                batch(TEXT, new String[] {"a", "1", "0"}, new String[] {"b", "2", "0"}, new String[] {"c", "3", "0"});
        try (EpochSink sink = stream(request(TEXT, "topic", topic))) {
            write(sink.begin(0), all.select(new Selection(new int[] {0, 2}, 2)));
        }
        assertThat(read(topic)).extracting(Row::value).containsExactly("1", "3");
    }

    @Test
    void theRowMayNameTopicPartitionAndHeaders() throws Exception {
        String one = kafka.topic(2);
        String two = kafka.topic(1);
        StructType schema = StructType.fromDDL(
                "value BINARY, topic STRING, partition INT, headers ARRAY<STRUCT<key: STRING, value: BINARY>>");
        try (EpochSink sink = stream(request(schema))) {
            write(sink.begin(0), batch(schema, new String[] {"x", one, "1", "h=1"}, new String[] {"y", two, null, null
            }));
        }
        assertThat(read(one))
                .extracting(Row::value, Row::partition, Row::headers)
                .containsExactly(tuple("x", 1, List.of("h=1")));
        assertThat(read(two)).extracting(Row::value, Row::headers).containsExactly(tuple("y", null));
    }

    @Test
    void aRowWithoutATopicFailsTheBatch() {
        StructType schema = StructType.fromDDL("value STRING, topic STRING");
        try (EpochSink sink = stream(request(schema))) {
            assertThatThrownBy(() -> write(sink.begin(0), batch(schema, new String[][] {{"v", null}})))
                    .hasMessageContaining("has no topic");
        }
    }

    @Test
    void columnsAreCheckedAtTheStart() {
        for (String ddl : List.of(
                "key STRING",
                "value INT",
                "value STRING, key INT",
                "value STRING, partition STRING",
                "value STRING, headers STRING",
                "value STRING, topic BINARY")) {
            assertThatThrownBy(() -> stream(request(StructType.fromDDL(ddl), "topic", "t")))
                    .as(ddl)
                    .isInstanceOf(MillraceThrowable.class)
                    .satisfies(e ->
                            assertThat(((MillraceThrowable) e).getCondition()).isEqualTo("_LEGACY_ERROR_TEMP_3080"));
        }
        assertThatThrownBy(() -> stream(request(StructType.fromDDL("value STRING"))))
                .hasMessageContaining("option topic");
        assertThatThrownBy(() -> stream(request(TEXT, "topic", "t", "kafka.key.serializer", "x")))
                .hasMessageContaining("kafka.key.serializer");
    }

    @Test
    void batchWritesAppendAndDoNotReplace() throws Exception {
        String topic = kafka.topic(1);
        BatchSink sink = new KafkaConnector().batchSink().orElseThrow();
        WriteRequest request = request(TEXT, "topic", topic);
        write(sink.open(request, BatchSink.SaveMode.APPEND), batch(TEXT, new String[][] {{"k", "v", "1"}}));
        write(sink.open(request, BatchSink.SaveMode.ERROR_IF_EXISTS), batch(TEXT, new String[][] {{"k", "w", "1"}}));
        assertThat(read(topic)).extracting(Row::value).containsExactly("v", "w");
        assertThatThrownBy(() -> sink.open(request, BatchSink.SaveMode.OVERWRITE))
                .hasMessageContaining("append");
    }

    @Test
    void anUnreachableBrokerFailsTheBatchWithinTheClientsTimeout() {
        Map<String, String> options = SourceDriver.options("localhost:1", "topic", "t", "kafka.max.block.ms", "500");
        WriteRequest request =
                new WriteRequest("kafka", TEXT, List.of(), Options.of(options), ZoneId.of("UTC"), Map.of());
        try (EpochSink sink = stream(request)) {
            assertThatThrownBy(() -> write(sink.begin(0), batch(TEXT, new String[][] {{"k", "v", "1"}})))
                    .isInstanceOf(MillraceThrowable.class)
                    .satisfies(e ->
                            assertThat(((MillraceThrowable) e).getCondition()).isEqualTo("KAFKA_UNREACHABLE"));
        }
    }

    @Test
    void schemaFieldsOfTheSourceAreThoseOfTheSinkToo() {
        assertThat(new KafkaConnector()
                        .streamSource()
                        .orElseThrow()
                        .schema(SourceDriver.request(SourceDriver.options("b:1", "subscribe", "t"))))
                .extracting(StructField::name)
                .contains("key", "value", "topic", "partition");
    }
}
