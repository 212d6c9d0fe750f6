package io.millrace.spark;

import io.millrace.plan.Engine;
import io.millrace.plan.ExplainMode;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UserFunction;
import io.millrace.spark.translation.PlanTranslator;
import io.millrace.spark.translation.Relations;
import io.millrace.spark.usercode.UserFunctions;
import io.millrace.spark.value.SparkErrors;
import io.millrace.spark.value.SparkTypes;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.classic.Dataset;
import org.apache.spark.sql.classic.Dataset$;
import org.apache.spark.sql.classic.SparkSession;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** The engine of one session, on a session of Spark. */
final class SparkEngine implements Engine {
    private final SparkSession spark;
    private final SparkConfiguration configuration;
    private final Relations relations;
    private final SparkQueries queries;
    private volatile boolean closed;

    SparkEngine(SparkSession spark, Map<String, String> settings) {
        this.spark = spark;
        this.configuration = new SparkConfiguration(spark.conf(), settings);
        this.relations = new Relations(spark);
        this.queries = new SparkQueries(this, spark.streams());
    }

    @Override
    public void attach(Object session) {
        queries.attach(session);
    }

    /** Does something in Spark, as its active session. */
    <T> T inSpark(Callable<T> action) {
        if (closed) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.SESSION_CLOSED));
        }
        return spark.withActive(() -> SparkErrors.translating(action));
    }

    /** The plan as a Dataset of Spark, which has analysed it. Must run {@link #inSpark}. */
    Dataset<Row> dataset(UnresolvedPlan plan) {
        return Dataset$.MODULE$.ofRows(spark, new PlanTranslator(relations, configuration.javaTime()).translate(plan));
    }

    SparkSession spark() {
        return spark;
    }

    SparkConfiguration settings() {
        return configuration;
    }

    Relations relations() {
        return relations;
    }

    // Queries

    @Override
    public StructType schema(UnresolvedPlan plan) {
        return inSpark(() -> SparkTypes.fromSpark(dataset(plan).schema()));
    }

    @Override
    public boolean isStreaming(UnresolvedPlan plan) {
        return inSpark(() -> dataset(plan).isStreaming());
    }

    @Override
    public Rows execute(UnresolvedPlan plan) {
        if (plan instanceof UnresolvedPlan.Command command) {
            return inSpark(() -> new SparkCommands(this).run(command));
        }
        return inSpark(() -> {
            Dataset<Row> dataset = dataset(plan);
            return CollectedRows.of(SparkTypes.fromSpark(dataset.schema()), dataset.collectAsList());
        });
    }

    @Override
    public String explain(UnresolvedPlan plan, ExplainMode mode) {
        return inSpark(() -> dataset(plan)
                .queryExecution()
                .explainString(org.apache.spark.sql.execution.ExplainMode.fromString(
                        mode.name().toLowerCase(Locale.ROOT))));
    }

    @Override
    public QueryHandle start(UnresolvedPlan.StreamingWrite write) {
        return queries.start(write);
    }

    @Override
    public QueryManager queries() {
        return queries;
    }

    // Views and functions

    @Override
    public void createTemporaryView(String name, UnresolvedPlan plan, boolean replace, boolean global) {
        inSpark(() -> {
            Dataset<Row> dataset = dataset(plan);
            if (global && replace) {
                dataset.createOrReplaceGlobalTempView(name);
            } else if (global) {
                dataset.createGlobalTempView(name);
            } else if (replace) {
                dataset.createOrReplaceTempView(name);
            } else {
                dataset.createTempView(name);
            }
            return null;
        });
    }

    @Override
    public boolean dropTemporaryView(String name, boolean global) {
        return inSpark(() -> global
                ? spark.catalog().dropGlobalTempView(name)
                : spark.catalog().dropTempView(name));
    }

    @Override
    public List<ViewDescription> views() {
        return inSpark(() -> {
            List<ViewDescription> views = new ArrayList<>();
            SessionCatalog catalog = spark.sessionState().catalog();
            CollectionConverters.asJava(catalog.listLocalTempViews("*"))
                    .forEach(view -> views.add(new ViewDescription(view.table(), true, false)));
            String globalDatabase = catalog.globalTempDatabase();
            CollectionConverters.asJava(catalog.listTempViews(globalDatabase, "*")).stream()
                    .filter(view -> view.identifier().database().contains(globalDatabase))
                    .forEach(view ->
                            views.add(new ViewDescription(view.identifier().table(), true, true)));
            return views;
        });
    }

    @Override
    public List<TableEntry> tables(String namespace) {
        return inSpark(() -> {
            SessionCatalog catalog = spark.sessionState().catalog();
            if (!catalog.databaseExists(namespace)) {
                return List.of();
            }
            List<TableEntry> tables = new ArrayList<>();
            for (TableIdentifier name : CollectionConverters.asJava(catalog.listTables(namespace, "*", false))) {
                boolean view = catalog.getTableMetadata(name).tableType().equals(CatalogTableType.VIEW());
                tables.add(new TableEntry(namespace, name.table(), view));
            }
            return tables;
        });
    }

    @Override
    public List<String> namespaces() {
        return inSpark(() -> List.copyOf(
                CollectionConverters.asJava(spark.sessionState().catalog().listDatabases())));
    }

    @Override
    public String currentNamespace() {
        return inSpark(() -> spark.catalog().currentDatabase());
    }

    @Override
    public boolean functionExists(String name) {
        return inSpark(() -> spark.catalog().functionExists(name));
    }

    @Override
    public void registerFunction(String name, UserFunction function) {
        inSpark(() -> {
            Function<Seq<Expression>, Expression> call = arguments -> UserFunctions.call(
                    function, List.copyOf(CollectionConverters.asJava(arguments)), configuration.javaTime());
            spark.sessionState().functionRegistry().createOrReplaceTempFunction(name, call::apply, "java_udf");
            return null;
        });
    }

    // Settings

    @Override
    public Optional<String> configuration(String key) {
        return inSpark(() -> configuration.get(key));
    }

    @Override
    public Map<String, String> configurations() {
        return inSpark(configuration::all);
    }

    @Override
    public void setConfiguration(String key, String value) {
        inSpark(() -> {
            configuration.set(key, value);
            return null;
        });
    }

    @Override
    public void unsetConfiguration(String key) {
        inSpark(() -> {
            configuration.unset(key);
            return null;
        });
    }

    @Override
    public boolean isModifiable(String key) {
        return inSpark(() -> configuration.isModifiable(key));
    }

    @Override
    public void close() {
        if (!closed) {
            try {
                queries.close();
            } finally {
                closed = true;
                SparkSessions.close();
            }
        }
    }
}
