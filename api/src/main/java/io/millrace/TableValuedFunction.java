package io.millrace;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedPlan;
import java.util.List;

/** Functions that give a table. */
public class TableValuedFunction {
    private final Session session;

    TableValuedFunction(Session session) {
        this.session = session;
    }

    private Dataset<Row> generate(Column generator) {
        return Dataset.ofRows(
                session,
                new UnresolvedPlan.Project(
                        new UnresolvedPlan.OneRow(Origin.NONE), List.of(generator.expression()), PlanTree.newOrigin()));
    }

    public Dataset<Long> range(long end) {
        return session.range(end);
    }

    public Dataset<Long> range(long start, long end) {
        return session.range(start, end);
    }

    public Dataset<Long> range(long start, long end, long step) {
        return session.range(start, end, step);
    }

    public Dataset<Long> range(long start, long end, long step, int numPartitions) {
        return session.range(start, end, step, numPartitions);
    }

    public Dataset<Row> explode(Column collection) {
        return generate(Functions.explode(collection));
    }

    public Dataset<Row> explode_outer(Column collection) {
        return generate(Functions.explode_outer(collection));
    }

    public Dataset<Row> posexplode(Column collection) {
        return generate(Functions.posexplode(collection));
    }

    public Dataset<Row> posexplode_outer(Column collection) {
        return generate(Functions.posexplode_outer(collection));
    }

    public Dataset<Row> inline(Column input) {
        return generate(Functions.inline(input));
    }

    public Dataset<Row> inline_outer(Column input) {
        return generate(Functions.inline_outer(input));
    }

    public Dataset<Row> json_tuple(Column input, Column... fields) {
        return generate(Functions.call_function("json_tuple", prepended(input, fields)));
    }

    public Dataset<Row> stack(Column n, Column... fields) {
        return generate(Functions.stack(prepended(n, fields)));
    }

    private static Column[] prepended(Column first, Column... rest) {
        Column[] all = new Column[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }
}
