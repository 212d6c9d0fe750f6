package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.RelationChange;
import io.millrace.plan.TableCommand.AlterView;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.CreateView;
import io.millrace.plan.UnresolvedPlan.Read;
import io.millrace.plan.UnresolvedPlan.ViewScope;
import io.millrace.plan.ViewChange;
import io.millrace.plan.ViewDefinition;
import io.millrace.plan.ViewSchemaMode;
import io.millrace.types.DdlParser;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** CREATE VIEW and ALTER VIEW. */
final class ViewParser {
    private final Parsers parsers;
    private final TokenStream tokens;

    ViewParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** Goes on after {@code CREATE [OR REPLACE] [GLOBAL] [TEMPORARY]}, at VIEW. */
    CreateView create(boolean replace, ViewScope scope, int start) {
        tokens.expect("VIEW");
        boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
        List<String> name = parsers.names().reference();
        if (scope != ViewScope.PERSISTENT && atFormat()) {
            return ofFormat(name, replace, scope, start);
        }
        ViewDefinition definition = definition(scope == ViewScope.PERSISTENT);
        tokens.expect("AS");
        UnresolvedPlan body = parsers.queries().query();
        return new CreateView(name, definition, body, replace, ifNotExists, scope, tokens.originSince(start));
    }

    private ViewDefinition definition(boolean withSchemaMode) {
        List<String> columns = new ArrayList<>();
        Map<String, String> comments = new LinkedHashMap<>();
        if (tokens.atSign("(")) {
            columns(columns, comments);
        }
        Optional<String> comment = Optional.empty();
        Map<String, String> properties = Map.of();
        ViewSchemaMode mode = parsers.options().boundViews() ? ViewSchemaMode.BINDING : ViewSchemaMode.COMPENSATION;
        Optional<String> collation = Optional.empty();
        while (!tokens.atWords("AS")) {
            if (tokens.accept("COMMENT")) {
                comment = Optional.of(parsers.literals().oneString());
            } else if (tokens.accept("TBLPROPERTIES")) {
                properties = parsers.statements().properties();
            } else if (withSchemaMode && tokens.atWords("WITH", "SCHEMA")) {
                mode = schemaMode();
            } else if (tokens.atWords("DEFAULT", "COLLATION")) {
                collation = Optional.of(parsers.names().defaultCollation());
            } else if (tokens.atWords("PARTITIONED") || tokens.atWords("WITH", "METRICS")) {
                throw SyntaxErrors.unsupported(tokens.here(), Keywords.upper(tokens.peek()) + " of a view");
            } else {
                throw tokens.unexpected();
            }
        }
        return new ViewDefinition(columns, comments, comment, properties, mode, collation);
    }

    private void columns(List<String> names, Map<String, String> comments) {
        tokens.expectSign("(");
        do {
            String name = parsers.names().name();
            names.add(name);
            if (tokens.accept("COMMENT")) {
                comments.put(name, parsers.literals().oneString());
            }
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
    }

    private ViewSchemaMode schemaMode() {
        tokens.expect("WITH", "SCHEMA");
        if (tokens.accept("TYPE", "EVOLUTION")) {
            return ViewSchemaMode.TYPE_EVOLUTION;
        }
        String word = tokens.acceptAny("BINDING", "COMPENSATION", "EVOLUTION");
        if (word == null) {
            throw tokens.unexpected();
        }
        return ViewSchemaMode.valueOf(word);
    }

    /** {@code CREATE TEMPORARY VIEW v [(columns with types)] USING format [OPTIONS (…)]}. */
    private boolean atFormat() {
        return tokens.atWords("USING")
                || (tokens.atSign("(")
                        && tokens.peek(1).isName()
                        && tokens.peek(2).isName()
                        && !tokens.peek(2).isWord("COMMENT"));
    }

    private CreateView ofFormat(List<String> name, boolean replace, ViewScope scope, int start) {
        int readStart = tokens.mark();
        Optional<StructType> schema = Optional.empty();
        if (tokens.atSign("(")) {
            DdlParser.ParsedType parsed = DdlParser.parseColumnsAt(
                    tokens.sql(), tokens.peek().start(), parsers.options().localTimestamps());
            tokens.skipTo(parsed.end());
            schema = Optional.of((StructType) parsed.type());
        }
        tokens.expect("USING");
        String format = String.join(".", parsers.names().multipartName());
        Map<String, String> options =
                tokens.accept("OPTIONS") ? parsers.statements().properties() : Map.of();
        UnresolvedPlan read = new Read(format, List.of(), schema, options, false, tokens.originSince(readStart));
        return new CreateView(name, ViewDefinition.PLAIN, read, replace, false, scope, tokens.originSince(start));
    }

    /** At ALTER VIEW; empty for what is not known. */
    Optional<AlterView> alter() {
        int start = tokens.mark();
        tokens.expect("ALTER", "VIEW");
        int nameStart = tokens.mark();
        List<String> name = parsers.names().reference();
        Origin named = tokens.originSince(nameStart);
        Optional<ViewChange> change = change();
        if (change.isEmpty()) {
            tokens.reset(start);
        }
        return change.map(known -> new AlterView(name, known, named));
    }

    private Optional<ViewChange> change() {
        if (tokens.atWords("WITH", "SCHEMA")) {
            return Optional.of(new ViewChange.SchemaMode(schemaMode()));
        }
        if (tokens.accept("RENAME", "TO")) {
            return Optional.of(new RelationChange.Rename(parsers.names().reference()));
        }
        if (tokens.accept("SET", "TBLPROPERTIES")) {
            return Optional.of(
                    new RelationChange.SetProperties(parsers.statements().properties()));
        }
        if (tokens.accept("UNSET", "TBLPROPERTIES")) {
            tokens.accept("IF", "EXISTS");
            return Optional.of(
                    new RelationChange.UnsetProperties(parsers.statements().propertyKeys()));
        }
        boolean announced = tokens.accept("AS");
        return announced || parsers.queries().atQuery()
                ? Optional.of(new ViewChange.Query(parsers.queries().query()))
                : Optional.empty();
    }
}
