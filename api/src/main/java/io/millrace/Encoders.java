package io.millrace;

import io.millrace.types.CharType;
import io.millrace.types.StructType;
import io.millrace.types.VarcharType;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;

/** The encoders. */
public final class Encoders {
    private Encoders() {}

    public static Encoder<Boolean> BOOLEAN() {
        return new ReflectedEncoder<>(Boolean.class);
    }

    public static Encoder<Byte> BYTE() {
        return new ReflectedEncoder<>(Byte.class);
    }

    public static Encoder<Short> SHORT() {
        return new ReflectedEncoder<>(Short.class);
    }

    public static Encoder<Integer> INT() {
        return new ReflectedEncoder<>(Integer.class);
    }

    public static Encoder<Long> LONG() {
        return new ReflectedEncoder<>(Long.class);
    }

    public static Encoder<Float> FLOAT() {
        return new ReflectedEncoder<>(Float.class);
    }

    public static Encoder<Double> DOUBLE() {
        return new ReflectedEncoder<>(Double.class);
    }

    public static Encoder<String> STRING() {
        return new ReflectedEncoder<>(String.class);
    }

    public static Encoder<String> CHAR(int length) {
        return new ReflectedEncoder<>(String.class).withType(new CharType(length));
    }

    public static Encoder<String> VARCHAR(int length) {
        return new ReflectedEncoder<>(String.class).withType(new VarcharType(length));
    }

    public static Encoder<BigDecimal> DECIMAL() {
        return new ReflectedEncoder<>(BigDecimal.class);
    }

    public static Encoder<Date> DATE() {
        return new ReflectedEncoder<>(Date.class);
    }

    public static Encoder<LocalDate> LOCALDATE() {
        return new ReflectedEncoder<>(LocalDate.class);
    }

    public static Encoder<Timestamp> TIMESTAMP() {
        return new ReflectedEncoder<>(Timestamp.class);
    }

    public static Encoder<Instant> INSTANT() {
        return new ReflectedEncoder<>(Instant.class);
    }

    public static Encoder<LocalDateTime> LOCALDATETIME() {
        return new ReflectedEncoder<>(LocalDateTime.class);
    }

    public static Encoder<LocalTime> LOCALTIME() {
        return new ReflectedEncoder<>(LocalTime.class);
    }

    public static Encoder<Duration> DURATION() {
        return new ReflectedEncoder<>(Duration.class);
    }

    public static Encoder<Period> PERIOD() {
        return new ReflectedEncoder<>(Period.class);
    }

    public static Encoder<byte[]> BINARY() {
        return new ReflectedEncoder<>(byte[].class);
    }

    /** Rows of a schema; dates and timestamps are given as {@code java.sql}. */
    public static Encoder<Row> row(StructType schema) {
        return new RowEncoder(schema, false);
    }

    /** A Java bean, or (unlike Spark) a record. */
    public static <T> Encoder<T> bean(Class<T> beanClass) {
        return new ReflectedEncoder<>(beanClass);
    }
}
