package io.millrace.engine.session;

import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Catalog.Relation;
import io.millrace.engine.analysis.StoredTable;
import io.millrace.engine.analysis.StoredView;
import io.millrace.engine.analysis.ViewAnalysis;
import io.millrace.plan.SecretOptions;
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

    List<Object[]> describe(UnresolvedPlan.DescribeColumn describe) {
        Catalog.Found found = engine.catalog()
                .find(describe.table())
                .orElseThrow(() -> TableCommands.notFound(describe.table(), describe));
        StructType columns = switch (found.relation()) {
            case Relation.Stored stored -> stored.table().columns();
            case Relation.Kept kept -> current(found.name(), kept.view()).columns();
            case Relation.View view -> engine.schema(view.plan());
            case Relation.Data data -> data.table().schema();
        };
        String name = describe.column().getFirst();
        StructField field = Arrays.stream(columns.fields())
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

    private void information(String name, String value) {
        rows.add(new Object[] {name, value});
    }

    private void columns(StructType columns) {
        columns.forEach(field -> row(
                field.name(),
                field.dataType().simpleString(),
                field.getComment().orElse(null)));
    }

    private void row(String name, String type, String comment) {
        rows.add(new Object[] {name, type, comment});
    }

    private void table(List<String> name, StoredTable table, boolean extended) {
        StructType columns = table.columns();
        columns(columns);
        List<String> partitions = table.description().partitionColumns();
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
        if (extended) {
            detail(name, table.created(), "MANAGED");
            table.description().format().ifPresent(format -> row("Provider", format, ""));
            table.description().comment().ifPresent(comment -> row("Comment", comment, ""));
            properties(table.description().properties());
        }
        defaults(table);
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
                String text = value.origin()
                        .position()
                        .map(position -> position.fragment())
                        .orElse("");
                row(field.name(), field.dataType().simpleString(), text);
            }
        }
    }

    private void view(List<String> name, StoredView view, boolean extended) {
        StoredView current = current(name, view);
        columns(current.columns());
        if (extended) {
            detail(name, current.created(), "VIEW");
            current.definition().comment().ifPresent(comment -> row("Comment", comment, ""));
            properties(current.definition().properties());
            row("View Text", current.text(), "");
            row("View Original Text", current.text(), "");
            row("View Schema Mode", current.definition().schemaMode().name().replace('_', ' '), "");
            row("View Catalog and Namespace", name.get(0) + "." + name.get(1), "");
            row(
                    "View Query Output Columns",
                    current.queryColumns().stream()
                            .map(column -> Catalog.quoted(List.of(column)))
                            .toList()
                            .toString(),
                    "");
        }
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
        row("", "", "");
        row("# Detailed Table Information", "", "");
        row("Catalog", name.get(0), "");
        row("Database", name.get(1), "");
        row("Table", name.get(2), "");
        row("Created Time", created.atZone(engine.settings().zone()).format(TIME), "");
        row("Last Access", "UNKNOWN", "");
        row("Created By", "Millrace", "");
        row("Type", type, "");
    }

    private void properties(Map<String, String> properties) {
        if (!properties.isEmpty()) {
            row("Table Properties", shown(properties), "");
        }
    }

    private static String shown(Map<String, String> properties) {
        List<String> texts = new ArrayList<>();
        new TreeMap<>(SecretOptions.redact(properties)).forEach((key, value) -> texts.add(key + "=" + value));
        return texts.toString();
    }
}
