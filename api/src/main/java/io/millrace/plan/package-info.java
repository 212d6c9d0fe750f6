/**
 * Unresolved plans: what a program asks for, before anybody looked at data or types.
 *
 * <p>The API, the SQL parser and other front ends build these records and hand them to an {@link io.millrace.plan.Engine}.
 * Everything is immutable. Engines translate with an exhaustive {@code switch} over the sealed families, so a new node
 * fails to compile wherever somebody has to decide.
 */
package io.millrace.plan;
