package io.millrace.sql;

import io.millrace.plan.Bucketing;
import io.millrace.plan.Origin;
import io.millrace.plan.TableChange;
import io.millrace.plan.TableCommand.AlterNamespace;
import io.millrace.plan.TableCommand.AlterTable;
import io.millrace.plan.TableCommand.CreateTable;
import io.millrace.plan.TableCommand.CreateTableLike;
import io.millrace.plan.TableCommand.DropTable;
import io.millrace.plan.TableCommand.RepairTable;
import io.millrace.plan.TableCommand.TruncateTable;
import io.millrace.plan.TableDescription;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.json.Json;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Commands about tables: CREATE, DROP, TRUNCATE, INSERT. */
final class TableParser {

    private final Parsers parsers;
    private final TokenStream tokens;

    TableParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    // Tables

    /** Goes on after {@code CREATE [OR REPLACE]}, at TABLE. */
    CreateTable createTable(boolean replace, int start) {
        tokens.expect("TABLE");
        boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
        List<String> name = parsers.names().reference();
        Description description = new Description(start);
        boolean columnCalledWith = tokens.peek(1).isWord("WITH")
                && (tokens.peek(3).isSign(",") || tokens.peek(3).isSign(")"));
        if (tokens.atSign("(") && (columnCalledWith || !parsers.queries().atQueryInParentheses(0))) {
            description.columns();
        }
        while (description.clause()) {
            // each clause is read where it stands
        }
        boolean announced = tokens.accept("AS");
        Optional<UnresolvedPlan> query = announced || parsers.queries().atQuery()
                ? Optional.of(parsers.queries().query())
                : Optional.empty();
        if (query.isEmpty() && description.fields.isEmpty()) {
            throw tokens.atEnd()
                    ? SyntaxErrors.unsupported(tokens.since(start), "a table without columns")
                    : tokens.unexpected();
        }
        return new CreateTable(name, description.build(), query, replace, ifNotExists, tokens.originSince(start));
    }

    /** Whether CREATE TABLE goes on with LIKE after the table's name. */
    boolean atTableLike() {
        int start = tokens.mark();
        tokens.expect("TABLE");
        tokens.accept("IF", "NOT", "EXISTS");
        parsers.names().reference();
        boolean like = tokens.atWords("LIKE");
        tokens.reset(start);
        return like;
    }

    /** Goes on after {@code CREATE}, at TABLE. */
    CreateTableLike createTableLike(int start) {
        tokens.expect("TABLE");
        boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
        List<String> name = parsers.names().reference();
        tokens.expect("LIKE");
        int sourceStart = tokens.mark();
        List<String> source = parsers.names().reference();
        Origin origin = tokens.originSince(sourceStart);
        Description description = new Description(start);
        while (!tokens.atWords("PARTITIONED")
                && !tokens.atWords("COMMENT")
                && !tokens.atWords("OPTIONS")
                && !tokens.atWords("CLUSTERED")
                && description.clause()) {
            // USING and TBLPROPERTIES
        }
        return new CreateTableLike(name, source, description.format, description.properties, ifNotExists, origin);
    }

    /** The clauses of CREATE TABLE as they come, in any order. */
    private final class Description {
        private final List<StructField> fields = new ArrayList<>();
        private final Map<String, UnresolvedExpression> defaults = new LinkedHashMap<>();
        private final List<String> partitionColumns = new ArrayList<>();
        private Optional<String> format = Optional.empty();
        private Optional<Bucketing> buckets = Optional.empty();
        private Optional<String> comment = Optional.empty();
        private Map<String, String> options = Map.of();
        private Map<String, String> properties = Map.of();
        private Optional<String> collation = Optional.empty();
        private Optional<String> clustering = Optional.empty();
        private final Set<String> impossible = new LinkedHashSet<>();
        private final int statement;

        Description(int statement) {
            this.statement = statement;
        }

        void columns() {
            tokens.expectSign("(");
            do {
                if (new ConstraintParser(parsers).constraint()) {
                    impossible.add("CONSTRAINT");
                } else {
                    fields.add(column());
                }
            } while (tokens.acceptSign(","));
            tokens.expectSign(")");
        }

        private StructField column() {
            return TableParser.this.column(defaults, impossible);
        }

        /** Whether there was another clause. */
        boolean clause() {
            if (tokens.accept("USING")) {
                format = Optional.of(String.join(".", parsers.names().multipartName()));
            } else if (tokens.accept("PARTITIONED", "BY")) {
                partitions();
            } else if (tokens.accept("COMMENT")) {
                comment = Optional.of(parsers.literals().oneString());
            } else if (tokens.accept("TBLPROPERTIES")) {
                properties = parsers.statements().properties();
            } else if (tokens.atWords("OPTIONS")) {
                options = options();
            } else if (tokens.atWords("DEFAULT", "COLLATION")) {
                collation = Optional.of(parsers.names().defaultCollation());
            } else if (tokens.accept("CLUSTERED", "BY")) {
                buckets = Optional.of(buckets());
            } else {
                if (tokens.atWords("SKEWED", "BY")) {
                    throw new InvalidStatements(parsers).invalid(statement, "CREATE TABLE ... SKEWED BY");
                }
                if (tokens.atWords("STORED", "BY")) {
                    throw new InvalidStatements(parsers).invalid(statement, "STORED BY");
                }
                if (tokens.atWords("STORED", "AS") || tokens.atWords("ROW", "FORMAT")) {
                    throw withoutHive("CREATE Hive TABLE (AS SELECT)");
                }
                if (tokens.atWords("LOCATION")) {
                    throw SyntaxErrors.unsupported(tokens.here(), "LOCATION of a table");
                }
                if (!tokens.accept("CLUSTER", "BY")) {
                    return false;
                }
                clusterBy();
            }
            return true;
        }

        private void clusterBy() {
            if (clustering.isPresent()) {
                throw SyntaxErrors.of(
                        tokens.since(statement), ErrorCondition.DUPLICATE_CLAUSES, "clauseName", "CLUSTER BY");
            }
            clustering = Optional.of(clusteringColumns());
        }

        private Map<String, String> propertiesWithClustering() {
            if (clustering.isEmpty()) {
                return properties;
            }
            if (!partitionColumns.isEmpty() || buckets.isPresent()) {
                throw SyntaxErrors.of(
                        tokens.since(statement),
                        partitionColumns.isEmpty()
                                ? ErrorCondition.SPECIFY_CLUSTER_BY_WITH_BUCKETING_IS_NOT_ALLOWED
                                : ErrorCondition.SPECIFY_CLUSTER_BY_WITH_PARTITIONED_BY_IS_NOT_ALLOWED);
            }
            Map<String, String> all = new LinkedHashMap<>(properties);
            all.put(TableDescription.CLUSTERING, clustering.get());
            return all;
        }

        /** Tables lie in memory: a path would promise files. */
        private Map<String, String> options() {
            int start = tokens.mark();
            tokens.expect("OPTIONS");
            Map<String, String> given = parsers.statements().properties();
            if (given.keySet().stream().anyMatch("path"::equalsIgnoreCase)) {
                throw SyntaxErrors.unsupported(tokens.since(start), "LOCATION of a table");
            }
            return given;
        }

        private Bucketing buckets() {
            List<String> columns = parsers.names().nameList();
            List<String> sorted = new ArrayList<>();
            if (tokens.accept("SORTED", "BY")) {
                tokens.expectSign("(");
                do {
                    sorted.add(parsers.names().plainName());
                    if (!tokens.accept("ASC") && tokens.atWords("DESC")) {
                        throw SyntaxErrors.unsupported(tokens.here(), "DESC in SORTED BY");
                    }
                } while (tokens.acceptSign(","));
                tokens.expectSign(")");
            }
            tokens.expect("INTO");
            int count = parsers.literals().wholeNumber();
            tokens.expect("BUCKETS");
            return new Bucketing(columns, sorted, count);
        }

        /** Names of columns, or columns that are added with their types. */
        private void partitions() {
            tokens.expectSign("(");
            do {
                if (tokens.peek(1).isSign("(")) {
                    transform();
                } else if (tokens.peek(1).isName()) {
                    fields.add(column());
                    partitionColumns.add(fields.getLast().name());
                } else {
                    partitionColumns.add(parsers.names().plainName());
                }
            } while (tokens.acceptSign(","));
            tokens.expectSign(")");
        }

        /** A function of columns: the column itself, or buckets; Spark's own tables know no other either. */
        private void transform() {
            int start = tokens.mark();
            String name = parsers.names().plainName().toLowerCase(Locale.ROOT);
            if (name.equals("identity")) {
                partitionColumns.addAll(parsers.names().nameList());
                return;
            }
            tokens.expectSign("(");
            if (!name.equals("bucket") || buckets.isPresent()) {
                refuseTransform(start);
            }
            int count = parsers.literals().wholeNumber();
            List<String> columns = new ArrayList<>();
            while (tokens.acceptSign(",")) {
                columns.add(parsers.names().plainName());
            }
            tokens.expectSign(")");
            buckets = Optional.of(new Bucketing(columns, List.of(), count));
        }

        private void refuseTransform(int start) {
            while (!tokens.acceptSign(")")) {
                tokens.next();
            }
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.UNSUPPORTED_PARTITION_TRANSFORM, "transform", "`" + tokens.textSince(start) + "`"));
        }

        TableDescription build() {
            return new TableDescription(
                    fields.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new StructType(fields.toArray(StructField[]::new))),
                    defaults,
                    format,
                    partitionColumns,
                    buckets,
                    comment,
                    options,
                    propertiesWithClustering(),
                    collation,
                    impossible);
        }
    }

    /** {@code (a, b.c)}, as the property has them. */
    String clusteringColumns() {
        tokens.expectSign("(");
        List<List<String>> columns = parsers.names().multipartNames();
        tokens.expectSign(")");
        return Json.write(columns);
    }

    /**
     * A column with what follows its type; its default goes to those of the others.
     *
     * @param impossible gets what no table here can have
     */
    StructField column(Map<String, UnresolvedExpression> defaults, Set<String> impossible) {
        String name = parsers.names().plainName();
        StructField field = new StructField(name, parsers.primaries().dataType(), true);
        while (true) {
            if (tokens.accept("NOT", "NULL")) {
                field = new StructField(name, field.dataType(), false, field.metadata());
            } else if (tokens.accept("DEFAULT")) {
                defaults.put(name, parsers.expressions().expression());
            } else if (tokens.accept("COMMENT")) {
                field = field.withComment(parsers.literals().oneString());
            } else if (tokens.accept("GENERATED")) {
                impossible.add(new ConstraintParser(parsers).generated());
            } else if (new ConstraintParser(parsers).constraintOfColumn()) {
                impossible.add("CONSTRAINT");
            } else {
                return field;
            }
        }
    }

    /** Goes on after {@code DROP}, at TABLE. */
    DropTable dropTable(int start) {
        tokens.expect("TABLE");
        boolean ifExists = tokens.accept("IF", "EXISTS");
        List<String> name = parsers.names().reference();
        tokens.accept("PURGE");
        return new DropTable(name, ifExists, tokens.originSince(start));
    }

    /** {@code MSCK REPAIR TABLE t}, with or without its first word. */
    RepairTable repair() {
        tokens.accept("MSCK");
        tokens.expect("REPAIR", "TABLE");
        int start = tokens.mark();
        List<String> name = parsers.names().reference();
        Origin named = tokens.originSince(start);
        if (tokens.acceptAny("ADD", "DROP", "SYNC") != null) {
            tokens.expect("PARTITIONS");
        }
        return new RepairTable(name, "MSCK REPAIR TABLE", named);
    }

    TruncateTable truncateTable() {
        int start = tokens.mark();
        tokens.expect("TRUNCATE", "TABLE");
        int nameStart = tokens.mark();
        List<String> name = parsers.names().reference();
        Origin named = tokens.originSince(nameStart);
        Map<String, UnresolvedExpression> values = tokens.atWords("PARTITION") ? partition(start) : Map.of();
        return new TruncateTable(name, values, named);
    }

    // Rows

    static MillraceException withoutHive(String command) {
        return new MillraceException(
                ErrorDetail.of(ErrorCondition.NOT_SUPPORTED_COMMAND_WITHOUT_HIVE_SUPPORT, "cmd", command));
    }

    /** {@code PARTITION (column = value, …)}, each column once and with a value. */
    Map<String, UnresolvedExpression> partition(int statement) {
        int start = tokens.mark();
        tokens.expect("PARTITION");
        Map<String, UnresolvedExpression> values = new LinkedHashMap<>();
        tokens.expectSign("(");
        do {
            String column = parsers.names().plainName();
            Optional<UnresolvedExpression> value =
                    tokens.acceptSign("=") ? Optional.of(parsers.primaries().primary()) : Optional.empty();
            if (value.isEmpty()) {
                throw SyntaxErrors.of(
                        tokens.since(statement),
                        ErrorCondition.INVALID_SQL_SYNTAX__EMPTY_PARTITION_VALUE,
                        "partKey",
                        "`" + column + "`");
            }
            if (values.put(column, value.get()) != null) {
                throw SyntaxErrors.of(
                        tokens.since(start), ErrorCondition.DUPLICATE_KEY, "keyColumn", "`" + column + "`");
            }
        } while (tokens.acceptSign(","));
        tokens.expectSign(")");
        return values;
    }

    /** {@code COMMENT ON TABLE} and {@code COMMENT ON SCHEMA}; empty for another kind of thing. */
    Optional<UnresolvedPlan> comment() {
        int start = tokens.mark();
        tokens.expect("COMMENT", "ON");
        boolean table = tokens.peek().isWord("TABLE");
        if (!table && !Keywords.isNamespace(tokens.peek())) {
            tokens.reset(start);
            return Optional.empty();
        }
        tokens.next();
        int nameStart = tokens.mark();
        List<String> name = parsers.names().reference();
        Origin named = tokens.originSince(nameStart);
        tokens.expect("IS");
        Optional<String> comment = tokens.accept("NULL")
                ? Optional.empty()
                : Optional.of(parsers.literals().oneString());
        return Optional.of(
                table
                        ? new AlterTable(name, new TableChange.SetComment(comment), named)
                        : new AlterNamespace(name, Map.of(NamespaceParser.COMMENT, comment.orElse("")), named));
    }
}
