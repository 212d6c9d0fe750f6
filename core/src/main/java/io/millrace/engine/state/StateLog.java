package io.millrace.engine.state;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.storage.AppendLog;
import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The change log of all stores of a query: {@code millrace/log/<first version>}, a row of segments, each named by the first
 * version in it, with the bytes that {@link FrameFormat} says. Batch N makes version N + 1; version 0 is empty and is not
 * in the log.
 *
 * <p>A commit appends the frames of all stores and a commit frame, and forces the file once. What follows the commit frame of
 * the version that is loaded was never needed, whole or torn, and is cut before the next commit; whatever is damaged before
 * that frame is an error. Used by one thread at a time.
 */
final class StateLog implements AutoCloseable {
    private static final String DIRECTORY = "log";
    private static final Pattern NAME = Pattern.compile("[1-9][0-9]{0,17}");

    private final CheckpointStore store;
    private final long segmentBytes;
    private final TreeMap<Long, String> segments = new TreeMap<>();
    private AppendLog current;
    private boolean headerWritten;
    private long lastVersion;
    private long replayedBytes;
    private boolean broken = true;

    /** @param store the directory {@code millrace} of the checkpoint */
    StateLog(CheckpointStore store, long segmentBytes) throws IOException {
        this.store = store;
        this.segmentBytes = segmentBytes;
        for (String name : store.list(DIRECTORY)) {
            if (NAME.matcher(name).matches()) {
                segments.put(Long.parseLong(name), DIRECTORY + "/" + name);
            }
        }
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    /** Refuses the log if any segment has a format that is not known; changes nothing. */
    void checkFormats() throws IOException {
        for (Map.Entry<Long, String> segment : segments.entrySet()) {
            try (AppendLog file = store.openLog(segment.getValue())) {
                FrameReader reader = FrameReader.open(location(segment.getValue()), file, FrameFormat.LOG_MAGIC);
                if (reader == null && !segment.getKey().equals(segments.lastKey())) {
                    throw FrameFormat.corrupt(location(segment.getValue()), file.size(), "the header is cut off");
                }
            }
        }
    }

    private String location(String path) {
        return store.location() + "/" + path;
    }

    /**
     * Applies the versions after {@code from}, up to {@code to}, and makes the log end there, so that the next commit is
     * {@code to + 1}.
     *
     * @throws MillraceException MISSING_VERSION when the log does not have them all, CORRUPT_STATE_LOG when it is damaged
     */
    void replay(long from, long to, FrameReplay target) throws IOException {
        closeCurrent();
        broken = true;
        replayedBytes = 0;
        long version = from;
        long end = -1;
        String last = null;
        Long first = segments.floorKey(from + 1);
        if (first == null && to > from) {
            throw missing(from + 1, "the change log starts later, or is gone");
        }
        for (Map.Entry<Long, String> segment :
                segments.tailMap(first == null ? from + 1 : first).entrySet()) {
            if (segment.getKey() > to) {
                break;
            }
            if (segment.getKey() > version + 1) {
                throw missing(version + 1, "the file before " + segment.getValue() + " is gone or cut off");
            }
            last = segment.getValue();
            Progress progress = replaySegment(last, version, segment.getKey() - 1, to, target);
            version = progress.version;
            end = progress.end;
            replayedBytes += end;
        }
        if (version < to) {
            throw missing(version + 1, "the change log ends before it");
        }
        cut(to, last, end);
        lastVersion = to;
        broken = false;
    }

    /** How many bytes of the log {@link #replay} had to read. */
    long replayedBytes() {
        return replayedBytes;
    }

    /** How far the log has been read: a version, and where the file goes on after it. */
    private record Progress(long version, long end) {}

    private Progress replaySegment(String path, long applied, long before, long to, FrameReplay target)
            throws IOException {
        try (AppendLog file = store.openLog(path)) {
            FrameReader frames = FrameReader.open(location(path), file, FrameFormat.LOG_MAGIC);
            long version = before;
            long end = FrameFormat.HEADER_BYTES;
            while (frames != null && version < to && frames.next()) {
                if (frames.version() != version + 1) {
                    throw frames.corrupt("version " + frames.version() + " follows " + version);
                }
                if (frames.type() == FrameFormat.COMMIT) {
                    version++;
                    end = frames.position();
                } else if (frames.version() > applied) {
                    target.apply(frames);
                }
            }
            if (frames != null && version < to && frames.frameStart() != end) {
                throw FrameFormat.corrupt(location(path), end, "version " + (version + 1) + " has no commit");
            }
            return new Progress(Math.max(version, applied), end);
        }
    }

    private MillraceException missing(long version, String reason) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.CANNOT_LOAD_STATE_STORE__MISSING_VERSION,
                "version",
                Long.toString(version),
                "path",
                location(DIRECTORY),
                "reason",
                reason));
    }

    /** Cuts what follows a version: later segments, newest first, then the end of the last one. */
    private void cut(long to, String last, long end) throws IOException {
        while (!segments.isEmpty() && segments.lastKey() > to) {
            store.delete(segments.lastEntry().getValue());
            segments.pollLastEntry();
        }
        if (last == null) {
            return;
        }
        current = store.openLog(last);
        headerWritten = true;
        if (current.size() > end) {
            current.truncate(end);
        }
    }

    /**
     * Writes the changes of all stores as a version, durably.
     *
     * @return how many bytes were written
     * @throws MillraceException CANNOT_COMMIT when writing fails; then the log must be replayed before the next commit
     */
    long commit(long version, List<StatefulStore> stores) {
        if (broken) {
            throw new IllegalStateException("the log was not replayed since it was opened or failed");
        }
        if (version != lastVersion + 1) {
            throw new IllegalStateException("version " + version + " cannot follow " + lastVersion);
        }
        broken = true;
        try {
            if (current == null || current.size() > segmentBytes) {
                openSegment(version);
            }
            long before = current.size();
            FrameWriter frames = new FrameWriter((data, length) -> current.append(ByteBuffer.wrap(data, 0, length)));
            if (!headerWritten) {
                frames.header(FrameFormat.LOG_MAGIC);
                headerWritten = true;
            }
            for (StatefulStore changed : stores) {
                changed.writeChanges(frames.changes(version, changed));
            }
            frames.commit(version);
            frames.flush();
            current.force();
            lastVersion = version;
            broken = false;
            return current.size() - before;
        } catch (UncheckedIOException failure) {
            throw cannotCommit(failure.getCause());
        } catch (IOException failure) {
            throw cannotCommit(failure);
        }
    }

    private MillraceException cannotCommit(IOException failure) {
        return new MillraceException(
                ErrorDetail.of(
                        ErrorCondition.CANNOT_WRITE_STATE_STORE__CANNOT_COMMIT,
                        "path",
                        location(DIRECTORY),
                        "reason",
                        String.valueOf(failure.getMessage())),
                failure);
    }

    private void openSegment(long first) throws IOException {
        closeCurrent();
        String path = DIRECTORY + "/" + first;
        current = store.openLog(path);
        if (current.size() > 0) {
            current.truncate(0);
        }
        segments.put(first, path);
        headerWritten = false;
    }

    /** Lets the next commit begin a new segment. */
    void roll() throws IOException {
        closeCurrent();
    }

    /** Forgets the segments that hold nothing later than a version, and returns their paths, to be deleted. */
    List<String> forgetUpTo(long version) {
        List<String> old = new ArrayList<>();
        while (segments.size() > 1 && segments.higherKey(segments.firstKey()) <= version + 1) {
            old.add(segments.pollFirstEntry().getValue());
        }
        return old;
    }

    private void closeCurrent() throws IOException {
        if (current != null) {
            AppendLog closing = current;
            current = null;
            closing.close();
        }
    }

    @Override
    public void close() throws IOException {
        broken = true;
        closeCurrent();
    }
}
