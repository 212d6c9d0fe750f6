/**
 * State of streaming queries in memory, and how it is kept on disk.
 *
 * <p>In memory: {@link io.millrace.engine.state.GroupTable} numbers keys, {@link io.millrace.engine.state.AggregateState}
 * and {@link io.millrace.engine.state.KeyValueState} hang values on the numbers, by shard and by pane. On disk:
 * {@link io.millrace.engine.state.StateLog} is the change log of all stores of a query and
 * {@link io.millrace.engine.state.SnapshotFiles} holds copies that shorten its replay;
 * {@link io.millrace.engine.state.StateManager} puts the two together for one run of a query.
 */
package io.millrace.engine.state;
