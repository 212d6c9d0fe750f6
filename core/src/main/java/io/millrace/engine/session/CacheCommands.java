package io.millrace.engine.session;

import io.millrace.engine.analysis.CachedViews;
import io.millrace.engine.analysis.Catalog;
import io.millrace.engine.analysis.Catalog.Relation;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.plan.TableChange;
import io.millrace.plan.TableCommand;
import io.millrace.plan.UnresolvedPlan.NamedRelation;
import io.millrace.spi.vector.ColumnBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CACHE, UNCACHE, CLEAR CACHE and REFRESH. The rows of tables lie in memory already; those of a view are computed once and
 * kept, and forgotten when a table has got other rows.
 */
final class CacheCommands {
    private final EmbeddedEngine engine;

    CacheCommands(EmbeddedEngine engine) {
        this.engine = engine;
    }

    private CachedViews cached() {
        return engine.catalog().cachedViews();
    }

    void cache(TableCommand.CacheTable cache) {
        cache.query().ifPresent(query -> {
            new StoredViews(engine)
                    .requireDifferent(Arrays.asList(engine.schema(query).fieldNames()));
            engine.createTemporaryView(cache.name().getLast(), query, false, false);
        });
        NamedRelation named = new NamedRelation(cache.name(), false, Map.of(), cache.origin());
        // refuses what is not there
        LogicalPlan plan = engine.analyze(named);
        Optional<Catalog.Found> view = engine.catalog().find(cache.name()).filter(CacheCommands::isView);
        view.ifPresent(found -> {
            cached().add(found.relation(), plan.output(), () -> rows(found, plan));
            if (!cache.lazy()) {
                cached().fill(found.relation());
            }
        });
    }

    private static boolean isView(Catalog.Found found) {
        return found.relation() instanceof Relation.View || found.relation() instanceof Relation.Kept;
    }

    /** The rows that there are now: files may be others than when the view was cached, but its columns stay. */
    private List<ColumnBatch> rows(Catalog.Found view, LogicalPlan before) {
        LogicalPlan now = CachedViews.uncached(engine.context(), view);
        return engine.collect(now.schema().equals(before.schema()) ? now : before)
                .batches();
    }

    void uncache(TableCommand.UncacheTable uncache) {
        engine.catalog().find(uncache.name()).ifPresentOrElse(this::uncache, () -> {
            if (!uncache.ifExists()) {
                engine.analyze(new NamedRelation(uncache.name(), false, Map.of(), uncache.origin()));
            }
        });
    }

    /** What reads a view that a namespace keeps goes with it; what reads a temporary one stays. */
    void uncache(Catalog.Found found) {
        cached().remove(found.relation(), !isTemporary(found));
    }

    private static boolean isTemporary(Catalog.Found found) {
        return found.relation() instanceof Relation.View || found.relation() instanceof Relation.Data;
    }

    void refresh(TableCommand.RefreshTable refresh) {
        Catalog.Found found = engine.catalog()
                .find(refresh.name())
                .orElseThrow(() -> TableCommands.notFound(refresh.name(), refresh));
        cached().forgetRows(found.relation());
    }

    /** What a command about tables means for the rows that are kept. */
    void after(TableCommand command) {
        switch (command) {
            case TableCommand.Insert insert -> changed(insert.table());
            case TableCommand.TruncateTable truncate -> changed(truncate.name());
            case TableCommand.AlterTable alter
            when alter.change() instanceof TableChange.DropPartitions
                    || alter.change() instanceof TableChange.RenamePartition -> changed(alter.name());
            default -> {
                // no rows are others; where a name has got another meaning, nothing that was kept counts
            }
        }
    }

    private void changed(List<String> table) {
        engine.catalog().find(table).ifPresent(found -> cached().forgetRows(found.relation()));
    }
}
