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
 * The tables, views and functions of a session. There is one catalog.
 *
 * <p>Patterns are names in which {@code *} stands for anything, separated by {@code |}.
 */
public final class Catalog {
    private static final String CATALOG = "spark_catalog";
    private static final String GLOBAL = "global_temp";
    private static final String MANAGED = "MANAGED";

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
        return session.engine().currentNamespace();
    }

    public boolean databaseExists(String dbName) {
        return session.engine().namespaces().stream()
                .anyMatch(name -> dbName.equalsIgnoreCase(name) || dbName.equalsIgnoreCase(CATALOG + "." + name));
    }

    public Dataset<Database> listDatabases() {
        return listDatabases("*");
    }

    public Dataset<Database> listDatabases(String pattern) {
        Stream<Database> databases = session.engine().namespaces().stream()
                .map(name -> new Database(name, CATALOG, name.equals("default") ? "default database" : "", ""));
        return session.createDataset(
                databases.filter(each -> matches(pattern, each.name())).toList(), Encoders.bean(Database.class));
    }

    // Views

    public Dataset<Table> listTables() {
        return dataset(relations(currentDatabase(), "*"));
    }

    public Dataset<Table> listTables(String dbName) throws AnalysisException {
        return listTables(dbName, "*");
    }

    public Dataset<Table> listTables(String dbName, String pattern) throws AnalysisException {
        return dataset(relations(dbName, pattern));
    }

    public Dataset<Table> listViews() {
        return dataset(relations(currentDatabase(), "*").filter(Catalog::isView));
    }

    public Dataset<Table> listViews(String dbName) throws AnalysisException {
        return listViews(dbName, "*");
    }

    public Dataset<Table> listViews(String dbName, String pattern) throws AnalysisException {
        return dataset(relations(dbName, pattern).filter(Catalog::isView));
    }

    private static boolean isView(Table table) {
        return !table.tableType().equals(MANAGED);
    }

    /** What a database keeps, and the temporary views, which go with each. */
    private Stream<Table> relations(String database, String pattern) {
        boolean global = database.equalsIgnoreCase(GLOBAL);
        Stream<Table> kept = session.engine().tables(database).stream()
                .filter(entry -> matches(pattern, entry.name()))
                .map(Catalog::table);
        Stream<Table> temporary = views(pattern)
                .filter(view -> view.global() == global || !view.global())
                .map(Catalog::table);
        return Stream.concat(kept, temporary);
    }

    private Stream<Engine.ViewDescription> views(String pattern) {
        return session.engine().views().stream().filter(view -> matches(pattern, view.name()));
    }

    private Dataset<Table> dataset(Stream<Table> tables) {
        return session.createDataset(tables.toList(), Encoders.bean(Table.class));
    }

    private static Table table(Engine.TableEntry entry) {
        String[] namespace = {entry.namespace()};
        return new Table(entry.name(), CATALOG, namespace, null, entry.view() ? "VIEW" : MANAGED, false);
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
        Optional<Table> view = session.engine().views().stream()
                .filter(each -> (global || parts.size() == 1)
                        && each.name().equalsIgnoreCase(parts.getLast())
                        && each.global() == global)
                .findFirst()
                .map(Catalog::table);
        String database = parts.size() > 1 ? parts.get(parts.size() - 2) : currentDatabase();
        return view.or(() -> session.engine().tables(database).stream()
                .filter(entry -> entry.name().equalsIgnoreCase(parts.getLast()))
                .findFirst()
                .map(Catalog::table));
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

    /** Functions that a namespace keeps are listed with all of their names. */
    private static Function function(String name) {
        String[] parts = name.split("\\.");
        if (parts.length == 3) {
            return new Function(parts[2], parts[0], new String[] {parts[1]}, null, "", false);
        }
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
