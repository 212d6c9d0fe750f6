package io.millrace;

import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.sql.SqlOptions;
import io.millrace.types.DdlParser;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** Describes data to be read once. */
public class DataFrameReader {
    private static final String DEFAULT_FORMAT = "spark.sql.sources.default";
    private static final String PATH = "path";

    private final Session session;
    private final Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private Optional<String> format = Optional.empty();
    private Optional<StructType> schema = Optional.empty();

    DataFrameReader(Session session) {
        this.session = session;
    }

    public DataFrameReader format(String source) {
        format = Optional.of(source);
        return this;
    }

    public DataFrameReader schema(StructType schema) {
        this.schema = Optional.of(schema);
        return this;
    }

    /** The columns as DDL, such as {@code "id INT, name STRING"}. */
    public DataFrameReader schema(String schemaString) {
        boolean localTimestamps = SqlOptions.of(session.engine()::configuration).localTimestamps();
        return schema(Errors.parsing(() -> DdlParser.parseSchema(schemaString, localTimestamps)));
    }

    public DataFrameReader option(String key, String value) {
        options.put(key, value);
        return this;
    }

    public DataFrameReader option(String key, boolean value) {
        return option(key, String.valueOf(value));
    }

    public DataFrameReader option(String key, long value) {
        return option(key, String.valueOf(value));
    }

    public DataFrameReader option(String key, double value) {
        return option(key, String.valueOf(value));
    }

    public DataFrameReader options(Map<String, String> options) {
        this.options.putAll(options);
        return this;
    }

    public Dataset<Row> load() {
        return load(new String[0]);
    }

    public Dataset<Row> load(String path) {
        return load(new String[] {path});
    }

    public Dataset<Row> load(String... paths) {
        Map<String, String> others = new TreeMap<>(options);
        List<String> all = new ArrayList<>(Arrays.asList(paths));
        String path = others.remove(PATH);
        if (path != null && !all.isEmpty()) {
            throw Errors.analysis(ErrorCondition.LEGACY_1188);
        }
        if (path != null) {
            all.add(path);
        }
        String source = format.orElseGet(() -> session.conf().get(DEFAULT_FORMAT, "parquet"));
        return Dataset.ofRows(
                session, new UnresolvedPlan.Read(source, all, schema, others, false, PlanTree.newOrigin()));
    }

    public Dataset<Row> json(String path) {
        return format("json").load(path);
    }

    public Dataset<Row> json(String... paths) {
        return format("json").load(paths);
    }

    public Dataset<Row> csv(String path) {
        return format("csv").load(path);
    }

    public Dataset<Row> csv(String... paths) {
        return format("csv").load(paths);
    }

    public Dataset<Row> xml(String path) {
        return format("xml").load(path);
    }

    public Dataset<Row> xml(String... paths) {
        return format("xml").load(paths);
    }

    public Dataset<Row> parquet(String path) {
        return format("parquet").load(path);
    }

    public Dataset<Row> parquet(String... paths) {
        return format("parquet").load(paths);
    }

    public Dataset<Row> orc(String path) {
        return format("orc").load(path);
    }

    public Dataset<Row> orc(String... paths) {
        return format("orc").load(paths);
    }

    public Dataset<Row> text(String path) {
        return format("text").load(path);
    }

    public Dataset<Row> text(String... paths) {
        return format("text").load(paths);
    }

    /** The lines of text files. */
    public Dataset<String> textFile(String path) {
        return textFile(new String[] {path});
    }

    public Dataset<String> textFile(String... paths) {
        return text(paths).select("value").as(Encoders.STRING());
    }

    public Dataset<Row> jdbc(String url, String table, Properties properties) {
        properties.stringPropertyNames().forEach(key -> option(key, properties.getProperty(key)));
        return format("jdbc").option("url", url).option("dbtable", table).load();
    }

    /** Reads ranges of a column side by side. */
    public Dataset<Row> jdbc(
            String url,
            String table,
            String columnName,
            long lowerBound,
            long upperBound,
            int numPartitions,
            Properties connectionProperties) {
        option("partitionColumn", columnName);
        option("lowerBound", lowerBound);
        option("upperBound", upperBound);
        option("numPartitions", numPartitions);
        return jdbc(url, table, connectionProperties);
    }

    public Dataset<Row> table(String tableName) {
        return Dataset.ofRows(
                session,
                new UnresolvedPlan.NamedRelation(Names.table(tableName), false, options, PlanTree.newOrigin()));
    }
}
