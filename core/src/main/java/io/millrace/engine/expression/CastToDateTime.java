package io.millrace.engine.expression;

import io.millrace.engine.expression.text.DateText;
import io.millrace.engine.expression.text.TimestampText;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.DecimalVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.BooleanType;
import io.millrace.types.DataType;
import io.millrace.types.DateType;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.TimeType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;

/** Dates, timestamps and times of day. */
final class CastToDateTime {
    private CastToDateTime() {}

    static SlotCast date(DataType from, CastContext context) {
        ZoneClock clock = context.clock();
        return (source, at, target, position) -> {
            IntVector days = (IntVector) target;
            if (source instanceof BytesVector text) {
                long parsed = DateText.parse(text.data(), text.start(at), text.length(at));
                if (parsed == DateText.INVALID) {
                    context.invalid(source, at, target, position);
                } else {
                    days.set(position, (int) parsed);
                }
            } else if (from instanceof TimestampType) {
                days.set(position, clock.toDays(((LongVector) source).get(at)));
            } else {
                days.set(position, (int) Math.floorDiv(((LongVector) source).get(at), ZoneClock.MICROS_PER_DAY));
            }
        };
    }

    static SlotCast timestamp(DataType from, CastContext context) {
        ZoneClock clock = context.clock();
        return switch (from) {
            case DateType ignored ->
                (source, at, target, position) -> ((LongVector) target)
                        .set(position, clock.toUtc(context.midnight(((IntVector) source).get(at))));
            case TimestampNTZType ignored ->
                (source, at, target, position) ->
                        ((LongVector) target).set(position, clock.toUtc(((LongVector) source).get(at)));
            case BooleanType ignored ->
                (source, at, target, position) -> ((LongVector) target).set(position, CastToNumber.whole(source, at));
            case DecimalType decimal ->
                (source, at, target, position) -> {
                    BigDecimal seconds = new BigDecimal(((DecimalVector) source).unscaled(at), decimal.scale());
                    ((LongVector) target)
                            .set(position, seconds.movePointRight(6).longValue());
                };
            case FloatType ignored ->
                (source, at, target, position) -> fromFloating(context, source, at, target, position);
            case DoubleType ignored ->
                (source, at, target, position) -> fromFloating(context, source, at, target, position);
            default ->
                Casts.isText(from)
                        ? (source, at, target, position) -> fromText(context, source, at, target, position)
                        : (source, at, target, position) -> ((LongVector) target)
                                .set(position, TimeUnit.SECONDS.toMicros(CastToNumber.whole(source, at)));
        };
    }

    private static void fromText(CastContext context, ValueVector source, int at, ValueVector target, int position) {
        BytesVector text = (BytesVector) source;
        TimestampText reader = context.timestamps();
        long micros = reader.parse(text.data(), text.start(at), text.length(at), context.now());
        if (reader.parsed()) {
            ((LongVector) target).set(position, micros);
        } else {
            context.invalid(source, at, target, position);
        }
    }

    private static void fromFloating(
            CastContext context, ValueVector source, int at, ValueVector target, int position) {
        double seconds = CastToNumber.floating(source, at);
        double micros = seconds * ZoneClock.MICROS_PER_SECOND;
        if (!Double.isFinite(seconds)) {
            context.invalid(source, at, target, position);
        } else if (!context.wraps() && (Math.floor(micros) > Long.MAX_VALUE || Math.ceil(micros) < Long.MIN_VALUE)) {
            context.overflow(source, at, target, position);
        } else {
            ((LongVector) target).set(position, (long) micros);
        }
    }

    /** A timestamp without a zone. */
    static SlotCast local(DataType from, CastContext context) {
        ZoneClock clock = context.clock();
        return (source, at, target, position) -> {
            LongVector micros = (LongVector) target;
            if (source instanceof BytesVector text) {
                TimestampText reader = context.timestamps();
                long parsed = reader.parseLocal(text.data(), text.start(at), text.length(at), true);
                if (reader.parsed()) {
                    micros.set(position, parsed);
                } else {
                    context.invalid(source, at, target, position);
                }
            } else if (from instanceof DateType) {
                micros.set(position, context.midnight(((IntVector) source).get(at)));
            } else {
                micros.set(position, clock.toLocal(((LongVector) source).get(at)));
            }
        };
    }

    /** A time of day; digits that the type has no room for are cut off. */
    static SlotCast time(DataType from, TimeType to, CastContext context) {
        long unit = 1;
        for (int digits = to.precision(); digits < 9; digits++) {
            unit *= 10;
        }
        long step = unit;
        return (source, at, target, position) -> {
            LongVector nanos = (LongVector) target;
            if (from instanceof TimeType) {
                long value = ((LongVector) source).get(at);
                nanos.set(position, value - value % step);
                return;
            }
            BytesVector text = (BytesVector) source;
            TimestampText reader = context.timestamps();
            long value = reader.parseTime(text.data(), text.start(at), text.length(at)) * 1000;
            if (reader.parsed()) {
                nanos.set(position, value - value % step);
            } else {
                context.invalid(source, at, target, position);
            }
        };
    }
}
