package io.millrace.engine.state;

/**
 * How state is kept on disk.
 *
 * @param retainedVersions how many versions before the newest one can still be loaded
 * @param snapshotLogBytes a snapshot is begun when the change log has grown by as much since the last one, and by no less
 *     than that one's size
 * @param segmentBytes the change log begins a new file when one is larger
 * @param sliceRows how many entries a snapshot copies between two batches
 */
public record StateSettings(int retainedVersions, long snapshotLogBytes, long segmentBytes, int sliceRows) {
    private static final long DEFAULT_BYTES = 64L << 20;

    /** The settings for a number of retained versions. */
    public static StateSettings retaining(int versions) {
        return new StateSettings(versions, DEFAULT_BYTES, DEFAULT_BYTES, 1 << 15);
    }

    /** The same, but with another {@link #snapshotLogBytes}. */
    public StateSettings withSnapshotsAfter(long bytes) {
        return new StateSettings(retainedVersions, bytes, segmentBytes, sliceRows);
    }
}
