/**
 * JSON to vectors and back.
 *
 * <p>Every value reader has two ways to read: {@code fast} takes the usual form straight from the bytes and gives up on
 * anything else; {@code strict} knows all rules and options. A record that the fast way gives up is read again from its
 * start by the strict one, so both must agree wherever the fast way answers.
 */
package io.millrace.engine.format.json;
