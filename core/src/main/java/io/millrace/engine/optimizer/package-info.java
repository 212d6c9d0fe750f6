/** Rules that make a typed plan cheaper without changing its meaning: one rule, one class. */
package io.millrace.engine.optimizer;
