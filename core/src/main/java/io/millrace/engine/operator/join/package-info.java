/** Joins with static data. */
package io.millrace.engine.operator.join;
