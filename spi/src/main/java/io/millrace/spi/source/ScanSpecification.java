package io.millrace.spi.source;

import io.millrace.types.StructType;

/**
 * What a query wants of a source.
 *
 * @param columns the columns to give, in this order: a part of the source's schema by name, in which struct columns may
 *     lack fields that nobody reads. Readers must give exactly these.
 */
public record ScanSpecification(StructType columns) {}
