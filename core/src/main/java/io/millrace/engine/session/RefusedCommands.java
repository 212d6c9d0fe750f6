package io.millrace.engine.session;

import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Catalog.QualifiedName;
import io.millrace.engine.analysis.StoredTable;
import io.millrace.plan.TableCommand;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import java.util.Map;

/** Commands that no table of the session's catalog can undergo, in Spark neither: what is wrong with each. */
final class RefusedCommands {
    private final EmbeddedEngine engine;

    RefusedCommands(EmbeddedEngine engine) {
        this.engine = engine;
    }

    private StoredTable table(List<String> name, String operation, UnresolvedPlan command) {
        return new TableCommands(engine).table(name, operation, command);
    }

    private QualifiedName qualified(List<String> name) {
        return engine.catalog().qualify(name);
    }

    MillraceException refusal(TableCommand.InsertReplacing insert) {
        table(insert.table(), "INSERT", insert);
        QualifiedName name = qualified(insert.table());
        return insert.byCondition()
                ? new MillraceException(
                        ErrorDetail.of(ErrorCondition.LEGACY_1012, "table", Catalog.quoted(name.parts())))
                : TableCommands.impossible(name, "INSERT INTO ... REPLACE ON/USING");
    }

    static MillraceException refusal(TableCommand.CallProcedure call) {
        boolean inCatalog = call.name().size() > 2 && call.name().getFirst().equalsIgnoreCase(Catalog.NAME);
        ErrorDetail detail = inCatalog
                ? ErrorDetail.of(ErrorCondition.MISSING_CATALOG_ABILITY__PROCEDURES, "plugin", Catalog.NAME)
                : ErrorDetail.of(
                        ErrorCondition.UNRESOLVED_ROUTINE,
                        "routineName",
                        Catalog.quoted(call.name()),
                        "searchPath",
                        "[`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`]");
        return new MillraceException(detail.at(call.origin().position()));
    }

    MillraceException refusal(TableCommand.LoadData load) {
        StoredTable table = table(load.table(), "LOAD DATA", load);
        List<String> name = qualified(load.table()).parts();
        for (String column : load.partition()) {
            if (table.description().partitionColumns().stream().noneMatch(column::equalsIgnoreCase)) {
                return new MillraceException(ErrorDetail.of(
                        ErrorCondition.PARTITIONS_NOT_FOUND,
                        "partitionList",
                        Catalog.quoted(List.of(column)),
                        "tableName",
                        Catalog.quoted(name)));
            }
        }
        return new MillraceException(
                ErrorDetail.of(ErrorCondition.LEGACY_1261, "tableIdentWithDB", Catalog.quoted(name)));
    }

    MillraceException refusal(TableCommand.ChangeIndex index) {
        table(index.table(), index.create() ? "CREATE INDEX" : "DROP INDEX", index);
        for (ColumnReference column : index.columns()) {
            engine.analyze(new UnresolvedPlan.Project(
                    new UnresolvedPlan.NamedRelation(index.table(), false, Map.of(), index.origin()),
                    List.of(column),
                    index.origin()));
        }
        QualifiedName name = qualified(index.table());
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.LEGACY_1332,
                "errorMessage",
                (index.create() ? "CreateIndex" : "DropIndex") + " is not supported in this table " + name.namespace()
                        + "." + name.parts().getLast()));
    }
}
