package io.millrace.sql;

import io.millrace.plan.CatalogQuestion;
import io.millrace.plan.Origin;
import io.millrace.plan.TableCommand;
import io.millrace.plan.TableCommand.ShowNamespaces;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.AskCatalog;
import io.millrace.plan.UnresolvedPlan.DescribeFunction;
import io.millrace.plan.UnresolvedPlan.DescribeRelation;
import io.millrace.plan.UnresolvedPlan.NamedRelation;
import io.millrace.plan.UnresolvedPlan.ShowFunctions;
import io.millrace.plan.UnresolvedPlan.ShowFunctions.FunctionKind;
import io.millrace.plan.UnresolvedPlan.ShowTables;
import io.millrace.plan.UnresolvedPlan.ShowViews;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Commands that look at things: SHOW and DESCRIBE. */
final class InspectionParser {
    private final Parsers parsers;
    private final TokenStream tokens;

    InspectionParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** At SHOW; empty for what is not known. */
    Optional<UnresolvedPlan> show() {
        int start = tokens.mark();
        UnresolvedPlan known = list(start);
        if (known == null) {
            known = single();
        }
        if (known == null) {
            tokens.reset(start);
        }
        return Optional.ofNullable(known);
    }

    /** SHOW of all things of a kind; null for another. */
    private UnresolvedPlan list(int start) {
        if (tokens.accept("SHOW", "VIEWS")) {
            Optional<List<String>> namespace = namespace();
            return new ShowViews(namespace, pattern(), tokens.originSince(start));
        }
        if (tokens.accept("SHOW", "TABLES")) {
            Optional<List<String>> namespace = namespace();
            return new ShowTables(namespace, pattern(), tokens.originSince(start));
        }
        if (tokens.accept("SHOW", "SCHEMAS")
                || tokens.accept("SHOW", "DATABASES")
                || tokens.accept("SHOW", "NAMESPACES")) {
            boolean inCatalog = atIn();
            if (inCatalog) {
                tokens.next();
                List<String> catalog = parsers.names().reference();
                if (!catalog.equals(List.of("spark_catalog"))) {
                    throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.SCHEMA_NOT_FOUND,
                            "schemaName",
                            "`spark_catalog`.`" + String.join("`.`", catalog) + "`"));
                }
            }
            return new ShowNamespaces(pattern(), tokens.originSince(start));
        }
        if (tokens.atWords("SHOW", "FUNCTIONS")
                || tokens.peek(1).isName() && tokens.peek(2).isWord("FUNCTIONS")) {
            return functions(start);
        }
        return null;
    }

    private UnresolvedPlan functions(int start) {
        tokens.expect("SHOW");
        String kind = tokens.atWords("FUNCTIONS") ? "ALL" : parsers.names().plainName();
        tokens.expect("FUNCTIONS");
        Optional<List<String>> namespace = namespace();
        boolean called = tokens.peek().isName() && !tokens.atWords("LIKE")
                || tokens.peek(1).isName();
        Optional<String> pattern;
        if (called) {
            tokens.accept("LIKE");
            pattern = Optional.of(parsers.names().multipartName().getLast());
        } else {
            pattern = pattern();
        }
        return switch (kind.toUpperCase(Locale.ROOT)) {
            case "ALL" -> new ShowFunctions(FunctionKind.ALL, namespace, pattern, tokens.originSince(start));
            case "USER" -> new ShowFunctions(FunctionKind.USER, namespace, pattern, tokens.originSince(start));
            case "SYSTEM" -> new ShowFunctions(FunctionKind.SYSTEM, namespace, pattern, tokens.originSince(start));
            default ->
                throw SyntaxErrors.of(
                        tokens.since(start),
                        ErrorCondition.INVALID_SQL_SYNTAX__SHOW_FUNCTIONS_INVALID_SCOPE,
                        "scope",
                        "`" + kind.toLowerCase(Locale.ROOT) + "`");
        };
    }

    /** SHOW of what is known of one thing; null for another. */
    private UnresolvedPlan single() {
        if (tokens.accept("SHOW", "COLUMNS")) {
            if (!atIn()) {
                throw tokens.unexpected();
            }
            tokens.next();
            return ask(relation -> new CatalogQuestion.Columns(relation, namespace()));
        }
        if (tokens.accept("SHOW", "TBLPROPERTIES")) {
            return ask(relation -> new CatalogQuestion.Properties(
                    relation,
                    tokens.atSign("(")
                            ? Optional.of(parsers.statements().propertyKeys().getFirst())
                            : Optional.empty()));
        }
        if (tokens.accept("SHOW", "PARTITIONS")) {
            return ask(relation -> new CatalogQuestion.Partitions(
                    relation, tokens.atWords("PARTITION") ? parsers.tables().partition(tokens.mark()) : Map.of()));
        }
        if (tokens.accept("SHOW", "PROCEDURES")) {
            namespace();
            throw new MillraceException(
                    ErrorDetail.of(ErrorCondition.MISSING_CATALOG_ABILITY__PROCEDURES, "plugin", "spark_catalog"));
        }
        int catalogs = tokens.mark();
        if (tokens.accept("SHOW", "CATALOGS")) {
            return new AskCatalog(new CatalogQuestion.Catalogs(pattern()), tokens.originSince(catalogs));
        }
        if (tokens.accept("SHOW", "CREATE", "TABLE")) {
            return ask(relation -> {
                return new CatalogQuestion.Statement(relation, tokens.accept("AS", "SERDE"));
            });
        }
        if (tokens.accept("SHOW", "TABLE", "EXTENDED")) {
            Optional<List<String>> namespace = namespace();
            int patternStart = tokens.mark();
            tokens.expect("LIKE");
            String pattern = parsers.literals().oneString();
            if (tokens.atWords("PARTITION")) {
                throw SyntaxErrors.unsupported(tokens.here(), "SHOW TABLE EXTENDED of a partition");
            }
            return new AskCatalog(new CatalogQuestion.Details(namespace, pattern), tokens.originSince(patternStart));
        }
        for (String word : List.of("SCHEMA", "DATABASE", "NAMESPACE")) {
            int start = tokens.mark();
            if (tokens.accept("SHOW", "CURRENT", word)) {
                return new AskCatalog(new CatalogQuestion.CurrentNamespace(), tokens.originSince(start));
            }
        }
        return null;
    }

    /** A question about the relation whose name is next. */
    private AskCatalog ask(Function<List<String>, CatalogQuestion> question) {
        int start = tokens.mark();
        List<String> relation = parsers.names().reference();
        Origin named = tokens.originSince(start);
        return new AskCatalog(question.apply(relation), named);
    }

    private boolean atIn() {
        return tokens.atWords("FROM") || tokens.atWords("IN");
    }

    private Optional<List<String>> namespace() {
        if (!atIn()) {
            return Optional.empty();
        }
        tokens.next();
        return Optional.of(parsers.names().reference());
    }

    private Optional<String> pattern() {
        boolean like = tokens.accept("LIKE");
        if (like || tokens.peek().kind() == Token.Kind.STRING) {
            return Optional.of(parsers.literals().oneString());
        }
        return Optional.empty();
    }

    UnresolvedPlan describe() {
        int start = tokens.mark();
        tokens.next();
        Token what = tokens.peek();
        Token following = tokens.peek(1);
        if (what.isWord("FUNCTION") && following.kind() != Token.Kind.END) {
            return describeFunction(start);
        }
        boolean query = what.isSign("(")
                || (what.isWord("QUERY") && (following.isName() || following.isSign("(")))
                || (what.kind() == Token.Kind.WORD
                        && Keywords.QUERY_START.contains(Keywords.upper(what))
                        && !what.isWord("TABLE")
                        && following.kind() != Token.Kind.END);
        if (query) {
            tokens.accept("QUERY");
            UnresolvedPlan plan = parsers.queries().query();
            return new DescribeRelation(plan, false, tokens.originSince(start));
        }
        if ((what.isWord("DATABASE") || what.isWord("SCHEMA") || what.isWord("NAMESPACE")) && following.isName()) {
            tokens.next();
            boolean extended = tokens.peek(1).isName() && tokens.accept("EXTENDED");
            return ask(name -> new CatalogQuestion.Namespace(name, extended));
        }
        if (following.isName()) {
            tokens.accept("TABLE");
        }
        boolean extended = tokens.peek(1).isName() && tokens.acceptAny("EXTENDED", "FORMATTED") != null;
        return describeRelation(extended, start);
    }

    private UnresolvedPlan describeRelation(boolean extended, int start) {
        int nameStart = tokens.mark();
        List<String> name = parsers.names().reference();
        NamedRelation relation = new NamedRelation(name, false, Map.of(), tokens.originSince(nameStart));
        Optional<Map<String, UnresolvedExpression>> partition =
                tokens.atWords("PARTITION") && tokens.peek(1).isSign("(")
                        ? Optional.of(parsers.tables().partition(start))
                        : Optional.empty();
        if (tokens.accept("AS", "JSON")) {
            if (!extended) {
                throw new MillraceException(
                        ErrorDetail.of(ErrorCondition.DESCRIBE_JSON_NOT_EXTENDED, "tableName", String.join(".", name)));
            }
            return new AskCatalog(new CatalogQuestion.Json(name, partition.orElse(Map.of())), relation.origin());
        }
        if (tokens.peek().isName()) {
            List<String> column = parsers.names().multipartName();
            if (tokens.atWords("AS", "JSON")) {
                throw new MillraceException(ErrorDetail.of(ErrorCondition.UNSUPPORTED_FEATURE__DESC_TABLE_COLUMN_JSON));
            }
            if (partition.isPresent()) {
                throw SyntaxErrors.of(
                        tokens.since(start), ErrorCondition.UNSUPPORTED_FEATURE__DESC_TABLE_COLUMN_PARTITION);
            }
            return new TableCommand.DescribeColumn(name, column, extended, relation.origin());
        }
        if (partition.isPresent()) {
            return new TableCommand.DescribePartition(name, partition.get(), extended, relation.origin());
        }
        return new DescribeRelation(relation, extended, tokens.originSince(start));
    }

    private UnresolvedPlan describeFunction(int start) {
        tokens.expect("FUNCTION");
        boolean extended = tokens.peek(1).kind() != Token.Kind.END && tokens.accept("EXTENDED");
        Token name = tokens.peek();
        List<String> parts;
        if (name.isName()) {
            parts = parsers.names().reference();
        } else if (name.kind() == Token.Kind.STRING) {
            parts = List.of(parsers.literals().oneString());
        } else if (name.kind() == Token.Kind.SIGN) {
            parts = List.of(tokens.next().text());
        } else {
            throw tokens.unexpected();
        }
        return new DescribeFunction(parts, extended, tokens.originSince(start));
    }
}
