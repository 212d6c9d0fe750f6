package io.millrace.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.source.Offset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecoveryPointTest {
    private static Optional<OffsetEntry> entry(long batch) {
        return Optional.of(new OffsetEntry(
                Optional.of(new OffsetEntry.Metadata(100 * batch, batch, Map.of())),
                List.of(Optional.of(new Offset(Long.toString(batch))))));
    }

    private static OptionalLong number(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static RecoveryPoint decide(long offsets, long commit, long nextWatermark) {
        return RecoveryPoint.decide(
                number(offsets),
                number(commit),
                entry(offsets),
                offsets > 0 ? entry(offsets - 1) : Optional.empty(),
                commit == offsets ? Optional.of(new CommitEntry(nextWatermark)) : Optional.empty());
    }

    @Test
    void everyCombinationOfNewestEntries() {
        for (long offsets = 0; offsets < 6; offsets++) {
            for (long commit = -1; commit < 8; commit++) {
                RecoveryPoint point = decide(offsets, commit, 100 * offsets + 50);
                if (commit == offsets) {
                    assertThat(point)
                            .isEqualTo(new RecoveryPoint(
                                    offsets + 1,
                                    entry(offsets),
                                    Optional.empty(),
                                    100 * offsets + 50,
                                    100 * offsets,
                                    false));
                } else {
                    assertThat(point)
                            .isEqualTo(new RecoveryPoint(
                                    offsets,
                                    offsets == 0 ? Optional.empty() : entry(offsets - 1),
                                    entry(offsets),
                                    100 * offsets,
                                    Math.max(0, 100 * (offsets - 1)),
                                    commit < offsets - 1));
                    assertThat(point.isRerun()).isTrue();
                }
            }
        }
    }

    @Test
    void aNewCheckpointStartsAtZero() {
        assertThat(RecoveryPoint.decide(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .isEqualTo(new RecoveryPoint(0, Optional.empty(), Optional.empty(), 0, 0, false));
    }

    @Test
    void theWatermarkNeverGoesBack() {
        assertThat(decide(3, 3, 10).watermarkMillis()).isEqualTo(300);
    }

    @Test
    void aBatchWithoutThePreviousOneCannotBePlaced() {
        for (long commit : new long[] {-1, 4, 5}) {
            assertThatThrownBy(() -> RecoveryPoint.decide(
                            number(5), number(commit), entry(5), Optional.empty(), Optional.of(new CommitEntry(0))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("MISSING_LOG_BATCH")
                    .hasMessageContaining("batch 4");
        }
    }
}
