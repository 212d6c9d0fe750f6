package io.millrace.engine.state;

import io.millrace.engine.state.StatefulStore.SnapshotCursor;
import io.millrace.spi.storage.AppendLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * One snapshot in the making. The loop of the query copies slices between batches; a background thread writes them. At most a
 * few slices wait to be written; when the disk is slow, the loop copies nothing for a while.
 */
final class SnapshotTask {
    private static final int MAX_WAITING = 4;

    private final SnapshotFiles files;
    private final ExecutorService background;
    private final long start;
    private final List<StatefulStore> stores;
    private final List<SnapshotCursor> cursors = new ArrayList<>();
    private final List<Future<?>> waiting = new ArrayList<>();
    private final FrameWriter frames;
    private AppendLog file;
    private long bytes;
    private int store;
    private ChangeWriter changes;
    private long end = -1;

    SnapshotTask(SnapshotFiles files, ExecutorService background, long start, List<StatefulStore> stores) {
        this.files = files;
        this.background = background;
        this.start = start;
        this.stores = stores;
        for (StatefulStore copied : stores) {
            cursors.add(copied.openSnapshot());
        }
        frames = new FrameWriter((data, length) -> submit(Arrays.copyOf(data, length)));
        frames.header(FrameFormat.SNAPSHOT_MAGIC);
    }

    private void submit(byte[] data) {
        bytes += data.length;
        waiting.add(background.submit(() -> {
            if (file == null) {
                file = files.create(start);
            }
            SnapshotFiles.append(file, data);
            return null;
        }));
    }

    /**
     * Goes on a little.
     *
     * @param version the version that the stores have now
     * @return whether the snapshot is finished and durable
     * @throws IOException when the background thread failed
     */
    boolean advance(long version, int sliceRows) throws IOException {
        forgetWritten();
        if (end >= 0) {
            return waiting.isEmpty();
        }
        if (waiting.size() >= MAX_WAITING) {
            return false;
        }
        if (store < stores.size()) {
            if (changes == null) {
                changes = frames.changes(start, stores.get(store));
            }
            if (!cursors.get(store).copy(changes, sliceRows)) {
                store++;
                changes = null;
            }
        }
        if (store == stores.size()) {
            end = version;
            frames.commit(start);
            frames.flush();
            long total = bytes;
            waiting.add(background.submit(() -> {
                file.force();
                closeFile();
                files.finish(snapshot(), total);
                return null;
            }));
        }
        return false;
    }

    private void forgetWritten() throws IOException {
        while (!waiting.isEmpty() && waiting.getFirst().isDone()) {
            await(waiting.removeFirst());
        }
    }

    /** Waits for what is short; an interrupt is kept for later, so that files are closed in any case. */
    private static void await(Future<?> future) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    future.get();
                    return;
                } catch (InterruptedException early) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException cause) {
                throw new IOException(cause.getMessage(), cause);
            }
            throw new IllegalStateException(failure.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    SnapshotFiles.Snapshot snapshot() {
        return new SnapshotFiles.Snapshot(start, end);
    }

    long bytes() {
        return bytes;
    }

    /** Gives up; what was written is left unfinished, and deleted when state is loaded the next time. */
    void cancel() throws IOException {
        for (Future<?> future : waiting) {
            future.cancel(false);
        }
        await(background.submit(() -> {
            closeFile();
            return null;
        }));
    }

    private void closeFile() throws IOException {
        if (file != null) {
            AppendLog closing = file;
            file = null;
            closing.close();
        }
    }
}
