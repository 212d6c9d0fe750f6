package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.TableCommand.Insert;
import io.millrace.plan.TableCommand.InsertReplacing;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.WriteFiles;
import io.millrace.spi.error.ErrorCondition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** INSERT into tables and into directories. */
final class InsertParser {
    private static final Pattern SCHEME = Pattern.compile("([^/:]+):");

    private final Parsers parsers;
    private final TokenStream tokens;

    InsertParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** Whether an INSERT writes files, not into a table. */
    boolean atDirectory() {
        return tokens.atWords("INSERT", "OVERWRITE", "DIRECTORY")
                        && !tokens.peek(3).isWord("SELECT")
                || tokens.atWords("INSERT", "OVERWRITE", "LOCAL", "DIRECTORY");
    }

    /** {@code INSERT OVERWRITE DIRECTORY '…' USING format OPTIONS (…) query}. */
    WriteFiles insertDirectory(int start, Supplier<UnresolvedPlan> rows) {
        tokens.expect("INSERT", "OVERWRITE");
        boolean local = tokens.accept("LOCAL");
        tokens.expect("DIRECTORY");
        Optional<String> path = tokens.peek().kind() == Token.Kind.STRING
                ? Optional.of(parsers.literals().oneString())
                : Optional.empty();
        if (path.isPresent()
                && (tokens.atWords("STORED", "AS")
                        || tokens.atWords("ROW", "FORMAT")
                        || parsers.queries().atQuery())) {
            throw TableParser.withoutHive("INSERT OVERWRITE DIRECTORY with the Hive format");
        }
        tokens.expect("USING");
        String format = String.join(".", parsers.names().multipartName());
        Map<String, String> options = new LinkedHashMap<>();
        if (tokens.accept("OPTIONS")) {
            options.putAll(parsers.statements().properties());
        }
        UnresolvedPlan query = rows.get();
        if (path.filter(text -> !text.isEmpty()).isPresent() == options.containsKey("path")) {
            throw SyntaxErrors.of(tokens.since(start), ErrorCondition.LEGACY_0049);
        }
        path.ifPresent(directory -> options.put("path", directory));
        Matcher scheme = SCHEME.matcher(options.get("path"));
        if (local && scheme.lookingAt() && !scheme.group(1).equals("file")) {
            throw SyntaxErrors.of(
                    tokens.since(start), ErrorCondition.LOCAL_MUST_WITH_SCHEMA_FILE, "actualSchema", scheme.group(1));
        }
        return new WriteFiles(query, format, "overwrite", List.of(), options, tokens.originSince(start));
    }

    /** @param rows reads the query behind what stands before it */
    UnresolvedPlan.Command insert(int start, Supplier<UnresolvedPlan> rows) {
        tokens.expect("INSERT");
        if (tokens.accept("WITH", "SCHEMA", "EVOLUTION")) {
            parsers.refuse(
                    SyntaxErrors.of(tokens.since(start), ErrorCondition.UNSUPPORTED_INSERT_WITH_SCHEMA_EVOLUTION));
        }
        boolean overwrite = tokens.accept("OVERWRITE");
        if (!overwrite && !tokens.accept("INTO")) {
            throw tokens.unexpected();
        }
        if (tokens.peek(1).isName()) {
            tokens.accept("TABLE");
        }
        int nameStart = tokens.mark();
        List<String> table = parsers.names().reference();
        Origin origin = tokens.originSince(nameStart);
        if (!overwrite && tokens.atWords("REPLACE")) {
            return insertReplacing(table, origin, rows);
        }
        Map<String, UnresolvedExpression> partition = tokens.accept("PARTITION") ? partition() : Map.of();
        if (!overwrite && tokens.accept("IF", "NOT", "EXISTS")) {
            throw new InvalidStatements(parsers).invalid(start, "INSERT INTO ... IF NOT EXISTS");
        }
        if (overwrite && !partition.isEmpty()) {
            tokens.accept("IF", "NOT", "EXISTS");
        }
        boolean byName = tokens.accept("BY", "NAME");
        List<String> columns =
                !byName && tokens.atSign("(") && !parsers.queries().atQueryInParentheses(0)
                        ? parsers.names().nameList()
                        : List.of();
        UnresolvedPlan query = rows.get();
        return new Insert(table, columns, partition, overwrite, byName, query, origin);
    }

    /** At REPLACE. */
    private InsertReplacing insertReplacing(List<String> table, Origin named, Supplier<UnresolvedPlan> rows) {
        tokens.expect("REPLACE");
        boolean where = tokens.accept("WHERE");
        if (where || tokens.accept("ON")) {
            parsers.expressions().expression();
        } else {
            tokens.expect("USING");
            parsers.names().nameList();
        }
        return new InsertReplacing(table, where, rows.get(), named);
    }

    /** The columns with a value; the query gives the others. */
    private Map<String, UnresolvedExpression> partition() {
        Map<String, UnresolvedExpression> values = new LinkedHashMap<>();
        tokens.expectSign("(");
        do {
            String column = parsers.names().plainName();
            if (tokens.acceptSign("=")) {
                values.put(column, parsers.expressions().expression());
            }
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        return values;
    }
}
