package io.millrace.spark;

/** The embedded engine. */
class MillracePlansTest extends PlansOnBothEngines {
    MillracePlansTest() {
        super("local[2]");
    }
}
