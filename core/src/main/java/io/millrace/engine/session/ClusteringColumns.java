package io.millrace.engine.session;

import io.millrace.engine.analysis.Catalog;
import io.millrace.plan.TableDescription;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.json.Json;
import io.millrace.types.DdlParser;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns of CLUSTER BY, which a property of the table holds; rows in memory lie as they come. */
final class ClusteringColumns {
    private final List<List<String>> names;

    private ClusteringColumns(List<List<String>> names) {
        this.names = names;
    }

    /** Those of a table, if it has been told any, be it none. */
    static Optional<ClusteringColumns> of(Map<String, String> properties) {
        return Optional.ofNullable(properties.get(TableDescription.CLUSTERING)).map(ClusteringColumns::parse);
    }

    static ClusteringColumns parse(String json) {
        List<List<String>> names = new ArrayList<>();
        for (Object name : (List<?>) Json.parse(json)) {
            names.add(((List<?>) name).stream().map(String::valueOf).toList());
        }
        return new ClusteringColumns(names);
    }

    /** Refuses a column that is not there or there twice. */
    void require(StructType columns) {
        Set<String> seen = new HashSet<>();
        for (List<String> name : names) {
            if (find(name, columns).isEmpty()) {
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.LEGACY_3060, "column", dotted(name), "schema", columns.treeString()));
            }
            String key = dotted(name).toLowerCase(Locale.ROOT);
            if (!seen.add(key)) {
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.COLUMN_ALREADY_EXISTS, "columnName", Catalog.quoted(List.of(key))));
            }
        }
    }

    private static Optional<StructField> find(List<String> name, StructType columns) {
        Optional<StructField> field = Arrays.stream(columns.fields())
                .filter(column -> column.name().equalsIgnoreCase(name.getFirst()))
                .findFirst();
        if (name.size() == 1) {
            return field;
        }
        return field.filter(outer -> outer.dataType() instanceof StructType)
                .flatMap(outer -> find(name.subList(1, name.size()), (StructType) outer.dataType()));
    }

    private static String dotted(List<String> name) {
        return name.stream().map(DdlParser::quoteIfNeeded).collect(Collectors.joining("."));
    }

    /** The columns with their types, for a description. */
    List<StructField> described(StructType columns) {
        return names.stream()
                .flatMap(name -> find(name, columns)
                        .map(field -> new StructField(dotted(name), field.dataType(), true, field.metadata()))
                        .stream())
                .toList();
    }

    /** {@code cluster_by(a, b)}. */
    String transform() {
        return "cluster_by(" + names.stream().map(ClusteringColumns::dotted).collect(Collectors.joining(", ")) + ")";
    }
}
