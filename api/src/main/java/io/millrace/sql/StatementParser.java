package io.millrace.sql;

import io.millrace.plan.ExplainMode;
import io.millrace.plan.TableCommand.InsertAll;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.DropView;
import io.millrace.plan.UnresolvedPlan.Explain;
import io.millrace.plan.UnresolvedPlan.ViewScope;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Whole statements: queries, commands, and the many commands that Spark has and Millrace refuses by name. */
final class StatementParser {
    /** First words of statements that are refused, whatever follows. */
    private static final Set<String> UNSUPPORTED = Set.of(
            "ADD",
            "ANALYZE",
            "BEGIN",
            "COMMIT",
            "CREATE",
            "DFS",
            "DROP",
            "EXPORT",
            "GRANT",
            "IMPORT",
            "LIST",
            "LOCK",
            "MAP",
            "REDUCE",
            "REVOKE",
            "ROLLBACK",
            "START",
            "UNLOCK");

    /** What Spark makes and Millrace does not. */
    private static final Set<String> CREATED = Set.of("EXTERNAL", "FLOW", "TABLE", "FUNCTION");

    /** How many words name a refused statement at most, as in CREATE OR REPLACE TABLE. */
    private static final int FEATURE_WORDS = 4;

    private final Parsers parsers;
    private final TokenStream tokens;
    private final SettingParser settings;
    private final CacheParser caches;

    StatementParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
        settings = new SettingParser(parsers);
        caches = new CacheParser(parsers);
    }

    /** The only statement of the text; semicolons may follow it. */
    UnresolvedPlan singleStatement() {
        if (tokens.atEnd()) {
            throw SyntaxErrors.of(tokens.here(), ErrorCondition.PARSE_EMPTY_STATEMENT);
        }
        int start = tokens.mark();
        UnresolvedPlan plan = statement();
        while (tokens.acceptSign(";")) {
            // nothing stands between them
        }
        tokens.expectEnd();
        parsers.requireUnrefused();
        if (parsers.parameters().byName() && parsers.parameters().byPosition()) {
            throw SyntaxErrors.of(tokens.since(start), ErrorCondition.INVALID_QUERY_MIXED_QUERY_PARAMETERS);
        }
        return plan;
    }

    private UnresolvedPlan statement() {
        Token first = tokens.peek();
        if (first.isSign("(")) {
            return query();
        }
        if (first.kind() != Token.Kind.WORD) {
            throw tokens.unexpected();
        }
        new InvalidStatements(parsers).refuse();
        if (new MaintenanceParser(parsers).atIndex()) {
            return new MaintenanceParser(parsers).index();
        }
        return switch (Keywords.upper(first)) {
            case "WITH" -> with();
            case "SELECT", "FROM", "VALUES", "TABLE" -> query();
            case "INSERT" -> insert(tokens.mark(), query -> query);
            case "TRUNCATE" -> parsers.tables().truncateTable();
            case "USE" -> new NamespaceParser(parsers).useNamespace();
            case "ALTER" -> alter();
            case "CREATE" -> create();
            case "DROP" -> drop();
            case "DECLARE" -> parsers.variables().declare();
            case "SET" -> parsers.variables().atSet() ? parsers.variables().set() : settings.set();
            case "RESET" -> settings.reset();
            case "SHOW" -> parsers.inspections().show().orElseThrow(this::unsupported);
            case "DESC", "DESCRIBE" -> parsers.inspections().describe();
            case "COMMENT" -> parsers.tables().comment().orElseThrow(this::unsupported);
            case "EXPLAIN" -> tokens.nested(this::explain);
            case "REPLACE" -> replace();
            case "MSCK", "REPAIR" -> parsers.tables().repair();
            case "DELETE" -> new ChangeParser(parsers).delete();
            case "UPDATE" -> new ChangeParser(parsers).update();
            case "MERGE" -> new ChangeParser(parsers).merge();
            case "CACHE" -> caches.cache();
            case "UNCACHE" -> caches.uncache();
            case "CLEAR" -> caches.clear();
            case "REFRESH" -> caches.refresh().orElseThrow(this::unsupported);
            case "CALL" -> new MaintenanceParser(parsers).call();
            case "LOAD" -> new MaintenanceParser(parsers).loadData();
            case "EXECUTE" -> new ImmediateParser(parsers).execute();
            case String word when UNSUPPORTED.contains(word) -> throw unsupported();
            default -> throw tokens.unexpected();
        };
    }

    /** WITH starts a query or an INSERT. */
    private UnresolvedPlan with() {
        int start = tokens.mark();
        UnaryOperator<UnresolvedPlan> tables = parsers.queries().withClause();
        if (tokens.atWords("INSERT")) {
            return insert(start, tables);
        }
        if (tokens.atWords("FROM")) {
            Optional<UnresolvedPlan> inserts = insertsFrom(start, tables);
            if (inserts.isPresent()) {
                return inserts.get();
            }
        }
        tokens.reset(start);
        return query();
    }

    private UnresolvedPlan insert(int start, UnaryOperator<UnresolvedPlan> with) {
        return insert(start, () -> with.apply(parsers.queries().query()));
    }

    private UnresolvedPlan.Command insert(int start, Supplier<UnresolvedPlan> query) {
        return parsers.inserts().atDirectory()
                ? parsers.inserts().insertDirectory(start, query)
                : parsers.inserts().insert(start, query);
    }

    /** {@code FROM t INSERT INTO a SELECT x INSERT INTO b SELECT y}; empty for a query. */
    private Optional<UnresolvedPlan> insertsFrom(int start, UnaryOperator<UnresolvedPlan> with) {
        UnresolvedPlan from = parsers.relations().fromClause();
        if (!tokens.atWords("INSERT")) {
            return Optional.empty();
        }
        List<UnresolvedPlan.Command> inserts = new ArrayList<>();
        while (tokens.atWords("INSERT")) {
            inserts.add(insert(tokens.mark(), () -> with.apply(parsers.queries().selectFrom(from))));
        }
        return Optional.of(
                inserts.size() == 1 ? inserts.getFirst() : new InsertAll(inserts, tokens.originSince(start)));
    }

    /** A query; FROM may also start an INSERT. */
    private UnresolvedPlan query() {
        int start = tokens.mark();
        if (tokens.atWords("FROM")) {
            Optional<UnresolvedPlan> inserts = insertsFrom(start, query -> query);
            if (inserts.isPresent()) {
                return inserts.get();
            }
            tokens.reset(start);
        }
        return parsers.queries().query();
    }

    /** Names the refused statement by its leading keywords. */
    private MillraceException unsupported() {
        int start = tokens.mark();
        StringBuilder feature = new StringBuilder();
        for (int i = 0; i < FEATURE_WORDS && isFeatureWord(tokens.peek(), i); i++) {
            feature.append(i == 0 ? "" : " ").append(Keywords.upper(tokens.next()));
        }
        return SyntaxErrors.unsupported(tokens.since(start), feature.toString());
    }

    private static boolean isFeatureWord(Token token, int index) {
        return index == 0
                || (token.kind() == Token.Kind.WORD
                        && Set.of(
                                        "BY",
                                        "CATALOG",
                                        "CATALOGS",
                                        "COLUMN",
                                        "COLUMNS",
                                        "CREATE",
                                        "CURRENT",
                                        "DATA",
                                        "DATABASE",
                                        "DATABASES",
                                        "DIRECTORY",
                                        "EXTERNAL",
                                        "FUNCTION",
                                        "FUNCTIONS",
                                        "GLOBAL",
                                        "IMMEDIATE",
                                        "INDEX",
                                        "INTO",
                                        "MACRO",
                                        "MATERIALIZED",
                                        "NAMESPACE",
                                        "NAMESPACES",
                                        "OR",
                                        "OVERWRITE",
                                        "PARTITIONS",
                                        "REPLACE",
                                        "ROLE",
                                        "SCHEMA",
                                        "SCHEMAS",
                                        "STREAMING",
                                        "TABLE",
                                        "TABLES",
                                        "TBLPROPERTIES",
                                        "TEMP",
                                        "TEMPORARY",
                                        "TRANSACTION",
                                        "VARIABLE",
                                        "VIEW")
                                .contains(Keywords.upper(token)));
    }

    private UnresolvedPlan replace() {
        int start = tokens.mark();
        tokens.expect("REPLACE");
        return parsers.tables().createTable(true, start);
    }

    // Views

    private UnresolvedPlan create() {
        int start = tokens.mark();
        tokens.expect("CREATE");
        boolean replace = tokens.accept("OR", "REPLACE");
        if (tokens.atWords("TABLE")) {
            return !replace && parsers.tables().atTableLike()
                    ? parsers.tables().createTableLike(start)
                    : parsers.tables().createTable(replace, start);
        }
        for (String dataset : List.of("MATERIALIZED VIEW", "STREAMING TABLE")) {
            if (!replace && tokens.atWords(dataset.split(" "))) {
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.UNSUPPORTED_FEATURE__CREATE_PIPELINE_DATASET_QUERY_EXECUTION,
                        "pipelineDatasetType",
                        dataset));
            }
        }
        if (!replace && Keywords.isNamespace(tokens.peek())) {
            return new NamespaceParser(parsers).createNamespace(start);
        }
        boolean global = tokens.accept("GLOBAL");
        boolean temporary = tokens.acceptAny("TEMPORARY", "TEMP") != null;
        if (!global && tokens.atWords("FUNCTION")) {
            return parsers.routines().create(temporary, replace, start).orElseThrow(this::unsupported);
        }
        if (!tokens.atWords("VIEW")) {
            if (CREATED.contains(Keywords.upper(tokens.peek()))) {
                tokens.reset(start);
                throw unsupported();
            }
            throw tokens.unexpected();
        }
        if (global && !temporary) {
            throw tokens.unexpected();
        }
        ViewScope scope = global ? ViewScope.GLOBAL_TEMPORARY : temporary ? ViewScope.TEMPORARY : ViewScope.PERSISTENT;
        return parsers.views().create(replace, scope, start);
    }

    /** {@code (key value, 'key' = 'value', a.b true)}. */
    Map<String, String> properties() {
        tokens.expectOpening();
        Map<String, String> properties = new LinkedHashMap<>();
        do {
            String key = propertyKey();
            tokens.acceptSign("=");
            properties.put(key, propertyValue());
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        return properties;
    }

    /** {@code (key, 'key', a.b)}. */
    List<String> propertyKeys() {
        tokens.expectSign("(");
        List<String> keys = new ArrayList<>();
        do {
            keys.add(propertyKey());
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        return keys;
    }

    private String propertyKey() {
        return tokens.peek().kind() == Token.Kind.STRING
                ? parsers.literals().oneString()
                : String.join(".", parsers.names().multipartName());
    }

    private String propertyValue() {
        Token value = tokens.peek();
        if (value.kind() == Token.Kind.STRING) {
            return parsers.literals().oneString();
        }
        boolean negative = value.isSign("-") && tokens.peek(1).isNumber();
        if (negative) {
            tokens.next();
        }
        Token plain = tokens.peek();
        if (!plain.isNumber() && !plain.isWord("TRUE") && !plain.isWord("FALSE")) {
            throw tokens.unexpected();
        }
        tokens.next();
        return plain.isNumber()
                ? (negative ? "-" : "") + plain.text()
                : plain.text().toLowerCase(Locale.ROOT);
    }

    private UnresolvedPlan alter() {
        if (tokens.peek(1).isWord("TABLE")) {
            return new AlterTableParser(parsers).alter().orElseThrow(this::unsupported);
        }
        if (Keywords.isNamespace(tokens.peek(1))) {
            return new NamespaceParser(parsers).alterNamespace().orElseThrow(this::unsupported);
        }
        if (!tokens.peek(1).isWord("VIEW")) {
            tokens.next();
            throw tokens.unexpected();
        }
        return parsers.views().alter().orElseThrow(this::unsupported);
    }

    private UnresolvedPlan drop() {
        if (parsers.variables().atDrop()) {
            return parsers.variables().drop();
        }
        int start = tokens.mark();
        if (parsers.routines().atDrop()) {
            return parsers.routines().drop();
        }
        Token what = tokens.peek(1);
        if (what.isWord("TABLE") || Keywords.isNamespace(what)) {
            tokens.next();
            return what.isWord("TABLE")
                    ? parsers.tables().dropTable(start)
                    : new NamespaceParser(parsers).dropNamespace(start);
        }
        tokens.expect("DROP");
        if (!tokens.accept("VIEW")) {
            throw tokens.unexpected();
        }
        boolean ifExists = tokens.accept("IF", "EXISTS");
        List<String> name = parsers.names().reference();
        return new DropView(name, ifExists, tokens.originSince(start));
    }

    private UnresolvedPlan explain() {
        int start = tokens.mark();
        tokens.expect("EXPLAIN");
        String word = tokens.acceptAny("EXTENDED", "CODEGEN", "COST", "FORMATTED");
        ExplainMode mode = word == null ? ExplainMode.SIMPLE : ExplainMode.valueOf(word);
        if (tokens.atEnd()) {
            throw tokens.unexpected();
        }
        return new Explain(statement(), mode, tokens.originSince(start));
    }
}
