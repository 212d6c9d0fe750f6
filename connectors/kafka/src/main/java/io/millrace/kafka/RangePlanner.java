package io.millrace.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts ranges into splits by {@code maxRecordsPerPartition} and {@code minPartitions}. */
final class RangePlanner {
    private final Optional<Long> minPartitions;
    private final Optional<Long> maxRecords;

    RangePlanner(Optional<Long> minPartitions, Optional<Long> maxRecords) {
        this.minPartitions = minPartitions;
        this.maxRecords = maxRecords;
    }

    /** @param ranges one for each partition; empty ones are left out */
    List<KafkaSplit> plan(List<KafkaSplit> ranges) {
        List<KafkaSplit> bounded = new ArrayList<>();
        for (KafkaSplit range : ranges) {
            if (range.size() > 0) {
                long pieces =
                        maxRecords.map(max -> (range.size() + max - 1) / max).orElse(1L);
                divide(range, pieces, bounded);
            }
        }
        return minPartitions
                .filter(min -> min > bounded.size())
                .map(min -> spread(bounded, min))
                .orElse(bounded);
    }

    /** Cuts large ranges; those too small to be cut are left out of the proportions of the others. */
    private static List<KafkaSplit> spread(List<KafkaSplit> ranges, long min) {
        long total = ranges.stream().mapToLong(KafkaSplit::size).sum();
        long smallCount = 0;
        long smallTotal = 0;
        for (KafkaSplit range : ranges) {
            if (pieces(range, total, min) == 1) {
                smallCount++;
                smallTotal += range.size();
            }
        }
        long largeTotal = total - smallTotal;
        long largeMin = Math.max(min - smallCount, 1);
        List<KafkaSplit> spread = new ArrayList<>();
        for (KafkaSplit range : ranges) {
            boolean small = pieces(range, total, min) == 1;
            divide(range, small ? 1 : pieces(range, largeTotal, largeMin), spread);
        }
        return spread;
    }

    private static long pieces(KafkaSplit range, long total, long wanted) {
        return Math.max(Math.round((double) range.size() / total * wanted), 1);
    }

    /** Cuts as evenly as whole numbers allow; the last piece takes the rest. */
    private static void divide(KafkaSplit range, long pieces, List<KafkaSplit> into) {
        if (pieces == 1) {
            into.add(range);
            return;
        }
        long remaining = range.size();
        long from = range.from();
        for (long piece = 0; piece < pieces; piece++) {
            long size = remaining / (pieces - piece);
            if (size > 0) {
                into.add(new KafkaSplit(range.partition(), from, from + size, false));
                from += size;
                remaining -= size;
            }
        }
    }
}
