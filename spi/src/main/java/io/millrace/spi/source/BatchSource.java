package io.millrace.spi.source;

/** Reads data that is there now. */
public interface BatchSource {
    /**
     * Looks at what there is: resolves paths, infers the schema if none was given. Called once, when a plan is analysed;
     * the table is then scanned as often as the plan is run.
     */
    Table open(ReadRequest request);
}
