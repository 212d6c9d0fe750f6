package io.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.memory.IntPages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What lies on pages stays there while they grow, and the bytes that they claim are those that they have. */
class BytePagesTest {
    private static final int MEGABYTE = 1 << 20;

    @Test
    void aCollectorStartsAnew() {
        IntCollector collector = new IntCollector();
        for (int round = 0; round < 2; round++) {
            collector.reset();
            for (int i = 0; i < 1000; i++) {
                collector.add(i * (round + 1));
            }
            assertThat(collector.values()[0]).isZero();
            assertThat(collector.values()[999]).isEqualTo(999 * (round + 1));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(BytePages pages, int address) {
        return new String(
                pages.page(address), BytePages.offset(address), pages.length(address), StandardCharsets.UTF_8);
    }

    @Property(tries = 60)
    void stringsStayWhereTheyWerePut(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int count) {
        Random random = new Random(seed);
        BytePages pages = new BytePages();
        List<String> texts = new ArrayList<>();
        List<Integer> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = random.nextInt(50) == 0 ? random.nextInt(MEGABYTE / 2) : random.nextInt(20);
            String text = i + "-" + "x".repeat(length);
            byte[] data = bytes("before" + text + "behind");
            texts.add(text);
            addresses.add(pages.add(data, 6, data.length - 12));
        }
        for (int i = 0; i < count; i++) {
            assertThat(text(pages, addresses.get(i))).isEqualTo(texts.get(i));
            assertThat((int) pages.head(addresses.get(i)))
                    .isEqualTo(texts.get(i).length());
        }
    }

    @Test
    void stringsAreEqualWhenEachByteIs() {
        BytePages pages = new BytePages();
        for (int length = 0; length < 30; length++) {
            byte[] data = bytes("abcdefghijklmnopqrstuvwxyzABCDEFG".substring(0, length + 2));
            int address = pages.add(data, 1, length);
            assertThat(pages.equals(address, data, 1, length)).isTrue();
            assertThat(pages.equals(address, data, 1, length + 1)).isFalse();
            for (int at = 1; at <= length; at++) {
                byte[] other = data.clone();
                other[at]++;
                assertThat(pages.equals(address, other, 1, length))
                        .as("%s of %s", at, length)
                        .isFalse();
            }
            byte[] around = data.clone();
            around[0]++;
            around[length + 1]++;
            assertThat(pages.equals(address, around, 1, length)).isTrue();
        }
    }

    @Test
    void whatIsLiveMovesFromSparsePages() {
        BytePages pages = new BytePages();
        IntPages addresses = new IntPages();
        int count = 12;
        addresses.ensure(count + 1);
        byte[] data = new byte[300_000];
        for (int i = 0; i < count; i++) {
            data[0] = (byte) i;
            addresses.set(i, pages.add(data, 0, data.length));
        }
        for (int i = 0; i < count; i++) {
            // sparse when more than half of more than two megabytes is garbage
            assertThat(pages.isSparse()).as("after %s", i).isEqualTo(i > 6);
            if (i % 4 != 3) {
                pages.free(addresses.get(i));
                addresses.set(i, BytePages.NOWHERE);
            }
        }
        BytePages moved = pages.moveLive(addresses, count);
        assertThat(moved.isSparse()).isFalse();
        assertThat(moved.retainedBytes()).isLessThan(pages.retainedBytes()).isGreaterThan(3L * data.length);
        for (int i = 0; i < count; i++) {
            if (i % 4 == 3) {
                assertThat(moved.page(addresses.get(i))[BytePages.offset(addresses.get(i))])
                        .isEqualTo((byte) i);
                assertThat(moved.length(addresses.get(i))).isEqualTo(data.length);
            } else {
                assertThat(addresses.get(i)).isEqualTo(BytePages.NOWHERE);
            }
        }
    }

    @Test
    void fewPagesAreNeverSparse() {
        BytePages pages = new BytePages();
        pages.free(pages.add(new byte[MEGABYTE / 2], 0, MEGABYTE / 2));
        pages.free(pages.add(new byte[MEGABYTE / 2], 0, MEGABYTE / 2));
        assertThat(pages.isSparse()).isFalse();
    }

    @Test
    void emptyPagesKeepOnePage() {
        BytePages pages = new BytePages();
        long none = pages.retainedBytes();
        pages.add(new byte[3 * MEGABYTE], 0, 3 * MEGABYTE);
        assertThat(pages.retainedBytes()).isBetween(3L * MEGABYTE, 3L * MEGABYTE + 1000);
        pages.empty();
        assertThat(pages.retainedBytes()).isEqualTo(none);
        int small = pages.add(bytes("small"), 0, 5);
        assertThat(pages.retainedBytes()).isEqualTo(none + 256);
        for (int i = 0; i < 5; i++) {
            pages.add(new byte[MEGABYTE / 2], 0, MEGABYTE / 2);
        }
        pages.add(new byte[3 * MEGABYTE], 0, 3 * MEGABYTE);
        assertThat(text(pages, small)).isEqualTo("small");
        pages.empty();
        assertThat(pages.retainedBytes()).isBetween((long) MEGABYTE - 64, (long) MEGABYTE + 1000);
        assertThat(pages.isSparse()).isFalse();
        assertThat(text(pages, pages.add(bytes("again"), 0, 5))).isEqualTo("again");
        assertThat(text(pages, pages.add(bytes("and again"), 0, 9))).isEqualTo("and again");
    }
}
