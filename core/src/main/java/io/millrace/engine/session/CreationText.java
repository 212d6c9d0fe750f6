package io.millrace.engine.session;

import io.millrace.engine.analysis.StoredTable;
import io.millrace.engine.analysis.StoredView;
import io.millrace.plan.Bucketing;
import io.millrace.plan.SecretOptions;
import io.millrace.plan.TableDescription;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.ViewDefinition;
import io.millrace.types.ArrayType;
import io.millrace.types.AtomicType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.CharType;
import io.millrace.types.DataType;
import io.millrace.types.DdlParser;
import io.millrace.types.MapType;
import io.millrace.types.NullType;
import io.millrace.types.StringType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import io.millrace.types.VarcharType;
import io.millrace.types.VariantType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The statements that would make a table or view as it is, without its rows. */
final class CreationText {
    private final StringBuilder text = new StringBuilder();

    private CreationText() {}

    static String of(List<String> name, StoredTable table) {
        CreationText statement = new CreationText();
        TableDescription description = table.description();
        List<String> columns = new ArrayList<>();
        for (StructField field : table.columns()) {
            UnresolvedExpression value = description.defaults().get(field.name());
            columns.add(DdlParser.quoteIfNeeded(field.name()) + " "
                    + declared(field.dataType())
                    + (value == null ? "" : " DEFAULT " + Descriptions.fragment(value))
                    + field.getComment().map(CreationText::comment).orElse(""));
        }
        statement.line("CREATE TABLE " + dotted(name) + " (" + list(columns) + ")");
        statement.line("USING " + description.format().orElse(TableCommands.DEFAULT_FORMAT));
        statement.map("OPTIONS", description.options());
        statement.names("PARTITIONED BY", description.partitionColumns());
        ClusteringColumns.of(description.properties())
                .ifPresent(clustering -> statement.line("PARTITIONED BY (" + clustering.transform() + ")"));
        description.buckets().ifPresent(statement::buckets);
        statement.commentLine(description.comment());
        description.collation().ifPresent(collation -> statement.line("DEFAULT COLLATION " + collation));
        statement.map("TBLPROPERTIES", description.properties());
        return statement.text.toString();
    }

    /** A type with the collation of its texts, of which there is one. */
    private static String declared(DataType type) {
        return switch (type) {
            case ArrayType array -> "ARRAY<" + declared(array.elementType()) + ">";
            case MapType map -> "MAP<" + declared(map.keyType()) + ", " + declared(map.valueType()) + ">";
            case StructType struct ->
                Arrays.stream(struct.fields())
                        .map(CreationText::declared)
                        .collect(Collectors.joining(", ", "STRUCT<", ">"));
            case StringType text -> collated(text);
            case CharType text -> collated(text);
            case VarcharType text -> collated(text);
            case AtomicType other -> other.sql();
            case NullType none -> none.sql();
            case CalendarIntervalType interval -> interval.sql();
            case VariantType variant -> variant.sql();
        };
    }

    private static String declared(StructField field) {
        return DdlParser.quoteIfNeeded(field.name()) + ": " + declared(field.dataType())
                + (field.nullable() ? "" : " NOT NULL")
                + field.getComment().map(CreationText::comment).orElse("");
    }

    private static String collated(AtomicType text) {
        return text.sql() + " COLLATE UTF8_BINARY";
    }

    /** A view's name comes without that of the catalog. */
    static String of(List<String> name, StoredView view) {
        CreationText statement = new CreationText();
        ViewDefinition definition = view.definition();
        List<String> columns = new ArrayList<>();
        for (StructField field : view.columns()) {
            columns.add(DdlParser.quoteIfNeeded(field.name())
                    + field.getComment().map(CreationText::comment).orElse(""));
        }
        statement.line("CREATE VIEW " + dotted(name.subList(1, name.size())) + " (" + list(columns) + ")");
        statement.commentLine(definition.comment());
        statement.map("TBLPROPERTIES", definition.properties());
        statement.line("WITH SCHEMA " + definition.schemaMode().name().replace('_', ' '));
        statement.line("AS " + view.text());
        return statement.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void commentLine(Optional<String> comment) {
        comment.ifPresent(value -> line(comment(value).substring(1)));
    }

    private void names(String clause, List<String> names) {
        if (!names.isEmpty()) {
            line(clause + " (" + names.stream().map(DdlParser::quoteIfNeeded).collect(Collectors.joining(", ")) + ")");
        }
    }

    private void buckets(Bucketing buckets) {
        names("CLUSTERED BY", buckets.columns());
        names("SORTED BY", buckets.sortColumns());
        line("INTO " + buckets.count() + " BUCKETS");
    }

    private void map(String clause, Map<String, String> values) {
        if (values.isEmpty()) {
            return;
        }
        List<String> entries = new ArrayList<>();
        new TreeMap<>(SecretOptions.redact(values))
                .forEach((key, value) -> entries.add("'" + escaped(key) + "' = '" + escaped(value) + "'"));
        line(clause + " (" + list(entries) + ")");
    }

    private static String list(List<String> items) {
        return items.stream().map(item -> "\n  " + item).collect(Collectors.joining(","));
    }

    private static String dotted(List<String> name) {
        return name.stream().map(DdlParser::quoteIfNeeded).collect(Collectors.joining("."));
    }

    private static String comment(String comment) {
        return " COMMENT '" + escaped(comment) + "'";
    }

    private static String escaped(String value) {
        return value.replace("'", "\\'");
    }
}
