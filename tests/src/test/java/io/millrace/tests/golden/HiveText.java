package io.millrace.tests.golden;

import io.millrace.Row;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.MapType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Rows as the golden files print them: as Hive would, columns separated by tabs. Values are those of java.time. */
record HiveText(ZoneId zone, String binaryStyle) {
    /** Numbers after a hash are mostly ids of a plan, which differ from run to run, so the files show none. */
    private static final Pattern NUMBERED = Pattern.compile("#\\d+");

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(TIME)
            .toFormatter(Locale.ROOT);

    String line(Row row, StructType schema) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < schema.length(); i++) {
            texts.add(
                    row.isNullAt(i) ? "NULL" : text(row.get(i), schema.field(i).dataType(), false));
        }
        return NUMBERED.matcher(String.join("\t", texts)).replaceAll("#x");
    }

    private String nested(Object value, DataType type) {
        return value == null ? "null" : text(value, type, true);
    }

    private String text(Object value, DataType type, boolean nested) {
        return switch (value) {
            case String text -> nested ? '"' + text + '"' : text;
            case BigDecimal decimal -> decimal.toPlainString();
            case byte[] bytes -> binary(bytes);
            case Instant instant -> dateTime(LocalDateTime.ofInstant(instant, zone));
            case LocalDateTime local -> dateTime(local);
            case LocalTime time -> TIME.format(time);
            case Period period -> yearMonth(period);
            case Duration duration -> dayTime(duration, (DayTimeIntervalType) type);
            case List<?> list -> list(list, ((ArrayType) type).elementType());
            case Map<?, ?> map -> map(map, (MapType) type);
            case Row row -> struct(row, (StructType) type);
            default -> value.toString();
        };
    }

    private static String dateTime(TemporalAccessor value) {
        return DATE_TIME.format(value);
    }

    private String binary(byte[] bytes) {
        return switch (binaryStyle) {
            case "HEX" -> HexFormat.of().withUpperCase().formatHex(bytes);
            case "BASE64" -> Base64.getEncoder().withoutPadding().encodeToString(bytes);
            case "BASIC" -> {
                StringJoiner numbers = new StringJoiner(", ", "[", "]");
                for (byte each : bytes) {
                    numbers.add(String.valueOf(each));
                }
                yield numbers.toString();
            }
            default -> new String(bytes, StandardCharsets.UTF_8);
        };
    }

    private static String yearMonth(Period period) {
        long months = period.toTotalMonths();
        long magnitude = Math.abs(months);
        return (months < 0 ? "-" : "") + magnitude / 12 + "-" + magnitude % 12;
    }

    /** Shows nothing of what is smaller than the unit that the type ends with. */
    private static String dayTime(Duration duration, DayTimeIntervalType type) {
        boolean negative = duration.isNegative();
        Duration magnitude = duration.abs()
                .truncatedTo(
                        switch (type.endField()) {
                            case DayTimeIntervalType.DAY -> ChronoUnit.DAYS;
                            case DayTimeIntervalType.HOUR -> ChronoUnit.HOURS;
                            case DayTimeIntervalType.MINUTE -> ChronoUnit.MINUTES;
                            default -> ChronoUnit.NANOS;
                        });
        return String.format(
                Locale.ROOT,
                "%s%d %02d:%02d:%02d.%09d",
                negative ? "-" : "",
                magnitude.toDays(),
                magnitude.toHoursPart(),
                magnitude.toMinutesPart(),
                magnitude.toSecondsPart(),
                magnitude.toNanosPart());
    }

    private String list(List<?> list, DataType type) {
        StringJoiner text = new StringJoiner(",", "[", "]");
        list.forEach(element -> text.add(nested(element, type)));
        return text.toString();
    }

    private String map(Map<?, ?> map, MapType type) {
        List<String> entries = new ArrayList<>();
        map.forEach((key, value) -> entries.add(nested(key, type.keyType()) + ":" + nested(value, type.valueType())));
        entries.sort(null);
        return "{" + String.join(",", entries) + "}";
    }

    private String struct(Row row, StructType type) {
        StringJoiner text = new StringJoiner(",", "{", "}");
        for (int i = 0; i < type.length(); i++) {
            StructField field = type.field(i);
            text.add('"' + field.name() + "\":" + nested(row.get(i), field.dataType()));
        }
        return text.toString();
    }
}
