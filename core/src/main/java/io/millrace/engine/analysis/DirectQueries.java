package io.millrace.engine.analysis;

import io.millrace.engine.connector.Connectors;
import io.millrace.engine.connector.file.FileConnector;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.MillraceIllegalArgumentException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code FROM json.`/data/x`}: files that a query names itself. Only a format that is no name of a schema is asked. */
final class DirectQueries {
    private final Connectors connectors;

    DirectQueries(Connectors connectors) {
        this.connectors = connectors;
    }

    /** Whether the first part of a name can only be a format, even one that is not here. */
    boolean isFormat(String name) {
        return connectors.isKnown(name) || connectors.isForeign(name);
    }

    Analyzed read(UnresolvedPlan.NamedRelation named, Function<UnresolvedPlan.Read, Analyzed> reader) {
        String format = named.name().getFirst();
        String location = named.name().getLast();
        if (!(connectors.findDataSource(format) instanceof FileConnector)) {
            throw failed(ErrorCondition.UNSUPPORTED_DATASOURCE_FOR_DIRECT_QUERY, format, named);
        }
        if (location.isEmpty()) {
            throw new MillraceException(ErrorDetail.of(ErrorCondition.INVALID_EMPTY_LOCATION, "location", "")
                    .at(named.origin().position()));
        }
        try {
            return reader.apply(new UnresolvedPlan.Read(
                    format, List.of(location), Optional.empty(), named.options(), false, named.origin()));
        } catch (MillraceIllegalArgumentException e) {
            MillraceException failure = failed(ErrorCondition.FAILED_TO_CREATE_PLAN_FOR_DIRECT_QUERY, format, named);
            failure.addSuppressed(e);
            throw failure;
        }
    }

    private static MillraceException failed(
            ErrorCondition condition, String format, UnresolvedPlan.NamedRelation named) {
        return new MillraceException(ErrorDetail.of(condition, "dataSourceType", format)
                .at(named.origin().position()));
    }
}
