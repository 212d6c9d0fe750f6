package io.millrace.sql;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import java.util.Optional;

/** Statements of Hive that Spark's grammar has only to refuse them. Whatever follows their first words belongs to them. */
final class InvalidStatements {
    /** The longer ones stand first. */
    private static final List<String> STATEMENTS = List.of(
            "CREATE ROLE",
            "DROP ROLE",
            "GRANT ROLE",
            "GRANT",
            "REVOKE ROLE",
            "REVOKE",
            "SET ROLE",
            "SHOW GRANT",
            "SHOW ROLE GRANT",
            "SHOW ROLE",
            "SHOW PRINCIPALS",
            "SHOW ROLES",
            "SHOW CURRENT ROLES",
            "SHOW COMPACTIONS",
            "SHOW TRANSACTIONS",
            "SHOW INDEXES",
            "SHOW LOCKS",
            "EXPORT TABLE",
            "IMPORT TABLE",
            "ALTER INDEX",
            "LOCK TABLE",
            "LOCK DATABASE",
            "UNLOCK TABLE",
            "UNLOCK DATABASE",
            "CREATE TEMPORARY MACRO",
            "CREATE TEMP MACRO",
            "DROP TEMPORARY MACRO",
            "DROP TEMP MACRO",
            "START TRANSACTION",
            "COMMIT",
            "ROLLBACK",
            "DFS",
            "EXPLAIN LOGICAL");

    /** What follows the name of a table after ALTER TABLE. */
    private static final List<String> CHANGES = List.of(
            "NOT CLUSTERED",
            "CLUSTERED BY",
            "NOT SORTED",
            "SKEWED BY",
            "NOT SKEWED",
            "NOT STORED AS DIRECTORIES",
            "SET SKEWED LOCATION",
            "EXCHANGE PARTITION",
            "ARCHIVE PARTITION",
            "UNARCHIVE PARTITION",
            "TOUCH");

    /** The same, where a partition may stand before it. */
    private static final List<String> CHANGES_OF_PARTITIONS = List.of("COMPACT", "CONCATENATE", "SET FILEFORMAT");

    private final Parsers parsers;
    private final TokenStream tokens;

    InvalidStatements(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** Refuses the statement that begins here if it is one of these; else nothing happens. */
    void refuse() {
        int start = tokens.mark();
        first(STATEMENTS).ifPresent(statement -> {
            throw invalid(start, statement);
        });
        if (tokens.peek().isWord("ALTER")
                && (tokens.peek(1).isWord("TABLE") || tokens.peek(1).isWord("VIEW"))) {
            refuseChange(start);
        }
    }

    private void refuseChange(int start) {
        tokens.expect("ALTER");
        boolean view = "VIEW".equals(tokens.acceptAny("TABLE", "VIEW"));
        parsers.names().reference();
        if (view) {
            for (String change : List.of("ADD", "DROP")) {
                if (tokens.atWords(change, "PARTITION") || tokens.atWords(change, "IF")) {
                    throw invalid(start, "ALTER VIEW ... " + change + " PARTITION");
                }
            }
        } else {
            first(CHANGES).ifPresent(change -> {
                throw invalid(start, "ALTER TABLE " + change);
            });
            boolean partition = tokens.atWords("PARTITION") && tokens.peek(1).isSign("(");
            if (partition) {
                parsers.tables().partition(start);
            }
            first(CHANGES_OF_PARTITIONS).ifPresent(change -> {
                throw invalid(start, "ALTER TABLE " + change);
            });
            for (String change : List.of("CHANGE", "REPLACE")) {
                if (partition && tokens.atWords(change)) {
                    throw invalid(
                            start,
                            "ALTER TABLE ... PARTITION ... " + change
                                    + (change.equals("CHANGE") ? " COLUMN" : " COLUMNS"));
                }
            }
        }
        tokens.reset(start);
    }

    private Optional<String> first(List<String> phrases) {
        return phrases.stream()
                .filter(phrase -> tokens.atWords(phrase.split(" ")))
                .findFirst();
    }

    /** The error for all of the statement, but for semicolons at its end. */
    MillraceException invalid(int start, String operation) {
        int end = tokens.mark();
        while (!tokens.atEnd()) {
            boolean separator = tokens.next().isSign(";");
            end = separator ? end : tokens.mark();
        }
        tokens.reset(end);
        return SyntaxErrors.of(tokens.since(start), ErrorCondition.INVALID_STATEMENT_OR_CLAUSE, "operation", operation);
    }
}
