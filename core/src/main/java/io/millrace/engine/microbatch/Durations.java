package io.millrace.engine.microbatch;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** How long the parts of one trigger took, in milliseconds, under Spark's names. */
final class Durations {
    private final Map<String, Long> nanos = new TreeMap<>();

    /** Runs a part and adds its time. */
    <T> T measure(String part, Callable<T> action) throws Exception {
        long start = System.nanoTime();
        try {
            return action.call();
        } finally {
            nanos.merge(part, System.nanoTime() - start, Long::sum);
        }
    }

    Map<String, Object> millis() {
        Map<String, Object> millis = new TreeMap<>();
        nanos.forEach((part, time) -> millis.put(part, time / 1_000_000));
        return millis;
    }
}
