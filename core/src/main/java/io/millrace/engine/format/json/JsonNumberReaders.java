package io.millrace.engine.format.json;

import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DecimalType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Readers of booleans and numbers. */
final class JsonNumberReaders {
    /** So many digits fit a long for certain. */
    private static final int SAFE_DIGITS = 18;

    private static final long EXACT_DOUBLE = 1L << 53;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };
    private static final long[] LONG_POWERS = new long[SAFE_DIGITS + 1];

    static {
        LONG_POWERS[0] = 1;
        for (int i = 1; i < LONG_POWERS.length; i++) {
            LONG_POWERS[i] = LONG_POWERS[i - 1] * 10;
        }
    }

    private JsonNumberReaders() {}

    static final class Booleans extends JsonValueReader {
        private BooleanVector out;

        @Override
        void target(ValueVector vector, byte[] block) {
            out = (BooleanVector) vector;
        }

        @Override
        ValueVector vector() {
            return out;
        }

        @Override
        int fast(byte[] bytes, int at, int limit, int position) {
            boolean value = bytes[at] == 't';
            out.set(position, value);
            return JsonScan.word(bytes, at, limit, value ? "true" : "false");
        }

        @Override
        boolean strict(JsonCursor cursor, int position) {
            JsonCursor.Kind kind = cursor.kind();
            cursor.skipValue();
            if (kind != JsonCursor.Kind.TRUE && kind != JsonCursor.Kind.FALSE) {
                return false;
            }
            out.clearNull(position);
            out.set(position, kind == JsonCursor.Kind.TRUE);
            return true;
        }
    }

    /** Whole numbers within bounds. */
    abstract static class Integral extends JsonValueReader {
        private final long minimum;
        private final long maximum;

        Integral(long minimum, long maximum) {
            this.minimum = minimum;
            this.maximum = maximum;
        }

        abstract void set(int position, long value);

        @Override
        final int fast(byte[] bytes, int start, int limit, int position) {
            int at = start;
            boolean negative = bytes[at] == '-';
            if (negative) {
                at++;
            }
            int digits = at;
            long value = 0;
            while (at < limit) {
                int digit = bytes[at] - '0';
                if (digit < 0 || digit > 9) {
                    break;
                }
                value = value * 10 + digit;
                at++;
            }
            int count = at - digits;
            if (count == 0 || count > SAFE_DIGITS || (count > 1 && bytes[digits] == '0')) {
                return JsonScan.UNUSUAL;
            }
            value = negative ? -value : value;
            if (value < minimum || value > maximum) {
                return JsonScan.UNUSUAL;
            }
            set(position, value);
            return at;
        }

        @Override
        final boolean strict(JsonCursor cursor, int position) {
            if (cursor.kind() != JsonCursor.Kind.NUMBER) {
                cursor.skipValue();
                return false;
            }
            cursor.takeNumber();
            if (!cursor.integral()) {
                return false;
            }
            try {
                long value = Long.parseLong(cursor.textAsString());
                if (value < minimum || value > maximum) {
                    return false;
                }
                vector().clearNull(position);
                set(position, value);
                return true;
            } catch (NumberFormatException tooLarge) {
                return false;
            }
        }
    }

    /** As Spark does, numbers up to 255 are taken and wrap around. */
    static final class Bytes extends Integral {
        private ByteVector out;

        Bytes() {
            super(Byte.MIN_VALUE, 255);
        }

        @Override
        void target(ValueVector vector, byte[] block) {
            out = (ByteVector) vector;
        }

        @Override
        ValueVector vector() {
            return out;
        }

        @Override
        void set(int position, long value) {
            out.set(position, (byte) value);
        }
    }

    static final class Shorts extends Integral {
        private ShortVector out;

        Shorts() {
            super(Short.MIN_VALUE, Short.MAX_VALUE);
        }

        @Override
        void target(ValueVector vector, byte[] block) {
            out = (ShortVector) vector;
        }

        @Override
        ValueVector vector() {
            return out;
        }

        @Override
        void set(int position, long value) {
            out.set(position, (short) value);
        }
    }

    static final class Ints extends Integral {
        private IntVector out;

        Ints() {
            super(Integer.MIN_VALUE, Integer.MAX_VALUE);
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
        void set(int position, long value) {
            out.set(position, (int) value);
        }
    }

    static final class Longs extends Integral {
        private LongVector out;

        Longs() {
            super(Long.MIN_VALUE, Long.MAX_VALUE);
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
        void set(int position, long value) {
            out.set(position, value);
        }
    }

    /** Numbers with a fraction: the usual form is up to 18 digits with a point among them and no exponent. */
    abstract static class Fractional extends JsonValueReader {
        /** Takes {@code digits / 10^scale}; false if that is not exact. */
        abstract boolean set(int position, boolean negative, long digits, int scale);

        /** Takes the text of a number; false if it does not fit. */
        abstract boolean set(int position, String number);

        boolean acceptsNonNumeric() {
            return true;
        }

        @Override
        final int fast(byte[] bytes, int start, int limit, int position) {
            int at = start;
            boolean negative = bytes[at] == '-';
            if (negative) {
                at++;
            }
            int first = at;
            int point = -1;
            long digits = 0;
            while (at < limit) {
                int digit = bytes[at] - '0';
                if (digit < 0 || digit > 9) {
                    if (bytes[at] != '.' || point >= 0 || at == first) {
                        break;
                    }
                    point = at;
                } else {
                    digits = digits * 10 + digit;
                }
                at++;
            }
            int count = point < 0 ? at - first : at - first - 1;
            int scale = point < 0 ? 0 : at - point - 1;
            int whole = count - scale;
            boolean zeros = whole > 1 && bytes[first] == '0';
            if (whole == 0 || count > SAFE_DIGITS || zeros || (point >= 0 && scale == 0)) {
                return JsonScan.UNUSUAL;
            }
            // a whole number knows no negative zero
            boolean minus = negative && (digits != 0 || point >= 0);
            return set(position, minus, digits, scale) ? at : JsonScan.UNUSUAL;
        }

        @Override
        final boolean strict(JsonCursor cursor, int position) {
            String number;
            switch (cursor.kind()) {
                case NUMBER -> {
                    cursor.takeNumber();
                    if (cursor.nonNumeric() && !acceptsNonNumeric()) {
                        return false;
                    }
                    number = cursor.textAsString();
                }
                case STRING -> {
                    cursor.takeString();
                    number = quoted(cursor.textAsString());
                    if (number == null) {
                        return false;
                    }
                }
                default -> {
                    cursor.skipValue();
                    return false;
                }
            }
            vector().clearNull(position);
            return set(position, number.equals("-0") ? "0" : number);
        }

        /** The number in a string, or null if there is none. */
        String quoted(String text) {
            return switch (text) {
                case "NaN" -> "NaN";
                case "INF", "+INF", "Infinity", "+Infinity" -> "Infinity";
                case "-INF", "-Infinity" -> "-Infinity";
                default -> null;
            };
        }
    }

    static final class Doubles extends Fractional {
        private DoubleVector out;

        @Override
        void target(ValueVector vector, byte[] block) {
            out = (DoubleVector) vector;
        }

        @Override
        ValueVector vector() {
            return out;
        }

        /** Both numbers are exact doubles, so one division rounds once, as it must. */
        @Override
        boolean set(int position, boolean negative, long digits, int scale) {
            if (digits > EXACT_DOUBLE) {
                return false;
            }
            double value = digits / POWERS[scale];
            out.set(position, negative ? -value : value);
            return true;
        }

        @Override
        boolean set(int position, String number) {
            out.set(position, Double.parseDouble(number));
            return true;
        }
    }

    static final class Floats extends Fractional {
        private static final int EXACT_FLOAT = 1 << 24;
        private static final int EXACT_FLOAT_SCALE = 10;

        private FloatVector out;

        @Override
        void target(ValueVector vector, byte[] block) {
            out = (FloatVector) vector;
        }

        @Override
        ValueVector vector() {
            return out;
        }

        @Override
        boolean set(int position, boolean negative, long digits, int scale) {
            if (digits > EXACT_FLOAT || scale > EXACT_FLOAT_SCALE) {
                return false;
            }
            float value = digits / (float) POWERS[scale];
            out.set(position, negative ? -value : value);
            return true;
        }

        @Override
        boolean set(int position, String number) {
            out.set(position, Float.parseFloat(number));
            return true;
        }
    }

    static final class Decimals extends Fractional {
        /** Jackson's, and so Spark's, bound on the characters of a number. */
        private static final int LONGEST_NUMBER = 1000;

        private final DecimalType type;
        private DecimalVector out;

        Decimals(DecimalType type) {
            this.type = type;
        }

        @Override
        void target(ValueVector vector, byte[] block) {
            out = (DecimalVector) vector;
        }

        @Override
        ValueVector vector() {
            return out;
        }

        @Override
        boolean acceptsNonNumeric() {
            return false;
        }

        @Override
        String quoted(String text) {
            return text.isEmpty() ? null : text;
        }

        @Override
        boolean set(int position, boolean negative, long digits, int scale) {
            int more = type.scale() - scale;
            if (more < 0 || more > SAFE_DIGITS || digits > LONG_POWERS[SAFE_DIGITS] / LONG_POWERS[more]) {
                return false;
            }
            long unscaled = digits * LONG_POWERS[more];
            if (type.precision() <= SAFE_DIGITS && unscaled >= LONG_POWERS[type.precision()]) {
                return false;
            }
            out.set(position, negative ? -unscaled : unscaled);
            return true;
        }

        @Override
        boolean set(int position, String number) {
            if (number.length() > LONGEST_NUMBER) {
                out.setNull(position);
                return false;
            }
            try {
                BigDecimal exact = new BigDecimal(number);
                long wholeDigits = (long) exact.precision() - exact.scale();
                if (exact.signum() != 0 && wholeDigits > DecimalType.MAX_PRECISION) {
                    out.setNull(position);
                    return false;
                }
                BigDecimal value = wholeDigits < -type.scale() - 1L
                        ? BigDecimal.ZERO.setScale(type.scale())
                        : exact.setScale(type.scale(), RoundingMode.HALF_UP);
                if (value.precision() > type.precision()) {
                    out.setNull(position);
                    return false;
                }
                out.set(position, value.unscaledValue());
                return true;
            } catch (NumberFormatException notANumber) {
                out.setNull(position);
                return false;
            }
        }
    }
}
