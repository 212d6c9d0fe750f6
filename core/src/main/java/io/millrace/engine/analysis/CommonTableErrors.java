package io.millrace.engine.analysis;

import io.millrace.plan.UnresolvedExpression.Star;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.CommonTable;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import java.util.Optional;

/**
 * What is said of a WITH clause where several things are wrong.
 *
 * <p>Tables that nobody names must be right all the same, and what is wrong with one of them is said before anything else. Of a
 * table that others use, too, they know only that it is wrong: it has no columns for them. It is the same with a recursion
 * whose step has more or fewer columns than its anchor, for all who name it.
 */
final class CommonTableErrors {
    private final UnresolvedPlan.With with;

    CommonTableErrors(UnresolvedPlan.With with) {
        this.with = with;
    }

    /**
     * @param inside what the body of the clause sees
     * @param ofBody what is wrong with the body
     */
    void check(AnalysisContext inside, Optional<MillraceException> ofBody) {
        Optional<MillraceException> first = Optional.empty();
        for (CommonTable table : with.tables().reversed()) {
            try {
                CommonTables.checkUnused(inside, table);
            } catch (MillraceException failure) {
                boolean shared = ofBody.filter(other -> other.detail().equals(failure.detail()))
                        .isPresent();
                first = Optional.of(shared ? seenFrom(table.plan(), table, inside, failure) : failure);
            }
        }
        first.ifPresent(failure -> {
            throw failure;
        });
    }

    /** What is wrong with the body, given why its analysis failed. */
    MillraceException ofBody(AnalysisContext inside, MillraceException failure) {
        boolean width = with.recursive()
                && failure.detail().condition() == ErrorCondition.NUM_COLUMNS_MISMATCH
                && with.tables().stream().noneMatch(table -> table.columnNames().isEmpty());
        return width ? seenFrom(with.body(), null, inside, failure) : failure;
    }

    /** What is wrong with a plan to which tables that are wrong have no columns. */
    private MillraceException seenFrom(
            UnresolvedPlan plan, CommonTable own, AnalysisContext inside, MillraceException otherwise) {
        List<CommonTable> others =
                with.tables().stream().filter(other -> other != own).toList();
        try {
            new Analyzer(CommonTables.withoutBroken(inside, others)).resolve(plan);
        } catch (MillraceException failure) {
            return failure;
        }
        boolean star = plan instanceof UnresolvedPlan.Project project
                && project.expressions().stream().anyMatch(Star.class::isInstance);
        return star
                ? new MillraceException(ErrorDetail.of(
                        ErrorCondition.INVALID_USAGE_OF_STAR_OR_REGEX, "elem", "'*'", "prettyName", "Project"))
                : otherwise;
    }
}
