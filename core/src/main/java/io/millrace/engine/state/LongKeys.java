package io.millrace.engine.state;

import io.millrace.engine.memory.LongPages;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.ValueVector;
import java.util.List;

/** Keys of one column whose values fit a long. The null key has a group of its own. */
final class LongKeys extends KeyStore {
    private final KeyBatch batch;
    private final LongPages keys = new LongPages();
    private int nullGroup = -1;

    LongKeys(KeyBatch batch) {
        this.batch = batch;
    }

    @Override
    int verify(Selection rows, int[] groups, int[] missing) {
        int misses = 0;
        if (batch.mayHaveNull() || nullGroup >= 0) {
            for (int i = 0; i < rows.count(); i++) {
                int position = rows.position(i);
                if (groups[position] < 0 || !matches(position, groups[position])) {
                    missing[misses++] = position;
                }
            }
            return misses;
        }
        long[] values = batch.values();
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int group = groups[position];
            if (group < 0 || keys.get(group) != values[position]) {
                missing[misses++] = position;
            }
        }
        return misses;
    }

    @Override
    boolean matches(int position, int group) {
        if (batch.isNull(position)) {
            return group == nullGroup;
        }
        return group != nullGroup && keys.get(group) == batch.value(position);
    }

    @Override
    void put(int position, int group) {
        keys.ensure(group + 1);
        if (batch.isNull(position)) {
            nullGroup = group;
            keys.set(group, 0);
        } else {
            keys.set(group, batch.value(position));
        }
    }

    @Override
    void remove(int group) {
        if (group == nullGroup) {
            nullGroup = -1;
        }
    }

    @Override
    void export(int[] groups, int count, List<? extends ValueVector> targets, int at) {
        ValueVector target = targets.getFirst();
        for (int i = 0; i < count; i++) {
            int group = groups[i];
            if (group == nullGroup) {
                target.setNull(at + i);
                continue;
            }
            long value = keys.get(group);
            switch (target) {
                case LongVector longs -> longs.set(at + i, value);
                case IntVector ints -> ints.set(at + i, (int) value);
                case ShortVector shorts -> shorts.set(at + i, (short) value);
                case ByteVector bytes -> bytes.set(at + i, (byte) value);
                case BooleanVector booleans -> booleans.set(at + i, value != 0);
                default -> throw new IllegalStateException(target.type() + " is no integral key");
            }
        }
    }

    @Override
    void empty() {
        nullGroup = -1;
    }

    @Override
    long retainedBytes() {
        return keys.retainedBytes();
    }
}
