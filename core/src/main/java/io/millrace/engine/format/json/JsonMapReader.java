package io.millrace.engine.format.json;

import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.ValueVector;

/** Reads objects into the child vectors of a map. A key that occurs twice stays twice, as in Spark. */
final class JsonMapReader extends JsonValueReader {
    private final JsonValueReader key;
    private final JsonValueReader value;
    private MapVector out;
    private BytesVector keys;
    private ValueVector values;
    private boolean partial;

    JsonMapReader(JsonValueReader key, JsonValueReader value) {
        this.key = key;
        this.value = value;
    }

    @Override
    void target(ValueVector vector, byte[] block) {
        out = (MapVector) vector;
        keys = (BytesVector) out.keys();
        values = out.values();
        key.target(keys, block);
        value.target(values, block);
    }

    @Override
    ValueVector vector() {
        return out;
    }

    @Override
    boolean partial() {
        return partial;
    }

    @Override
    int fast(byte[] bytes, int start, int limit, int position) {
        if (bytes[start] != '{') {
            return JsonScan.UNUSUAL;
        }
        int first = out.childLength();
        int child = first;
        int at = JsonScan.skipBlanks(bytes, start + 1, limit);
        if (at < limit && bytes[at] == '}') {
            finish(position, first, child);
            return at + 1;
        }
        while (at < limit) {
            keys.ensureCapacity(child + 1);
            values.ensureCapacity(child + 1);
            at = key.fast(bytes, at, limit, child);
            at = at < 0 ? at : JsonScan.skipBlanks(bytes, at, limit);
            if (at < 0 || at >= limit || bytes[at] != ':') {
                return JsonScan.UNUSUAL;
            }
            at = JsonScan.skipBlanks(bytes, at + 1, limit);
            at = at < limit ? fastValue(bytes, at, limit, child) : JsonScan.UNUSUAL;
            at = at < 0 ? at : JsonScan.skipBlanks(bytes, at, limit);
            if (at < 0 || at >= limit) {
                return JsonScan.UNUSUAL;
            }
            child++;
            byte next = bytes[at++];
            if (next == '}') {
                finish(position, first, child);
                return at;
            }
            if (next != ',') {
                return JsonScan.UNUSUAL;
            }
            at = JsonScan.skipBlanks(bytes, at, limit);
        }
        return JsonScan.UNUSUAL;
    }

    private int fastValue(byte[] bytes, int at, int limit, int child) {
        if (bytes[at] == 'n') {
            values.setNull(child);
            return JsonScan.word(bytes, at, limit, "null");
        }
        values.clearNull(child);
        return value.fast(bytes, at, limit, child);
    }

    private void finish(int position, int first, int end) {
        out.setChildren(keys, values, end);
        out.setSlice(position, first, end - first);
    }

    @Override
    boolean strict(JsonCursor cursor, int position) {
        partial = false;
        if (cursor.kind() != JsonCursor.Kind.OBJECT) {
            cursor.skipValue();
            return false;
        }
        int first = out.childLength();
        int child = first;
        boolean good = true;
        boolean lost = false;
        cursor.enter();
        for (boolean begin = true; cursor.next('}', begin); begin = false) {
            cursor.takeName();
            if (lost) {
                cursor.skipValue();
                continue;
            }
            keys.ensureCapacity(child + 1);
            values.ensureCapacity(child + 1);
            keys.set(child, cursor.text(), 0, cursor.textLength());
            if (cursor.kind() == JsonCursor.Kind.NULL) {
                cursor.takeWord("null");
                values.setNull(child);
            } else if (!value.strict(cursor, child)) {
                good = false;
                lost = !value.partial();
            }
            child++;
        }
        if (lost) {
            return false;
        }
        out.clearNull(position);
        finish(position, first, child);
        partial = !good;
        return good;
    }
}
