package io.millrace.engine.connector.socket;

import io.millrace.spi.source.MicroBatchSource;
import io.millrace.spi.source.Offset;
import io.millrace.spi.source.ScanSpecification;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines of one connection. An offset is the number of the last line, counted from 0 over all runs; -1 is before the first.
 *
 * <p>A thread of its own reads ahead, up to a limit, and keeps lines until their batch is done for good. They cannot be
 * had again: what a process had read and not finished when it ended is lost, and a batch that is run again is empty.
 *
 * <p>When the server closes the connection the query goes on without new rows.
 */
final class SocketSource implements MicroBatchSource {
    private static final Logger LOG = LoggerFactory.getLogger(SocketSource.class);
    private static final long READ_AHEAD = 8 << 20;

    private final SocketOptions options;
    private final Clock clock;
    private final Socket socket;
    private final LineBuffer buffer = new LineBuffer(READ_AHEAD);
    private Thread thread;
    private volatile Runnable signal = () -> {};
    private volatile Throwable failure;
    private volatile boolean closed;

    private SocketSource(SocketOptions options, Clock clock, Socket socket) {
        this.options = options;
        this.clock = clock;
        this.socket = socket;
    }

    static SocketSource connect(SocketOptions options, Clock clock) {
        try {
            return new SocketSource(options, clock, new Socket(options.host(), options.port()));
        } catch (IOException e) {
            String reason = "Cannot connect to " + options.host() + ":" + options.port() + ": " + e;
            throw new UncheckedIOException((IOException) new ConnectException(reason).initCause(e));
        }
    }

    @Override
    public String description() {
        return "TextSocketV2[host: " + options.host() + ", port: " + options.port() + "]";
    }

    @Override
    public boolean replayable() {
        return false;
    }

    @Override
    public void onArrival(Runnable arrived) {
        signal = arrived;
    }

    private static long number(Optional<Offset> offset) {
        return offset.map(text -> Long.parseLong(text.json().trim())).orElse(-1L);
    }

    @Override
    public Optional<Offset> latest(Optional<Offset> start, boolean unlimited) throws IOException {
        if (thread == null) {
            buffer.startAt(number(start) + 1);
            thread = new Thread(this::read, "millrace-socket-" + options.host() + ":" + options.port());
            thread.setDaemon(true);
            thread.start();
        }
        Throwable failed = failure;
        long newest = buffer.newest();
        if (failed != null && newest == number(start)) {
            throw new IOException("Reading from " + options.host() + ":" + options.port() + " failed", failed);
        }
        return Optional.of(new Offset(Long.toString(newest)));
    }

    @Override
    public void fixEnd() {
        // What will have arrived is not known: the query runs as a single batch.
    }

    @Override
    public boolean canFixEnd() {
        return false;
    }

    @Override
    public List<Split> splits(Optional<Offset> start, Offset end, ScanSpecification scan) {
        long after = number(start);
        long last = number(Optional.of(end));
        List<LineBuffer.Numbered> lines = buffer.between(after, last);
        long found = lines.stream()
                .mapToLong(part -> LineReader.count(part, after, last))
                .sum();
        if (found < last - after) {
            LOG.warn(
                    "{}: lines {} to {} were read by a process that ended before it had finished them; {} are lost",
                    description(),
                    after + 1,
                    last,
                    last - after - found);
        }
        return lines.isEmpty() ? List.of() : List.of(new LineReader.Range(lines, after, last));
    }

    @Override
    public SplitReader open(Split split, ScanSpecification scan) {
        return new LineReader((LineReader.Range) split, scan.columns());
    }

    @Override
    public void committed(Offset end) {
        buffer.release(number(Optional.of(end)));
    }

    private void read() {
        try {
            LineSplitter lines = new LineSplitter(socket.getInputStream());
            while (!lines.ended()) {
                Optional<Lines> read = lines.read(() -> clock.millis() * 1000);
                if (read.isPresent()) {
                    buffer.add(read.get());
                    signal.run();
                }
            }
            LOG.info("{}: the server has closed the connection", description());
        } catch (IOException | InterruptedException | RuntimeException | OutOfMemoryError e) {
            // closing the connection ends the wait for its bytes, which is no failure
            if (!closed) {
                failure = e;
                signal.run();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        buffer.close();
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("{}: closing the connection failed", description(), e);
        }
    }
}
