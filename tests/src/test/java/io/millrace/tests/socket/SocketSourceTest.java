package io.millrace.tests.socket;

import static io.millrace.tests.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.streaming.DataStreamReader;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.StreamingQueryException;
import io.millrace.types.DataTypes;
import io.millrace.types.StructType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SocketSourceTest {
    @TempDir
    Path directory;

    private final List<Row> seen = new CopyOnWriteArrayList<>();
    private Session session;
    private ServerSocket server;

    @BeforeEach
    void open() throws IOException {
        session = Session.builder().master("local[2]").create();
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        session.stop();
        server.close();
    }

    private DataStreamReader reader() {
        return session.readStream()
                .format("socket")
                .option("host", server.getInetAddress().getHostAddress())
                .option("port", server.getLocalPort());
    }

    private StreamingQuery start(Dataset<Row> rows) throws Exception {
        return rows.writeStream()
                .option("checkpointLocation", directory.resolve("checkpoint").toString())
                .foreachBatch((batch, id) -> {
                    seen.addAll(batch.collectAsList());
                })
                .start();
    }

    private List<String> texts() {
        return seen.stream().map(row -> row.getString(0)).toList();
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Test
    void linesBecomeRowsWhenTheyAreComplete() throws Exception {
        StreamingQuery query = start(reader().load());
        try (Socket client = server.accept()) {
            OutputStream out = client.getOutputStream();
            send(out, "one\r\n\n");
            eventually("two rows", () -> texts().equals(List.of("one", "")));
            byte[] split = "두울\n".getBytes(StandardCharsets.UTF_8);
            out.write(split, 0, 2);
            out.flush();
            query.processAllAvailable();
            assertThat(texts()).hasSize(2);
            out.write(split, 2, split.length - 2);
            out.flush();
            eventually("three rows", () -> texts().equals(List.of("one", "", "두울")));
            send(out, "no line end");
            query.processAllAvailable();
            assertThat(texts()).hasSize(3);
        }
        eventually("the last line", () -> texts().equals(List.of("one", "", "두울", "no line end")));
        assertThat(query.isActive())
                .as("the query goes on when the server has gone")
                .isTrue();
        assertThat(query.lastProgress().sources()[0].description())
                .isEqualTo("TextSocketV2[host: 127.0.0.1, port: " + server.getLocalPort() + "]");
        query.stop();
    }

    @Test
    void theFirstBatchIsThereBeforeAnyLine() throws Exception {
        StreamingQuery query = start(reader().load());
        try (Socket client = server.accept()) {
            query.processAllAvailable();
            assertThat(query.lastProgress().batchId()).isZero();
            assertThat(Files.readString(directory.resolve("checkpoint/offsets/0")))
                    .endsWith("\n-1");
            assertThat(client.isConnected()).isTrue();
        }
        query.stop();
    }

    @Test
    void timesAreThoseOfArrival() throws Exception {
        Dataset<Row> rows = reader().option("includeTimestamp", true).load();
        assertThat(rows.schema())
                .isEqualTo(
                        new StructType().add("value", DataTypes.StringType).add("timestamp", DataTypes.TimestampType));
        StreamingQuery query = start(rows.selectExpr("timestamp", "length(value)"));
        long before = System.currentTimeMillis();
        try (Socket client = server.accept()) {
            send(client.getOutputStream(), "a\nbc\n");
            eventually("rows", () -> seen.size() == 2);
        }
        Timestamp time = seen.getFirst().getTimestamp(0);
        assertThat(time.getTime()).isBetween(before, System.currentTimeMillis());
        assertThat(seen).extracting(row -> row.getInt(1)).containsExactly(1, 2);
        query.stop();
    }

    @Test
    void aRestartGoesOnCountingAndReadsNothingTwice() throws Exception {
        StreamingQuery first = start(reader().load());
        try (Socket client = server.accept()) {
            send(client.getOutputStream(), "a\nb\n");
            eventually("rows", () -> seen.size() == 2);
            first.processAllAvailable();
        }
        first.stop();
        StreamingQuery second = start(reader().load());
        try (Socket client = server.accept()) {
            send(client.getOutputStream(), "c\n");
            eventually("a row more", () -> texts().equals(List.of("a", "b", "c")));
            second.processAllAvailable();
        }
        long last = second.lastProgress().batchId();
        assertThat(Files.readString(directory.resolve("checkpoint/offsets/" + last)))
                .endsWith("\n2");
        second.stop();
    }

    @Test
    void manyLinesThroughASmallWindowKeepTheirOrder() throws Exception {
        StreamingQuery query = start(reader().load());
        int count = 60_000;
        String line = "x".repeat(500) + "\n";
        try (Socket client = server.accept()) {
            OutputStream out = client.getOutputStream();
            for (int i = 0; i < count; i++) {
                out.write((i + ":" + line).getBytes(StandardCharsets.UTF_8));
            }
        }
        eventually("all rows", () -> seen.size() == count);
        for (int i = 0; i < count; i++) {
            assertThat(seen.get(i).getString(0)).startsWith(i + ":x");
        }
        query.stop();
    }

    @Test
    void aRefusedConnectionEndsTheQuery() throws Exception {
        DataStreamReader reader = reader();
        server.close();
        StreamingQuery query = start(reader.load());
        assertThatThrownBy(() -> query.awaitTermination(30_000))
                .isInstanceOfSatisfying(StreamingQueryException.class, failure -> {
                    assertThat(failure.cause()).isInstanceOf(ConnectException.class);
                    assertThat(failure.getMessage()).contains("127.0.0.1:");
                });
    }

    @Test
    void aBrokenConnectionEndsTheQueryAfterItsLastLine() throws Exception {
        StreamingQuery query = start(reader().load());
        Socket client = server.accept();
        send(client.getOutputStream(), "a\n");
        eventually("a row", () -> seen.size() == 1);
        // no orderly end, but a reset
        client.setSoLinger(true, 0);
        client.close();
        assertThatThrownBy(() -> query.awaitTermination(30_000))
                .isInstanceOfSatisfying(
                        StreamingQueryException.class,
                        failure -> assertThat(failure.cause())
                                .isInstanceOf(IOException.class)
                                .hasMessageContaining("127.0.0.1:"));
        assertThat(texts()).containsExactly("a");
    }

    @Test
    void stoppingTheQueryClosesTheConnection() throws Exception {
        StreamingQuery query = start(reader().load());
        try (Socket client = server.accept()) {
            query.processAllAvailable();
            query.stop();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }
}
