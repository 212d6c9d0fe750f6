package io.millrace.spark;

import io.millrace.Session;
import io.millrace.plan.Engine.QueryHandle;
import io.millrace.plan.Engine.QueryListener;
import io.millrace.plan.Engine.QueryManager;
import io.millrace.plan.UnresolvedPlan.StreamingTarget;
import io.millrace.plan.UnresolvedPlan.StreamingTrigger;
import io.millrace.plan.UnresolvedPlan.StreamingWrite;
import io.millrace.spark.value.SparkErrors;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.StreamingQueryManager;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.Trigger;

/** The streaming queries of one session. */
final class SparkQueries implements QueryManager {
    private final SparkEngine engine;
    private final StreamingQueryManager spark;
    private final IdentityHashMap<QueryListener, StreamingQueryListener> listeners = new IdentityHashMap<>();
    private volatile Session session;

    SparkQueries(SparkEngine engine, StreamingQueryManager spark) {
        this.engine = engine;
        this.spark = spark;
    }

    void attach(Object millraceSession) {
        session = (Session) millraceSession;
    }

    QueryHandle start(StreamingWrite write) {
        return engine.inSpark(() -> {
            DataStreamWriter<Row> writer = engine.dataset(write.input())
                    .writeStream()
                    .outputMode(write.outputKind().lowerName())
                    .trigger(trigger(write.trigger()))
                    .options(write.options());
            write.queryName().ifPresent(writer::queryName);
            if (!write.partitionColumns().isEmpty()) {
                writer.partitionBy(write.partitionColumns().toArray(String[]::new));
            }
            return new SparkQuery(start(writer, write.target()));
        });
    }

    private StreamingQuery start(DataStreamWriter<Row> writer, StreamingTarget target) throws Exception {
        return switch (target) {
            case StreamingTarget.Format format -> writer.format(format.name()).start();
            case StreamingTarget.NamedTable table -> writer.toTable(table.name());
            case StreamingTarget.Foreach foreach ->
                writer.foreach(UserSinks.foreach(foreach)).start();
            case StreamingTarget.ForeachBatch batch ->
                writer.foreachBatch(UserSinks.foreachBatch(batch, session, engine.relations()))
                        .start();
        };
    }

    private static Trigger trigger(StreamingTrigger trigger) {
        return switch (trigger) {
            case StreamingTrigger.ProcessingTime time ->
                Trigger.ProcessingTime(time.interval().toMillis());
            case StreamingTrigger.Once once -> once();
            case StreamingTrigger.AvailableNow now -> Trigger.AvailableNow();
            case StreamingTrigger.Continuous continuous ->
                Trigger.Continuous(continuous.interval().toMillis());
            case StreamingTrigger.RealTime realTime ->
                Trigger.RealTime(realTime.interval().toMillis());
        };
    }

    @SuppressWarnings("deprecation") // as long as Spark has it
    private static Trigger once() {
        return Trigger.Once();
    }

    @Override
    public List<QueryHandle> active() {
        return Arrays.stream(spark.active()).<QueryHandle>map(SparkQuery::new).toList();
    }

    @Override
    public boolean awaitAny(long milliseconds) {
        return SparkErrors.translating(() -> {
            if (milliseconds > 0) {
                return spark.awaitAnyTermination(milliseconds);
            }
            spark.awaitAnyTermination();
            return true;
        });
    }

    @Override
    public void resetTerminated() {
        spark.resetTerminated();
    }

    @Override
    public synchronized void addListener(QueryListener listener) {
        StreamingQueryListener adapter = new Adapter(listener);
        listeners.put(listener, adapter);
        spark.addListener(adapter);
    }

    @Override
    public synchronized void removeListener(QueryListener listener) {
        Optional.ofNullable(listeners.remove(listener)).ifPresent(spark::removeListener);
    }

    /** Stops all of them. */
    void close() {
        active().forEach(QueryHandle::stop);
    }

    /** Hands Spark's events on as their JSON. */
    private static final class Adapter extends StreamingQueryListener {
        private static final long serialVersionUID = 1L;

        private final transient QueryListener listener;

        Adapter(QueryListener listener) {
            this.listener = listener;
        }

        @Override
        public void onQueryStarted(QueryStartedEvent event) {
            listener.started(event.json());
        }

        @Override
        public void onQueryProgress(QueryProgressEvent event) {
            listener.progressed(event.json());
        }

        @Override
        public void onQueryIdle(QueryIdleEvent event) {
            listener.idle(event.json());
        }

        @Override
        public void onQueryTerminated(QueryTerminatedEvent event) {
            listener.terminated(event.json());
        }
    }
}
