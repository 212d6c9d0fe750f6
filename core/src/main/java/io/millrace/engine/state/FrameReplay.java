package io.millrace.engine.state;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Applies frames to the stores that they belong to. */
final class FrameReplay {
    private final Map<Integer, StoreReplay> stores = new HashMap<>();

    FrameReplay(Iterable<? extends StatefulStore> stores) {
        for (StatefulStore store : stores) {
            this.stores.put(store.storeId(), new StoreReplay(store));
        }
    }

    /** Applies the current frame of a reader; a frame that cannot be applied is an error with its position. */
    void apply(FrameReader frame) {
        StoreReplay store = stores.get(frame.storeId());
        if (store == null) {
            throw frame.corrupt("there is no state store " + frame.storeId());
        }
        switch (frame.type()) {
            case FrameFormat.PUT -> store.put(frame);
            case FrameFormat.REMOVE -> store.remove(frame);
            case FrameFormat.EVICT -> store.target.evict(LittleEndian.getLong(frame.data(), frame.payload()));
            default -> throw frame.corrupt("there are no frames of type " + frame.type());
        }
    }

    private static final class StoreReplay {
        private final ChangeWriter target;
        private final Rows entries;
        private final Rows keys;

        StoreReplay(StatefulStore store) {
            target = store.replay();
            entries = new Rows(store.schema().rowTypes());
            keys = new Rows(store.schema().keyTypes());
        }

        void put(FrameReader frame) {
            entries.read(frame, target::put);
        }

        void remove(FrameReader frame) {
            keys.read(frame, target::remove);
        }
    }

    /** Turns the rows of frames into batches. */
    private static final class Rows {
        private final CompactRow format;
        private final List<ValueVector> columns;

        Rows(List<DataType> types) {
            format = CompactRow.forValues(types);
            columns = types.stream().map(ValueVector::create).toList();
        }

        void read(FrameReader frame, java.util.function.Consumer<ColumnBatch> target) {
            int at = frame.payload();
            for (int done = 0; done < frame.rows(); ) {
                int count = Math.min(ColumnBatch.MAX_ROWS, frame.rows() - done);
                for (ValueVector column : columns) {
                    column.reset(count);
                }
                for (int i = 0; i < count; i++) {
                    int length = LittleEndian.getInt(frame.data(), at);
                    format.decode(frame.data(), at + 4, columns, i);
                    at += 4 + length;
                }
                target.accept(ColumnBatch.of(columns, count));
                done += count;
            }
            if (at != frame.payloadEnd()) {
                throw frame.corrupt("its rows do not fill the frame");
            }
        }
    }
}
