package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.TableCommand.AlterNamespace;
import io.millrace.plan.TableCommand.CreateNamespace;
import io.millrace.plan.TableCommand.DropNamespace;
import io.millrace.plan.TableCommand.UseNamespace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Commands about namespaces: CREATE, ALTER, DROP and USE. */
final class NamespaceParser {
    /** The property of a namespace that is its comment. */
    static final String COMMENT = "comment";

    private final Parsers parsers;
    private final TokenStream tokens;

    NamespaceParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** Goes on after {@code CREATE}, at one of the words for a namespace. */
    CreateNamespace createNamespace(int start) {
        tokens.next();
        boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
        List<String> name = parsers.names().reference();
        Map<String, String> properties = new LinkedHashMap<>();
        while (namespaceClause(properties)) {
            // each clause is read where it stands
        }
        return new CreateNamespace(name, properties, ifNotExists, tokens.originSince(start));
    }

    private boolean namespaceClause(Map<String, String> properties) {
        if (tokens.accept("COMMENT")) {
            properties.put(COMMENT, parsers.literals().oneString());
            return true;
        }
        if (tokens.accept("WITH", "DBPROPERTIES") || tokens.accept("WITH", "PROPERTIES")) {
            properties.putAll(parsers.statements().properties());
            return true;
        }
        for (String word : List.of("LOCATION", "MANAGED", "DEFAULT")) {
            if (tokens.atWords(word)) {
                throw SyntaxErrors.unsupported(tokens.here(), word + " of a schema");
            }
        }
        return false;
    }

    /** At ALTER SCHEMA; empty for a change that is not known. */
    Optional<AlterNamespace> alterNamespace() {
        int start = tokens.mark();
        tokens.expect("ALTER");
        tokens.next();
        int nameStart = tokens.mark();
        List<String> name = parsers.names().reference();
        Origin named = tokens.originSince(nameStart);
        if (tokens.accept("UNSET", "DBPROPERTIES") || tokens.accept("UNSET", "PROPERTIES")) {
            return Optional.of(
                    new AlterNamespace(name, Map.of(), parsers.statements().propertyKeys(), named));
        }
        if (tokens.accept("SET", "DBPROPERTIES") || tokens.accept("SET", "PROPERTIES")) {
            return Optional.of(new AlterNamespace(name, parsers.statements().properties(), named));
        }
        tokens.reset(start);
        return Optional.empty();
    }

    /** Goes on after {@code DROP}, at one of the words for a namespace. */
    DropNamespace dropNamespace(int start) {
        tokens.next();
        boolean ifExists = tokens.accept("IF", "EXISTS");
        List<String> name = parsers.names().reference();
        boolean cascade = "CASCADE".equals(tokens.acceptAny("RESTRICT", "CASCADE"));
        return new DropNamespace(name, ifExists, cascade, tokens.originSince(start));
    }

    UseNamespace useNamespace() {
        int start = tokens.mark();
        tokens.expect("USE");
        if (Keywords.isNamespace(tokens.peek())
                && !tokens.peek(1).isSign(".")
                && tokens.peek(1).kind() != Token.Kind.END) {
            tokens.next();
        }
        return new UseNamespace(parsers.names().reference(), tokens.originSince(start));
    }
}
