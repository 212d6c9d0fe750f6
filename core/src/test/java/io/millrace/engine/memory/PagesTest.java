package io.millrace.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies on pages stays there while they grow, and the bytes that they claim are those that they have. */
class PagesTest {
    private static final int PAGE = 1 << 14;

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 17, 33, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 3 * PAGE + 5, 20 * PAGE + 1})
    void numbersStayWhilePagesGrow(int count) {
        IntPages ints = new IntPages();
        LongPages longs = new LongPages();
        DoublePages doubles = new DoublePages();
        for (int size = 1; size <= count; size += Math.max(1, size / 3)) {
            ints.ensure(size);
            longs.ensure(size);
            doubles.ensure(size);
            assertThat(ints.get(size - 1)).isZero();
            assertThat(longs.get(size - 1)).isZero();
            assertThat(doubles.get(size - 1)).isZero();
            ints.set(size - 1, size);
            longs.set(size - 1, 1);
            longs.add(size - 1, -size - 1);
            doubles.set(size - 1, 0.25);
            doubles.add(size - 1, size);
        }
        ints.ensure(count);
        longs.ensure(count);
        doubles.ensure(count);
        // asked for less, nothing changes
        ints.ensure(0);
        longs.ensure(0);
        for (int size = 1; size <= count; size += Math.max(1, size / 3)) {
            assertThat(ints.get(size - 1)).isEqualTo(size);
            assertThat(longs.get(size - 1)).isEqualTo(-size);
            assertThat(longs.page(size - 1)[LongPages.slot(size - 1)]).isEqualTo(-size);
            assertThat(doubles.get(size - 1)).isEqualTo(size + 0.25);
        }
        int capacity = count > PAGE ? Math.ceilDiv(count, PAGE) * PAGE : Math.max(16, count);
        assertThat(ints.retainedBytes()).isBetween(4L * capacity, 4L * Math.max(capacity, 2 * count) + 8 * 128);
        assertThat(longs.retainedBytes()).isBetween(8L * capacity, 8L * Math.max(capacity, 2 * count) + 8 * 128);
        assertThat(doubles.retainedBytes()).isEqualTo(longs.retainedBytes());
    }

    @Test
    void aPageIsMadeAtOnceForManyNumbers() {
        IntPages ints = new IntPages();
        LongPages longs = new LongPages();
        DoublePages doubles = new DoublePages();
        doubles.ensure(5 * PAGE);
        ints.ensure(5 * PAGE);
        longs.ensure(5 * PAGE);
        for (int i = 0; i < 5 * PAGE; i += PAGE - 1) {
            ints.set(i, i);
            longs.set(i, i);
            doubles.set(i, i);
        }
        for (int i = 0; i < 5 * PAGE; i += PAGE - 1) {
            assertThat(ints.get(i)).isEqualTo(i);
            assertThat(longs.get(i)).isEqualTo(i);
            assertThat(doubles.get(i)).isEqualTo(i);
        }
    }
}
