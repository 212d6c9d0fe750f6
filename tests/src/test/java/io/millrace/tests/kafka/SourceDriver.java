package io.millrace.tests.kafka;

import io.millrace.kafka.KafkaConnector;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.MicroBatchSource;
import io.millrace.spi.source.Offset;
import io.millrace.spi.source.ReadRequest;
import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.SourceContext;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import io.millrace.spi.source.StreamSource;
import io.millrace.spi.source.Table;
import io.millrace.spi.storage.CheckpointStore;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.spi.vector.Vectors;
import io.millrace.types.StructType;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a Kafka source as the loop does: where to, splits, readers. */
final class SourceDriver implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final StructType schema;
    private final MicroBatchSource source;

    /** One row; text stands for bytes. */
    record Row(
            String key,
            String value,
            String topic,
            int partition,
            long offset,
            long timestamp,
            int timestampType,
            List<String> headers) {}

    SourceDriver(Map<String, String> options) {
        this(options, new MemoryStore(), Clock.systemUTC());
    }

    SourceDriver(Map<String, String> options, CheckpointStore notes) {
        this(options, notes, Clock.systemUTC());
    }

    SourceDriver(Map<String, String> options, CheckpointStore notes, Clock clock) {
        ReadRequest request = request(options);
        StreamSource stream = new KafkaConnector().streamSource().orElseThrow();
        schema = stream.schema(request);
        source = stream.open(request, new SourceContext(notes, clock, "query", 2));
    }

    static Map<String, String> options(String servers, String... namesAndValues) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("kafka.bootstrap.servers", servers);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return options;
    }

    static ReadRequest request(Map<String, String> options) {
        return new ReadRequest("kafka", List.of(), Optional.empty(), Options.of(options), ZoneId.of("UTC"), Map.of());
    }

    MicroBatchSource source() {
        return source;
    }

    String latest(String start) throws IOException {
        return source.latest(Optional.ofNullable(start).map(Offset::new), false)
                .orElseThrow()
                .json();
    }

    List<Split> splits(String start, String end) throws IOException {
        return source.splits(
                Optional.ofNullable(start).map(Offset::new), new Offset(end), new ScanSpecification(schema));
    }

    List<Row> read(String start, String end) throws IOException {
        return read(start, end, schema);
    }

    List<Row> read(String start, String end, StructType columns) throws IOException {
        ScanSpecification scan = new ScanSpecification(columns);
        List<Row> rows = new ArrayList<>();
        for (Split split : source.splits(Optional.ofNullable(start).map(Offset::new), new Offset(end), scan)) {
            drain(source.open(split, scan), columns, rows);
        }
        return rows;
    }

    static List<Row> readTable(Map<String, String> options) throws IOException {
        Table table = new KafkaConnector().batchSource().orElseThrow().open(request(options));
        ScanSpecification scan = new ScanSpecification(table.schema());
        List<Row> rows = new ArrayList<>();
        for (Split split : table.splits(scan)) {
            drain(table.open(split, scan), table.schema(), rows);
        }
        return rows;
    }

    static void drain(SplitReader reader, StructType columns, List<Row> rows) throws IOException {
        try (reader) {
            while (true) {
                switch (reader.advance()) {
                    case BATCH -> collect(reader.batch(), columns, rows);
                    case BLOCKED -> awaitReady(reader);
                    case END -> {
                        return;
                    }
                }
            }
        }
    }

    private static void awaitReady(SplitReader reader) {
        CountDownLatch ready = new CountDownLatch(1);
        reader.onReady(ready::countDown);
        try {
            if (!ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("The reader is blocked for " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void collect(ColumnBatch batch, StructType columns, List<Row> rows) {
        List<ValueVector> vectors = new ArrayList<>();
        batch.columns().forEach(column -> vectors.add(Vectors.flatten(column, batch.selection(), null)));
        for (int i = 0; i < batch.rowCount(); i++) {
            int at = batch.selection().position(i);
            rows.add(new Row(
                    text(vector(vectors, columns, "key"), at),
                    text(vector(vectors, columns, "value"), at),
                    text(vector(vectors, columns, "topic"), at),
                    number(vector(vectors, columns, "partition"), at),
                    longNumber(vector(vectors, columns, "offset"), at),
                    longNumber(vector(vectors, columns, "timestamp"), at),
                    number(vector(vectors, columns, "timestampType"), at),
                    headers(vector(vectors, columns, "headers"), at)));
        }
    }

    private static ValueVector vector(List<ValueVector> vectors, StructType columns, String name) {
        List<String> names = List.of(columns.fieldNames());
        return names.contains(name) ? vectors.get(names.indexOf(name)) : null;
    }

    private static String text(ValueVector vector, int at) {
        return vector == null || vector.isNull(at) ? null : ((BytesVector) vector).string(at);
    }

    private static int number(ValueVector vector, int at) {
        return vector == null ? -1 : ((IntVector) vector).values()[at];
    }

    private static long longNumber(ValueVector vector, int at) {
        return vector == null ? -1 : ((LongVector) vector).get(at);
    }

    private static List<String> headers(ValueVector vector, int at) {
        if (vector == null || vector.isNull(at)) {
            return null;
        }
        ListVector list = (ListVector) vector;
        StructVector structs = (StructVector) list.elements();
        List<String> headers = new ArrayList<>();
        for (int i = list.start(at); i < list.start(at) + list.length(at); i++) {
            headers.add(text(structs.child(0), i) + "=" + text(structs.child(1), i));
        }
        return headers;
    }

    @Override
    public void close() {
        source.close();
    }
}
