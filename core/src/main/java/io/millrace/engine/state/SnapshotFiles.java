package io.millrace.engine.state;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.json.Json;
import io.millrace.spi.json.JsonException;
import io.millrace.spi.storage.AppendLog;
import io.millrace.spi.storage.CheckpointStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Copies of all stores that were made while the query went on.
 *
 * <pre>
 *   millrace/snapshots/S.data   entries, as {@link FrameFormat} says: each as it was in some version from S to E
 *   millrace/snapshots/S-E      {"formatVersion":1,"startVersion":S,"endVersion":E,"bytes":n}; written last, so a snapshot
 *                               without it was never finished
 * </pre>
 *
 * <p>Together with the log from S + 1 to E a snapshot is exactly version E: the log has each entry that changed meanwhile, with
 * absolute values. So it serves to load versions from E on.
 */
final class SnapshotFiles {
    private static final String DIRECTORY = "snapshots";
    private static final Pattern MANIFEST = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");
    private static final Pattern DATA = Pattern.compile("([0-9]{1,18})\\.data");

    private final CheckpointStore store;
    private final TreeMap<Long, Snapshot> byEnd = new TreeMap<>();
    private final List<String> unfinished = new ArrayList<>();

    /** A finished snapshot. */
    record Snapshot(long start, long end) {
        String manifest() {
            return DIRECTORY + "/" + start + "-" + end;
        }

        String data() {
            return dataPath(start);
        }
    }

    SnapshotFiles(CheckpointStore store) throws IOException {
        this.store = store;
        List<String> names = store.list(DIRECTORY);
        List<Long> starts = new ArrayList<>();
        for (String name : names) {
            Matcher manifest = MANIFEST.matcher(name);
            if (manifest.matches()) {
                Snapshot snapshot = new Snapshot(Long.parseLong(manifest.group(1)), Long.parseLong(manifest.group(2)));
                byEnd.put(snapshot.end(), snapshot);
                starts.add(snapshot.start());
            }
        }
        for (String name : names) {
            Matcher data = DATA.matcher(name);
            if (data.matches() && !starts.contains(Long.parseLong(data.group(1)))) {
                unfinished.add(DIRECTORY + "/" + name);
            }
        }
    }

    static String dataPath(long start) {
        return DIRECTORY + "/" + start + ".data";
    }

    boolean isEmpty() {
        return byEnd.isEmpty();
    }

    /** The best snapshot to load a version with. */
    Optional<Snapshot> newestFor(long version) {
        return Optional.ofNullable(byEnd.floorEntry(version)).map(Map.Entry::getValue);
    }

    /** Refuses a snapshot whose format is not known, or whose data is not what was written; changes nothing. */
    void check(Snapshot snapshot) throws IOException {
        String path = store.location() + "/" + snapshot.manifest();
        byte[] content = store.read(snapshot.manifest()).orElseThrow(() -> missing(snapshot));
        Map<?, ?> json;
        try {
            json = Json.parse(new String(content, StandardCharsets.UTF_8)) instanceof Map<?, ?> map ? map : Map.of();
        } catch (JsonException broken) {
            throw FrameFormat.corrupt(path, 0, "it is no JSON", broken);
        }
        if (!(json.get("formatVersion") instanceof Long format) || !(json.get("bytes") instanceof Long bytes)) {
            throw FrameFormat.corrupt(path, 0, "formatVersion or bytes is missing");
        }
        if (format != FrameFormat.FORMAT_VERSION) {
            throw FrameFormat.unknownFormat(path, format);
        }
        try (AppendLog file = store.openLog(snapshot.data())) {
            String dataPath = store.location() + "/" + snapshot.data();
            if (file.size() != bytes) {
                throw FrameFormat.corrupt(
                        dataPath, file.size(), "it should have " + bytes + " bytes and has " + file.size());
            }
            FrameReader.open(dataPath, file, FrameFormat.SNAPSHOT_MAGIC);
        }
    }

    private MillraceException missing(Snapshot snapshot) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.CANNOT_LOAD_STATE_STORE__MISSING_VERSION,
                "version",
                Long.toString(snapshot.end()),
                "path",
                store.location() + "/" + snapshot.manifest(),
                "reason",
                "the snapshot was deleted meanwhile"));
    }

    void replay(Snapshot snapshot, FrameReplay target) throws IOException {
        try (AppendLog file = store.openLog(snapshot.data())) {
            String path = store.location() + "/" + snapshot.data();
            FrameReader frames = FrameReader.open(path, file, FrameFormat.SNAPSHOT_MAGIC);
            boolean complete = false;
            while (frames != null && frames.next()) {
                if (complete) {
                    throw frames.corrupt("a frame follows the end");
                }
                complete = frames.type() == FrameFormat.COMMIT;
                if (!complete) {
                    target.apply(frames);
                }
            }
            if (!complete) {
                throw FrameFormat.corrupt(path, file.size(), "the end is missing");
            }
        }
    }

    /** Forgets snapshots that end after a version and those never finished, and deletes them. */
    void deleteAfter(long version) throws IOException {
        while (!byEnd.isEmpty() && byEnd.lastKey() > version) {
            Snapshot snapshot = byEnd.pollLastEntry().getValue();
            store.delete(snapshot.manifest());
            store.delete(snapshot.data());
        }
        for (String path : unfinished) {
            store.delete(path);
        }
        unfinished.clear();
    }

    /** Writes the manifest of a snapshot whose data is durable; called by the thread that wrote the data. */
    void finish(Snapshot snapshot, long bytes) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("formatVersion", FrameFormat.FORMAT_VERSION);
        json.put("startVersion", snapshot.start());
        json.put("endVersion", snapshot.end());
        json.put("bytes", bytes);
        store.replace(snapshot.manifest(), Json.write(json).getBytes(StandardCharsets.UTF_8));
    }

    /** Knows of a snapshot from now on. */
    void add(Snapshot snapshot) {
        byEnd.put(snapshot.end(), snapshot);
    }

    /** Forgets the snapshots that a newer one replaces for all versions from one on; they are returned, to be deleted. */
    List<Snapshot> forgetBefore(long version) {
        List<Snapshot> old = new ArrayList<>();
        Long kept = byEnd.floorKey(version);
        while (kept != null && byEnd.firstKey() < kept) {
            old.add(byEnd.pollFirstEntry().getValue());
        }
        return old;
    }

    /** The oldest snapshot, if there is one. */
    Optional<Snapshot> oldest() {
        return Optional.ofNullable(byEnd.firstEntry()).map(Map.Entry::getValue);
    }

    /** Opens the data file of a new snapshot, empty. */
    AppendLog create(long start) throws IOException {
        AppendLog file = store.openLog(dataPath(start));
        if (file.size() > 0) {
            file.truncate(0);
        }
        return file;
    }

    static void append(AppendLog file, byte[] data) throws IOException {
        file.append(ByteBuffer.wrap(data));
    }
}
