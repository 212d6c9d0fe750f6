package io.millrace.engine.microbatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TriggerScheduleTest {
    @Test
    void firesAtMultiplesOfTheInterval() {
        assertThat(TriggerSchedule.next(1243, 1300, 1000)).isEqualTo(2000);
        assertThat(TriggerSchedule.next(2000, 2001, 1000)).isEqualTo(3000);
    }

    @Test
    void aLateBatchIsFollowedAtOnceAndMissedSlotsAreSkipped() {
        assertThat(TriggerSchedule.next(2000, 5500, 1000)).isEqualTo(5500);
    }

    @Test
    void withoutAnIntervalTheNextTriggerFollowsAtOnce() {
        assertThat(TriggerSchedule.next(1, 77, 0)).isEqualTo(77);
    }
}
