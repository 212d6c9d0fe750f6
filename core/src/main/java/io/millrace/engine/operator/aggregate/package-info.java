/**
 * Aggregation in two steps: tasks that read make unfinished aggregates ({@link
 * io.millrace.engine.operator.aggregate.PartialAggregateOperator}), tasks that own shards add them up and finish them, for a
 * batch query ({@link io.millrace.engine.operator.aggregate.FinalAggregate}) or in state ({@link
 * io.millrace.engine.operator.aggregate.StreamingAggregate}).
 */
package io.millrace.engine.operator.aggregate;
