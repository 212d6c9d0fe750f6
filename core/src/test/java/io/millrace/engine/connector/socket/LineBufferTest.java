package io.millrace.engine.connector.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LineBufferTest {
    private final LineBuffer buffer = new LineBuffer(10);

    @AfterEach
    void close() {
        buffer.close();
    }

    private static Lines lines(String... texts) {
        byte[] data = String.join("", texts).getBytes(StandardCharsets.UTF_8);
        int[] starts = new int[texts.length];
        int[] lengths = new int[texts.length];
        int at = 0;
        for (int i = 0; i < texts.length; i++) {
            starts[i] = at;
            lengths[i] = texts[i].length();
            at += lengths[i];
        }
        return Lines.of(data, starts, lengths, texts.length, 0);
    }

    private Thread adding() {
        Thread thread = new Thread(() -> {
            try {
                buffer.add(lines("c"));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
            LockSupport.parkNanos(1_000_000);
        }
        return thread;
    }

    @Test
    void numbersLinesFromTheStart() throws Exception {
        assertThat(buffer.newest()).isEqualTo(-1);
        buffer.startAt(5);
        buffer.add(lines("a", "b"));
        assertThat(buffer.newest()).isEqualTo(6);
        assertThat(buffer.between(4, 6)).hasSize(1);
        assertThat(buffer.between(6, 9)).isEmpty();
        assertThat(buffer.between(-1, 4)).isEmpty();
    }

    @Test
    void whoeverAddsTooMuchWaitsUntilABatchAsks() throws Exception {
        buffer.add(lines("a", "b"));
        Thread thread = adding();
        assertThat(buffer.newest()).isEqualTo(1);
        thread.join();
        assertThat(buffer.newest()).isEqualTo(2);
    }

    @Test
    void closingLetsGo() throws Exception {
        buffer.add(lines("a", "b"));
        Thread thread = adding();
        buffer.close();
        thread.join();
        assertThat(buffer.between(-1, 9)).isEmpty();
    }

    @Test
    void keepsLinesUntilTheirBatchIsDone() throws Exception {
        buffer.add(lines("a"));
        buffer.newest();
        buffer.add(lines("b"));
        buffer.newest();
        buffer.release(0);
        List<LineBuffer.Numbered> left = buffer.between(-1, 1);
        assertThat(left).extracting(LineBuffer.Numbered::first).containsExactly(1L);
    }
}
