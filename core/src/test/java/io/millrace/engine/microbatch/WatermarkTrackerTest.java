package io.millrace.engine.microbatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.physical.EventTimeStatistics;
import io.millrace.engine.physical.EventTimeStatistics.Statistics;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatermarkTrackerTest {
    private static final long FIRST = 1;
    private static final long SECOND = 2;

    private static EventTimeStatistics seen(long node, long maxMillis) {
        EventTimeStatistics statistics = new EventTimeStatistics();
        statistics.add(node, new Statistics(1, 0, maxMillis * 1000 + 999, 0));
        return statistics;
    }

    @Test
    void staysBehindTheNewestTimeAndNeverFalls() {
        WatermarkTracker tracker = new WatermarkTracker(Map.of(FIRST, 10L), true, 0);
        assertThat(tracker.current()).isZero();
        tracker.update(seen(FIRST, 25));
        assertThat(tracker.current()).isEqualTo(15);
        tracker.update(seen(FIRST, 3));
        assertThat(tracker.current()).isEqualTo(15);
        tracker.update(new EventTimeStatistics());
        assertThat(tracker.current()).isEqualTo(15);
    }

    @Test
    void isNeverNegative() {
        WatermarkTracker tracker = new WatermarkTracker(Map.of(FIRST, 100L), true, 0);
        tracker.update(seen(FIRST, 25));
        assertThat(tracker.current()).isZero();
    }

    @Test
    void theSlowestInputHoldsItBack() {
        WatermarkTracker tracker = new WatermarkTracker(Map.of(FIRST, 0L, SECOND, 0L), true, 50);
        tracker.update(seen(FIRST, 200));
        assertThat(tracker.current())
                .as("the second input has given nothing in this run")
                .isEqualTo(50);
        tracker.update(seen(SECOND, 150));
        assertThat(tracker.current()).isEqualTo(150);
    }

    @Test
    void theFastestInputMovesItWithThePolicyMax() {
        WatermarkTracker tracker = new WatermarkTracker(Map.of(FIRST, 0L, SECOND, 0L), false, 0);
        tracker.update(seen(FIRST, 200));
        assertThat(tracker.current()).isEqualTo(200);
    }

    @Test
    void theFastestInputMayBeTheOneThatComesLater() {
        WatermarkTracker tracker = new WatermarkTracker(Map.of(FIRST, 0L, SECOND, 0L), false, 0);
        tracker.update(seen(FIRST, 200));
        tracker.update(seen(SECOND, 300));
        assertThat(tracker.current()).isEqualTo(300);
        tracker.update(seen(FIRST, 250));
        assertThat(tracker.current()).isEqualTo(300);
    }

    @Test
    void aQueryWithoutWatermarksStays() {
        WatermarkTracker tracker = new WatermarkTracker(Map.of(), true, 7);
        assertThat(tracker.isDefined()).isFalse();
        tracker.update(seen(FIRST, 200));
        assertThat(tracker.current()).isEqualTo(7);
        assertThat(new WatermarkTracker(Map.of(FIRST, 0L), true, 0).isDefined()).isTrue();
    }
}
