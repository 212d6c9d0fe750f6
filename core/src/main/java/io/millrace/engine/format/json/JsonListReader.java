package io.millrace.engine.format.json;

import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.ValueVector;

/** Reads arrays into the child vector of a list. */
final class JsonListReader extends JsonValueReader {
    private final JsonValueReader element;
    private ListVector out;
    private ValueVector elements;
    private boolean partial;

    JsonListReader(JsonValueReader element) {
        this.element = element;
    }

    @Override
    void target(ValueVector vector, byte[] block) {
        out = (ListVector) vector;
        elements = out.elements();
        element.target(elements, block);
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
        if (bytes[start] != '[') {
            return JsonScan.UNUSUAL;
        }
        int first = out.childLength();
        int child = first;
        int at = JsonScan.skipBlanks(bytes, start + 1, limit);
        if (at < limit && bytes[at] == ']') {
            finish(position, first, child);
            return at + 1;
        }
        while (at < limit) {
            elements.ensureCapacity(child + 1);
            if (bytes[at] == 'n') {
                elements.setNull(child);
                at = JsonScan.word(bytes, at, limit, "null");
            } else {
                elements.clearNull(child);
                at = element.fast(bytes, at, limit, child);
            }
            if (at < 0) {
                return JsonScan.UNUSUAL;
            }
            child++;
            at = JsonScan.skipBlanks(bytes, at, limit);
            if (at >= limit) {
                return JsonScan.UNUSUAL;
            }
            byte next = bytes[at++];
            if (next == ']') {
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

    private void finish(int position, int first, int end) {
        out.setChildren(elements, end);
        out.setSlice(position, first, end - first);
    }

    @Override
    boolean strict(JsonCursor cursor, int position) {
        partial = false;
        if (cursor.kind() != JsonCursor.Kind.ARRAY) {
            cursor.skipValue();
            return false;
        }
        int first = out.childLength();
        int child = first;
        boolean good = true;
        boolean lost = false;
        cursor.enter();
        for (boolean begin = true; cursor.next(']', begin); begin = false) {
            if (lost) {
                cursor.skipValue();
                continue;
            }
            elements.ensureCapacity(child + 1);
            if (cursor.kind() == JsonCursor.Kind.NULL) {
                cursor.takeWord("null");
                elements.setNull(child);
            } else if (!element.strict(cursor, child)) {
                good = false;
                lost = !element.partial();
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

    /** Makes the one value that stands here the only element of a list. */
    boolean strictElement(JsonCursor cursor, int position) {
        int child = out.childLength();
        elements.ensureCapacity(child + 1);
        boolean good = element.strict(cursor, child);
        partial = !good && element.partial();
        if (!good && !partial) {
            return false;
        }
        out.clearNull(position);
        finish(position, child, child + 1);
        return good;
    }
}
