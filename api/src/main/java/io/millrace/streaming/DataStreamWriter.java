package io.millrace.streaming;

import io.millrace.Dataset;
import io.millrace.Errors;
import io.millrace.ForeachWriter;
import io.millrace.Session;
import io.millrace.function.VoidFunction2;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.StreamingTarget;
import io.millrace.spi.error.ErrorCondition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;

/** Describes and starts a streaming query. */
public final class DataStreamWriter<T> {
    private static final String DEFAULT_FORMAT = "spark.sql.sources.default";
    private static final String PATH = "path";

    private final Dataset<T> dataset;
    private final Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private Optional<StreamingTarget> target = Optional.empty();
    private OutputMode outputMode = OutputMode.Append();
    private Trigger trigger = Trigger.ProcessingTime(0);
    private Optional<String> queryName = Optional.empty();
    private List<String> partitionColumns = List.of();

    private DataStreamWriter(Dataset<T> dataset) {
        this.dataset = dataset;
    }

    /** For the Dataset. */
    public static <T> DataStreamWriter<T> of(Dataset<T> dataset) {
        return new DataStreamWriter<>(dataset);
    }

    public DataStreamWriter<T> outputMode(OutputMode outputMode) {
        this.outputMode = outputMode;
        return this;
    }

    /** {@code outputMode} is {@code append}, {@code update} or {@code complete}. */
    public DataStreamWriter<T> outputMode(String outputMode) {
        return outputMode(OutputMode.of(outputMode));
    }

    public DataStreamWriter<T> trigger(Trigger trigger) {
        this.trigger = trigger;
        return this;
    }

    public DataStreamWriter<T> queryName(String queryName) {
        this.queryName = Optional.of(queryName);
        return this;
    }

    public DataStreamWriter<T> format(String source) {
        target = Optional.of(new StreamingTarget.Format(source));
        return this;
    }

    public DataStreamWriter<T> partitionBy(String... colNames) {
        partitionColumns = List.of(colNames);
        return this;
    }

    public DataStreamWriter<T> option(String key, String value) {
        options.put(key, value);
        return this;
    }

    public DataStreamWriter<T> option(String key, boolean value) {
        return option(key, String.valueOf(value));
    }

    public DataStreamWriter<T> option(String key, long value) {
        return option(key, String.valueOf(value));
    }

    public DataStreamWriter<T> option(String key, double value) {
        return option(key, String.valueOf(value));
    }

    public DataStreamWriter<T> options(Map<String, String> options) {
        this.options.putAll(options);
        return this;
    }

    /** Gives each row to user code. */
    public DataStreamWriter<T> foreach(ForeachWriter<T> writer) {
        target = Optional.of(new StreamingTarget.Foreach(writer, dataset.encoder()));
        return this;
    }

    /** Gives each batch, as a static Dataset, to user code, with its id. */
    public DataStreamWriter<T> foreachBatch(VoidFunction2<Dataset<T>, Long> function) {
        target = Optional.of(new StreamingTarget.ForeachBatch(function, dataset.encoder()));
        return this;
    }

    /** Starts the query, which writes to a path. */
    public StreamingQuery start(String path) {
        if (options.containsKey(PATH)) {
            throw Errors.analysis(ErrorCondition.LEGACY_1188);
        }
        Map<String, String> all = new TreeMap<>(options);
        all.put(PATH, path);
        return start(chosenTarget(), all);
    }

    /** Starts the query; returns when it runs. */
    public StreamingQuery start() throws TimeoutException {
        return start(chosenTarget(), options);
    }

    /** Starts the query, which writes to a table. */
    public StreamingQuery toTable(String tableName) throws TimeoutException {
        return start(new StreamingTarget.NamedTable(tableName), options);
    }

    private StreamingTarget chosenTarget() {
        return target.orElseGet(
                () -> new StreamingTarget.Format(dataset.sparkSession().conf().get(DEFAULT_FORMAT, "parquet")));
    }

    private StreamingQuery start(StreamingTarget to, Map<String, String> all) {
        Session session = dataset.sparkSession();
        UnresolvedPlan input = switch (to) {
            case StreamingTarget.Format format -> dataset.plan();
            case StreamingTarget.NamedTable table -> dataset.plan();
            case StreamingTarget.Foreach foreach -> {
                requireUnpartitioned("foreach");
                yield dataset.encodedPlan();
            }
            case StreamingTarget.ForeachBatch batch -> {
                requireUnpartitioned("foreachBatch");
                yield dataset.plan();
            }
        };
        UnresolvedPlan.StreamingWrite write = new UnresolvedPlan.StreamingWrite(
                input, to, outputMode.kind(), trigger.plan(), queryName, partitionColumns, all);
        return new HandledQuery(session, session.engine().start(write));
    }

    private void requireUnpartitioned(String source) {
        if (!partitionColumns.isEmpty()) {
            throw Errors.analysis(ErrorCondition.LEGACY_1197, "source", source);
        }
    }
}
