package io.millrace.engine.operator.deduplicate;

import io.millrace.engine.state.PaneRule;
import io.millrace.types.DataType;
import java.util.List;
import java.util.Optional;

/**
 * What counts as a duplicate, and for how long.
 *
 * @param keys the positions of the key columns in the input
 * @param keyTypes their types
 * @param lateness where the event time is in the input, {@link PaneRule.None} if it has none
 * @param pane how state is divided by time; counts key columns
 * @param expiry for duplicates within a watermark: when a key is forgotten
 */
public record DeduplicateSpecification(
        List<Integer> keys, List<DataType> keyTypes, PaneRule lateness, PaneRule pane, Optional<Expiry> expiry) {
    public DeduplicateSpecification {
        keys = List.copyOf(keys);
        keyTypes = List.copyOf(keyTypes);
    }

    /**
     * A key is forgotten so long after the event time of its first row.
     *
     * @param eventTime the position of the event time in the input
     * @param delayMicros the delay of its watermark
     */
    public record Expiry(int eventTime, long delayMicros) {}
}
