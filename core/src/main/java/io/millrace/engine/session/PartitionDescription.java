package io.millrace.engine.session;

import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Catalog.Relation;
import io.millrace.engine.analysis.StoredTable;
import io.millrace.plan.TableCommand;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import java.util.Map;

/** The rows of DESCRIBE of a partition. */
final class PartitionDescription {
    private final EmbeddedEngine engine;

    PartitionDescription(EmbeddedEngine engine) {
        this.engine = engine;
    }

    List<Object[]> describe(TableCommand.DescribePartition describe) {
        Catalog.Found found = engine.catalog()
                .find(describe.table())
                .orElseThrow(() -> TableCommands.notFound(describe.table(), describe));
        if (!(found.relation() instanceof Relation.Stored stored)) {
            throw notTable(found);
        }
        StoredTable table = stored.table();
        Partitions partitions = new Partitions(engine, found.name(), table);
        Map<String, String> values = partitions.values(describe.values(), "DESC PARTITION", true);
        partitions.require(values);
        Descriptions descriptions = new Descriptions(engine);
        return describe.extended()
                ? descriptions.partition(found.name(), table, shown(values))
                : descriptions.partition(table);
    }

    static MillraceException notTable(Catalog.Found found) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.FORBIDDEN_OPERATION,
                "statement",
                "DESC PARTITION",
                "objectType",
                found.relation() instanceof Relation.Kept ? "VIEW" : "TEMPORARY VIEW",
                "objectName",
                Catalog.quoted(List.of(found.name().getLast()))));
    }

    private static List<String> shown(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .toList();
    }
}
