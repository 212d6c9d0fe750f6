package io.millrace.engine.expression;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.vector.ByteVector;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ShortVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;

/** Anything becomes text; text becomes bytes. */
final class CastToText {
    private CastToText() {}

    static SlotCast of(CastContext context) {
        ValueText text = ValueText.conversion(context.clock(), !context.wraps());
        return (source, at, target, position) -> {
            if (source instanceof BytesVector bytes) {
                ((BytesVector) target).set(position, bytes.data(), bytes.start(at), bytes.length(at));
                return;
            }
            BytesWriter out = context.writer();
            text.write(source, at, out);
            out.copyTo((BytesVector) target, position);
        };
    }

    /** Text as its bytes; in the older mode whole numbers too, the highest byte first. */
    static SlotCast binary(DataType from) {
        int size = from.defaultSize();
        return (source, at, target, position) -> {
            BytesVector bytes = (BytesVector) target;
            if (source instanceof BytesVector text) {
                bytes.set(position, text.data(), text.start(at), text.length(at));
                return;
            }
            long value = whole(source, at);
            int start = bytes.allocate(size);
            for (int i = 0; i < size; i++) {
                bytes.data()[start + i] = (byte) (value >> (8 * (size - 1 - i)));
            }
            bytes.setSlice(position, start, size);
        };
    }

    private static long whole(ValueVector source, int at) {
        return switch (source) {
            case ByteVector values -> values.get(at);
            case ShortVector values -> values.get(at);
            case IntVector values -> values.get(at);
            default -> ((LongVector) source).get(at);
        };
    }
}
