package io.millrace.engine.session;

import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Catalog.Relation;
import io.millrace.engine.analysis.StoredTable;
import io.millrace.engine.analysis.StoredView;
import io.millrace.plan.Bucketing;
import io.millrace.plan.CatalogQuestion;
import io.millrace.plan.SecretOptions;
import io.millrace.plan.TableDescription;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.spi.json.Json;
import io.millrace.types.ArrayType;
import io.millrace.types.CharType;
import io.millrace.types.DataType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.MapType;
import io.millrace.types.StringType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import io.millrace.types.TimestampType;
import io.millrace.types.VarcharType;
import io.millrace.types.YearMonthIntervalType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What DESCRIBE AS JSON tells, as one text. What only files have, such as a location, is left out. */
final class JsonDescription {
    private static final String COLLATION = "UTF8_BINARY";

    private final EmbeddedEngine engine;
    private final Map<String, Object> json = new LinkedHashMap<>();

    JsonDescription(EmbeddedEngine engine) {
        this.engine = engine;
    }

    String of(Catalog.Found found, CatalogQuestion.Json asked) {
        List<String> name = found.name().size() == 3
                ? found.name()
                : List.of("system", "session", found.name().getLast());
        json.put("table_name", name.get(2));
        json.put("catalog_name", name.get(0));
        json.put("namespace", List.of(name.get(1)));
        json.put("schema_name", name.get(1));
        StructType columns = new Descriptions(engine).columns(found);
        Map<String, UnresolvedExpression> defaults = found.relation() instanceof Relation.Stored stored
                ? stored.table().description().defaults()
                : Map.of();
        json.put("columns", fields(columns, defaults));
        if (!asked.partition().isEmpty() && !(found.relation() instanceof Relation.Stored)) {
            throw PartitionDescription.notTable(found);
        }
        switch (found.relation()) {
            case Relation.Stored stored -> table(name, stored.table(), asked.partition());
            case Relation.Kept kept -> view(name, kept.view());
            case Relation.View view -> temporary(view, columns);
            case Relation.Data ignored -> history(engine.clock().instant(), "VIEW");
        }
        json.putIfAbsent("collation", COLLATION);
        return Json.write(json);
    }

    private void table(List<String> name, StoredTable table, Map<String, UnresolvedExpression> partition) {
        TableDescription description = table.description();
        if (partition.isEmpty()) {
            description.buckets().ifPresent(this::buckets);
        } else {
            Partitions partitions = new Partitions(engine, name, table);
            Map<String, String> values = partitions.values(partition, "DESC PARTITION", true);
            partitions.require(values);
            json.put("partition_values", values);
        }
        properties("storage_properties", description.options());
        history(table.created(), "MANAGED");
        json.put("provider", description.format().orElse(TableCommands.DEFAULT_FORMAT));
        if (!partition.isEmpty()) {
            description.buckets().ifPresent(this::buckets);
        }
        text("comment", description.comment());
        text("collation", description.collation());
        properties("table_properties", description.properties());
        if (!description.partitionColumns().isEmpty()) {
            json.put("partition_provider", "Catalog");
            json.put("partition_columns", description.partitionColumns());
        }
    }

    private void view(List<String> name, StoredView view) {
        history(view.created(), "VIEW");
        text("comment", view.definition().comment());
        text("collation", view.definition().collation());
        json.put("view_text", view.text());
        json.put("view_original_text", view.text());
        json.put("view_schema_mode", view.definition().schemaMode().name().replace('_', ' '));
        json.put("view_catalog_and_namespace", name.get(0) + "." + name.get(1));
        json.put("view_query_output_columns", view.queryColumns());
        properties("table_properties", view.definition().properties());
    }

    private void temporary(Relation.View view, StructType columns) {
        history(engine.clock().instant(), "VIEW");
        view.plan().origin().position().ifPresent(position -> {
            json.put("view_text", position.fragment());
            json.put("view_schema_mode", "BINDING");
            json.put(
                    "view_catalog_and_namespace",
                    Catalog.NAME + "." + engine.catalog().currentNamespace());
            json.put("view_query_output_columns", List.of(columns.fieldNames()));
        });
    }

    private void buckets(Bucketing buckets) {
        json.put("num_buckets", buckets.count());
        json.put("bucket_columns", buckets.columns());
        json.put("sort_columns", buckets.sortColumns());
    }

    private void history(Instant created, String type) {
        json.put("created_time", created.truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("last_access", "UNKNOWN");
        json.put("created_by", "Millrace");
        json.put("type", type);
    }

    private void text(String key, Optional<String> value) {
        value.ifPresent(text -> json.put(key, text));
    }

    private void properties(String key, Map<String, String> properties) {
        if (!properties.isEmpty()) {
            json.put(key, new TreeMap<>(SecretOptions.redact(properties)));
        }
    }

    private static List<Map<String, Object>> fields(StructType struct, Map<String, UnresolvedExpression> defaults) {
        return Arrays.stream(struct.fields())
                .map(field -> field(field, Optional.ofNullable(defaults.get(field.name()))))
                .toList();
    }

    private static Map<String, Object> field(StructField field, Optional<UnresolvedExpression> defaultValue) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", field.name());
        json.put("type", type(field.dataType()));
        json.put("nullable", field.nullable());
        field.getComment().ifPresent(comment -> json.put("comment", comment));
        defaultValue.ifPresent(value -> json.put("default", Descriptions.fragment(value)));
        return json;
    }

    private static Map<String, Object> type(DataType type) {
        Map<String, Object> json = new LinkedHashMap<>();
        switch (type) {
            case StringType ignored -> {
                json.put("name", "string");
                json.put("collation", COLLATION);
            }
            case CharType text -> sized(json, "char", text.length());
            case VarcharType text -> sized(json, "varchar", text.length());
            case TimestampType ignored -> json.put("name", "timestamp_ltz");
            case DecimalType decimal -> {
                json.put("name", "decimal");
                json.put("precision", decimal.precision());
                json.put("scale", decimal.scale());
            }
            case ArrayType array -> {
                json.put("name", "array");
                json.put("element_type", type(array.elementType()));
                json.put("element_nullable", array.containsNull());
            }
            case MapType map -> {
                json.put("name", "map");
                json.put("key_type", type(map.keyType()));
                json.put("value_type", type(map.valueType()));
                json.put("value_nullable", map.valueContainsNull());
            }
            case StructType struct -> {
                json.put("name", "struct");
                json.put("fields", fields(struct, Map.of()));
            }
            case DayTimeIntervalType interval -> interval(json, interval);
            case YearMonthIntervalType interval -> interval(json, interval);
            default -> json.put("name", type.simpleString());
        }
        return json;
    }

    private static void sized(Map<String, Object> json, String name, int length) {
        json.put("name", name);
        json.put("length", length);
    }

    /** {@code interval day to second}. */
    private static void interval(Map<String, Object> json, DataType interval) {
        String[] words = interval.simpleString().split(" ");
        json.put("name", words[0]);
        json.put("start_unit", words[1]);
        json.put("end_unit", words[words.length - 1]);
    }
}
