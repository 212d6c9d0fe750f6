package io.millrace.engine.physical;

import io.millrace.engine.expression.Attribute;
import io.millrace.engine.logical.EventTime;
import io.millrace.engine.state.PaneRule;
import io.millrace.types.StructType;
import java.util.List;

/** How state is divided by the event time among its columns. */
final class Panes {
    /** State keyed by a bare timestamp is divided into stretches of ten minutes. */
    private static final long STRETCH_MICROS = 600_000_000L;

    private Panes() {}

    /** The first event time counts if there are several. */
    static PaneRule of(List<Attribute> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (EventTime.isTagged(columns.get(i))) {
                boolean window = columns.get(i).type() instanceof StructType;
                return window ? new PaneRule.Window(i) : new PaneRule.Time(i, STRETCH_MICROS);
            }
        }
        return new PaneRule.None();
    }
}
