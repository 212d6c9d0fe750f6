/** How rows get from the tasks that read to the tasks that own shards. */
package io.millrace.engine.operator.exchange;
