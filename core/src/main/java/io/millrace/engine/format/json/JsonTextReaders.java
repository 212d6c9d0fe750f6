package io.millrace.engine.format.json;

import io.millrace.engine.format.IsoTime;
import io.millrace.engine.format.TemporalReader;
import io.millrace.engine.format.Utf8;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ValueVector;
import java.util.Arrays;
import java.util.Base64;

/** Readers of what JSON writes as strings. */
final class JsonTextReaders {
    private JsonTextReaders() {}

    /** Text; other values than strings are taken as the JSON that they are. */
    static final class Strings extends JsonValueReader {
        private BytesVector out;

        @Override
        void target(ValueVector vector, byte[] block) {
            out = (BytesVector) vector;
            if (block != null) {
                out.wrap(block);
            }
        }

        @Override
        ValueVector vector() {
            return out;
        }

        @Override
        int fast(byte[] bytes, int at, int limit, int position) {
            if (bytes[at] != '"') {
                return JsonScan.UNUSUAL;
            }
            long found = JsonScan.stringEnd(bytes, at + 1, limit);
            if (found < 0) {
                return JsonScan.UNUSUAL;
            }
            int end = (int) (found >>> 1);
            if ((found & 1) != 0 && !Utf8.isValid(bytes, at + 1, end)) {
                return JsonScan.UNUSUAL;
            }
            if (out.data() == bytes) {
                out.setSlice(position, at + 1, end - at - 1);
            } else {
                out.set(position, bytes, at + 1, end - at - 1);
            }
            return end + 1;
        }

        @Override
        boolean strict(JsonCursor cursor, int position) {
            if (cursor.kind() == JsonCursor.Kind.STRING) {
                cursor.takeString();
                out.clearNull(position);
                out.set(position, cursor.text(), 0, cursor.textLength());
                return true;
            }
            // Anything else is kept as it is written.
            int start = cursor.position();
            cursor.skipValue();
            out.clearNull(position);
            out.set(position, cursor.bytes(), start, cursor.position() - start);
            return true;
        }
    }

    /** Bytes in base 64. */
    static final class Binary extends JsonValueReader {
        private BytesVector out;

        @Override
        void target(ValueVector vector, byte[] block) {
            out = (BytesVector) vector;
        }

        @Override
        ValueVector vector() {
            return out;
        }

        @Override
        int fast(byte[] bytes, int at, int limit, int position) {
            return JsonScan.UNUSUAL;
        }

        @Override
        boolean strict(JsonCursor cursor, int position) {
            if (cursor.kind() != JsonCursor.Kind.STRING) {
                cursor.skipValue();
                return false;
            }
            cursor.takeString();
            try {
                byte[] decoded = Base64.getDecoder().decode(Arrays.copyOf(cursor.text(), cursor.textLength()));
                out.clearNull(position);
                out.set(position, decoded);
                return true;
            } catch (IllegalArgumentException notBase64) {
                return false;
            }
        }
    }

    /** Timestamps; whole numbers are seconds since the epoch. */
    static final class Timestamps extends JsonValueReader {
        private static final long MICROS_PER_SECOND = 1_000_000;

        private final TemporalReader temporal;
        private final IsoTime iso;
        private final boolean local;
        private final boolean usual;
        private LongVector out;

        Timestamps(TemporalReader temporal, boolean local) {
            this.temporal = temporal;
            this.iso = temporal.iso();
            this.local = local;
            this.usual = local ? temporal.isoLocalTimestamps() : temporal.isoTimestamps();
        }

        @Override
        void target(ValueVector vector, byte[] block) {
            out = (LongVector) vector;
        }

        @Override
        ValueVector vector() {
            return out;
        }

        @Override
        int fast(byte[] bytes, int at, int limit, int position) {
            if (!usual || bytes[at] != '"') {
                return JsonScan.UNUSUAL;
            }
            int end = iso.timestamp(bytes, at + 1, limit, local);
            if (end < 0 || end >= limit || bytes[end] != '"') {
                return JsonScan.UNUSUAL;
            }
            out.set(position, iso.value());
            return end + 1;
        }

        @Override
        boolean strict(JsonCursor cursor, int position) {
            long value;
            if (cursor.kind() == JsonCursor.Kind.STRING) {
                cursor.takeString();
                value = local
                        ? temporal.timestampWithoutZone(cursor.text(), 0, cursor.textLength())
                        : temporal.timestamp(cursor.text(), 0, cursor.textLength());
            } else if (cursor.kind() == JsonCursor.Kind.NUMBER && !local) {
                cursor.takeNumber();
                value = cursor.integral() ? seconds(cursor.textAsString()) : TemporalReader.INVALID;
            } else {
                cursor.skipValue();
                return false;
            }
            if (value == TemporalReader.INVALID) {
                return false;
            }
            out.clearNull(position);
            out.set(position, value);
            return true;
        }

        private static long seconds(String number) {
            try {
                return Long.parseLong(number) * MICROS_PER_SECOND;
            } catch (NumberFormatException tooLarge) {
                return TemporalReader.INVALID;
            }
        }
    }

    /** Dates; a string of digits only may also count days since the epoch. */
    static final class Dates extends JsonValueReader {
        private final TemporalReader temporal;
        private final IsoTime iso;
        private IntVector out;

        Dates(TemporalReader temporal) {
            this.temporal = temporal;
            this.iso = temporal.iso();
        }

        @Override
        void target(ValueVector vector, byte[] block) {
            out = (IntVector) vector;
        }

        @Override
        ValueVector vector() {
            return out;
        }

        @Override
        int fast(byte[] bytes, int at, int limit, int position) {
            if (!temporal.isoDates() || bytes[at] != '"') {
                return JsonScan.UNUSUAL;
            }
            int end = iso.date(bytes, at + 1, limit);
            if (end < 0 || end >= limit || bytes[end] != '"') {
                return JsonScan.UNUSUAL;
            }
            out.set(position, (int) iso.value());
            return end + 1;
        }

        @Override
        boolean strict(JsonCursor cursor, int position) {
            if (cursor.kind() != JsonCursor.Kind.STRING) {
                cursor.skipValue();
                return false;
            }
            cursor.takeString();
            long days = temporal.date(cursor.text(), 0, cursor.textLength());
            if (days == TemporalReader.INVALID && temporal.acceptsOtherDates()) {
                days = dayNumber(cursor.textAsString());
            }
            if (days == TemporalReader.INVALID) {
                return false;
            }
            out.clearNull(position);
            out.set(position, (int) days);
            return true;
        }

        private static long dayNumber(String text) {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException notANumber) {
                return TemporalReader.INVALID;
            }
        }
    }

    /** Times of day. */
    static final class Times extends JsonValueReader {
        private final TemporalReader temporal;
        private LongVector out;

        Times(TemporalReader temporal) {
            this.temporal = temporal;
        }

        @Override
        void target(ValueVector vector, byte[] block) {
            out = (LongVector) vector;
        }

        @Override
        ValueVector vector() {
            return out;
        }

        @Override
        int fast(byte[] bytes, int at, int limit, int position) {
            return JsonScan.UNUSUAL;
        }

        @Override
        boolean strict(JsonCursor cursor, int position) {
            if (cursor.kind() != JsonCursor.Kind.STRING) {
                cursor.skipValue();
                return false;
            }
            cursor.takeString();
            long nanoseconds = temporal.time(cursor.text(), 0, cursor.textLength());
            if (nanoseconds == TemporalReader.INVALID) {
                return false;
            }
            out.clearNull(position);
            out.set(position, nanoseconds);
            return true;
        }
    }
}
