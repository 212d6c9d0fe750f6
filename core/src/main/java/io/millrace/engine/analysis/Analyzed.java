package io.millrace.engine.analysis;

import io.millrace.engine.logical.LogicalPlan;

/** A typed plan, and what its columns may be called from outside. */
record Analyzed(LogicalPlan plan, Scope scope) {}
