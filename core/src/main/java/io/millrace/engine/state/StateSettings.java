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
    /** The settings for a number of retained versions. */
    public static StateSettings retaining(int versions) {
        return new StateSettings(versions, 64L << 20, 64L << 20, 1 << 15);
    }
}
