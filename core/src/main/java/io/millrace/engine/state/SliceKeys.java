package io.millrace.engine.state;

import io.millrace.engine.memory.IntPages;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import java.util.List;

/**
 * Keys as byte strings. The null key of a single column has a group of its own; in {@link CompactRow}s null is a part of
 * the key.
 */
final class SliceKeys extends KeyStore {
    private final KeyBatch batch;
    private final IntPages addresses = new IntPages();
    private BytePages pages = new BytePages();
    private int nullGroup = -1;
    private int end;

    SliceKeys(KeyBatch batch) {
        this.batch = batch;
    }

    @Override
    int verify(Selection rows, int[] groups, int[] missing) {
        int count = rows.count();
        long[] slots = batch.slots(count);
        for (int i = 0; i < count; i++) {
            int group = groups[rows.position(i)];
            slots[i] = group < 0 ? BytePages.NOWHERE : addresses.get(group);
        }
        for (int i = 0; i < count; i++) {
            // only loads, so that many cache misses overlap; the comparison below then finds the key at hand
            int address = (int) slots[i];
            slots[i] = address == BytePages.NOWHERE ? 0 : pages.head(address);
        }
        int misses = 0;
        for (int i = 0; i < count; i++) {
            int position = rows.position(i);
            int group = groups[position];
            boolean hopeless = group < 0 || ((int) slots[i] != batch.length(position) && !batch.isNull(position));
            if (hopeless || !matches(position, group)) {
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
        return group != nullGroup
                && pages.equals(addresses.get(group), batch.data(), batch.start(position), batch.length(position));
    }

    @Override
    void put(int position, int group) {
        addresses.ensure(group + 1);
        end = Math.max(end, group + 1);
        if (batch.isNull(position)) {
            nullGroup = group;
            addresses.set(group, BytePages.NOWHERE);
        } else {
            addresses.set(group, pages.add(batch.data(), batch.start(position), batch.length(position)));
        }
    }

    @Override
    void remove(int group) {
        if (group == nullGroup) {
            nullGroup = -1;
            return;
        }
        pages.free(addresses.get(group));
        addresses.set(group, BytePages.NOWHERE);
        if (pages.isSparse()) {
            pages = pages.moveLive(addresses, end);
        }
    }

    @Override
    void export(int[] groups, int count, List<? extends ValueVector> targets, int at) {
        CompactRow rowFormat = batch.rowFormat();
        for (int i = 0; i < count; i++) {
            int address = addresses.get(groups[i]);
            if (rowFormat != null) {
                rowFormat.decode(pages.page(address), BytePages.offset(address), targets, at + i);
            } else if (groups[i] == nullGroup) {
                targets.getFirst().setNull(at + i);
            } else {
                ((BytesVector) targets.getFirst())
                        .set(at + i, pages.page(address), BytePages.offset(address), pages.length(address));
            }
        }
    }

    @Override
    void empty() {
        pages.empty();
        nullGroup = -1;
        end = 0;
    }

    @Override
    long retainedBytes() {
        return addresses.retainedBytes() + pages.retainedBytes();
    }
}
