package io.millrace.cli.demo;

import io.millrace.streaming.SourceProgress;
import io.millrace.streaming.StreamingQuery;
import io.millrace.streaming.StreamingQueryProgress;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One line on the terminal that is written over and over: how fast the query reads, how far it is behind, and where its
 * watermark stands. Standard output passes through it, so that tables do not mix with the line.
 */
final class StatusLine implements AutoCloseable {
    private static final String CLEAR = "\r\u001B[K";

    private final PrintStream terminal;
    private final PrintStream out;
    private boolean shown;

    StatusLine(PrintStream out, PrintStream terminal) {
        this.out = out;
        this.terminal = terminal;
        System.setOut(new PrintStream(new Clearing(out), true, StandardCharsets.UTF_8));
    }

    /** Whether standard error is a terminal; the launcher knows. */
    static boolean possible() {
        return Boolean.getBoolean("millrace.terminal");
    }

    synchronized void show(String text) {
        terminal.print(CLEAR + text);
        terminal.flush();
        shown = true;
    }

    private synchronized void clear() {
        if (shown) {
            terminal.print(CLEAR);
            terminal.flush();
            shown = false;
        }
    }

    /** What a query's newest progress says, in one line. */
    static String describe(StreamingQuery query, long sent) {
        StreamingQueryProgress progress = query.lastProgress();
        if (progress == null) {
            return "starting ... " + sent + " clicks sent";
        }
        SourceProgress source = progress.sources()[0];
        return String.format(
                Locale.ROOT,
                "batch %d | %,.0f clicks/s | behind %s | watermark %s | %,d clicks sent",
                progress.batchId(),
                progress.inputRowsPerSecond(),
                source.metrics().getOrDefault("maxOffsetsBehindLatest", "0"),
                progress.eventTime().getOrDefault("watermark", "none yet"),
                sent);
    }

    @Override
    public void close() {
        clear();
        System.setOut(out);
    }

    /** Clears the line before anything else is printed. */
    private final class Clearing extends FilterOutputStream {
        Clearing(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            clear();
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            clear();
            out.write(bytes, offset, length);
        }
    }
}
