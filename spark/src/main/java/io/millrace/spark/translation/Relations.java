package io.millrace.spark.translation;

import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.LocalRows;
import io.millrace.plan.UnresolvedPlan.NamedRelation;
import io.millrace.plan.UnresolvedPlan.Range;
import io.millrace.plan.UnresolvedPlan.Read;
import io.millrace.spark.value.Cells;
import io.millrace.spark.value.Scala;
import io.millrace.spark.value.SparkTypes;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.Dataset;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Where the rows of one session's plans come from.
 *
 * <p>A node that reads, or that brings rows, is handed to Spark once, however often plans with it are analysed: files are
 * listed and schemas inferred when a Dataset is made, and a stream that is used twice in a plan is one source. Nodes are
 * told apart by identity and forgotten with the Datasets that hold them.
 */
public final class Relations {
    private final SparkSession session;
    private final Map<Key, LogicalPlan> opened = new HashMap<>();
    private final ReferenceQueue<UnresolvedPlan> forgotten = new ReferenceQueue<>();
    private final Map<String, LogicalPlan> lent = new ConcurrentHashMap<>();

    public Relations(SparkSession session) {
        this.session = session;
    }

    SparkSession session() {
        return session;
    }

    /** Lends a Dataset of Spark under a name, until it is {@link #takeBack taken back}. */
    public void lend(String name, org.apache.spark.sql.Dataset<Row> dataset) {
        lent.put(name, ((Dataset<Row>) dataset).logicalPlan());
    }

    /** Forgets what was lent. */
    public void takeBack(String name) {
        lent.remove(name);
    }

    LogicalPlan named(NamedRelation relation) {
        LogicalPlan given =
                relation.name().size() == 1 ? lent.get(relation.name().getFirst()) : null;
        return given != null
                ? given.clone()
                : new UnresolvedRelation(
                        Scala.seq(relation.name()),
                        new CaseInsensitiveStringMap(relation.options()),
                        relation.streaming());
    }

    LogicalPlan read(Read read) {
        return once(read, () -> read.streaming() ? stream(read) : files(read));
    }

    private LogicalPlan files(Read read) {
        var reader = session.read().format(read.format()).options(read.options());
        read.schema().ifPresent(schema -> reader.schema(SparkTypes.toSpark(schema)));
        return plan(reader.load(read.paths().toArray(String[]::new)));
    }

    private LogicalPlan stream(Read read) {
        var reader = session.readStream().format(read.format()).options(read.options());
        read.schema().ifPresent(schema -> reader.schema(SparkTypes.toSpark(schema)));
        return switch (read.paths().size()) {
            case 0 -> plan(reader.load());
            case 1 -> plan(reader.load(read.paths().getFirst()));
            default -> throw Unsupported.feature("a stream of several paths", read.origin());
        };
    }

    LogicalPlan local(LocalRows rows) {
        return once(rows, () -> {
            List<Row> values = rows.rows().stream().map(Cells::toRow).toList();
            return plan(session.createDataFrame(values, SparkTypes.toSpark(rows.schema())));
        });
    }

    LogicalPlan range(Range range) {
        return session.range(range.start(), range.end(), range.step()).logicalPlan();
    }

    private static LogicalPlan plan(org.apache.spark.sql.Dataset<Row> dataset) {
        return ((Dataset<Row>) dataset).logicalPlan();
    }

    private LogicalPlan once(UnresolvedPlan node, Supplier<LogicalPlan> open) {
        synchronized (opened) {
            for (Object key = forgotten.poll(); key != null; key = forgotten.poll()) {
                opened.remove(key);
            }
            return opened.computeIfAbsent(new Key(node, forgotten), unknown -> open.get())
                    .clone();
        }
    }

    private static final class Key extends WeakReference<UnresolvedPlan> {
        private final int hash;

        Key(UnresolvedPlan node, ReferenceQueue<UnresolvedPlan> queue) {
            super(node, queue);
            this.hash = System.identityHashCode(node);
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
