/** Typed plans: what a query computes, with every name looked up and every type known. */
package io.millrace.engine.logical;
