package io.millrace.engine.format.json;

import io.millrace.engine.format.Utf8;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.StructType;
import java.nio.charset.StandardCharsets;

/** Reads objects into the child vectors of a struct, or into the columns of a batch. */
final class JsonStructReader extends JsonValueReader {
    private final JsonValueReader[] fields;
    private final ValueVector[] vectors;
    private final JsonKeys keys;
    /** For each field the number of the object that last had it; so nothing is cleared between objects. */
    private final long[] seenIn;

    private long object;
    private ValueVector vector;
    private boolean partial;
    private JsonCursor.Kind misfitKind;
    private int misfitStart;
    private int misfitEnd;
    private int misfit = -1;

    JsonStructReader(StructType type, JsonReaders readers) {
        fields = new JsonValueReader[type.size()];
        vectors = new ValueVector[type.size()];
        seenIn = new long[type.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = readers.create(type.field(i).name(), type.field(i).dataType());
        }
        keys = new JsonKeys(type.fieldNames());
    }

    @Override
    void target(ValueVector struct, byte[] block) {
        StructVector parent = (StructVector) struct;
        vector = struct;
        for (int i = 0; i < fields.length; i++) {
            target(i, parent.child(i), block);
        }
    }

    /** Sets the vector of one field; for columns that have no struct around them. */
    void target(int field, ValueVector column, byte[] block) {
        vectors[field] = column;
        fields[field].target(column, block);
    }

    @Override
    ValueVector vector() {
        return vector;
    }

    @Override
    boolean partial() {
        return partial;
    }

    /** What was wrong with the last object that {@link #strict} did not like. */
    MillraceException misfitError(StructType type, byte[] bytes) {
        if (misfit < 0) {
            return JsonErrors.rootMismatch();
        }
        String value = new String(bytes, misfitStart, misfitEnd - misfitStart, StandardCharsets.UTF_8);
        return JsonErrors.misfit(
                type.field(misfit).name(), value, misfitKind, type.field(misfit).dataType());
    }

    @Override
    int fast(byte[] bytes, int start, int limit, int position) {
        if (start >= limit || bytes[start] != '{') {
            return JsonScan.UNUSUAL;
        }
        long current = ++object;
        int found = 0;
        JsonKeys.Key previous = keys.head;
        int at = JsonScan.skipBlanks(bytes, start + 1, limit);
        if (at < limit && bytes[at] == '}') {
            fillMissing(current, 0, position);
            return at + 1;
        }
        while (true) {
            JsonKeys.Key key = previous.next;
            if (key != null && key.standsAt(bytes, at, limit)) {
                at += key.length();
            } else {
                long end = nameEnd(bytes, at, limit);
                if (end < 0) {
                    return JsonScan.UNUSUAL;
                }
                int quote = (int) (end >>> 1);
                key = keys.of(bytes, at + 1, quote - at - 1);
                previous.next = key;
                at = JsonScan.skipBlanks(bytes, quote + 1, limit);
                if (at >= limit || bytes[at] != ':') {
                    return JsonScan.UNUSUAL;
                }
                at++;
            }
            previous = key;
            if (at < limit && bytes[at] <= ' ') {
                at = JsonScan.skipBlanks(bytes, at, limit);
            }
            if (at >= limit) {
                return JsonScan.UNUSUAL;
            }
            int field = key.field;
            if (field < 0) {
                at = JsonScan.skipValue(bytes, at, limit);
            } else if (seenIn[field] == current) {
                return JsonScan.UNUSUAL;
            } else {
                seenIn[field] = current;
                found++;
                at = fastField(field, bytes, at, limit, position);
            }
            if (at < 0) {
                return JsonScan.UNUSUAL;
            }
            if (at < limit && bytes[at] <= ' ') {
                at = JsonScan.skipBlanks(bytes, at, limit);
            }
            if (at >= limit) {
                return JsonScan.UNUSUAL;
            }
            byte next = bytes[at++];
            if (next == '}') {
                fillMissing(current, found, position);
                return at;
            }
            if (next != ',') {
                return JsonScan.UNUSUAL;
            }
            if (at < limit && bytes[at] <= ' ') {
                at = JsonScan.skipBlanks(bytes, at, limit);
            }
        }
    }

    private static long nameEnd(byte[] bytes, int at, int limit) {
        if (at >= limit || bytes[at] != '"') {
            return JsonScan.UNUSUAL;
        }
        long end = JsonScan.stringEnd(bytes, at + 1, limit);
        boolean bad = end >= 0 && (end & 1) != 0 && !Utf8.isValid(bytes, at + 1, (int) (end >>> 1));
        return bad ? JsonScan.UNUSUAL : end;
    }

    private int fastField(int field, byte[] bytes, int at, int limit, int position) {
        if (bytes[at] == 'n') {
            vectors[field].setNull(position);
            return JsonScan.word(bytes, at, limit, "null");
        }
        vectors[field].clearNull(position);
        return fields[field].fast(bytes, at, limit, position);
    }

    private void fillMissing(long current, int found, int position) {
        if (found == fields.length) {
            return;
        }
        for (int i = 0; i < fields.length; i++) {
            if (seenIn[i] != current) {
                vectors[i].setNull(position);
            }
        }
    }

    @Override
    boolean strict(JsonCursor cursor, int position) {
        partial = false;
        misfit = -1;
        if (cursor.kind() != JsonCursor.Kind.OBJECT) {
            cursor.skipValue();
            return false;
        }
        if (vector != null) {
            vector.clearNull(position);
        }
        long current = ++object;
        cursor.enter();
        for (boolean begin = true; cursor.next('}', begin); begin = false) {
            cursor.takeName();
            int field = keys.of(cursor.text(), 0, cursor.textLength()).field;
            if (field < 0) {
                cursor.skipValue();
                continue;
            }
            seenIn[field] = current;
            strictField(field, cursor, position);
        }
        fillMissing(current, 0, position);
        partial = misfit >= 0;
        return !partial;
    }

    private void strictField(int field, JsonCursor cursor, int position) {
        if (cursor.kind() == JsonCursor.Kind.NULL) {
            cursor.takeWord("null");
            vectors[field].setNull(position);
            return;
        }
        JsonCursor.Kind kind = cursor.kind();
        int start = cursor.position();
        if (fields[field].strict(cursor, position)) {
            return;
        }
        if (!fields[field].partial()) {
            vectors[field].setNull(position);
        }
        if (misfit < 0) {
            misfit = field;
            misfitKind = kind;
            misfitStart = start;
            misfitEnd = cursor.position();
        }
    }

    /** Makes every field null: the row of a record that is no JSON. */
    void fillNulls(int position) {
        for (ValueVector column : vectors) {
            column.setNull(position);
        }
    }
}
