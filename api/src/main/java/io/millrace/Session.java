package io.millrace;

import io.millrace.catalog.Catalog;
import io.millrace.plan.Engine;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.SqlOptions;
import io.millrace.sql.SqlParser;
import io.millrace.sql.Substitution;
import io.millrace.streaming.DataStreamReader;
import io.millrace.streaming.StreamingQueryManager;
import io.millrace.types.StructType;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The entrance: makes Datasets, runs SQL, holds settings, temporary views and streaming queries.
 *
 * <p>A session only builds plans; its {@link Engine} runs them. It is called {@code SparkSession} in Spark.
 */
public class Session implements Closeable {
    /** The release of Spark whose API and semantics this is. */
    private static final String SPARK_VERSION = "4.2.0";

    private static final InheritableThreadLocal<Session> ACTIVE = new InheritableThreadLocal<>();
    private static final AtomicReference<Session> DEFAULT = new AtomicReference<>();

    private final Map<String, String> settings;
    private final Engine engine;
    private final PersistedPlans persisted = new PersistedPlans(this);
    private final StreamingQueryManager streams;
    private volatile boolean closed;

    Session(Map<String, String> settings) {
        this.settings = settings;
        this.engine = Engines.open(settings);
        engine.attach(this);
        this.streams = StreamingQueryManager.of(this);
    }

    /** Begins a session. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects settings of a session. */
    public static class Builder extends SessionBuilder {
        @Override
        Builder self() {
            return this;
        }
    }

    // Sessions of the thread and of the process

    /** The session of this thread, else the default one; refuses if there is none. */
    public static Session active() {
        return getActiveSession().or(Session::getDefaultSession).orElseThrow(Session::noSession);
    }

    public static Optional<Session> getActiveSession() {
        return Optional.ofNullable(ACTIVE.get()).filter(Session::isUsable);
    }

    public static Optional<Session> getDefaultSession() {
        return Optional.ofNullable(DEFAULT.get()).filter(Session::isUsable);
    }

    public static void setActiveSession(Session session) {
        ACTIVE.set(session);
    }

    public static void setDefaultSession(Session session) {
        DEFAULT.set(session);
    }

    public static void clearActiveSession() {
        ACTIVE.remove();
    }

    public static void clearDefaultSession() {
        DEFAULT.set(null);
    }

    private static MillraceException noSession() {
        return new MillraceException(ErrorDetail.of(ErrorCondition.SESSION_CLOSED));
    }

    /** For engines and front ends: what runs the plans; refuses when the session is closed. */
    public Engine engine() {
        if (closed) {
            throw noSession();
        }
        return engine;
    }

    PersistedPlans persisted() {
        return persisted;
    }

    // Parts of a session

    /** The release of Spark whose API and semantics this is. */
    public String version() {
        return SPARK_VERSION;
    }

    /** The settings. */
    public RuntimeConfig conf() {
        return new RuntimeConfig(this);
    }

    /** Registers functions for SQL. */
    public UDFRegistration udf() {
        return new UDFRegistration(this);
    }

    /** Views, tables and functions. */
    public Catalog catalog() {
        return Catalog.of(this);
    }

    /** The streaming queries. */
    public StreamingQueryManager streams() {
        engine();
        return streams;
    }

    /** Functions that give tables. */
    public TableValuedFunction tvf() {
        return new TableValuedFunction(this);
    }

    /** A session with the same settings as this one was built with, and with views and functions of its own. */
    public Session newSession() {
        engine();
        return new Session(settings);
    }

    // Datasets

    /** Reads what does not grow. */
    public DataFrameReader read() {
        return new DataFrameReader(this);
    }

    /** Reads what grows. */
    public DataStreamReader readStream() {
        return DataStreamReader.of(this);
    }

    /** A table or view by name. */
    public Dataset<Row> table(String tableName) {
        return read().table(tableName);
    }

    /** No rows without columns. */
    public Dataset<Row> emptyDataFrame() {
        return emptyDataFrame(new StructType());
    }

    /** No rows of this schema. */
    public Dataset<Row> emptyDataFrame(StructType schema) {
        return local(schema, List.of());
    }

    public <T> Dataset<T> emptyDataset(Encoder<T> encoder) {
        return createDataset(List.of(), encoder);
    }

    public Dataset<Row> createDataFrame(List<Row> rows, StructType schema) {
        List<Object[]> cells = new ArrayList<>();
        rows.forEach(row -> cells.add(JavaValues.toCells(row, schema)));
        return local(schema, cells);
    }

    /** Rows from beans or, unlike in Spark, records. */
    public Dataset<Row> createDataFrame(List<?> data, Class<?> beanClass) {
        return beans(data, beanClass);
    }

    private <T> Dataset<Row> beans(List<?> data, Class<T> beanClass) {
        Encoder<T> encoder = Encoders.bean(beanClass);
        return local(encoder.schema(), cells(data.stream().map(beanClass::cast).toList(), encoder));
    }

    public <T> Dataset<T> createDataset(List<T> data, Encoder<T> encoder) {
        return Dataset.of(
                this,
                new UnresolvedPlan.LocalRows(encoder.schema(), cells(data, encoder), PlanTree.newOrigin()),
                encoder);
    }

    private static <T> List<Object[]> cells(List<T> data, Encoder<T> encoder) {
        List<Object[]> cells = new ArrayList<>();
        data.forEach(value -> cells.add(encoder.toCells(value)));
        return cells;
    }

    private Dataset<Row> local(StructType schema, List<Object[]> cells) {
        return Dataset.ofRows(this, new UnresolvedPlan.LocalRows(schema, cells, PlanTree.newOrigin()));
    }

    /** The numbers from 0 to before {@code end}, in the column {@code id}. */
    public Dataset<Long> range(long end) {
        return range(0, end);
    }

    public Dataset<Long> range(long start, long end) {
        return range(start, end, 1);
    }

    public Dataset<Long> range(long start, long end, long step) {
        return Dataset.of(this, new UnresolvedPlan.Range(start, end, step, PlanTree.newOrigin()), Encoders.LONG());
    }

    public Dataset<Long> range(long start, long end, long step, int numPartitions) {
        return range(start, end, step).coalesce(numPartitions);
    }

    // SQL

    /** A query, which runs when it is used; or a command, which runs now. */
    public Dataset<Row> sql(String sqlText) {
        return SqlStatements.run(this, parse(sqlText));
    }

    /** The same with values for {@code :name}. */
    public Dataset<Row> sql(String sqlText, Map<String, Object> args) {
        return SqlStatements.run(this, SqlStatements.bind(parse(sqlText), args));
    }

    /** The same with values for question marks, given as an array. */
    public Dataset<Row> sql(String sqlText, Object args) {
        return SqlStatements.run(this, SqlStatements.bind(parse(sqlText), SqlStatements.positional(args)));
    }

    private UnresolvedPlan parse(String sqlText) {
        SqlOptions options = SqlOptions.of(engine()::configuration);
        String text = new Substitution(engine()::configuration).apply(sqlText);
        return Errors.parsing(() ->
                SqlParser.parseStatement(text, options, expression -> SqlStatements.constant(engine(), expression)));
    }

    /** Runs something and prints how long it took. */
    public <T> T time(Supplier<T> f) {
        long start = System.nanoTime();
        T result = f.get();
        System.out.println("Time taken: " + (System.nanoTime() - start) / 1_000_000 + " ms");
        return result;
    }

    // The end

    /** Whether the session is open. */
    public boolean isUsable() {
        return !closed;
    }

    /** Ends all queries and frees everything; more calls do nothing. */
    @SuppressWarnings("ReferenceEquality") // this very session
    public void stop() {
        if (!closed) {
            closed = true;
            DEFAULT.compareAndSet(this, null);
            if (ACTIVE.get() == this) {
                ACTIVE.remove();
            }
            engine.close();
        }
    }

    /** The same as {@link #stop}. */
    @Override
    public void close() throws IOException {
        stop();
    }
}
