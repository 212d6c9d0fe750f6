package io.millrace.engine.session;

import io.millrace.plan.ExplainMode;
import io.millrace.plan.TableCommand;
import io.millrace.plan.UnresolvedPlan;
import java.util.Optional;

/** What EXPLAIN says of a command: its kind, and the plan of the query in it. */
final class CommandText {
    private final EmbeddedEngine engine;

    CommandText(EmbeddedEngine engine) {
        this.engine = engine;
    }

    String explain(UnresolvedPlan.Command command, ExplainMode mode) {
        if (command instanceof TableCommand.ChangeRows change) {
            throw TableCommands.refusal(engine, change);
        }
        if (command instanceof TableCommand.CallProcedure call) {
            throw RefusedCommands.refusal(call);
        }
        StringBuilder text = new StringBuilder("== Physical Plan ==\nExecute ")
                .append(command.getClass().getSimpleName())
                .append('\n');
        query(command).ifPresent(query -> text.append('\n').append(engine.explain(query, mode)));
        return text.toString();
    }

    private static Optional<UnresolvedPlan> query(UnresolvedPlan.Command command) {
        return switch (command) {
            case UnresolvedPlan.DescribeRelation describe -> Optional.of(describe.relation());
            case UnresolvedPlan.CreateView create -> Optional.of(create.body());
            case UnresolvedPlan.WriteFiles write -> Optional.of(write.input());
            case UnresolvedPlan.Explain explain -> Optional.of(explain.plan());
            case TableCommand.Insert insert -> Optional.of(insert.query());
            case TableCommand.CreateTable create -> create.query();
            case TableCommand.CacheTable cache -> cache.query();
            default -> Optional.empty();
        };
    }
}
