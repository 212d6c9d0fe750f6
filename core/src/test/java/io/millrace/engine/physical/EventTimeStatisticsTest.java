package io.millrace.engine.physical;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.physical.EventTimeStatistics.Statistics;
import org.junit.jupiter.api.Test;

class EventTimeStatisticsTest {
    @Test
    void tasksOfANodeCountTogether() {
        EventTimeStatistics seen = new EventTimeStatistics();
        seen.add(1, new Statistics(2, 5_000, 9_999, 14));
        seen.add(1, new Statistics(3, 4_000, 7_000, 16));
        seen.add(2, new Statistics(1, 1, 1, 0.001));
        seen.add(3, new Statistics(0, Long.MAX_VALUE, Long.MIN_VALUE, 0));
        assertThat(seen.of(1)).contains(new Statistics(5, 4_000, 9_999, 30));
        assertThat(seen.of(2)).contains(new Statistics(1, 1, 1, 0.001));
        assertThat(seen.of(3)).isEmpty();
        assertThat(seen.all()).hasSize(2);
    }

    @Test
    void millisecondsAreThoseThatHaveBegun() {
        Statistics before1970 = new Statistics(2, -1_001, -1, -1.002);
        assertThat(before1970.minMillis()).isEqualTo(-2);
        assertThat(before1970.maxMillis()).isEqualTo(-1);
        assertThat(before1970.averageMillis()).isZero();
        Statistics later = new Statistics(4, 1_999, 2_000, 30);
        assertThat(later.minMillis()).isEqualTo(1);
        assertThat(later.maxMillis()).isEqualTo(2);
        assertThat(later.averageMillis()).isEqualTo(7);
    }
}
