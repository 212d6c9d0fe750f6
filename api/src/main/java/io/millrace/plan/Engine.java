package io.millrace.plan;

import io.millrace.types.StructType;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The seam: what runs plans for one session. Implementations are found by {@link EngineProvider}.
 *
 * <p>All methods may be called from any thread. Errors are Spark's exceptions, each with a condition.
 */
public interface Engine extends AutoCloseable {
    /** The columns of a plan; fails as running it would fail in analysis. */
    StructType schema(UnresolvedPlan plan);

    boolean isStreaming(UnresolvedPlan plan);

    /** Runs a static plan or a command. The caller closes the rows. */
    Rows execute(UnresolvedPlan plan);

    String explain(UnresolvedPlan plan, ExplainMode mode);

    /** Makes a temporary view; {@code replace} decides whether an old one may go. */
    void createTemporaryView(String name, UnresolvedPlan plan, boolean replace, boolean global);

    /** Whether there was such a view. */
    boolean dropTemporaryView(String name, boolean global);

    /** The temporary views. */
    List<ViewDescription> views();

    /** The tables and views that a namespace keeps; none for an unknown one. */
    List<TableEntry> tables(String namespace);

    /** The namespaces, by name. */
    List<String> namespaces();

    /** The namespace of names that say none. */
    String currentNamespace();

    boolean functionExists(String name);

    /** Registers a user's function under a name for SQL. */
    void registerFunction(String name, UserFunction function);

    Optional<String> configuration(String key);

    /** All settings that have a value, defaults included. */
    Map<String, String> configurations();

    void setConfiguration(String key, String value);

    void unsetConfiguration(String key);

    /** Whether a setting may be changed while the session lives. */
    boolean isModifiable(String key);

    /** Starts a streaming query; returns when it runs and listeners heard of it. */
    QueryHandle start(UnresolvedPlan.StreamingWrite write);

    QueryManager queries();

    /** The session that this engine works for, handed to {@code foreachBatch}; called once, before anything else. */
    void attach(Object session);

    /** Ends all queries and every thread that the engine started. */
    @Override
    void close();

    /**
     * Rows with their schema, as arrays of cells: java.time for dates and timestamps, {@code Object[]} for structs, {@code
     * List} and {@code Map}; {@code io.millrace.JavaValues} lists the form for each type, and makes of it what users see.
     * One iterator; used by one thread.
     */
    interface Rows extends Iterator<Object[]>, AutoCloseable {
        StructType schema();

        @Override
        void close();
    }

    /** A view for the catalog. */
    record ViewDescription(String name, boolean temporary, boolean global) {}

    /** A table, or a view, of a namespace. */
    record TableEntry(String namespace, String name, boolean view) {}

    /** A running or ended streaming query; the API wraps it as {@code StreamingQuery}. */
    interface QueryHandle {
        UUID id();

        UUID runId();

        /** The name, or null. */
        String name();

        boolean isActive();

        /** The newest progress as JSON in Spark's form, or empty before the first. */
        Optional<String> lastProgress();

        /** Progress as JSON, oldest first. */
        List<String> recentProgress();

        /** The status as JSON. */
        String status();

        /** The failure: a {@code StreamingQueryException}, or empty. */
        Optional<Exception> exception();

        /** Waits for the end, at most so many milliseconds if positive; whether it ended. Throws the failure. */
        boolean awaitTermination(long milliseconds);

        void processAllAvailable();

        void stop();

        String explain(boolean extended);
    }

    /** The streaming queries of the session. */
    interface QueryManager {
        List<QueryHandle> active();

        /** Waits until any query has ended since the last reset; at most so many milliseconds if positive. */
        boolean awaitAny(long milliseconds);

        void resetTerminated();

        /** Hears of queries; events as JSON in Spark's form. */
        void addListener(QueryListener listener);

        void removeListener(QueryListener listener);
    }

    /** Hears of queries; started on the starting thread, the rest on a thread of its own, in order. */
    interface QueryListener {
        void started(String json);

        void progressed(String json);

        void idle(String json);

        void terminated(String json);
    }
}
