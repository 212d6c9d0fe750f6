package io.millrace;

import java.io.Serializable;

/**
 * User code that takes the rows of a streaming query. For each partition and epoch a copy is opened, gets rows if opening
 * gave true, and is closed, with the error if there was one.
 */
public abstract class ForeachWriter<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    public abstract boolean open(long partitionId, long epochId);

    public abstract void process(T value);

    public abstract void close(Throwable errorOrNull);
}
