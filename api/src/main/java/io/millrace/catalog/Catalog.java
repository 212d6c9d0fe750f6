package io.millrace.catalog;

import io.millrace.AnalysisException;
import io.millrace.Dataset;
import io.millrace.Encoders;
import io.millrace.Errors;
import io.millrace.Session;
import io.millrace.plan.Engine;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedPlan.ShowFunctions;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.sql.SqlParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The views and functions of a session. There is one catalog with one database, and no tables but views.
 *
 * <p>Patterns are names in which {@code *} stands for anything, separated by {@code |}.
 */
public final class Catalog {
    private static final String CATALOG = "spark_catalog";
    private static final String DATABASE = "default";
    private static final String GLOBAL = "global_temp";

    private final Session session;

    private Catalog(Session session) {
        this.session = session;
    }

    /** For the session. */
    public static Catalog of(Session session) {
        return new Catalog(session);
    }

    public String currentCatalog() {
        return CATALOG;
    }

    public String currentDatabase() {
        return DATABASE;
    }

    public boolean databaseExists(String dbName) {
        return dbName.equalsIgnoreCase(DATABASE) || dbName.equalsIgnoreCase(CATALOG + "." + DATABASE);
    }

    public Dataset<Database> listDatabases() {
        return listDatabases("*");
    }

    public Dataset<Database> listDatabases(String pattern) {
        Stream<Database> databases = Stream.of(new Database(DATABASE, CATALOG, "default database", ""));
        return session.createDataset(
                databases.filter(each -> matches(pattern, each.name())).toList(), Encoders.bean(Database.class));
    }

    // Views

    public Dataset<Table> listTables() {
        return tables("*");
    }

    public Dataset<Table> listTables(String dbName) throws AnalysisException {
        return listTables(dbName, "*");
    }

    public Dataset<Table> listTables(String dbName, String pattern) throws AnalysisException {
        boolean global = dbName.equalsIgnoreCase(GLOBAL);
        return dataset(views(pattern).filter(view -> view.global() == global || !view.global()));
    }

    public Dataset<Table> listViews() {
        return tables("*");
    }

    public Dataset<Table> listViews(String dbName) throws AnalysisException {
        return listTables(dbName);
    }

    public Dataset<Table> listViews(String dbName, String pattern) throws AnalysisException {
        return listTables(dbName, pattern);
    }

    private Dataset<Table> tables(String pattern) {
        return dataset(views(pattern).filter(view -> !view.global()));
    }

    private Stream<Engine.ViewDescription> views(String pattern) {
        return session.engine().views().stream().filter(view -> matches(pattern, view.name()));
    }

    private Dataset<Table> dataset(Stream<Engine.ViewDescription> views) {
        return session.createDataset(views.map(Catalog::table).toList(), Encoders.bean(Table.class));
    }

    private static Table table(Engine.ViewDescription view) {
        String[] namespace = view.global() ? new String[] {GLOBAL} : new String[0];
        String type = view.temporary() || view.global() ? "TEMPORARY" : "VIEW";
        return new Table(view.name(), null, namespace, null, type, view.temporary() || view.global());
    }

    public Table getTable(String tableName) throws AnalysisException {
        return find(tableName)
                .orElseThrow(() -> AnalysisException.of(
                        ErrorCondition.TABLE_OR_VIEW_NOT_FOUND, "relationName", quoted(tableName)));
    }

    public boolean tableExists(String tableName) {
        return find(tableName).isPresent();
    }

    public boolean tableExists(String dbName, String tableName) {
        return tableExists(dbName + "." + tableName);
    }

    private Optional<Table> find(String name) {
        List<String> parts = Errors.parsing(() -> SqlParser.parseMultipartIdentifier(name));
        boolean global = parts.size() > 1 && parts.getFirst().equalsIgnoreCase(GLOBAL);
        return session.engine().views().stream()
                .filter(view -> view.name().equalsIgnoreCase(parts.getLast()) && view.global() == global)
                .findFirst()
                .map(Catalog::table);
    }

    public Dataset<Column> listColumns(String tableName) throws AnalysisException {
        List<Column> columns = Arrays.stream(session.table(tableName).schema().fields())
                .map(field -> new Column(
                        field.name(),
                        field.getComment().orElse(null),
                        field.dataType().catalogString(),
                        field.nullable(),
                        false,
                        false,
                        false))
                .toList();
        return session.createDataset(columns, Encoders.bean(Column.class));
    }

    public Dataset<Column> listColumns(String dbName, String tableName) throws AnalysisException {
        return listColumns(dbName + "." + tableName);
    }

    /** Whether there was such a view. */
    public boolean dropTempView(String viewName) {
        return session.engine().dropTemporaryView(viewName, false);
    }

    public boolean dropGlobalTempView(String viewName) {
        return session.engine().dropTemporaryView(viewName, true);
    }

    // Functions

    public boolean functionExists(String functionName) {
        return session.engine().functionExists(functionName);
    }

    public Dataset<Function> listFunctions() {
        List<Function> functions = new ArrayList<>();
        try (Engine.Rows rows = session.engine().execute(new ShowFunctions(Optional.empty(), Origin.NONE))) {
            rows.forEachRemaining(row -> functions.add(function((String) row[0])));
        }
        return session.createDataset(functions, Encoders.bean(Function.class));
    }

    public Function getFunction(String functionName) throws AnalysisException {
        if (!functionExists(functionName)) {
            throw AnalysisException.of(
                    ErrorCondition.UNRESOLVED_ROUTINE,
                    "routineName",
                    quoted(functionName),
                    "searchPath",
                    "[`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`]");
        }
        return function(functionName);
    }

    private static Function function(String name) {
        return new Function(name, null, null, null, "", true);
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``").replace(".", "`.`") + "`";
    }

    private static boolean matches(String pattern, String name) {
        return Arrays.stream(pattern.trim().split("\\|"))
                .map(each -> Pattern.quote(each.trim()).replace("*", "\\E.*\\Q"))
                .anyMatch(each -> Pattern.compile(each, Pattern.CASE_INSENSITIVE)
                        .matcher(name)
                        .matches());
    }
}
