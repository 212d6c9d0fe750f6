package io.millrace;

import io.millrace.plan.Engine;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** Writes a Dataset once. */
public class DataFrameWriter<T> {
    private static final String DEFAULT_FORMAT = "spark.sql.sources.default";
    private static final String PATH = "path";

    private final Dataset<T> dataset;
    private final Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private Optional<String> format = Optional.empty();
    private SaveMode mode = SaveMode.ErrorIfExists;
    private List<String> partitionColumns = List.of();

    DataFrameWriter(Dataset<T> dataset) {
        this.dataset = dataset;
    }

    public DataFrameWriter<T> mode(SaveMode saveMode) {
        mode = saveMode;
        return this;
    }

    /** {@code saveMode} is {@code append}, {@code overwrite}, {@code ignore}, {@code error} or {@code default}. */
    public DataFrameWriter<T> mode(String saveMode) {
        return mode(
                switch (saveMode.toLowerCase(Locale.ROOT)) {
                    case "append" -> SaveMode.Append;
                    case "overwrite" -> SaveMode.Overwrite;
                    case "ignore" -> SaveMode.Ignore;
                    case "error", "errorifexists", "default" -> SaveMode.ErrorIfExists;
                    default -> throw Errors.analysis(ErrorCondition.INVALID_SAVE_MODE, "mode", "\"" + saveMode + "\"");
                });
    }

    public DataFrameWriter<T> format(String source) {
        format = Optional.of(source);
        return this;
    }

    public DataFrameWriter<T> option(String key, String value) {
        options.put(key, value);
        return this;
    }

    public DataFrameWriter<T> option(String key, boolean value) {
        return option(key, String.valueOf(value));
    }

    public DataFrameWriter<T> option(String key, long value) {
        return option(key, String.valueOf(value));
    }

    public DataFrameWriter<T> option(String key, double value) {
        return option(key, String.valueOf(value));
    }

    public DataFrameWriter<T> options(Map<String, String> options) {
        this.options.putAll(options);
        return this;
    }

    public DataFrameWriter<T> partitionBy(String... colNames) {
        partitionColumns = List.of(colNames);
        return this;
    }

    public void save(String path) {
        if (options.containsKey(PATH)) {
            throw Errors.analysis(ErrorCondition.LEGACY_1188);
        }
        Map<String, String> all = new TreeMap<>(options);
        all.put(PATH, path);
        save(all);
    }

    public void save() {
        save(options);
    }

    private void save(Map<String, String> all) {
        Session session = dataset.sparkSession();
        String modeName = switch (mode) {
            case Append -> "append";
            case Overwrite -> "overwrite";
            case ErrorIfExists -> "error";
            case Ignore -> "ignore";
        };
        UnresolvedPlan write = new UnresolvedPlan.WriteFiles(
                session.persisted().substitute(dataset.plan()),
                format.orElseGet(() -> session.conf().get(DEFAULT_FORMAT, "parquet")),
                modeName,
                partitionColumns,
                all,
                PlanTree.newOrigin());
        try (Engine.Rows rows = session.engine().execute(write)) {
            rows.forEachRemaining(row -> {});
        }
    }

    public void json(String path) {
        format("json").save(path);
    }

    public void parquet(String path) {
        format("parquet").save(path);
    }

    public void orc(String path) {
        format("orc").save(path);
    }

    public void text(String path) {
        format("text").save(path);
    }

    public void csv(String path) {
        format("csv").save(path);
    }

    public void xml(String path) {
        format("xml").save(path);
    }

    public void jdbc(String url, String table, Properties connectionProperties) {
        connectionProperties.stringPropertyNames().forEach(key -> option(key, connectionProperties.getProperty(key)));
        format("jdbc").option("url", url).option("dbtable", table).save();
    }
}
