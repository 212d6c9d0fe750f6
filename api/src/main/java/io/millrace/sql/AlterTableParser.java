package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.RelationChange;
import io.millrace.plan.TableChange;
import io.millrace.plan.TableCommand;
import io.millrace.plan.TableCommand.AlterTable;
import io.millrace.plan.TableCommand.RepairTable;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.types.StructField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** ALTER TABLE. */
final class AlterTableParser {
    private final Parsers parsers;
    private final TokenStream tokens;

    AlterTableParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** At ALTER TABLE; empty for a change that is not known. */
    Optional<TableCommand> alter() {
        int start = tokens.mark();
        tokens.expect("ALTER", "TABLE");
        int nameStart = tokens.mark();
        List<String> name = parsers.names().reference();
        Origin named = tokens.originSince(nameStart);
        if (tokens.accept("RECOVER", "PARTITIONS")) {
            return Optional.of(new RepairTable(name, "ALTER TABLE RECOVER PARTITIONS", named));
        }
        if (tokens.accept("CLUSTER", "BY")) {
            String columns = tokens.accept("NONE") ? "[]" : parsers.tables().clusteringColumns();
            return Optional.of(new AlterTable(name, new TableChange.Cluster(columns), named));
        }
        TableChange change = null;
        if (tokens.accept("RENAME", "TO")) {
            change = new RelationChange.Rename(parsers.names().reference());
        } else if (tokens.accept("SET", "TBLPROPERTIES")) {
            change = new RelationChange.SetProperties(parsers.statements().properties());
        } else if (tokens.accept("UNSET", "TBLPROPERTIES")) {
            tokens.accept("IF", "EXISTS");
            change = new RelationChange.UnsetProperties(parsers.statements().propertyKeys());
        } else if (tokens.accept("ADD", "COLUMN") || tokens.accept("ADD", "COLUMNS")) {
            change = addedColumns();
        } else if (isPartitionChange()) {
            change = partitionChange(start);
        } else if (tokens.atWords("SET", "SERDE") || tokens.atWords("SET", "SERDEPROPERTIES")) {
            change = formatChange(false);
        } else if (tokens.atWords("ADD") || tokens.atWords("DROP", "CONSTRAINT")) {
            change = constraintChange();
        } else {
            change = columnChange(start);
        }
        if (change == null) {
            boolean known = tokens.atWords("SET", "LOCATION") || tokens.atWords("DEFAULT", "COLLATION");
            if (!known) {
                tokens.accept("SET");
                throw tokens.unexpected();
            }
            tokens.reset(start);
            return Optional.empty();
        }
        return Optional.of(new AlterTable(name, change, named));
    }

    private boolean isPartitionChange() {
        return tokens.atWords("PARTITION")
                || tokens.atWords("ADD", "PARTITION")
                || tokens.atWords("ADD", "IF", "NOT", "EXISTS", "PARTITION")
                || tokens.atWords("DROP", "PARTITION")
                || tokens.atWords("DROP", "IF", "EXISTS", "PARTITION");
    }

    /** A change of partitions; null for what is not known. */
    private TableChange partitionChange(int start) {
        if (tokens.accept("ADD")) {
            boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
            List<Map<String, UnresolvedExpression>> added = new ArrayList<>();
            while (tokens.atWords("PARTITION")) {
                added.add(parsers.tables().partition(start));
                if (tokens.atWords("LOCATION")) {
                    throw SyntaxErrors.unsupported(tokens.here(), "LOCATION of a partition");
                }
            }
            return new TableChange.AddPartitions(added, ifNotExists);
        }
        if (tokens.accept("DROP")) {
            boolean ifExists = tokens.accept("IF", "EXISTS");
            List<Map<String, UnresolvedExpression>> dropped = new ArrayList<>();
            do {
                dropped.add(parsers.tables().partition(start));
            } while (tokens.acceptSign(","));
            tokens.accept("PURGE");
            return new TableChange.DropPartitions(dropped, ifExists);
        }
        Map<String, UnresolvedExpression> values = parsers.tables().partition(start);
        if (tokens.atWords("SET", "SERDE") || tokens.atWords("SET", "SERDEPROPERTIES")) {
            return formatChange(true);
        }
        return tokens.accept("RENAME", "TO")
                ? new TableChange.RenamePartition(values, parsers.tables().partition(start))
                : null;
    }

    private TableChange formatChange(boolean ofPartition) {
        tokens.expect("SET");
        boolean named = tokens.accept("SERDE");
        if (named) {
            parsers.literals().oneString();
        }
        boolean options = !named || tokens.accept("WITH");
        if (options) {
            tokens.expect("SERDEPROPERTIES");
        }
        return new TableChange.SetFormat(options ? parsers.statements().properties() : Map.of(), named, ofPartition);
    }

    /** ADD or DROP of a constraint; null for what is not known. */
    private TableChange constraintChange() {
        if (tokens.accept("DROP", "CONSTRAINT")) {
            tokens.accept("IF", "EXISTS");
            parsers.names().plainName();
            tokens.acceptAny("RESTRICT", "CASCADE");
            return new TableChange.Impossible("DROP CONSTRAINT");
        }
        tokens.expect("ADD");
        return new ConstraintParser(parsers).constraint() ? new TableChange.Impossible("ADD CONSTRAINT") : null;
    }

    /** A change of one column; null for what is not known. */
    private TableChange columnChange(int start) {
        if (tokens.accept("RENAME", "COLUMN")) {
            parsers.names().multipartName();
            tokens.expect("TO");
            parsers.names().plainName();
            return new TableChange.Impossible("RENAME COLUMN");
        }
        if (tokens.accept("DROP", "COLUMN") || tokens.accept("DROP", "COLUMNS")) {
            tokens.accept("IF", "EXISTS");
            boolean list = tokens.acceptSign("(");
            parsers.names().multipartNames();
            if (list) {
                tokens.expectSign(")");
            }
            return new TableChange.Impossible("DROP COLUMN");
        }
        if (tokens.accept("REPLACE", "COLUMNS")) {
            tokens.expectSign("(");
            addedColumns();
            tokens.expectSign(")");
            return new TableChange.Impossible("REPLACE COLUMNS");
        }
        boolean column = tokens.acceptAny("ALTER", "CHANGE") != null;
        if (!column) {
            return null;
        }
        tokens.accept("COLUMN");
        TableChange first = changeOfColumn(start);
        if (first == null || !tokens.acceptSign(",")) {
            return first;
        }
        do {
            changeOfColumn(start);
        } while (tokens.acceptSign(","));
        return new TableChange.Impossible("ALTER COLUMN in bulk");
    }

    private TableChange changeOfColumn(int start) {
        String name = String.join(".", parsers.names().multipartName());
        if (tokens.atEnd() || tokens.atSign(",") || tokens.atSign(";")) {
            throw SyntaxErrors.of(
                    tokens.since(start),
                    ErrorCondition.LEGACY_0035,
                    "message",
                    "ALTER TABLE table ALTER COLUMN requires a TYPE, a SET/DROP, a COMMENT, or a FIRST/AFTER");
        }
        if (tokens.peek(1).isName() && !isChange()) {
            return describedAnew(name, start);
        }
        if (tokens.accept("COMMENT")) {
            return new TableChange.CommentColumn(name, parsers.literals().oneString());
        }
        if (tokens.accept("TYPE")) {
            return new TableChange.ChangeType(name, parsers.primaries().dataType());
        }
        if (tokens.accept("SET", "DEFAULT")) {
            return new TableChange.SetDefault(
                    name, Optional.of(parsers.expressions().expression()));
        }
        if (tokens.accept("DROP", "DEFAULT")) {
            return new TableChange.SetDefault(name, Optional.empty());
        }
        if (tokens.accept("SET", "NOT", "NULL") || tokens.accept("DROP", "NOT", "NULL")) {
            return new TableChange.Impossible("ALTER COLUMN ... SET NOT NULL");
        }
        if (tokens.accept("FIRST") || tokens.accept("AFTER")) {
            if (tokens.peek().isName()) {
                parsers.names().multipartName();
            }
            return new TableChange.Impossible("ALTER COLUMN ... FIRST | AFTER");
        }
        return null;
    }

    private boolean isChange() {
        return tokens.atWords("TYPE")
                || tokens.atWords("SET", "DEFAULT")
                || tokens.atWords("DROP", "DEFAULT")
                || tokens.atWords("SET", "NOT", "NULL")
                || tokens.atWords("DROP", "NOT", "NULL")
                || tokens.atWords("FIRST")
                || tokens.atWords("AFTER");
    }

    /** {@code CHANGE a a INT COMMENT '…'}: the column as it is, but for its comment. */
    private TableChange describedAnew(String name, int start) {
        StructField column = parsers.tables().column(new LinkedHashMap<>(), new HashSet<>());
        if (!column.name().equalsIgnoreCase(name)) {
            throw SyntaxErrors.of(tokens.since(start), ErrorCondition.LEGACY_0034);
        }
        return new TableChange.RestateColumn(name, column);
    }

    private TableChange addedColumns() {
        List<StructField> columns = new ArrayList<>();
        Map<String, UnresolvedExpression> defaults = new LinkedHashMap<>();
        boolean list = tokens.acceptSign("(");
        do {
            columns.add(parsers.tables().column(defaults, new HashSet<>()));
            // Added columns come last, wherever a place is named.
            if (!tokens.accept("FIRST") && tokens.accept("AFTER")) {
                parsers.names().plainName();
            }
        } while (tokens.acceptSign(","));
        if (list) {
            tokens.expectSign(")");
        }
        return new TableChange.AddColumns(columns, defaults);
    }
}
