package io.millrace.cli.demo;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.cli.command.Console;
import io.millrace.cli.kafka.EmbeddedKafka;
import io.millrace.streaming.StreamingQuery;
import java.time.Duration;
import java.util.Optional;

/** Broker, clicks, session and queries: started in this order, ended in the reverse one, by whoever comes first. */
final class DemoRun implements AutoCloseable {
    private static final long LOOK_MILLIS = 500;
    private static final long CLOSE_MILLIS = 1_800;

    private final EmbeddedKafka broker;
    private final Clicks clicks;
    private final Totals totals = new Totals();
    private Session session;
    private StreamingQuery files;
    private volatile boolean ending;
    private boolean closed;

    private DemoRun(EmbeddedKafka broker, int rate) {
        this.broker = broker;
        this.clicks = new Clicks(broker.bootstrapServers(), rate);
    }

    /** Starts everything; what was started is ended again if the rest fails. */
    static DemoRun start(DemoDirectory directory, int rate) throws Exception {
        DemoRun run = new DemoRun(EmbeddedKafka.start(directory.kafka()), rate);
        try {
            run.broker.createTopic(Clicks.TOPIC, Clicks.PARTITIONS);
            run.clicks.start();
            run.startQueries(directory);
            return run;
        } catch (Exception e) {
            run.close();
            throw e;
        }
    }

    private void startQueries(DemoDirectory directory) throws Exception {
        session = Session.builder().appName("millrace demo").master("local[*]").getOrCreate();
        session.streams().addListener(totals);
        ClickJob job = new ClickJob(session, directory);
        Dataset<Row> sales = job.sales(broker.bootstrapServers());
        files = job.toFiles(sales);
        job.toConsole(sales);
    }

    String servers() {
        return broker.bootstrapServers();
    }

    long sent() {
        return clicks.sent();
    }

    /** What the query into files has done, in words. */
    String totals() {
        return totals.toString();
    }

    /** Waits for the end: of the time, or of a query that fails. */
    void await(Optional<Duration> time, Console console) throws Exception {
        long start = System.nanoTime();
        long length = time.map(Duration::toNanos).orElse(Long.MAX_VALUE);
        StatusLine line = StatusLine.possible() ? new StatusLine(console.out(), console.err()) : null;
        try {
            while (System.nanoTime() - start < length && !session.streams().awaitAnyTermination(LOOK_MILLIS)) {
                clicks.check();
                if (line != null) {
                    line.show(StatusLine.describe(files, clicks.sent()));
                }
            }
        } catch (Exception e) {
            // At Ctrl-C the session ends under this loop, which is no failure.
            if (!ending) {
                throw e;
            }
        } finally {
            if (line != null) {
                line.close();
            }
        }
    }

    /** At Ctrl-C: ends what can be ended in time; the rest ends with the process, which every part of it survives. */
    void closeInTime() {
        Thread closing = new Thread(this::close, "millrace-demo-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ending = true;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            clicks.close();
            if (session != null) {
                session.stop();
            }
            broker.close();
        }
    }
}
