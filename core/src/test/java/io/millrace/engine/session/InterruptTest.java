package io.millrace.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptTest {
    /** Inline, on the pool, and with the work in one single step. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM range(10000) a, range(10000) b, range(10000) c",
                "SELECT count(*) FROM range(100000) a, range(100000) b, range(1000) c",
                "SELECT count(*) FROM range(1) a, range(1000000) b, range(1000000) c"
            })
    void anInterruptEndsAQueryAndTheSessionGoesOn(String endless) throws Exception {
        try (QueryTester tester = new QueryTester();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            CountDownLatch started = new CountDownLatch(1);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Future<?> query = thread.submit(() -> {
                started.countDown();
                try {
                    tester.rows(endless);
                } catch (CancellationException stopped) {
                    failure.set(stopped);
                }
            });
            started.await();
            query.cancel(true);
            assertThat(thread.submit(() -> tester.rows("SELECT 1")).get(30, TimeUnit.SECONDS))
                    .containsExactly("[1]");
            assertThat(failure.get()).isNotNull();
        }
    }

    @Test
    void anInterruptThatIsThereBeforeStopsAQueryToo() {
        try (QueryTester tester = new QueryTester()) {
            Thread.currentThread().interrupt();
            Throwable failure = null;
            try {
                tester.rows("SELECT 1");
            } catch (CancellationException stopped) {
                failure = stopped;
            }
            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure).isNotNull();
        }
    }
}
