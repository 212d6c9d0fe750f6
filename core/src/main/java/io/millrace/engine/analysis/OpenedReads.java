package io.millrace.engine.analysis;

import io.millrace.engine.logical.StreamRelation;
import io.millrace.plan.UnresolvedPlan.Read;
import io.millrace.spi.source.Table;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What {@code Read} nodes led to. A node is looked at once per session, however often plans that hold it are analysed:
 * the file listing and the inferred schema of a Dataset are those of the moment when it was made, and a stream that is
 * used twice in a plan is one source. Nodes are told apart by identity and forgotten with the Datasets that hold them.
 */
public final class OpenedReads {
    private final Map<Key, Object> opened = new HashMap<>();
    private final ReferenceQueue<Read> forgotten = new ReferenceQueue<>();

    Table table(Read read, Supplier<Table> open) {
        return (Table) find(read, open);
    }

    StreamRelation stream(Read read, Supplier<StreamRelation> open) {
        return (StreamRelation) find(read, open);
    }

    private synchronized Object find(Read read, Supplier<?> open) {
        for (Object key = forgotten.poll(); key != null; key = forgotten.poll()) {
            opened.remove(key);
        }
        Key key = new Key(read, forgotten);
        Object known = opened.get(key);
        if (known == null) {
            known = open.get();
            opened.put(key, known);
        }
        return known;
    }

    private static final class Key extends WeakReference<Read> {
        private final int hash;

        Key(Read read, ReferenceQueue<Read> queue) {
            super(read, queue);
            this.hash = System.identityHashCode(read);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Key that && get() != null && get() == that.get();
        }
    }
}
