package io.millrace.engine.session;

import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Catalog.Relation;
import io.millrace.engine.analysis.DeclaredTypes;
import io.millrace.engine.analysis.StoredTable;
import io.millrace.engine.analysis.StoredView;
import io.millrace.engine.analysis.ViewAnalysis;
import io.millrace.plan.SecretOptions;
import io.millrace.plan.TableCommand;
import io.millrace.plan.TableDescription;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of DESCRIBE: columns, and what the catalog knows about a table or view. */
final class Descriptions {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.ROOT);

    private final EmbeddedEngine engine;
    private final List<Object[]> rows = new ArrayList<>();

    /** What is shown where there is nothing to be told. */
    private static final String NOTHING = "NULL";

    /** What Spark knows of a column once it was looked through; nobody looks through ours. */
    private static final List<String> STATISTICS =
            List.of("min", "max", "num_nulls", "distinct_count", "avg_col_len", "max_col_len", "histogram");

    Descriptions(EmbeddedEngine engine) {
        this.engine = engine;
    }

    List<Object[]> describe(UnresolvedPlan.DescribeRelation describe) {
        Optional<Catalog.Found> found = describe.relation() instanceof UnresolvedPlan.NamedRelation named
                ? engine.catalog().find(named.name())
                : Optional.empty();
        if (found.isPresent() && found.get().relation() instanceof Relation.Stored stored) {
            table(found.get().name(), stored.table(), describe.extended());
        } else if (found.isPresent() && found.get().relation() instanceof Relation.Kept kept) {
            view(found.get().name(), kept.view(), describe.extended());
        } else {
            columns(engine.analyze(describe.relation()).schema());
        }
        return rows;
    }

    List<Object[]> describe(TableCommand.DescribeColumn describe) {
        Catalog.Found found = engine.catalog()
                .find(describe.table())
                .orElseThrow(() -> TableCommands.notFound(describe.table(), describe));
        String name = describe.column().getFirst();
        StructField field = Arrays.stream(columns(found).fields())
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new MillraceException(ErrorDetail.of(
                        ErrorCondition.COLUMN_NOT_FOUND,
                        "colName",
                        Catalog.quoted(List.of(name)),
                        "caseSensitiveConfig",
                        "\"spark.sql.caseSensitive\"")));
        information("col_name", field.name());
        information("data_type", field.dataType().simpleString());
        information("comment", field.getComment().orElse(NOTHING));
        if (describe.extended()) {
            STATISTICS.forEach(statistic -> information(statistic, NOTHING));
        }
        return rows;
    }

    /** The columns of a relation, as they were declared. */
    StructType columns(Catalog.Found found) {
        return DeclaredTypes.declared(
                switch (found.relation()) {
                    case Relation.Stored stored -> stored.table().columns();
                    case Relation.Kept kept ->
                        current(found.name(), kept.view()).columns();
                    case Relation.View view -> engine.schema(view.plan());
                    case Relation.Data data -> data.table().schema();
                });
    }

    private void information(String name, String value) {
        rows.add(new Object[] {name, value});
    }

    private void columns(StructType columns) {
        DeclaredTypes.declared(columns)
                .forEach(field -> row(
                        field.name(),
                        field.dataType().simpleString(),
                        field.getComment().orElse(null)));
    }

    private void row(String name, String type, String comment) {
        rows.add(new Object[] {name, type, comment});
    }

    /** The columns of a table, which a partition shares. */
    List<Object[]> partition(StoredTable table) {
        columnsOf(table);
        return rows;
    }

    /** @param values those of the partition */
    List<Object[]> partition(List<String> name, StoredTable table, List<String> values) {
        columnsOf(table);
        row("", "", "");
        row("# Detailed Partition Information", "", "");
        row("Database", name.get(1), "");
        row("Table", name.get(2), "");
        row("Partition Values", values.toString(), "");
        properties("Storage Properties", table.description().options());
        row("", "", "");
        row("# Storage Information", "", "");
        buckets(table.description());
        return rows;
    }

    private void table(List<String> name, StoredTable table, boolean extended) {
        columnsOf(table);
        if (extended) {
            heading();
            details(name, table);
        }
        defaults(table);
    }

    private void columnsOf(StoredTable table) {
        StructType columns = table.columns();
        columns(columns);
        List<String> partitions = table.description().partitionColumns();
        ClusteringColumns.of(table.description().properties()).ifPresent(clustering -> {
            row("# Clustering Information", "", "");
            row("# col_name", "data_type", "comment");
            clustering
                    .described(columns)
                    .forEach(field -> row(
                            field.name(),
                            field.dataType().simpleString(),
                            field.getComment().orElse(null)));
        });
        if (!partitions.isEmpty()) {
            row("# Partition Information", "", "");
            row("# col_name", "data_type", "comment");
            for (int i = columns.length() - partitions.size(); i < columns.length(); i++) {
                StructField field = columns.field(i);
                row(
                        field.name(),
                        field.dataType().simpleString(),
                        field.getComment().orElse(null));
            }
        }
    }

    /** What is known of a table apart from its columns. */
    List<Object[]> details(List<String> name, StoredTable table) {
        TableDescription description = table.description();
        detail(name, table.created(), "MANAGED");
        row("Provider", description.format().orElse(TableCommands.DEFAULT_FORMAT), "");
        buckets(description);
        description.comment().ifPresent(comment -> row("Comment", comment, ""));
        collation(description.collation());
        properties("Table Properties", description.properties());
        properties("Storage Properties", description.options());
        if (!description.partitionColumns().isEmpty()) {
            row("Partition Provider", "Catalog", "");
        }
        return rows;
    }

    private void buckets(TableDescription description) {
        description.buckets().ifPresent(buckets -> {
            row("Num Buckets", String.valueOf(buckets.count()), "");
            row("Bucket Columns", quoted(buckets.columns()), "");
            row("Sort Columns", quoted(buckets.sortColumns()), "");
        });
    }

    private void collation(Optional<String> name) {
        name.ifPresent(collation -> row("Collation", collation, ""));
    }

    private static String quoted(List<String> names) {
        return names.stream()
                .map(name -> Catalog.quoted(List.of(name)))
                .toList()
                .toString();
    }

    private void defaults(StoredTable table) {
        Map<String, UnresolvedExpression> defaults = table.description().defaults();
        if (defaults.isEmpty()) {
            return;
        }
        row("", "", "");
        row("# Column Default Values", "", "");
        for (StructField field : table.columns()) {
            UnresolvedExpression value = defaults.get(field.name());
            if (value != null) {
                row(field.name(), field.dataType().simpleString(), fragment(value));
            }
        }
    }

    /** An expression as it was written. */
    static String fragment(UnresolvedExpression value) {
        return value.origin().position().map(position -> position.fragment()).orElse("");
    }

    private void view(List<String> name, StoredView view, boolean extended) {
        StoredView current = current(name, view);
        columns(current.columns());
        if (extended) {
            heading();
            details(name, current);
        }
    }

    /** What is known of a view apart from its columns. */
    List<Object[]> details(List<String> name, StoredView view) {
        detail(name, view.created(), "VIEW");
        view.definition().comment().ifPresent(comment -> row("Comment", comment, ""));
        collation(view.definition().collation());
        row("View Text", view.text(), "");
        row("View Original Text", view.text(), "");
        row("View Schema Mode", view.definition().schemaMode().name().replace('_', ' '), "");
        row("View Catalog and Namespace", name.get(0) + "." + name.get(1), "");
        row("View Query Output Columns", quoted(view.queryColumns()), "");
        properties("Table Properties", view.definition().properties());
        return rows;
    }

    private void heading() {
        row("", "", "");
        row("# Detailed Table Information", "", "");
    }

    /** A view that fails by now is described as it was made. */
    private StoredView current(List<String> name, StoredView view) {
        try {
            return new ViewAnalysis(engine.context(), view, name).current();
        } catch (MillraceException broken) {
            return view;
        }
    }

    private void detail(List<String> name, Instant created, String type) {
        row("Catalog", name.get(0), "");
        row("Database", name.get(1), "");
        row("Table", name.get(2), "");
        row("Created Time", created.atZone(engine.settings().zone()).format(TIME), "");
        row("Last Access", "UNKNOWN", "");
        row("Created By", "Millrace", "");
        row("Type", type, "");
    }

    private void properties(String what, Map<String, String> properties) {
        if (!properties.isEmpty()) {
            row(what, shown(properties), "");
        }
    }

    private static String shown(Map<String, String> properties) {
        List<String> texts = new ArrayList<>();
        new TreeMap<>(SecretOptions.redact(properties)).forEach((key, value) -> texts.add(key + "=" + value));
        return texts.toString();
    }
}
