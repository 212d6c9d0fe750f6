package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.TableCommand.CallProcedure;
import io.millrace.plan.TableCommand.ChangeIndex;
import io.millrace.plan.TableCommand.LoadData;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;

/** CALL, LOAD DATA, and commands about indexes. */
final class MaintenanceParser {
    private final Parsers parsers;
    private final TokenStream tokens;

    MaintenanceParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** {@code CALL p(1, x => 2)}. */
    CallProcedure call() {
        tokens.expect("CALL");
        int start = tokens.mark();
        List<String> name = parsers.names().reference();
        Origin named = tokens.originSince(start);
        if (!tokens.atSign("(")) {
            throw tokens.unexpected();
        }
        parsers.functions().call(name, start);
        return new CallProcedure(name, named);
    }

    /** {@code LOAD DATA LOCAL INPATH '…' OVERWRITE INTO TABLE t PARTITION (…)}. */
    LoadData loadData() {
        int start = tokens.mark();
        tokens.expect("LOAD", "DATA");
        tokens.accept("LOCAL");
        tokens.expect("INPATH");
        parsers.literals().oneString();
        tokens.accept("OVERWRITE");
        tokens.expect("INTO", "TABLE");
        int nameStart = tokens.mark();
        List<String> table = parsers.names().reference();
        Origin named = tokens.originSince(nameStart);
        List<String> partition = tokens.atWords("PARTITION")
                ? List.copyOf(parsers.tables().partition(start).keySet())
                : List.of();
        return new LoadData(table, partition, named);
    }

    boolean atIndex() {
        return tokens.atWords("CREATE", "INDEX") || tokens.atWords("DROP", "INDEX");
    }

    /** What is no proper statement about an index is one that is known only to be refused. */
    ChangeIndex index() {
        int start = tokens.mark();
        boolean create = tokens.atWords("CREATE");
        try {
            tokens.next();
            tokens.next();
            return create ? createIndex() : dropIndex();
        } catch (MillraceException notKnown) {
            tokens.reset(start);
            MillraceException invalid =
                    new InvalidStatements(parsers).invalid(start, (create ? "CREATE" : "DROP") + " INDEX");
            invalid.addSuppressed(notKnown);
            throw invalid;
        }
    }

    private ChangeIndex createIndex() {
        tokens.accept("IF", "NOT", "EXISTS");
        parsers.names().plainName();
        int start = atTable();
        List<String> table = parsers.names().reference();
        Origin named = tokens.originSince(start);
        if (tokens.accept("USING")) {
            parsers.names().plainName();
        }
        List<ColumnReference> columns = new ArrayList<>();
        tokens.expectSign("(");
        do {
            int columnStart = tokens.mark();
            columns.add(new ColumnReference(parsers.names().multipartName(), tokens.originSince(columnStart)));
            options();
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        options();
        return new ChangeIndex(table, true, columns, named);
    }

    private ChangeIndex dropIndex() {
        tokens.accept("IF", "EXISTS");
        parsers.names().plainName();
        int start = atTable();
        List<String> table = parsers.names().reference();
        return new ChangeIndex(table, false, List.of(), tokens.originSince(start));
    }

    private int atTable() {
        tokens.expect("ON");
        if (tokens.peek(1).isName()) {
            tokens.accept("TABLE");
        }
        return tokens.mark();
    }

    private void options() {
        if (tokens.accept("OPTIONS")) {
            parsers.statements().properties();
        }
    }
}
