package io.millrace.engine.expression;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.engine.expression.text.DateText;
import io.millrace.engine.expression.text.IntervalText;
import io.millrace.engine.expression.text.NumberText;
import io.millrace.engine.expression.text.TimeText;
import io.millrace.engine.expression.text.TimestampText;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.vector.BooleanVector;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.DoubleVector;
import io.millrace.spi.vector.FloatVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.MapVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.BinaryType;
import io.millrace.types.CalendarIntervalType;
import io.millrace.types.DateType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.DecimalType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import io.millrace.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.util.Optional;

/** Values of all types as text: what a conversion to STRING gives, and what {@code show} prints. */
public final class ValueText {
    /** Decimals of so few digits behind the point have no exponent in any mode. */
    private static final int PLAIN_SCALE = 6;

    private final boolean pretty;
    private final ZoneClock clock;
    private final BinaryStyle binary;
    private final Optional<String> nested;
    private final Leaf leaf;

    /** Whether decimals never have an exponent. */
    private final boolean plain;

    /** Writes some values that hold no others in a way of its own. */
    @FunctionalInterface
    public interface Leaf {
        /** Whether it has written a value, which is not null; otherwise it is written as it always is. */
        boolean write(ValueVector vector, int at, BytesWriter out);
    }

    private ValueText(
            boolean pretty, boolean plain, ZoneClock clock, BinaryStyle binary, Optional<String> nested, Leaf leaf) {
        this.pretty = pretty;
        this.plain = plain;
        this.clock = clock;
        this.binary = binary;
        this.nested = nested;
        this.leaf = leaf;
    }

    /** As a conversion to STRING writes values: {@code null} inside nested values, bytes as they are. */
    public static ValueText conversion(ZoneClock clock) {
        return conversion(clock, true);
    }

    /** @param plain false to write decimals near zero with an exponent, as before ANSI mode */
    static ValueText conversion(ZoneClock clock, boolean plain) {
        return new ValueText(false, plain, clock, BinaryStyle.UTF_8, Optional.empty(), null);
    }

    /** As {@code show} prints values: {@code NULL}, and bytes in a style. */
    public static ValueText pretty(ZoneClock clock, BinaryStyle binary) {
        return new ValueText(true, true, clock, binary, Optional.empty(), null);
    }

    /** The same with another text for nulls inside nested values, which stands behind a blank; if it is empty, neither is there. */
    public ValueText withNulls(String text) {
        return new ValueText(pretty, plain, clock, binary, Optional.of(text), leaf);
    }

    /** The same with another way to write some values. */
    public ValueText withLeaves(Leaf writer) {
        return new ValueText(pretty, plain, clock, binary, nested, writer);
    }

    /** Writes a slot that may be null. */
    public void writeNullable(ValueVector vector, int at, BytesWriter out) {
        if (vector.isNull(at)) {
            out.appendAscii(pretty ? "NULL" : "null");
        } else {
            write(vector, at, out);
        }
    }

    /** Writes a slot that is not null. */
    public void write(ValueVector vector, int at, BytesWriter out) {
        if (leaf != null && leaf.write(vector, at, out)) {
            return;
        }
        switch (vector) {
            case BooleanVector values -> out.appendAscii(values.get(at) ? "true" : "false");
            case ByteVector values -> NumberText.write((long) values.get(at), out);
            case ShortVector values -> NumberText.write((long) values.get(at), out);
            case IntVector values -> writeInt(values, at, out);
            case LongVector values -> writeLong(values, at, out);
            case FloatVector values -> NumberText.write(values.get(at), out);
            case DoubleVector values -> NumberText.write(values.get(at), out);
            case DecimalVector values -> writeDecimal(values, at, out);
            case BytesVector values -> writeBytes(values, at, out);
            case StructVector values -> writeStruct(values, at, out);
            case ListVector values -> writeList(values, at, out);
            case MapVector values -> writeMap(values, at, out);
        }
    }

    private static void writeInt(IntVector vector, int at, BytesWriter out) {
        switch (vector.type()) {
            case DateType ignored -> DateText.write(vector.get(at), out);
            case YearMonthIntervalType type ->
                out.appendAscii(IntervalText.ansi(vector.get(at), type.startField(), type.endField()));
            default -> NumberText.write((long) vector.get(at), out);
        }
    }

    private void writeLong(LongVector vector, int at, BytesWriter out) {
        switch (vector.type()) {
            case TimestampType ignored -> TimestampText.write(vector.get(at), clock, out);
            case TimestampNTZType ignored -> TimestampText.writeLocal(vector.get(at), out);
            case TimeType ignored -> TimeText.write(vector.get(at), out);
            case DayTimeIntervalType type ->
                out.appendAscii(IntervalText.ansi(vector.get(at), type.startField(), type.endField()));
            default -> NumberText.write(vector.get(at), out);
        }
    }

    private void writeDecimal(DecimalVector vector, int at, BytesWriter out) {
        int scale = ((DecimalType) vector.type()).scale();
        if (!plain && scale > PLAIN_SCALE) {
            out.appendAscii(new BigDecimal(vector.unscaled(at), scale).toString());
        } else if (vector.fitsLong(at)) {
            NumberText.writeDecimal(vector.low()[at], scale, out);
        } else {
            out.appendAscii(new BigDecimal(vector.unscaled(at), scale).toPlainString());
        }
    }

    private void writeBytes(BytesVector vector, int at, BytesWriter out) {
        if (!pretty || !(vector.type() instanceof BinaryType)) {
            out.append(vector, at);
            return;
        }
        binary.write(vector.data(), vector.start(at), vector.length(at), out);
    }

    private void writeStruct(StructVector vector, int at, BytesWriter out) {
        if (vector.type() instanceof CalendarIntervalType) {
            out.appendAscii(IntervalText.calendar(
                    ((IntVector) vector.child(0)).get(at),
                    ((IntVector) vector.child(1)).get(at),
                    ((LongVector) vector.child(2)).get(at)));
            return;
        }
        out.append('{');
        for (int i = 0; i < vector.fieldCount(); i++) {
            writeItem(i, vector.child(i), at, out);
        }
        out.append('}');
    }

    private void writeList(ListVector vector, int at, BytesWriter out) {
        out.append('[');
        for (int i = 0; i < vector.length(at); i++) {
            writeItem(i, vector.elements(), vector.start(at) + i, out);
        }
        out.append(']');
    }

    private void writeMap(MapVector vector, int at, BytesWriter out) {
        out.append('{');
        for (int i = 0; i < vector.length(at); i++) {
            writeItem(i, vector.keys(), vector.start(at) + i, out);
            out.appendAscii(" ->");
            writeSpaced(true, vector.values(), vector.start(at) + i, out);
        }
        out.append('}');
    }

    private void writeItem(int index, ValueVector vector, int at, BytesWriter out) {
        if (index > 0) {
            out.append(',');
        }
        writeSpaced(index > 0, vector, at, out);
    }

    private void writeSpaced(boolean blank, ValueVector vector, int at, BytesWriter out) {
        if (nested.isPresent() && vector.isNull(at)) {
            if (!nested.get().isEmpty()) {
                out.append(' ');
                out.append(nested.get());
            }
            return;
        }
        if (blank) {
            out.append(' ');
        }
        writeNullable(vector, at, out);
    }
}
