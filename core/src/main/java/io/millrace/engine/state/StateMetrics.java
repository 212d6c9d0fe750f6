package io.millrace.engine.state;

/**
 * What a version did to one store.
 *
 * @param rowsTotal entries after the version
 * @param rowsUpdated entries that are new or changed
 * @param rowsRemoved entries that left
 * @param memoryUsedBytes heap in use, roughly
 * @param commitMillis how long the commit of all stores of the query took
 */
public record StateMetrics(
        int storeId,
        String operatorName,
        long rowsTotal,
        long rowsUpdated,
        long rowsRemoved,
        long memoryUsedBytes,
        long commitMillis) {}
