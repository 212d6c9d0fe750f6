package io.millrace.spi.source;

import io.millrace.types.StructType;
import java.util.List;

/** Static data of one reader call. */
public interface Table {
    StructType schema();

    /** A short text for {@code explain} and messages, for example {@code json [file:/data/users]}. */
    String description();

    /** The pieces to be read now; each is read once, on any thread. */
    List<Split> splits(ScanSpecification scan);

    SplitReader open(Split split, ScanSpecification scan);
}
