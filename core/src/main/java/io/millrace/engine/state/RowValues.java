package io.millrace.engine.state;

import io.millrace.engine.memory.IntPages;
import io.millrace.spi.vector.ColumnVector;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.List;

/** One compact row by group; a group without a row gives nulls. */
final class RowValues implements GroupValues {
    private final CompactRow format;
    private final RowBuffer buffer = new RowBuffer();
    private final IntPages addresses = new IntPages();
    private BytePages pages = new BytePages();
    private int end;

    RowValues(List<DataType> types) {
        format = CompactRow.forValues(types);
    }

    @Override
    public void ensureGroups(int count) {
        addresses.ensure(count);
        for (; end < count; end++) {
            addresses.set(end, BytePages.NOWHERE);
        }
    }

    @Override
    public void load(int[] groups, List<ColumnVector> columns, Selection rows) {
        format.encode(columns, rows, buffer);
        for (int i = 0; i < rows.count(); i++) {
            int position = rows.position(i);
            int group = groups[position];
            clear(group);
            addresses.set(group, pages.add(buffer.data(), buffer.starts()[position], buffer.lengths()[position]));
        }
        if (pages.isSparse()) {
            pages = pages.moveLive(addresses, end);
        }
    }

    @Override
    public void export(int[] groups, int count, List<ValueVector> targets, int at) {
        for (int i = 0; i < count; i++) {
            int address = addresses.get(groups[i]);
            if (address == BytePages.NOWHERE) {
                for (ValueVector target : targets) {
                    target.setNull(at + i);
                }
            } else {
                format.decode(pages.page(address), BytePages.offset(address), targets, at + i);
            }
        }
    }

    @Override
    public void clear(int group) {
        int address = addresses.get(group);
        if (address != BytePages.NOWHERE) {
            pages.free(address);
            addresses.set(group, BytePages.NOWHERE);
        }
    }

    @Override
    public long retainedBytes() {
        return addresses.retainedBytes() + pages.retainedBytes() + buffer.retainedBytes();
    }
}
