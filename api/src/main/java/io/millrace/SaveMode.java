package io.millrace;

/** What a batch write does when there is something already. */
public enum SaveMode {
    Append,
    Overwrite,
    ErrorIfExists,
    Ignore
}
