package io.millrace.cli.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends made-up clicks to Kafka at a steady rate: some users click far more than others, clicks arrive up to two seconds
 * out of order, and one in five hundred is so late that its window has gone.
 */
final class Clicks implements AutoCloseable {
    static final String TOPIC = "clicks";
    static final int PARTITIONS = 2;

    private static final int USERS = 20_000;
    private static final long DISORDER_MILLIS = 2_000;
    private static final long LATE_MILLIS = 60_000;
    private static final long TICK_NANOS = 20_000_000;
    private static final long JOIN_MILLIS = 1_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final int rate;
    private final Random random = new Random();
    private final AtomicLong sent = new AtomicLong();
    private final Thread thread = new Thread(this::run, "millrace-demo-clicks");
    private volatile boolean closed;
    private volatile Exception failure;

    /** @param rate clicks a second */
    Clicks(String servers, int rate) {
        this.rate = rate;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** How many clicks the broker has taken so far. */
    long sent() {
        return sent.get();
    }

    /** Fails if a click was refused. */
    void check() throws Exception {
        if (failure != null) {
            throw failure;
        }
    }

    private void run() {
        long started = System.nanoTime();
        long made = 0;
        while (!closed) {
            long due = (long) ((System.nanoTime() - started) / 1e9 * rate);
            for (; !closed && made < due; made++) {
                send();
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    private void send() {
        long user = user();
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(TOPIC, bytes(Long.toString(user)), bytes(click(user))), (metadata, exception) -> {
                    if (exception == null) {
                        sent.incrementAndGet();
                    } else if (!closed) {
                        failure = exception;
                    }
                });
    }

    /** The square makes users with small numbers frequent. */
    private long user() {
        double skewed = random.nextDouble();
        return 1 + (long) (skewed * skewed * USERS);
    }

    private String click(long user) {
        boolean late = random.nextInt(500) == 0;
        long age = random.nextLong(DISORDER_MILLIS) + (late ? LATE_MILLIS : 0);
        Instant at = Instant.now().minusMillis(age).truncatedTo(ChronoUnit.MILLIS);
        boolean bought = random.nextInt(10) == 0;
        String amount = bought ? 5 + random.nextInt(195) + "." + (10 + random.nextInt(90)) : "0.00";
        return "{\"user_id\":" + user + ",\"page_id\":" + (1 + random.nextInt(DemoDirectory.PAGE_COUNT))
                + ",\"action\":\"" + (bought ? "buy" : "view") + "\",\"amount\":" + amount + ",\"event_time\":\"" + at
                + "\"}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Stops sending; what was sent is on its way. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofMillis(JOIN_MILLIS));
    }
}
