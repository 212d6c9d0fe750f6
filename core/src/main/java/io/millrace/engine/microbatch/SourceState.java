package io.millrace.engine.microbatch;

import io.millrace.engine.logical.StreamRelation;
import io.millrace.spi.source.MicroBatchSource;
import io.millrace.spi.source.Offset;
import java.util.Optional;

/** One source of a running query, and how far it is read. */
final class SourceState {
    private final StreamRelation relation;
    private final MicroBatchSource source;
    private Optional<Offset> start = Optional.empty();
    private Optional<Offset> end = Optional.empty();

    SourceState(StreamRelation relation, MicroBatchSource source) {
        this.relation = relation;
        this.source = source;
    }

    StreamRelation relation() {
        return relation;
    }

    MicroBatchSource source() {
        return source;
    }

    /** Where the last finished batch ended. */
    Optional<Offset> start() {
        return start;
    }

    /** Where the current batch ends. */
    Optional<Offset> end() {
        return end;
    }

    void setStart(Optional<Offset> offset) {
        start = offset;
    }

    void setEnd(Optional<Offset> offset) {
        end = offset;
    }

    /** Whether the current batch has a range of this source. A source that reports its first offset has. */
    boolean hasNewData() {
        return end.isPresent() && !end.equals(start);
    }

    void batchDone() {
        start = end;
    }
}
