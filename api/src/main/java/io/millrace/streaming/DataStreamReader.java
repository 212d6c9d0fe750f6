package io.millrace.streaming;

import io.millrace.Dataset;
import io.millrace.Encoders;
import io.millrace.Errors;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.sql.SqlOptions;
import io.millrace.sql.SqlParser;
import io.millrace.types.DdlParser;
import io.millrace.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Describes data to be read as it comes. */
public final class DataStreamReader {
    private static final String DEFAULT_FORMAT = "spark.sql.sources.default";
    private static final String PATH = "path";

    private final Session session;
    private final Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private Optional<String> format = Optional.empty();
    private Optional<StructType> schema = Optional.empty();

    private DataStreamReader(Session session) {
        this.session = session;
    }

    /** For the session. */
    public static DataStreamReader of(Session session) {
        return new DataStreamReader(session);
    }

    public DataStreamReader format(String source) {
        format = Optional.of(source);
        return this;
    }

    public DataStreamReader schema(StructType schema) {
        this.schema = Optional.of(schema);
        return this;
    }

    /** The columns as DDL, such as {@code "id INT, name STRING"}. */
    public DataStreamReader schema(String schemaString) {
        boolean localTimestamps = SqlOptions.of(session.engine()::configuration).localTimestamps();
        return schema(Errors.parsing(() -> DdlParser.parseSchema(schemaString, localTimestamps)));
    }

    public DataStreamReader option(String key, String value) {
        options.put(key, value);
        return this;
    }

    public DataStreamReader option(String key, boolean value) {
        return option(key, String.valueOf(value));
    }

    public DataStreamReader option(String key, long value) {
        return option(key, String.valueOf(value));
    }

    public DataStreamReader option(String key, double value) {
        return option(key, String.valueOf(value));
    }

    public DataStreamReader options(Map<String, String> options) {
        this.options.putAll(options);
        return this;
    }

    public Dataset<Row> load() {
        Map<String, String> others = new TreeMap<>(options);
        String path = others.remove(PATH);
        return load(path == null ? List.of() : List.of(path), others);
    }

    public Dataset<Row> load(String path) {
        if (options.containsKey(PATH)) {
            throw Errors.analysis(ErrorCondition.LEGACY_1188);
        }
        return load(List.of(path), options);
    }

    private Dataset<Row> load(List<String> paths, Map<String, String> others) {
        String source = format.orElseGet(() -> session.conf().get(DEFAULT_FORMAT, "parquet"));
        return Dataset.ofRows(session, new UnresolvedPlan.Read(source, paths, schema, others, true, Origin.NONE));
    }

    public Dataset<Row> json(String path) {
        return format("json").load(path);
    }

    public Dataset<Row> csv(String path) {
        return format("csv").load(path);
    }

    public Dataset<Row> xml(String path) {
        return format("xml").load(path);
    }

    public Dataset<Row> orc(String path) {
        return format("orc").load(path);
    }

    public Dataset<Row> parquet(String path) {
        return format("parquet").load(path);
    }

    public Dataset<Row> text(String path) {
        return format("text").load(path);
    }

    /** The lines of text files. */
    public Dataset<String> textFile(String path) {
        return text(path).select("value").as(Encoders.STRING());
    }

    public Dataset<Row> table(String tableName) {
        List<String> name = Errors.parsing(() -> SqlParser.parseMultipartIdentifier(tableName));
        return Dataset.ofRows(session, new UnresolvedPlan.NamedRelation(name, true, options, Origin.NONE));
    }
}
